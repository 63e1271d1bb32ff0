import { QueryTypes } from 'sequelize';
import type { Database, Tx } from '../platform/index.ts';
import type { CourseResult } from '../standards/index.ts';
import type { AttemptState, CourseCountFacts, ResultFacts, ResultsWanted } from './record-facts.ts';
import { NO_RESULT } from './run-time.ts';

/** Lines of a page of results. */
export const RESULTS_PAGE = 50;
/** Lines that an export reads at a time. */
const EXPORT_PAGE = 500;

/** A line as the databases give it: SQLite has no moments of its own. */
type ResultLine = {
  registrationId: string;
  givenName: string;
  familyName: string;
  email: string | null;
  attempts: number | string;
  attemptId: string | null;
  state: AttemptState | null;
  engagedMs: number | null;
  lastSavedAt: string | Date | null;
  finishedAt: string | Date | null;
} & { [Column in keyof CourseResult]: CourseResult[Column] | null };

/** `given family`, in small letters, for search and order. */
const NAME = `lower(p.family_name || ' ' || p.given_name)`;
const ORDERS: Record<ResultsWanted['sort'], string> = {
  name: NAME,
  status: `COALESCE(a.state, '')`,
  score: 's.score',
  time: 'COALESCE(a.engaged_ms, -1)',
  saved: `COALESCE(a.last_saved_at, a.started_at)`,
};
/** Orders by what only the attempt itself tells. */
const IN_ATTEMPTS = new Set<ResultsWanted['sort']>(['status', 'time', 'saved']);
const STATUSES: Record<ResultsWanted['status'], string> = {
  all: '',
  running: ` AND s.state = 'running'`,
  finished: ` AND s.state = 'finished'`,
};

/**
 * SQL over where registrations stand (see `settleStandings`); a look around stands nowhere. It joins names and titles from the
 * rooms below, which it only reads.
 */
