import { z } from 'zod';
import type { Secrets } from '../platform/index.ts';

const PURPOSE = 'door-pass';
/** ms */
const LIFE = 12 * 60 * 60_000;

const sealedPass = z.object({
  registrationId: z.string(),
  agencyId: z.string(),
  doorId: z.string(),
  until: z.number(),
});

/** What somebody may who came through a door: open one course, without a session. */
export type DoorPass = z.infer<typeof sealedPass>;

/** A pass of twelve hours for one registration and one door: sealed, so that no process has to remember it. */
export function makeDoorPass(secrets: Secrets, pass: Omit<DoorPass, 'until'>, now: Date): string {
  return secrets.seal(PURPOSE, JSON.stringify({ ...pass, until: now.getTime() + LIFE }));
}

/** Reads a pass of ours, whether or not it has ended; null for anything else. */
export function readDoorPass(secrets: Secrets, text: string): DoorPass | null {
  const opened = secrets.open(PURPOSE, text);
  return opened === null ? null : sealedPass.parse(JSON.parse(opened));
}
