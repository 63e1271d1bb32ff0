import type { Outbox, Tx } from '../platform/index.ts';

/** A published version was taken back: `{versionId, courseId, number}`. */
export const VERSION_WITHDRAWN = 'packages.version-withdrawn';

/** Writes {@link VERSION_WITHDRAWN} in the transaction of the withdrawal. */
export async function emitVersionWithdrawn(
  outbox: Outbox,
  tx: Tx,
  { versionId, courseId, number }: { versionId: string; courseId: string; number: number },
): Promise<void> {
  await outbox.emit(tx, VERSION_WITHDRAWN, { versionId, courseId, number });
}
