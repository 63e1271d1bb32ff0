import { Op } from 'sequelize';
import type { Tx } from '../platform/index.ts';
import type { AttemptRow, LaunchRow, RegistrationRow } from './attempt-model.ts';
import type { CommitRow } from './commit-model.ts';
import { plainRows } from './plain-rows.ts';
import type { Tables } from './record-tables.ts';

/** Entries of the chain that are held in memory at once. */
export const ENTRY_PAGE = 200;

/** One person in one agency. */
export type PersonKey = Pick<RegistrationRow, 'personId' | 'agencyId'>;

/** People with registrations, after one person, in the order of their ids. */
export async function peopleAfter(tables: Tables, tx: Tx, after: string | null): Promise<PersonKey[]> {
  const found = await tables.registrations.findAll({
    attributes: ['personId', 'agencyId'],
    where: { personId: { [Op.gt]: after ?? '' } },
    group: ['personId', 'agencyId'],
    order: [['personId', 'ASC']],
    limit: ENTRY_PAGE,
    transaction: tx,
  });
  return plainRows(found).map(({ personId, agencyId }) => ({ personId, agencyId }));
}

/** A person's places in courses, in the order of their ids. */
export async function registrationsOf(tables: Tables, tx: Tx, person: PersonKey): Promise<RegistrationRow[]> {
  const { personId, agencyId } = person;
  const where = { personId, agencyId };
  return plainRows(await tables.registrations.findAll({ where, order: [['id', 'ASC']], transaction: tx }));
}

/** All attempts of a person, locked. */
export async function lockAttemptsOfPerson(tables: Tables, tx: Tx, person: PersonKey): Promise<AttemptRow[]> {
  const where = { personId: person.personId, agencyId: person.agencyId };
  const registrations = await tables.registrations.findAll({ attributes: ['id'], where, transaction: tx });
  return plainRows(
    await tables.attempts.findAll({
      where: { registrationId: registrations.map(({ id }) => id) },
      order: [['id', 'ASC']],
      lock: tx.LOCK.UPDATE,
      transaction: tx,
    }),
  );
}

export async function launchesOfAttempts(tables: Tables, tx: Tx, attemptIds: readonly string[]): Promise<LaunchRow[]> {
  return plainRows(await tables.launches.findAll({ where: { attemptId: [...attemptIds] }, transaction: tx }));
}

/** A page of the entries of some attempts in the order in which they were projected, which no clock tells. */
export async function entriesAfter(
  tables: Tables,
  tx: Tx,
  attemptIds: readonly string[],
  after: Pick<CommitRow, 'turn' | 'attemptId'> | null,
): Promise<CommitRow[]> {
  // Two entries of one attempt never share a turn.
  const later =
    after === null
      ? {}
      : {
          [Op.or]: [{ turn: { [Op.gt]: after.turn } }, { turn: after.turn, attemptId: { [Op.gt]: after.attemptId } }],
        };
  return plainRows(
    await tables.commits.findAll({
      where: { attemptId: [...attemptIds], ...later },
      order: [
        ['turn', 'ASC'],
        ['attemptId', 'ASC'],
      ],
      limit: ENTRY_PAGE,
      transaction: tx,
    }),
  );
}

/** Takes away everything that can be made again from the commits of a person. */
export async function clearProjections(
  tables: Tables,
  tx: Tx,
  person: PersonKey,
  attempts: readonly Pick<AttemptRow, 'id' | 'registrationId'>[],
): Promise<void> {
  const ofAttempts = { where: { attemptId: attempts.map(({ id }) => id) }, transaction: tx };
  const ofPerson = { where: { personId: person.personId, agencyId: person.agencyId }, transaction: tx };
  await tables.tracks.destroy(ofAttempts);
  await tables.sessions.destroy(ofAttempts);
  await tables.interactions.destroy(ofAttempts);
  await tables.objectives.destroy(ofAttempts);
  await tables.graded.destroy({
    where: { registrationId: attempts.map((one) => one.registrationId) },
    transaction: tx,
  });
  await tables.globals.destroy(ofPerson);
  await tables.shared.destroy(ofPerson);
}
