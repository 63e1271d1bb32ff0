import type { Outbox, Tx } from '../platform/index.ts';

/** A person left on purpose or lost the right to be signed in: launches that run elsewhere end too. */
export const SIGNED_OUT = 'people.signed-out';

/** Payload of `SIGNED_OUT`; `everywhere` is false when one browser signed out. */
export interface SignedOut {
  readonly personId: string;
  readonly everywhere: boolean;
  /** User agent of the browser that signed out, '' with `everywhere`. */
  readonly userAgent: string;
  readonly reason: 'sign-out' | 'everywhere' | 'password-changed' | 'disabled';
}

/** Writes the event in the owner's transaction. */
export async function emitSignedOut(outbox: Outbox, tx: Tx, event: SignedOut): Promise<void> {
  await outbox.emit(tx, SIGNED_OUT, { ...event });
}
