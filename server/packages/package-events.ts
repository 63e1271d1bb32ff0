import { z } from 'zod';
import type { Outbox, Tx } from '../platform/index.ts';

/** A published version was taken back: `{versionId, courseId, number}`. */
export const VERSION_WITHDRAWN = 'packages.version-withdrawn';

/** An instructor wants what was recorded before a rule to be judged by it as well: `{versionId, ruleId}`. */
export const RULE_FOR_EARLIER = 'packages.rule-for-earlier';

/** Payload of {@link RULE_FOR_EARLIER}. */
export const ruleForEarlier = z.object({ versionId: z.string(), ruleId: z.string() });

/** Writes {@link RULE_FOR_EARLIER} in the transaction that accepts the rule. */
export async function emitRuleAccepted(
  outbox: Outbox,
  tx: Tx,
  { versionId, ruleId }: { versionId: string; ruleId: string },
): Promise<void> {
  await outbox.emit(tx, RULE_FOR_EARLIER, { versionId, ruleId });
}

/** Writes {@link VERSION_WITHDRAWN} in the transaction of the withdrawal. */
export async function emitVersionWithdrawn(
  outbox: Outbox,
  tx: Tx,
  { versionId, courseId, number }: { versionId: string; courseId: string; number: number },
): Promise<void> {
  await outbox.emit(tx, VERSION_WITHDRAWN, { versionId, courseId, number });
}
