import type { Outbox, Tx } from '../platform/index.ts';
import { AppError } from '../platform/index.ts';
import { emitAttemptsChanged } from './attempt-events.ts';
import { isErased } from './erase-record.ts';
import { findRegistration, updateRegistration } from './launch-store.ts';
import { plainRows } from './plain-rows.ts';
import { rebuildPerson, type RebuildDependencies } from './rebuild-projections.ts';
import { clearProjections, lockAttemptsOfPerson } from './rebuild-store.ts';

/**
 * Makes everything that one person has done in an agency the doing of another: registrations, launches and, out of the commits,
 * every projection of both, so that the rows are what a rebuild would make. The chains stay as they are: they name no person. A
 * place in a course that the other has already under the same door and key is kept beside it, its key made its own. Throws
 * AppError `RECORD_ERASED` (409) where payloads of either were erased, since nothing can be made out of those again.
 */
export async function moveRegistrations(
  { database, tables, courses, outbox }: RebuildDependencies & { readonly outbox: Outbox },
  tx: Tx,
  {
    fromPersonId,
    toPersonId,
    agencyId,
  }: { readonly fromPersonId: string; readonly toPersonId: string; readonly agencyId: string },
): Promise<void> {
  const from = { personId: fromPersonId, agencyId };
  const to = { personId: toPersonId, agencyId };
  const moved = await lockAttemptsOfPerson(tables, tx, from);
  const own = await lockAttemptsOfPerson(tables, tx, to);
  const ids = [...moved, ...own].map(({ id }) => id);
  if (ids.length > 0 && (await isErased(tables, tx, ids))) {
    throw new AppError('RECORD_ERASED', 409, 'What was done there is erased in part, so it cannot be joined.');
  }
  await clearProjections(tables, tx, from, moved);
  const registrations = plainRows(await tables.registrations.findAll({ where: { ...from }, transaction: tx }));
  for (const { id, courseId, door, doorKey } of registrations) {
    const place = { agencyId, personId: toPersonId, courseId, door, doorKey };
    const isTaken = (await findRegistration(tables, tx, place)) !== null;
    const key = isTaken ? { doorKey: `${doorKey.slice(0, LONGEST_KEY - id.length - 1)}~${id}` } : {};
    await updateRegistration(tables, tx, id, { personId: toPersonId, ...key });
  }
  const ofMoved = { attemptId: moved.map(({ id }) => id) };
  await tables.launches.update({ personId: toPersonId }, { where: ofMoved, transaction: tx });
  await rebuildPerson({ database, tables, courses }, tx, to);
  const movedIds = new Set(ofMoved.attemptId);
  const now = (await lockAttemptsOfPerson(tables, tx, to)).filter(({ id }) => movedIds.has(id));
  if (now.length > 0) await emitAttemptsChanged(outbox, tx, now);
}

const LONGEST_KEY = 255;
