import type { Actor } from '../people/index.ts';
import type { Database, Tx } from '../platform/index.ts';
import type { CourseResult, CourseStructure } from '../standards/index.ts';
import type { AttemptRow } from './attempt-model.ts';
import { readStoredText, unpackText } from './commit-payload.ts';
import { logWords } from './log-words.ts';
import type {
  AttemptRecordFacts,
  CompletedPartFacts,
  CourseCountFacts,
  InteractionRecordFacts,
  LogFacts,
  LogPageFacts,
  OwnAttemptFacts,
  OwnRecordFacts,
  ResultFacts,
  ResultsWanted,
  ScoRecordFacts,
  TakenCourseFacts,
} from './record-facts.ts';
import type { InteractionRecordRow, TrackRow } from './record-model.ts';
import { attemptNotFound, maySeeRecord, requireResultsReader } from './record-policy.ts';
import type { LogLine, RecordStore } from './record-store.ts';
import { LOG_PAGE } from './record-store.ts';
import type { ResultStore } from './result-store.ts';
import { RESULTS_PAGE } from './result-store.ts';
import { activityList, resultOf } from './run-time.ts';
import { readRejected } from './stored-json.ts';
import { takenCourses } from './taken-courses.ts';

/** A version with what its record is told with. */
export interface VersionForRecords {
  readonly number: number;
  readonly structure: CourseStructure;
  readonly course: { readonly title: string };
}

export interface RecordDependencies {
  readonly database: Database;
  readonly records: RecordStore;
  readonly results: ResultStore;
  /** A version whatever its state. */
  readonly loadVersion: (tx: Tx | null, versionId: string) => Promise<VersionForRecords>;
}

