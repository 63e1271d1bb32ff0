import { Op } from 'sequelize';
import type { Tx } from '../platform/index.ts';
import type { AttemptRow, LaunchRow } from './attempt-model.ts';
import type { Touched } from './attempt-picture.ts';
import type { CommitRow, StrayRow } from './commit-model.ts';
import type { GlobalObjectiveRow, SessionRow, TrackRow } from './record-model.ts';
import { plainRows } from './plain-rows.ts';
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
  'rolledUp',
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
  });
  const ids = [...new Set(launches.map(({ attemptId }) => attemptId))];
  return plainRows(
    await tables.attempts.findAll({
      where: { id: ids },
      order: [['id', 'ASC']],
      lock: tx.LOCK.UPDATE,
      transaction: tx,
    }),
  );
}

export async function loadLaunches(tables: Tables, tx: Tx, ids: readonly string[]): Promise<LaunchRow[]> {
  return plainRows(await tables.launches.findAll({ where: { id: [...new Set(ids)] }, transaction: tx }));
}

/** What is stored under some seqs of some launches: enough to tell a repetition. */
export async function loadKnownSeqs(
  tables: Tables,
  tx: Tx,
  wanted: readonly { readonly launchId: string; readonly seq: number }[],
): Promise<Pick<CommitRow, 'launchId' | 'seq' | 'payloadSha256' | 'receivedAt' | 'outcome'>[]> {
  return plainRows(
    await tables.commits.findAll({
      attributes: ['launchId', 'seq', 'payloadSha256', 'receivedAt', 'outcome'],
      where: { [Op.or]: wanted.map(({ launchId, seq }) => ({ launchId, seq })) },
      transaction: tx,
    }),
  );
}

/** Turn of the latest entry of all, 0 before the first one; read after the attempts are locked, so that each chain rises. */
export async function lastTurn(tables: Tables, tx: Tx): Promise<number> {
  return (await tables.commits.max<number | null, InstanceType<Tables['commits']>>('turn', { transaction: tx })) ?? 0;
}

export async function loadTracks(tables: Tables, tx: Tx, attemptIds: readonly string[]): Promise<TrackRow[]> {
  return plainRows(await tables.tracks.findAll({ where: { attemptId: [...attemptIds] }, transaction: tx }));
}

export async function loadSessions(tables: Tables, tx: Tx, launchIds: readonly string[]): Promise<SessionRow[]> {
  const order: [string, string][] = [['number', 'ASC']];
  return plainRows(await tables.sessions.findAll({ where: { launchId: [...launchIds] }, order, transaction: tx }));
}

/** Global objectives of some people in some scopes. */
export async function loadGlobals(
  tables: Tables,
  tx: Tx,
  wanted: { readonly personIds: readonly string[]; readonly scopes: readonly string[] },
): Promise<GlobalObjectiveRow[]> {
  const where = { personId: [...wanted.personIds], scope: [...wanted.scopes] };
  return plainRows(await tables.globals.findAll({ where, order: [['objective', 'ASC']], transaction: tx }));
}

/** Engine states of the attempts before some attempts, by registration and number. */
export async function loadEarlierStates(
  tables: Tables,
  tx: Tx,
  wanted: readonly { readonly registrationId: string; readonly number: number }[],
): Promise<Pick<AttemptRow, 'registrationId' | 'number' | 'engineState'>[]> {
  return plainRows(
    await tables.attempts.findAll({
      attributes: ['registrationId', 'number', 'engineState'],
      where: { [Op.or]: wanted.map(({ registrationId, number }) => ({ registrationId, number })) },
      transaction: tx,
    }),
  );
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
  const { tracks, sessions, interactions, objectives, globals, shared } = tables;
  await upsert(touched.tracks, upsertOptions(tracks.getAttributes(), tx), (rows, o) => tracks.bulkCreate(rows, o));
  await upsert(touched.sessions, upsertOptions(sessions.getAttributes(), tx), (rows, o) =>
    sessions.bulkCreate(rows, o),
  );
  await upsert(touched.interactions, upsertOptions(interactions.getAttributes(), tx), (rows, o) =>
    interactions.bulkCreate(rows, o),
  );
  await upsert(touched.objectives, upsertOptions(objectives.getAttributes(), tx), (rows, o) =>
    objectives.bulkCreate(rows, o),
  );
  await upsert(touched.globals, upsertOptions(globals.getAttributes(), tx), (rows, o) => globals.bulkCreate(rows, o));
  await upsert(touched.shared, upsertOptions(shared.getAttributes(), tx), (rows, o) => shared.bulkCreate(rows, o));
}

/** Rows of one statement at most, so that no statement grows beyond what a database takes. */
const MOST_ROWS = 500;

async function upsert<Row, Options>(
  rows: ReadonlyMap<string, Row>,
  options: Options,
  write: (rows: Row[], options: Options) => Promise<unknown>,
): Promise<void> {
  const all = [...rows.values()];
  for (let at = 0; at < all.length; at += MOST_ROWS) await write(all.slice(at, at + MOST_ROWS), options);
}

/** Every column but the key is taken over when the row is there already. */
function upsertOptions<Columns extends object>(columns: Columns, transaction: Tx) {
  const names: Extract<keyof Columns, string>[] = [];
  for (const name in columns) names.push(name);
  return {
    transaction,
    conflictAttributes: names.filter((name) => name === 'id'),
    updateOnDuplicate: names.filter((name) => name !== 'id'),
  };
}
