import { Op } from 'sequelize';
import type { Tx } from '../platform/index.ts';
import type { AttemptRow, LaunchRow, RegistrationRow } from './attempt-model.ts';
import type { Touched } from './attempt-picture.ts';
import type { CommitRow, StrayRow } from './commit-model.ts';
import type { GlobalObjectiveRow, SessionRow, TrackRow } from './record-model.ts';
import type { Tables } from './record-tables.ts';

/** Columns of an attempt that every commit changes. */
const ATTEMPT_CHANGES: (keyof AttemptRow)[] = [
  'state',
  'completion',
  'success',
  'scoreRaw',
  'scoreMin',
  'scoreMax',
  'scoreScaled',
  'progress',
  'seatMs',
  'version',
  'leaseLaunchId',
  'leaseUntil',
  'lastLaunchId',
  'engineVersion',
  'engineLaunchId',
  'engineSeq',
  'chainHead',
  'commitCount',
  'lastSavedAt',
  'finishedAt',
];
const LAUNCH_CHANGES: (keyof LaunchRow)[] = ['lastSeq', 'state', 'leaseUntil', 'endedAt', 'endReason'];

/** Locks the attempts of some launches, in the order of their ids, so that two batches never wait for each other. */
export async function lockAttemptsOf(tables: Tables, tx: Tx, launchIds: readonly string[]): Promise<AttemptRow[]> {
  const launches = await tables.launches.findAll({
    attributes: ['attemptId'],
    where: { id: [...launchIds] },
    transaction: tx,
    raw: true,
  });
  const ids = [...new Set(launches.map(({ attemptId }) => attemptId))];
  return tables.attempts.findAll({
    where: { id: ids },
    order: [['id', 'ASC']],
    lock: tx.LOCK.UPDATE,
    transaction: tx,
    raw: true,
  });
}

export async function loadLaunches(tables: Tables, tx: Tx, ids: readonly string[]): Promise<LaunchRow[]> {
  return tables.launches.findAll({ where: { id: [...new Set(ids)] }, transaction: tx, raw: true });
}

export async function loadRegistrations(tables: Tables, tx: Tx, ids: readonly string[]): Promise<RegistrationRow[]> {
  return tables.registrations.findAll({ where: { id: [...new Set(ids)] }, transaction: tx, raw: true });
}

/** What is stored under some seqs of some launches: enough to tell a repetition. */
export async function loadKnownSeqs(
  tables: Tables,
  tx: Tx,
  wanted: readonly { readonly launchId: string; readonly seq: number }[],
): Promise<Pick<CommitRow, 'launchId' | 'seq' | 'payloadSha256' | 'receivedAt' | 'outcome'>[]> {
  return tables.commits.findAll({
    attributes: ['launchId', 'seq', 'payloadSha256', 'receivedAt', 'outcome'],
    where: { [Op.or]: wanted.map(({ launchId, seq }) => ({ launchId, seq })) },
    transaction: tx,
    raw: true,
  });
}

export async function loadTracks(tables: Tables, tx: Tx, attemptIds: readonly string[]): Promise<TrackRow[]> {
  return tables.tracks.findAll({ where: { attemptId: [...attemptIds] }, transaction: tx, raw: true });
}

export async function loadSessions(tables: Tables, tx: Tx, launchIds: readonly string[]): Promise<SessionRow[]> {
  const order: [string, string][] = [['number', 'ASC']];
  return tables.sessions.findAll({ where: { launchId: [...launchIds] }, order, transaction: tx, raw: true });
}

/** Global objectives of some people in some scopes. */
export async function loadGlobals(
  tables: Tables,
  tx: Tx,
  wanted: { readonly personIds: readonly string[]; readonly scopes: readonly string[] },
): Promise<GlobalObjectiveRow[]> {
  const where = { personId: [...wanted.personIds], scope: [...wanted.scopes] };
  return tables.globals.findAll({ where, order: [['objective', 'ASC']], transaction: tx, raw: true });
}