/** What may be read of records: one's own, and those of the agency for instructors, supervisors and administrators. */
export function createRecordService({ database, records, results, loadVersion }: RecordDependencies) {
  /** An attempt that the actor may see. Throws AppError `ATTEMPT_NOT_FOUND` (404). */
  async function visibleAttempt(tx: Tx, actor: Actor, attemptId: string) {
    const attempt = await records.attempt(tx, attemptId);
    const registration = attempt === null ? null : await records.registration(tx, attempt.registrationId);
    if (attempt === null || registration === null || !maySeeRecord(actor, registration)) throw attemptNotFound();
    return { attempt, registration };
  }

  return {
    /** The actor's courses, the last saved first: a fixed number of statements. */
    takenBy: (actor: Actor): Promise<TakenCourseFacts[]> => database.read((tx) => takenCourses(records, tx, actor)),

    /** Parts that a person has completed in an agency, of every attempt that counts. Permission is the caller's. */
    async completedParts(of: Pick<Actor, 'agencyId' | 'personId'>): Promise<CompletedPartFacts[]> {
      const rows = await records.completedParts(null, of);
      return rows.map((row) => ({ ...row, at: new Date(row.at) }));
    },

    /** The actor's own record of a course. */
    ownRecord: (actor: Actor, courseId: string): Promise<OwnRecordFacts> =>
      database.read(async (tx) => {
        const { agencyId, personId } = actor;
        const found = await records.registrationsOf(tx, { agencyId, personId, courseId });
        const attempts = await records.attemptsOf(
          tx,
          found.map(({ id }) => id),
        );
        const [latest] = attempts;
        const tracks = latest === undefined ? [] : await records.partsOf(tx, [latest.id]);
        return {
          registrationId: latest?.registrationId ?? found[0]?.id ?? null,
          attempts: attempts.map(ownAttempt),
          parts: Object.fromEntries(tracks.map((track): [string, CourseResult] => [track.scoId, resultOf(track)])),
        };
      }),

    /** One page of everyone's attempts that count. Throws AppError `NOT_ALLOWED` (403). */
    results: (
      actor: Actor,
      courseId: string,
      wanted: ResultsWanted,
    ): Promise<{ rows: ResultFacts[]; total: number; pageSize: number }> => {
      requireResultsReader(actor);
      const place = { agencyId: actor.agencyId, courseId };
      return database.read(async (tx) => ({ ...(await results.page(tx, place, wanted)), pageSize: RESULTS_PAGE }));
    },

    /** All of them for an export, page by page. Throws AppError `NOT_ALLOWED` (403). */
    allResults(actor: Actor, courseId: string): AsyncIterable<ResultFacts> {
      requireResultsReader(actor);
      const place = { agencyId: actor.agencyId, courseId };
      return database.stream((tx, after) => results.after(tx, place, after));
    },

    /** Courses of the agency with how many people stand where. Throws AppError `NOT_ALLOWED` (403). */
    counts: (actor: Actor): Promise<CourseCountFacts[]> => {
      requireResultsReader(actor);
      return database.read((tx) => results.counts(tx, actor.agencyId));
    },

    /** One attempt down to interactions and objectives. Throws AppError `ATTEMPT_NOT_FOUND` (404). */
    attempt: (actor: Actor, attemptId: string): Promise<AttemptRecordFacts> =>
      database.read(async (tx) => {
        const { attempt, registration } = await visibleAttempt(tx, actor, attemptId);
        const { number: versionNumber, structure, course } = await loadVersion(tx, attempt.versionId);
        return {
          ...ownAttempt(attempt),
          courseId: registration.courseId,
          courseTitle: course.title,
          versionId: attempt.versionId,
          versionNumber,
          personName: await records.personName(tx, registration.personId),
          isOwn: registration.personId === actor.personId,
          seatMs: attempt.seatMs,
          structure,
          scos: await scosOf(tx, attempt, structure),
          strayCount: await records.strayCount(tx, attempt.id),
        };
      }),

    /** Newest attempt of a registration. Throws AppError `ATTEMPT_NOT_FOUND` (404). */
    latestAttempt: (actor: Actor, registrationId: string): Promise<string> =>
      database.read(async (tx) => {
        const registration = await records.registration(tx, registrationId);
        if (registration === null || !maySeeRecord(actor, registration)) throw attemptNotFound();
        const [latest] = await records.attemptsOf(tx, [registrationId]);
        if (latest === undefined) throw attemptNotFound();
        return latest.id;
      }),

    /** A page of the readable commit log, oldest first. Throws AppError `ATTEMPT_NOT_FOUND` (404). */
    log: (actor: Actor, attemptId: string, page: number): Promise<LogPageFacts> =>
      database.read(async (tx) => {
        const { attempt, registration } = await visibleAttempt(tx, actor, attemptId);
        const { structure, course } = await loadVersion(tx, attempt.versionId);
        const total = await records.logCount(tx, attemptId);
        const lines = await records.logPage(tx, attemptId, page);
        const titles = new Map(activityList(structure).map(({ identifier, title }) => [identifier, title]));
        return {
          attemptId,
          number: attempt.number,
          courseTitle: course.title,
          personName: await records.personName(tx, registration.personId),
          rows: lines.map((line) => logFacts(structure, titles, line, actor.locale)),
          page,
          pages: Math.max(1, Math.ceil(total / LOG_PAGE)),
          total,
        };
      }),
  };

  async function scosOf(tx: Tx, attempt: AttemptRow, structure: CourseStructure): Promise<ScoRecordFacts[]> {
    const tracks = await records.tracksOf(tx, attempt.id);
    const interactions = await records.interactionsOf(tx, attempt.id);
    const objectives = await records.objectivesOf(tx, attempt.id);
    const prompts = new Map((await records.promptsOf(tx, attempt.versionId)).map((row) => [row.item, row]));
    const order = activityList(structure).map(({ identifier }) => identifier);
    const placed = tracks.toSorted((one, other) => order.indexOf(one.scoId) - order.indexOf(other.scoId));
    return placed.map((track: TrackRow) => ({
      scoId: track.scoId,
      result: resultOf(track),
      location: track.location,
      totalTimeMs: track.totalTimeMs,
      interactions: interactions
        .filter(({ scoId }) => scoId === track.scoId)
        .map((row) => interactionFacts(row, prompts.get(row.identifier))),
      objectives: objectives.filter(({ scoId }) => scoId === track.scoId),
      rejected: readRejected(track.rejected),
    }));
  }
}

function ownAttempt(attempt: AttemptRow): OwnAttemptFacts {
  const { id: attemptId, number, state, engagedMs, startedAt, lastSavedAt, finishedAt } = attempt;
  return { attemptId, number, state, result: resultOf(attempt), engagedMs, startedAt, lastSavedAt, finishedAt };
}

function interactionFacts(
  row: InteractionRecordRow,
  published: { readonly prompt: string; readonly options: string } | undefined,
): InteractionRecordFacts {
  const { index, identifier, type, description, learnerResponse, correctResponse, result, latencyMs } = row;
  const options: InteractionRecordFacts['options'] = JSON.parse(published?.options || '[]');
  const prompt = published?.prompt ?? null;
  return { index, identifier, prompt, options, type, description, learnerResponse, correctResponse, result, latencyMs };
}

function logFacts(
  structure: CourseStructure,
  titles: ReadonlyMap<string, string>,
  line: LogLine,
  locale: Actor['locale'],
): LogFacts {
  const { outcome, launchNumber, seq, bytes, link } = line;
  const payload = line.payload === null ? null : readStoredText(unpackText(line.payload));
  const isKept = outcome === 'superseded' || outcome === 'seq-reused';
  return {
    at: new Date(line.receivedAt),
    outcome: isKept ? 'kept' : outcome === 'obsolete' ? 'obsolete' : 'saved',
    words: logWords(structure, { outcome, final: line.isFinal === 1, payload }, locale),
    part: titles.get(line.scoId) ?? '',
    launchNumber,
    seq: Math.max(0, seq),
    bytes,
    link: link.slice(0, 12),
  };
}
