import type { Tx } from '../platform/index.ts';
import { newId } from '../platform/index.ts';
import type { AttemptRow, RegistrationRow } from './attempt-model.ts';
import { addRegistration, findRegistration, lockLatestAttempt } from './launch-store.ts';
import type { Tables } from './record-tables.ts';

/** Where somebody looks around in a course: a place that counts nowhere, with what was looked at last. */
export interface PreviewPlace {
  readonly registration: RegistrationRow;
  /** null: the course has a newer version than was looked at, or nothing was. */
  readonly attempt: AttemptRow | null;
  /** Number of the last attempt there, 0 for none. */
  readonly lastNumber: number;
}

/**
 * The place for a look around before the person has begun: of the door `preview`, so that neither an attempt of the person's
 * own is made nor its version decided. It always shows the version of today.
 */
export async function openPreview(
  tables: Tables,
  tx: Tx,
  { agencyId, personId, courseId }: RegistrationRow,
  currentVersionId: string,
  now: Date,
): Promise<PreviewPlace> {
  const place = { agencyId, personId, courseId, door: 'preview' as const, doorKey: '' };
  await addRegistration(tables, tx, { id: newId(), ...place, createdAt: now });
  const registration = await findRegistration(tables, tx, place, true);
  if (registration === null) throw new Error('A registration was not there after it had been made.');
  const latest = await lockLatestAttempt(tables, tx, registration.id);
  const attempt = latest?.versionId === currentVersionId ? latest : null;
  return { registration, attempt, lastNumber: latest?.number ?? 0 };
}