/** Engine states of the attempts before some attempts, by registration and number. */
export async function loadEarlierStates(
  tables: Tables,
  tx: Tx,
  wanted: readonly { readonly registrationId: string; readonly number: number }[],
): Promise<Pick<AttemptRow, 'registrationId' | 'number' | 'engineState'>[]> {
  return tables.attempts.findAll({
    attributes: ['registrationId', 'number', 'engineState'],
    where: { [Op.or]: wanted.map(({ registrationId, number }) => ({ registrationId, number })) },
    transaction: tx,
    raw: true,
  });
}

export async function appendCommits(tables: Tables, tx: Tx, rows: readonly CommitRow[]): Promise<void> {
  if (rows.length > 0) await tables.commits.bulkCreate([...rows], { transaction: tx });
}

/** Keeps what came too late; the same once more changes nothing. */
export async function keepStrays(tables: Tables, tx: Tx, rows: readonly StrayRow[]): Promise<void> {
  if (rows.length > 0) await tables.strays.bulkCreate([...rows], { transaction: tx, ignoreDuplicates: true });
}

/** Writes what some attempts and their launches have become: a statement a table. */
export async function saveAttempts(
  tables: Tables,
  tx: Tx,
  attempts: readonly AttemptRow[],
  launches: readonly LaunchRow[],
  engines: ReadonlySet<string>,
): Promise<void> {
  const withEngine = attempts.filter(({ id }) => engines.has(id));
  const without = attempts.filter(({ id }) => !engines.has(id)).map((attempt) => ({ ...attempt, engineState: null }));
  const options = { transaction: tx, conflictAttributes: ['id'] as (keyof AttemptRow)[] };
  if (without.length > 0) await tables.attempts.bulkCreate(without, { ...options, updateOnDuplicate: ATTEMPT_CHANGES });
  if (withEngine.length > 0) {
    const updateOnDuplicate: (keyof AttemptRow)[] = [...ATTEMPT_CHANGES, 'engineState'];
    await tables.attempts.bulkCreate(withEngine, { ...options, updateOnDuplicate });
  }
  if (launches.length > 0) {
    await tables.launches.bulkCreate([...launches], {
      transaction: tx,
      conflictAttributes: ['id'],
      updateOnDuplicate: LAUNCH_CHANGES,
    });
  }
}

/** Writes all touched rows of the projections: a statement a table. */
export async function saveTouched(tables: Tables, tx: Tx, touched: Touched): Promise<void> {
  await upsert(touched.tracks, (rows) =>
    tables.tracks.bulkCreate(rows, { ...upsertOptions(tables.tracks.getAttributes()), transaction: tx }),
  );
  await upsert(touched.sessions, (rows) =>
    tables.sessions.bulkCreate(rows, { ...upsertOptions(tables.sessions.getAttributes()), transaction: tx }),
  );
  await upsert(touched.interactions, (rows) =>
    tables.interactions.bulkCreate(rows, { ...upsertOptions(tables.interactions.getAttributes()), transaction: tx }),
  );
  await upsert(touched.objectives, (rows) =>
    tables.objectives.bulkCreate(rows, { ...upsertOptions(tables.objectives.getAttributes()), transaction: tx }),
  );
  await upsert(touched.globals, (rows) =>
    tables.globals.bulkCreate(rows, { ...upsertOptions(tables.globals.getAttributes()), transaction: tx }),
  );
  await upsert(touched.shared, (rows) =>
    tables.shared.bulkCreate(rows, { ...upsertOptions(tables.shared.getAttributes()), transaction: tx }),
  );
}

/** Rows of one statement at most, so that no statement grows beyond what a database takes. */
const MOST_ROWS = 500;

async function upsert<Row>(rows: ReadonlyMap<string, Row>, write: (rows: Row[]) => Promise<unknown>): Promise<void> {
  const all = [...rows.values()];
  for (let at = 0; at < all.length; at += MOST_ROWS) await write(all.slice(at, at + MOST_ROWS));
}

/** Every column but the key is taken over when the row is there already. */
function upsertOptions<Name extends string>(attributes: Record<Name, unknown>) {
  const names = Object.keys(attributes) as Name[];
  return {
    conflictAttributes: names.filter((name) => name === 'id'),
    updateOnDuplicate: names.filter((name) => name !== 'id'),
  };
}
