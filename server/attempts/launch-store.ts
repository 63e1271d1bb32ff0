import { Op } from 'sequelize';
import type { Tx } from '../platform/index.ts';
import type { AttemptRow, LaunchRow, RegistrationRow } from './attempt-model.ts';
import type { SharedDataRow } from './record-model.ts';
import { plainRow, plainRows } from './plain-rows.ts';
import type { Tables } from './record-tables.ts';

/** A registration by its id, locked when `isLocked`, so that two first launches make one attempt. */
export async function findRegistration(
  tables: Tables,
  tx: Tx | null,
  where: Partial<RegistrationRow>,
  isLocked = false,
): Promise<RegistrationRow | null> {
  const lock = isLocked && tx !== null ? { lock: tx.LOCK.UPDATE } : {};
  return plainRow(await tables.registrations.findOne({ where, transaction: tx, ...lock }));
}

/** Makes the registration unless it is there: the unique key decides. */
export async function addRegistration(tables: Tables, tx: Tx, row: RegistrationRow): Promise<void> {
  await tables.registrations.bulkCreate([row], { transaction: tx, ignoreDuplicates: true });
}

export async function updateRegistration(
  tables: Tables,
  tx: Tx,
  id: string,
  values: Partial<RegistrationRow>,
): Promise<void> {
  await tables.registrations.update(values, { where: { id }, transaction: tx });
}

/** The attempt with the highest number, locked. */
export async function lockLatestAttempt(tables: Tables, tx: Tx, registrationId: string): Promise<AttemptRow | null> {
  return plainRow(
    await tables.attempts.findOne({
      where: { registrationId },
      order: [['number', 'DESC']],
      lock: tx.LOCK.UPDATE,
      transaction: tx,
    }),
  );
}

export async function findAttempt(
  tables: Tables,
  tx: Tx | null,
  where: Partial<Pick<AttemptRow, 'id' | 'registrationId' | 'number' | 'agencyId'>>,
): Promise<AttemptRow | null> {
  return plainRow(await tables.attempts.findOne({ where, transaction: tx }));
}

export async function addAttempt(tables: Tables, tx: Tx, row: AttemptRow): Promise<void> {
  await tables.attempts.create(row, { transaction: tx });
}

export async function updateAttempt(tables: Tables, tx: Tx, id: string, values: Partial<AttemptRow>): Promise<void> {
  await tables.attempts.update(values, { where: { id }, transaction: tx });
}

/** Highest number of the launches of an attempt, 0 when there is none. */
export async function lastLaunchNumber(tables: Tables, tx: Tx, attemptId: string): Promise<number> {
  return (
    (await tables.launches.max<number | null, InstanceType<Tables['launches']>>('number', {
      where: { attemptId },
      transaction: tx,
    })) ?? 0
  );
}

export async function findLaunch(
  tables: Tables,
  tx: Tx | null,
  where: Partial<Pick<LaunchRow, 'id' | 'personId' | 'agencyId'>>,
): Promise<LaunchRow | null> {
  return plainRow(await tables.launches.findOne({ where, transaction: tx }));
}

export async function addLaunch(tables: Tables, tx: Tx, row: LaunchRow): Promise<void> {
  await tables.launches.create(row, { transaction: tx });
}

export async function updateLaunch(tables: Tables, tx: Tx, id: string, values: Partial<LaunchRow>): Promise<void> {
  await tables.launches.update(values, { where: { id }, transaction: tx });
}

/** Makes the tokens of a person's launches worthless and gives their leases back. Returns how many there were. */
export async function endLaunchesOfPerson(
  tables: Tables,
  tx: Tx,
  of: {
    readonly personId: string;
    readonly userAgent: string | null;
    readonly startedBefore: Date;
    /** null: whatever agency they run for. */
    readonly agencyId: string | null;
  },
  at: Date,
): Promise<number> {
  const launches = await tables.launches.findAll({
    attributes: ['id', 'attemptId'],
    where: {
      personId: of.personId,
      // A token renewed for the rest of an ended launch is a token too.
      tokenHash: { [Op.ne]: '' },
      startedAt: { [Op.lte]: of.startedBefore },
      ...(of.agencyId !== null && { agencyId: of.agencyId }),
      ...(of.userAgent !== null && { userAgent: of.userAgent.slice(0, 255) }),
    },
    order: [['attemptId', 'ASC']],
    transaction: tx,
  });
  const ids = launches.map(({ id }) => id);
  if (ids.length === 0) return 0;
  const free = { leaseLaunchId: null, leaseUntil: null };
  await tables.attempts.update(free, { where: { leaseLaunchId: ids }, transaction: tx });
  await tables.launches.update({ tokenHash: '' }, { where: { id: ids }, transaction: tx });
  const ended = { state: 'ended' as const, endedAt: at, endReason: 'sign-out' };
  await tables.launches.update(ended, { where: { id: ids, state: 'active' }, transaction: tx });
  return ids.length;
}

/** adl.data stores of a person in a scope. */
export async function loadSharedData(
  tables: Tables,
  tx: Tx,
  where: Pick<SharedDataRow, 'agencyId' | 'personId' | 'scope'>,
): Promise<SharedDataRow[]> {
  return plainRows(await tables.shared.findAll({ where: { ...where }, order: [['target', 'ASC']], transaction: tx }));
}
