import type { Tx } from '../platform/index.ts';
import { together } from '../platform/index.ts';
import type { AttemptRow, LaunchRow } from './attempt-model.ts';
import type { Touched } from './attempt-picture.ts';
import type { CommitRow, StrayRow } from './commit-model.ts';
import type { GlobalObjectiveRow, GradedAnswerRow, SessionRow, TrackRow } from './record-model.ts';
import type { Tables } from './record-tables.ts';

/** Columns of an attempt that every commit changes. */
const ATTEMPT_CHANGES: readonly (keyof AttemptRow)[] = [
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
  'overruled',
  'chainHead',
  'commitCount',
  'lastSavedAt',
  'finishedAt',
  'ruled',
  'places',
];
const LAUNCH_CHANGES: readonly (keyof LaunchRow)[] = ['lastSeq', 'state', 'leaseUntil', 'endedAt', 'endReason'];

/** Locks the attempts of some launches, in the order of their ids, so that two batches never wait for each other. */
export async function lockAttemptsOf(tables: Tables, tx: Tx, launchIds: readonly string[]): Promise<AttemptRow[]> {
  const { launches, attempts } = tables.plain;
  const columns = ['attemptId'] as const;
  const found = await launches.find(tx, ['id'], keysOf(launchIds), { columns });
  const ids = found.map(({ attemptId }) => attemptId);
  return attempts.find(tx, ['id'], keysOf(ids), { order: ['id'], lock: true });
}

export function loadLaunches(tables: Tables, tx: Tx, ids: readonly string[]): Promise<LaunchRow[]> {
  return tables.plain.launches.find(tx, ['id'], keysOf(ids));
}

const KNOWN = ['launchId', 'seq', 'payloadSha256', 'receivedAt', 'outcome'] as const;

/** What is stored under some seqs of some launches: enough to tell a repetition. */
export function loadKnownSeqs(
  tables: Tables,
  tx: Tx,
  wanted: readonly { readonly launchId: string; readonly seq: number }[],
): Promise<Pick<CommitRow, (typeof KNOWN)[number]>[]> {
  const keys = wanted.map(({ launchId, seq }) => [launchId, seq]);
  return tables.plain.commits.find(tx, ['launchId', 'seq'], keys, { columns: KNOWN });
}

/** Turn of the latest entry of all, 0 before the first one; read after the attempts are locked, so that each chain rises. */
export async function lastTurn(tables: Tables, tx: Tx): Promise<number> {
  return (await tables.commits.max<number | null, InstanceType<Tables['commits']>>('turn', { transaction: tx })) ?? 0;
}

export function loadTracks(tables: Tables, tx: Tx, attemptIds: readonly string[]): Promise<TrackRow[]> {
  return tables.plain.tracks.find(tx, ['attemptId'], keysOf(attemptIds));
}

export function loadSessions(tables: Tables, tx: Tx, launchIds: readonly string[]): Promise<SessionRow[]> {
  return tables.plain.sessions.find(tx, ['launchId'], keysOf(launchIds), { order: ['number'] });
}

/** Global objectives of some people in some scopes. */
export function loadGlobals(
  tables: Tables,
  tx: Tx,
  wanted: readonly Pick<GlobalObjectiveRow, 'personId' | 'agencyId' | 'scope'>[],
): Promise<GlobalObjectiveRow[]> {
  const keys = wanted.map(({ personId, agencyId, scope }) => [personId, agencyId, scope]);
  return tables.plain.globals.find(tx, ['personId', 'agencyId', 'scope'], keys, { order: ['objective'] });
}

/** What was answered and drawn in all attempts of some registrations. */
export function loadGraded(tables: Tables, tx: Tx, registrationIds: readonly string[]): Promise<GradedAnswerRow[]> {
  return tables.plain.graded.find(tx, ['registrationId'], keysOf(registrationIds));
}

const STATE = ['registrationId', 'number', 'engineState'] as const;

/** Engine states of the attempts before some attempts, by registration and number. */
export function loadEarlierStates(
  tables: Tables,
  tx: Tx,
  wanted: readonly { readonly registrationId: string; readonly number: number }[],
): Promise<Pick<AttemptRow, (typeof STATE)[number]>[]> {
  const keys = wanted.map(({ registrationId, number }) => [registrationId, number]);
  return tables.plain.attempts.find(tx, ['registrationId', 'number'], keys, { columns: STATE });
}

export async function appendCommits(tables: Tables, tx: Tx, rows: readonly CommitRow[]): Promise<void> {
  await tables.plain.commits.append(tx, rows);
}

/** Keeps what came too late; the same once more changes nothing. */
export async function keepStrays(tables: Tables, tx: Tx, rows: readonly StrayRow[]): Promise<void> {
  await tables.plain.strays.appendNew(tx, rows);
}

/** Writes what some attempts and their launches have become; `engines` are the attempts whose engine state is a new one. */
export async function saveAttempts(
  tables: Tables,
  tx: Tx,
  attempts: readonly AttemptRow[],
  launches: readonly LaunchRow[],
  engines: ReadonlySet<string>,
): Promise<void> {
  const withEngine = attempts.filter(({ id }) => engines.has(id));
  const without = attempts.filter(({ id }) => !engines.has(id));
  await together(tx, [
    () => tables.plain.attempts.change(tx, without, ATTEMPT_CHANGES),
    () => tables.plain.attempts.change(tx, withEngine, [...ATTEMPT_CHANGES, 'engineState']),
    () => tables.plain.launches.change(tx, launches, LAUNCH_CHANGES),
  ]);
}

/** Writes all touched rows of the projections: a statement a table. */
export async function saveTouched({ plain }: Tables, tx: Tx, touched: Touched): Promise<void> {
  await together(tx, [
    () => plain.tracks.put(tx, [...touched.tracks.values()]),
    () => plain.sessions.put(tx, [...touched.sessions.values()]),
    () => plain.interactions.put(tx, [...touched.interactions.values()]),
    () => plain.objectives.put(tx, [...touched.objectives.values()]),
    () => plain.globals.put(tx, [...touched.globals.values()]),
    () => plain.shared.put(tx, [...touched.shared.values()]),
    () => plain.graded.put(tx, [...touched.graded.values()]),
  ]);
}

function keysOf(ids: readonly string[]): [string][] {
  return [...new Set(ids)].map((id) => [id]);
}