export function createResultStore({ sequelize, tablePrefix }: Database) {
  const table = (name: string): string => sequelize.getQueryInterface().quoteIdentifier(tablePrefix + name);
  const registration = `JOIN ${table('registrations')} r ON r.id = s.id`;
  const person = `JOIN ${table('people')} p ON p.id = r.person_id`;
  const attempt = `LEFT JOIN ${table('attempts')} a ON a.id = s.attempt_id`;
  const standings = `FROM ${table('registration_results')} s`;
  const everyone = `WHERE r.agency_id = :agencyId AND r.course_id = :courseId AND r.door <> 'preview'`;
  const place = 'WHERE s.agency_id = :agencyId AND s.course_id = :courseId';
  const columns = `r.id AS "registrationId", p.given_name AS "givenName", p.family_name AS "familyName",
    p.email AS "email", (SELECT COUNT(*) FROM ${table('attempts')} c WHERE c.registration_id = r.id) AS "attempts",
    a.id AS "attemptId", a.state AS "state", a.completion AS "completion", a.success AS "success",
    a.score_raw AS "scoreRaw", a.score_min AS "scoreMin", a.score_max AS "scoreMax", a.score_scaled AS "scoreScaled",
    a.progress AS "progress", a.engaged_ms AS "engagedMs", a.last_saved_at AS "lastSavedAt",
    a.finished_at AS "finishedAt"`;

  async function select<Row extends object>(
    tx: Tx | null,
    sql: string,
    replacements: Record<string, unknown>,
  ): Promise<Row[]> {
    return sequelize.query<Row>(sql, { replacements, type: QueryTypes.SELECT, transaction: tx });
  }

  return {
    /** One page of a course's results in an agency, and how many lines there are. */
    async page(
      tx: Tx | null,
      of: { readonly agencyId: string; readonly courseId: string },
      wanted: ResultsWanted,
    ): Promise<{ rows: ResultFacts[]; total: number }> {
      const words = wanted.search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 5);
      const searched = words.map((_word, at) => ` AND (${NAME} LIKE :word${at} OR p.email LIKE :word${at})`).join('');
      const where = `${place}${searched}${STATUSES[wanted.status]}`;
      const replacements = {
        ...of,
        ...Object.fromEntries(words.map((word, at) => [`word${at}`, `%${word.replaceAll(/[%_]/g, '')}%`])),
        limit: RESULTS_PAGE,
        offset: (wanted.page - 1) * RESULTS_PAGE,
      };
      const direction = wanted.direction === 'desc' ? 'DESC' : 'ASC';
      const order = `ORDER BY ${ORDERS[wanted.sort]} ${direction}, ${NAME}, r.id`;
      const [counted] = await select<{ total: number | string }>(
        tx,
        `SELECT COUNT(*) AS "total" ${standings} ${words.length > 0 ? `${registration} ${person}` : ''} ${where}`,
        replacements,
      );
      // Who is on the page is found first; what its lines say is read for them alone.
      const found =
        wanted.sort === 'name' && wanted.status === 'all'
          ? `SELECT r.id FROM ${table('registrations')} r ${person} ${everyone}${searched}`
          : `SELECT r.id ${standings} ${registration} ${person} ${IN_ATTEMPTS.has(wanted.sort) ? attempt : ''} ${where}`;
      const rows = await select<ResultLine>(
        tx,
        `SELECT ${columns} FROM (${found} ${order} LIMIT :limit OFFSET :offset) f
         JOIN ${table('registration_results')} s ON s.id = f.id ${registration} ${person} ${attempt} ${order}`,
        replacements,
      );
      return { rows: rows.map(factsOf), total: Number(counted?.total ?? 0) };
    },

    /** Lines after a registration, for an export. */
    async after(
      tx: Tx,
      of: { readonly agencyId: string; readonly courseId: string },
      after: string | null,
    ): Promise<{ rows: ResultFacts[]; next: string | null }> {
      const found = `SELECT s.id ${standings} ${place} AND s.id > :after ORDER BY s.id LIMIT :limit`;
      const sql = `SELECT ${columns} FROM (${found}) f JOIN ${table('registration_results')} s ON s.id = f.id
        ${registration} ${person} ${attempt} ORDER BY s.id`;
      const rows = await select<ResultLine>(tx, sql, { ...of, after: after ?? '', limit: EXPORT_PAGE });
      const last = rows.length < EXPORT_PAGE ? undefined : rows.at(-1);
      return { rows: rows.map(factsOf), next: last?.registrationId ?? null };
    },

    /** Every course that people of the agency have taken, with how many stand where. */
    async counts(tx: Tx | null, agencyId: string): Promise<CourseCountFacts[]> {
      const rows = await select<Record<keyof CourseCountFacts, string>>(
        tx,
        `SELECT k.id AS "courseId", k.title AS "title", k.strand AS "strand", n.people AS "people",
           n.running AS "running", n.done AS "passedOrDone", n.failed AS "notPassed"
         FROM (SELECT s.course_id, COUNT(*) AS people, ${sum(`s.state = 'running'`)} AS running,
             ${sum(`s.outcome IN ('passed', 'done')`)} AS done, ${sum(`s.outcome = 'failed'`)} AS failed
           ${standings} WHERE s.agency_id = :agencyId GROUP BY s.course_id) n
         JOIN ${table('courses')} k ON k.id = n.course_id ORDER BY k.title, k.id`,
        { agencyId },
      );
      return rows.map(({ courseId, title, strand, people, running, passedOrDone, notPassed }) => ({
        courseId,
        title,
        strand,
        people: Number(people),
        running: Number(running),
        passedOrDone: Number(passedOrDone),
        notPassed: Number(notPassed),
      }));
    },
  };
}

const sum = (condition: string): string => `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;

function factsOf(line: ResultLine): ResultFacts {
  const { registrationId, attemptId, scoreRaw, scoreMin, scoreMax, scoreScaled, progress } = line;
  return {
    registrationId,
    personName: `${line.givenName} ${line.familyName}`.trim(),
    email: line.email ?? '',
    attemptId,
    attempts: Number(line.attempts),
    state: line.state ?? 'not started',
    result: {
      completion: line.completion ?? NO_RESULT.completion,
      success: line.success ?? NO_RESULT.success,
      scoreRaw,
      scoreMin,
      scoreMax,
      scoreScaled,
      progress,
    },
    engagedMs: line.engagedMs ?? 0,
    lastSavedAt: momentOf(line.lastSavedAt),
    finishedAt: momentOf(line.finishedAt),
  };
}

function momentOf(value: string | Date | null): Date | null {
  return value === null ? null : new Date(value);
}

export type ResultStore = ReturnType<typeof createResultStore>;
