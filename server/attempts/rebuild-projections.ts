import type { Database, Tx } from '../platform/index.ts';
import type { AttemptRow, LaunchRow } from './attempt-model.ts';
import type { AttemptPicture, Touched } from './attempt-picture.ts';
import { nothingTouched } from './attempt-picture.ts';
import { saveAttempts, saveTouched } from './batch-store.ts';
import type { CommitRow } from './commit-model.ts';
import { readStoredText, unpackText } from './commit-payload.ts';
import type { CourseSource } from './course-source.ts';
import { engineStateOf } from './engine-claim.ts';
import { isErased } from './erase-record.ts';
import { projectEntry } from './project-entry.ts';
import type { PersonKey } from './rebuild-store.ts';
import {
  clearProjections,
  ENTRY_PAGE,
  entriesAfter,
  launchesOfAttempts,
  lockAttemptsOfPerson,
  peopleAfter,
  registrationsOf,
} from './rebuild-store.ts';
import type { GlobalObjectiveRow, GradedAnswerRow } from './record-model.ts';
import type { Tables } from './record-tables.ts';
import { NO_RESULT } from './run-time.ts';
import { globalScope } from './settle-roll-up.ts';
import { remakeStandings } from './standing-store.ts';

export interface RebuildDependencies {
  readonly database: Database;
  readonly tables: Tables;
  readonly courses: Pick<CourseSource, 'loadVersion'>;
}

/** What a rebuild went through. */
export interface RebuildSummary {
  readonly people: number;
  readonly attempts: number;
  readonly entries: number;
  /** People whose payloads were erased: their rows stay as they are. */
  readonly erased: number;
}

/**
 * Makes every projection again from the commits: tracks, sessions, interactions, objectives, answers, shared data, the
 * results of attempts and which of them counts. One person is one transaction, since a person's courses share objectives; the rows come out as they were.
 */
export async function rebuildProjections(dependencies: RebuildDependencies): Promise<RebuildSummary> {
  const { database, tables } = dependencies;
  const total = { people: 0, attempts: 0, entries: 0, erased: 0 };
  const people = database.stream<PersonKey>(async (tx, after) => {
    const rows = await peopleAfter(tables, tx, after);
    return { rows, next: rows.length < ENTRY_PAGE ? null : (rows.at(-1)?.personId ?? null) };
  });
  for await (const person of people) {
    const done = await database.write((tx) => rebuildPerson(dependencies, tx, person), 'bulk');
    total.people += 1;
    total.attempts += done.attempts;
    total.entries += done.entries;
    total.erased += done.erased;
  }
  return total;
}

/** The rows of one person in one agency, made again. */
export async function rebuildPerson(
  dependencies: RebuildDependencies,
  tx: Tx,
  person: PersonKey,
): Promise<Omit<RebuildSummary, 'people'>> {
  const { database, tables } = dependencies;
  const done = await rebuildAttempts(dependencies, tx, person);
  await remakeStandings(database, tables, tx, await registrationsOf(tables, tx, person));
  return done;
}

async function rebuildAttempts(
  { tables, courses }: RebuildDependencies,
  tx: Tx,
  person: PersonKey,
): Promise<Omit<RebuildSummary, 'people'>> {
  const attempts = (await lockAttemptsOfPerson(tables, tx, person)).map(blankAttempt);
  const ids = attempts.map(({ id }) => id);
  if (ids.length === 0) return { attempts: 0, entries: 0, erased: 0 };
  if (await isErased(tables, tx, ids)) return { attempts: 0, entries: 0, erased: 1 };
  const launches = new Map((await launchesOfAttempts(tables, tx, ids)).map((launch) => [launch.id, launch]));
  const touched = nothingTouched();
  const pictures = await blankPictures(courses, tx, person, attempts, touched);
  await clearProjections(tables, tx, person, attempts);
  let entries = 0;
  let page = await entriesAfter(tables, tx, ids, null);
  for (;;) {
    for (const row of page) replay(pictures, launches, row);
    entries += page.length;
    const last = page.at(-1);
    if (last === undefined || page.length < ENTRY_PAGE) break;
    page = await entriesAfter(tables, tx, ids, last);
  }
  await saveAttempts(tables, tx, attempts, [], new Set(ids));
  await saveTouched(tables, tx, touched);
  return { attempts: attempts.length, entries, erased: 0 };
}

function replay(
  pictures: ReadonlyMap<string, AttemptPicture>,
  launches: ReadonlyMap<string, LaunchRow>,
  row: CommitRow,
): void {
  const picture = pictures.get(row.attemptId);
  const launch = launches.get(row.launchId);
  if (picture === undefined || launch === undefined) throw new Error(`Commit ${row.id} belongs to no launch.`);
  if (row.payload === null) throw new Error(`Commit ${row.id} is erased.`);
  const { seq, final, trigger, scoId, receivedAt } = row;
  const payload = readStoredText(unpackText(row.payload));
  projectEntry(picture, { launch, seq, final, trigger, scoId, receivedAt, payload });
}

/** An attempt as it was before its first entry; what does not come from commits stays. */
function blankAttempt(attempt: AttemptRow): AttemptRow {
  return {
    ...attempt,
    state: 'open',
    ...NO_RESULT,
    seatMs: 0,
    version: 0,
    lastLaunchId: null,
    engineState: null,
    engineVersion: null,
    engineLaunchId: null,
    engineSeq: 0,
    rolledUp: null,
    overruled: null,
    lastSavedAt: null,
    finishedAt: null,
    ruled: null,
    places: null,
  };
}

async function blankPictures(
  courses: Pick<CourseSource, 'loadVersion'>,
  tx: Tx,
  person: PersonKey,
  attempts: readonly AttemptRow[],
  touched: Touched,
): Promise<Map<string, AttemptPicture>> {
  const pictures = new Map<string, AttemptPicture>();
  const scopes = new Map<string, Map<string, GlobalObjectiveRow>>();
  const answered = new Map<string, Map<string, GradedAnswerRow>>();
  for (const attempt of attempts) {
    const { registrationId, number } = attempt;
    const version = await courses.loadVersion(tx, attempt.versionId);
    const owner = { ...person, registrationId };
    const scope = globalScope({ version, owner });
    const globals = scopes.get(scope) ?? new Map<string, GlobalObjectiveRow>();
    scopes.set(scope, globals);
    const graded = answered.get(registrationId) ?? new Map<string, GradedAnswerRow>();
    answered.set(registrationId, graded);
    const before = attempts.find((one) => one.registrationId === registrationId && one.number === number - 1);
    pictures.set(attempt.id, {
      owner,
      version,
      attempt,
      tracks: new Map(),
      sessions: new Map(),
      globals,
      graded,
      previousEngineState: () => (before === undefined ? null : engineStateOf(before)),
      touched,
    });
  }
  return pictures;
}
