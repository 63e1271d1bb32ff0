import { QueryTypes } from 'sequelize';
import type { Database, Tx } from '../platform/index.ts';
import type { AttemptFeedFacts, RegistrationFeedFacts } from './feed-facts.ts';

/** A line as the databases give it: SQLite has no moments of its own. */
type Stored<Facts> = { [Key in keyof Facts]: Date extends Facts[Key] ? Facts[Key] | string : Facts[Key] };

/** Where a page begins, and how long it is. */
export interface FeedPage {
  readonly agencyId: string;
  readonly limit: number;
}

/** SQL over registrations and attempts in an order that goes on where it stopped. */
export function createFeedStore({ sequelize, tablePrefix }: Database) {
  const quote = (name: string): string => sequelize.getQueryInterface().quoteIdentifier(name);
  const table = (name: string): string => quote(tablePrefix + name);
  const saved = 'COALESCE(a.last_saved_at, a.started_at)';
  const changed = `CASE WHEN a.finished_at > ${saved} THEN a.finished_at ELSE ${saved} END`;

  const select = <Row extends object>(tx: Tx | null, sql: string, replacements: object): Promise<Row[]> =>
    sequelize.query<Row>(sql, { replacements: { ...replacements }, type: QueryTypes.SELECT, transaction: tx });

  const placed = `r.agency_id = :agencyId AND r.door <> 'preview'`;

  return {
    /** Registrations after an id, in the order of ids. */
    async registrations(
      tx: Tx | null,
      of: FeedPage & { after: string; personId: string | null; courseId: string | null },
    ): Promise<RegistrationFeedFacts[]> {
      const person = of.personId === null ? '' : ' AND r.person_id = :personId';
      const course = of.courseId === null ? '' : ' AND r.course_id = :courseId';
      const sql = `SELECT r.id AS "id", r.person_id AS "personId", r.course_id AS "courseId", r.door AS "door",
          r.created_at AS "createdAt" FROM ${table('registrations')} r
        WHERE ${placed} AND r.id > :after${person}${course} ORDER BY r.id LIMIT :limit`;
      const rows = await select<Stored<RegistrationFeedFacts>>(tx, sql, of);
      return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
    },

    /** Attempts that changed after a moment and an id, and not after `until`; the last changed last. */
    async attempts(
      tx: Tx | null,
      of: FeedPage & {
        since: Date;
        afterId: string;
        until: Date;
        personId: string | null;
        courseId: string | null;
      },
    ): Promise<AttemptFeedFacts[]> {
      const person = of.personId === null ? '' : ' AND r.person_id = :personId';
      const course = of.courseId === null ? '' : ' AND r.course_id = :courseId';
      const sql = `SELECT a.id AS "attemptId", a.registration_id AS "registrationId", r.person_id AS "personId",
          r.course_id AS "courseId", a.version_id AS "versionId", r.door AS "door", a.${quote('number')} AS "number",
          a.state AS "state", a.completion AS "completion", a.success AS "success", a.score_raw AS "scoreRaw",
          a.score_min AS "scoreMin", a.score_max AS "scoreMax", a.score_scaled AS "scoreScaled",
          a.progress AS "progress", a.seat_ms AS "seatMs", a.engaged_ms AS "engagedMs", a.started_at AS "startedAt",
          a.finished_at AS "finishedAt", ${changed} AS "changedAt"
        FROM ${table('attempts')} a JOIN ${table('registrations')} r ON r.id = a.registration_id
        WHERE ${placed} AND a.agency_id = :agencyId AND ${changed} <= :until
          AND (${changed} > :since OR (${changed} = :since AND a.id > :afterId))${person}${course}
        ORDER BY "changedAt", a.id LIMIT :limit`;
      const rows = await select<Stored<AttemptFeedFacts>>(tx, sql, of);
      return rows.map((row) => ({
        ...row,
        startedAt: new Date(row.startedAt),
        finishedAt: row.finishedAt === null ? null : new Date(row.finishedAt),
        changedAt: new Date(row.changedAt),
      }));
    },
  };
}

/** See `createFeedStore`. */
export type FeedStore = ReturnType<typeof createFeedStore>;
