import type { Database, Tx } from '../../platform/index.ts';
import { createReportReader, momentOf, type StoredMoment } from '../report-reader.ts';
import type { TakenVersion } from './given-store.ts';

/** One scenario of a version. */
export interface TakenScenario extends TakenVersion {
  readonly part: string;
  readonly block: string;
}

/** A run as it is listed and told again. */
export interface RunLine {
  readonly attemptId: string;
  readonly personName: string;
  readonly response: string;
  readonly at: Date;
}

/** One run with the version that it was made with. */
export interface StoredRun extends RunLine {
  readonly courseId: string;
  readonly versionId: string;
}

/** A way through a scenario, and how many people took it. */
export interface TakenWay {
  readonly response: string;
  readonly runs: number;
}

/** Runs of a page. */
export const RUNS_PAGE = 50;
/** Different ways that a map is made of, the most frequent ones. */
const MOST_WAYS = 5000;

/** SQL over runs of scenarios: the first run of each person counts. */
export function createPathStore(database: Database) {
  const { table, select } = createReportReader(database);
  const quote = (name: string): string => database.sequelize.getQueryInterface().quoteIdentifier(name);
  const runs = `FROM ${table('registrations')} r JOIN ${table('attempts')} a ON a.registration_id = r.id
    JOIN ${table('graded_answers')} g ON g.registration_id = r.id AND g.attempt_id = a.id`;
  const first = `g.kind = 'answer' AND g.${quote('number')} = 1`;
  const place = `r.agency_id = :agencyId AND r.course_id = :courseId AND r.door <> 'preview'
    AND a.version_id = :versionId AND ${first}`;
  const turn = 'ROW_NUMBER() OVER (PARTITION BY r.person_id ORDER BY a.started_at, a.id) AS turn';
  const firsts = `(SELECT g.id, r.person_id, g.attempt_id, g.response, g.given_at, ${turn} ${runs}
    WHERE ${place} AND g.sco_id = :part AND g.block = :block) f`;

  return {
    /** How many people ran each block of a version. */
    async counts(tx: Tx | null, of: TakenVersion): Promise<Map<string, number>> {
      const sql = `SELECT g.sco_id AS "part", g.block AS "block", COUNT(DISTINCT r.person_id) AS "people" ${runs}
        WHERE ${place} GROUP BY g.sco_id, g.block`;
      const rows = await select<{ part: string; block: string; people: number | string }>(tx, sql, { ...of });
      return new Map(rows.map(({ part, block, people }) => [`${part} ${block}`, Number(people)]));
    },

    /** Ways that were taken, the most frequent first. */
    async ways(tx: Tx | null, of: TakenScenario): Promise<TakenWay[]> {
      const sql = `SELECT f.response AS "response", COUNT(*) AS "runs" FROM ${firsts} WHERE f.turn = 1
        GROUP BY f.response ORDER BY COUNT(*) DESC, f.response LIMIT ${MOST_WAYS}`;
      const rows = await select<{ response: string; runs: number | string }>(tx, sql, { ...of });
      return rows.map(({ response, runs: count }) => ({ response, runs: Number(count) }));
    },

    /**
     * A page of the runs of some ways, which come in the order of {@link ways}: those who went alike stand together, by name. Only
     * the ways of the page are named in the statement, as many as the page has runs at most.
     */
    async runs(
      tx: Tx | null,
      of: TakenScenario & { readonly through: readonly TakenWay[]; readonly page: number },
    ): Promise<RunLine[]> {
      const { through, page, ...scenario } = of;
      const { only, offset } = waysOfPage(through, page);
      if (only.length === 0) return [];
      const sql = `SELECT w.attempt_id AS "attemptId", p.given_name AS "givenName", p.family_name AS "familyName",
          w.response AS "response", w.given_at AS "at"
        FROM (SELECT f.*, COUNT(*) OVER (PARTITION BY f.response) AS runs FROM ${firsts}
            WHERE f.turn = 1 AND f.response IN (:only)) w
          JOIN ${table('people')} p ON p.id = w.person_id
        ORDER BY w.runs DESC, w.response, p.family_name, p.given_name, w.attempt_id LIMIT ${RUNS_PAGE} OFFSET :offset`;
      return (await select<NamedLine>(tx, sql, { ...scenario, only, offset })).map(lineOf);
    },

    /** The first run of an attempt; null where the agency has none. */
    async run(
      tx: Tx | null,
      of: { readonly agencyId: string; readonly attemptId: string; readonly part: string; readonly block: string },
    ): Promise<StoredRun | null> {
      const sql = `SELECT a.id AS "attemptId", p.given_name AS "givenName", p.family_name AS "familyName",
          g.response AS "response", g.given_at AS "at", r.course_id AS "courseId", a.version_id AS "versionId"
        ${runs} JOIN ${table('people')} p ON p.id = r.person_id
        WHERE a.id = :attemptId AND r.agency_id = :agencyId AND r.door <> 'preview' AND ${first}
          AND g.sco_id = :part AND g.block = :block`;
      const [found] = await select<NamedLine & { courseId: string; versionId: string }>(tx, sql, { ...of });
      if (found === undefined) return null;
      const { courseId, versionId } = found;
      return { ...lineOf(found), courseId, versionId };
    },
  };
}

/** The ways whose runs stand on a page, and how many runs of the first stand before it. */
function waysOfPage(through: readonly TakenWay[], page: number): { only: string[]; offset: number } {
  const from = (page - 1) * RUNS_PAGE;
  const only: string[] = [];
  let offset = 0;
  let before = 0;
  for (const { response, runs } of through) {
    if (before >= from + RUNS_PAGE) break;
    if (before + runs > from) {
      if (only.length === 0) offset = from - before;
      only.push(response);
    }
    before += runs;
  }
  return { only, offset };
}

interface NamedLine {
  readonly attemptId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly response: string;
  readonly at: StoredMoment;
}

function lineOf({ attemptId, givenName, familyName, response, at }: NamedLine): RunLine {
  return { attemptId, personName: `${givenName} ${familyName}`.trim(), response, at: momentOf(at) };
}

/** See `createPathStore`. */
export type PathStore = ReturnType<typeof createPathStore>;
