import { Op } from 'sequelize';
import type { Tx } from '../platform/index.ts';
import type { PersonKey } from './rebuild-store.ts';
import type { Tables } from './record-tables.ts';

/** Rows whose words were taken away. */
export interface ErasedRecord {
  readonly attempts: number;
  readonly commits: number;
  readonly strays: number;
}

/**
 * Takes the words out of everything that a person did in one agency: payloads of commits, suspend data, answers, places. What
 * stays is how each attempt came out, when and for how long, and the hashes by which the chain is still checked.
 */
export async function eraseRecord(tables: Tables, tx: Tx, { personId, agencyId }: PersonKey): Promise<ErasedRecord> {
  const attemptIds = await attemptsOf(tables, tx, { personId, agencyId });
  if (attemptIds.length === 0) return { attempts: 0, commits: 0, strays: 0 };
  const where = { attemptId: attemptIds };
  const written = { ...where, payload: { [Op.ne]: null } };
  const [commits] = await tables.commits.update({ payload: null }, { where: written, transaction: tx });
  const [strays] = await tables.strays.update({ payload: null }, { where: written, transaction: tx });
  await tables.attempts.update({ engineState: null }, { where: { id: attemptIds }, transaction: tx });
  const said = { location: '', suspendData: '', cmiJson: '{}', rejected: '[]' };
  await tables.tracks.update(said, { where, transaction: tx });
  await tables.interactions.update({ learnerResponse: '', description: '' }, { where, transaction: tx });
  await tables.graded.update({ response: '' }, { where, transaction: tx });
  await tables.launches.update({ userAgent: '', browser: '' }, { where, transaction: tx });
  await tables.shared.update({ store: '' }, { where: { personId, agencyId }, transaction: tx });
  return { attempts: attemptIds.length, commits, strays };
}

/** Whether something was erased: then the rows cannot be made again from the commits. */
export async function isErased(tables: Tables, tx: Tx, attemptIds: readonly string[]): Promise<boolean> {
  const where = { attemptId: [...attemptIds], payload: null };
  return (await tables.commits.findOne({ attributes: ['id'], where, transaction: tx })) !== null;
}

/** Which of some attempts were erased. */
export async function erasedOf(tables: Tables, tx: Tx, attemptIds: readonly string[]): Promise<Set<string>> {
  const where = { attemptId: [...attemptIds], payload: null };
  const found = await tables.commits.findAll({
    attributes: ['attemptId'],
    where,
    group: ['attemptId'],
    transaction: tx,
  });
  return new Set(found.map(({ attemptId }) => attemptId));
}

async function attemptsOf(tables: Tables, tx: Tx, person: PersonKey): Promise<string[]> {
  const { personId, agencyId } = person;
  const registrations = await tables.registrations.findAll({
    attributes: ['id'],
    where: { personId, agencyId },
    transaction: tx,
  });
  const registrationId = registrations.map(({ id }) => id);
  const found = await tables.attempts.findAll({ attributes: ['id'], where: { registrationId }, transaction: tx });
  return found.map(({ id }) => id);
}
