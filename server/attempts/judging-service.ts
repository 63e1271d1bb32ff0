import type { Tx } from '../platform/index.ts';
import type { CourseResult } from '../standards/index.ts';
import type { AttemptRow } from './attempt-model.ts';
import type { JudgedAttempt, JudgedPart, JudgedTry } from './judging-facts.ts';
import type { JudgingStore } from './judging-store.ts';
import { overrule, readOverruled } from './overrule.ts';
import { partUnderRule } from './rule-state.ts';
import { resultOf } from './run-time.ts';

/** Whose attempts are asked for. */
export interface JudgedPlaces {
  readonly agencyId: string;
  readonly personIds: readonly string[];
  readonly courseIds: readonly string[];
}

/** One person's attempts at one course. */
export interface JudgedPlace {
  readonly personId: string;
  readonly courseId: string;
  readonly attempts: readonly JudgedAttempt[];
}

/** A place and how its attempts stand. */
export interface PlaceStanding {
  readonly registrationId: string;
  readonly personId: string;
  readonly courseId: string;
  /** With their number and their version counter. */
  readonly attempts: readonly { readonly number: number; readonly version: number; readonly result: CourseResult }[];
}

/** What rooms that judge may read; permission is theirs. */
export function createJudgingReader(store: JudgingStore) {
  return {
    /** Who takes which course under a registration; null for a look around, and where there is none. */
    async placeOf(tx: Tx | null, registrationId: string) {
      const found = await store.registration(tx, registrationId);
      if (found === null || found.door === 'preview') return null;
      const { agencyId, personId, courseId } = found;
      return { agencyId, personId, courseId };
    },

    /** Courses that a person has begun in an agency, whatever became of them. */
    coursesOf: (tx: Tx | null, person: { agencyId: string; personId: string }): Promise<string[]> =>
      store.courseIdsOf(tx, person),

    /** Results of the attempts of one place, the first begun first; of one part alone where it is named. */
    async resultsOf(tx: Tx | null, registrationId: string, part: string | null): Promise<CourseResult[]> {
      const attempts = (await store.attempts(tx, [registrationId])).sort((one, other) => one.number - other.number);
      if (part === null || attempts.length === 0) return attempts.map(resultOf);
      const ids = attempts.map(({ id }) => id);
      const tracks = await store.partResults(tx, ids, part);
      const given = attempts.filter(({ overruled }) => overruled !== null).map(({ versionId }) => versionId);
      const parts = given.length === 0 ? [] : await store.parts(tx, [...new Set(given)]);
      return attempts.flatMap((attempt) => {
        // A score by hand is for the whole course: of one part alone it is known where there is no other.
        const isWhole = parts.filter(({ versionId }) => versionId === attempt.versionId).length === 1;
        return tracks
          .filter(({ attemptId }) => attemptId === attempt.id)
          .map((track) => partUnderRule(attempt, track))
          .map((result) => (isWhole ? overrule(attempt, result) : result));
      });
    },

    /** Some places by their ids with how their attempts stand, the first begun first: two statements, however many. */
    async standingsOf(tx: Tx | null, registrationIds: readonly string[]): Promise<PlaceStanding[]> {
      const places = await store.registrationsById(tx, registrationIds);
      const attempts = places.length === 0 ? [] : await store.attempts(tx, registrationIds);
      const inOrder = [...attempts].sort((one, other) => one.number - other.number);
      return places.map(({ id: registrationId, personId, courseId }) => ({
        registrationId,
        personId,
        courseId,
        attempts: inOrder
          .filter((one) => one.registrationId === registrationId)
          .map((one) => ({ number: one.number, version: one.version, result: resultOf(one) })),
      }));
    },

    /** Attempts of some people at some courses: five statements, however many; one where nobody has begun. */
    async attemptsOf(tx: Tx | null, places: JudgedPlaces): Promise<JudgedPlace[]> {
      const registrations = await store.registrations(tx, places);
      if (registrations.length === 0) return [];
      const attempts = await store.attempts(
        tx,
        registrations.map(({ id }) => id),
      );
      const ids = attempts.map(({ id }) => id);
      if (ids.length === 0) return [];
      const tracks = await store.tracks(tx, ids);
      const parts = await store.parts(tx, [...new Set(attempts.map(({ versionId }) => versionId))]);
      const tries = await store.tries(tx, ids);
      const facts = (attempt: AttemptRow): JudgedAttempt => {
        const own = new Map(tracks.filter(({ attemptId }) => attemptId === attempt.id).map((one) => [one.scoId, one]));
        const partOf = ({ identifier, kind }: (typeof parts)[number]): JudgedPart => {
          const { completion, success } = own.get(identifier) ?? NOT_BEGUN;
          // Where a rule judges, the whole course is judged: its parts are what the package says of them.
          return { identifier, kind: attempt.ruled === null ? kind : null, completion, success };
        };
        const handedIn = tries.filter(({ attemptId }) => attemptId === attempt.id);
        return factsOf(
          attempt,
          parts.filter(({ versionId }) => versionId === attempt.versionId).map(partOf),
          handedIn.map(({ scoId: part, share: score, givenAt }) => ({ part, score, at: new Date(givenAt) })),
        );
      };
      return registrations.map(({ id, personId, courseId }) => ({
        personId,
        courseId,
        attempts: attempts.filter(({ registrationId }) => registrationId === id).map(facts),
      }));
    },
  };
}

const NOT_BEGUN = { completion: 'unknown', success: 'unknown' } as const;

function factsOf(attempt: AttemptRow, parts: readonly JudgedPart[], tries: readonly JudgedTry[]): JudgedAttempt {
  const { id: attemptId, versionId, state, engagedMs, startedAt, lastSavedAt, finishedAt } = attempt;
  const result = resultOf(attempt);
  const known = readOverruled(attempt);
  const overruled = known && { score: known.score, at: known.at, own: known.own };
  const times = { engagedMs, startedAt, lastSavedAt, finishedAt };
  return { attemptId, versionId, state, result, ...times, parts, tries, overruled };
}

/** See `createJudgingReader`. */
export type JudgingReader = ReturnType<typeof createJudgingReader>;
