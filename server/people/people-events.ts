import { z } from 'zod';
import type { Outbox, Tx } from '../platform/index.ts';

/** Somebody got or lost a role in an agency. */
export const MEMBERSHIP_CHANGED = 'people.membership-changed';

/** Payload of `MEMBERSHIP_CHANGED`; news of an older release say nothing of how. */
export const membershipChanged = z.object({
  agencyId: z.string(),
  personId: z.string(),
  how: z.enum(['joined', 'roles', 'left']).default('roles'),
});

/** A person left on purpose or lost the right to be signed in: launches that run elsewhere end too. */
export const SIGNED_OUT = 'people.signed-out';

/** Payload of `SIGNED_OUT`; `everywhere` is false when one browser signed out. */
export interface SignedOut {
  readonly personId: string;
  readonly everywhere: boolean;
  /** User agent of the browser that signed out, '' with `everywhere`. */
  readonly userAgent: string;
  readonly reason: 'sign-out' | 'everywhere' | 'password-changed' | 'disabled' | 'left-agency';
  /** Only what runs for this agency ends. */
  readonly agencyId?: string;
}

/** Writes the event in the owner's transaction. */
export async function emitSignedOut(outbox: Outbox, tx: Tx, event: SignedOut): Promise<void> {
  await outbox.emit(tx, SIGNED_OUT, { ...event });
}

/** Writes the event in the owner's transaction, once a person. */
export async function emitMembershipChanged(
  outbox: Outbox,
  tx: Tx,
  agencyId: string,
  personIds: readonly string[],
  how: z.infer<typeof membershipChanged>['how'],
): Promise<void> {
  await outbox.emitAll(
    tx,
    MEMBERSHIP_CHANGED,
    personIds.map((personId) => ({ agencyId, personId, how })),
  );
}

/** Somebody belongs to an agency no more: what runs there for the person ends, all else goes on. */
export async function emitLeft(outbox: Outbox, tx: Tx, agencyId: string, personId: string): Promise<void> {
  await emitSignedOut(outbox, tx, { personId, userAgent: '', everywhere: true, reason: 'left-agency', agencyId });
  await emitMembershipChanged(outbox, tx, agencyId, [personId], 'left');
}
