import { QueryTypes } from 'sequelize';
import type { Database, Tx } from '../../platform/index.ts';
import type { GradingModels, MarkRow, RubricRow, ScoreChangeRow } from './grading-model.ts';

/** A piece of work as it was sent in, with the mark that holds; `markId` is null while it waits. */
export interface WorkLine {
  readonly attemptId: string;
  readonly personId: string;
  readonly givenName: string;
  readonly familyName: string;
  /** '' of a practical part. */
  readonly response: string;
  readonly markId: string | null;
  readonly total: number | null;
  readonly most: number | null;
}

/** An attempt whose score may be changed. */
export interface ScoredAttempt {
  readonly attemptId: string;
  readonly agencyId: string;
  readonly personId: string;
  readonly courseId: string;
  readonly courseTitle: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly state: string;
  readonly completion: string;
  readonly success: string;
  readonly scoreScaled: number | null;
}

/** A work of an attempt that was graded. */
export interface GradedWork {
  readonly id: string;
  readonly title: string;
  readonly total: number;
  readonly most: number;
}

/** More than anybody grades at once; the rest comes after. */
export const MOST_WORKS = 200;

/** SQL over rubrics, marks and changed scores; attempts and people belong to the rooms below and are only read. */
export function createGradingStore({ sequelize, tablePrefix, dialect }: Database, models: GradingModels) {
  const quote = (name: string): string => sequelize.getQueryInterface().quoteIdentifier(name);
  const table = (name: string): string => quote(tablePrefix + name);
  const { rubrics, marks, scoreChanges } = models;

  async function select<Row extends object>(tx: Tx | null, sql: string, replacements: object): Promise<Row[]> {
    return sequelize.query<Row>(sql, { replacements: { ...replacements }, type: QueryTypes.SELECT, transaction: tx });
  }

  // A package may tell an answer more than once under one id: the last one counts.
  const isLast = `NOT EXISTS (SELECT 1 FROM ${table('interactions')} later WHERE later.attempt_id = t.attempt_id
    AND later.sco_id = t.sco_id AND later.identifier = t.identifier AND later.learner_response <> ''
    AND later.${quote('index')} > t.${quote('index')})`;

  return {
    /** Others who change what is kept of a course wait; SQLite has one writer anyway. */
    async lockCourse(tx: Tx, courseId: string): Promise<void> {
      if (dialect === 'sqlite') return;
      await select(tx, `SELECT id FROM ${table('courses')} WHERE id = :courseId FOR UPDATE`, { courseId });
    },

    /** Rubrics of a course that hold. */
    async rubrics(tx: Tx | null, where: { agencyId: string; courseId: string }): Promise<RubricRow[]> {
      const found = await rubrics.findAll({
        where: { ...where, endedAt: null },
        order: [['id', 'ASC']],
        transaction: tx,
      });
      return found.map((row) => row.get({ plain: true }));
    },

    /** One of the agency, whether or not it still holds. */
    async rubric(tx: Tx | null, where: { id: string; agencyId: string }): Promise<RubricRow | null> {
      return (await rubrics.findOne({ where, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** Puts a rubric in the place of the one that held for the same work. */
    async setRubric(tx: Tx, rubric: RubricRow): Promise<void> {
      const { agencyId, courseId, part, block, createdAt } = rubric;
      const where = { agencyId, courseId, part, block, endedAt: null };
      await rubrics.update({ endedAt: createdAt }, { where, transaction: tx });
      await rubrics.create(rubric, { transaction: tx });
    },

    /** Work that was sent in for a rubric, what waits first, the oldest first; of one attempt alone where it is named. */
    async works(tx: Tx | null, rubric: RubricRow, attemptId: string | null = null): Promise<WorkLine[]> {
      const { agencyId, courseId, part, block, kind } = rubric;
      const work =
        kind === 'practical'
          ? `JOIN ${table('sco_tracks')} t ON t.attempt_id = a.id AND t.sco_id = :part`
          : `JOIN ${table('interactions')} t ON t.attempt_id = a.id AND t.sco_id = :part AND t.identifier = :block
               AND t.learner_response <> '' AND ${isLast}`;
      const response = kind === 'practical' ? `''` : 't.learner_response';
      const sql = `SELECT a.id AS "attemptId", r.person_id AS "personId", p.given_name AS "givenName",
          p.family_name AS "familyName", ${response} AS "response", m.id AS "markId", m.total AS "total", m.most AS "most"
        FROM ${table('registrations')} r JOIN ${table('attempts')} a ON a.registration_id = r.id
          JOIN ${table('people')} p ON p.id = r.person_id ${work}
          LEFT JOIN ${table('marks')} m ON m.attempt_id = a.id AND m.part = :part AND m.block = :block
            AND m.replaced_at IS NULL
        WHERE r.agency_id = :agencyId AND r.course_id = :courseId AND r.door <> 'preview'
          ${attemptId === null ? '' : 'AND a.id = :attemptId'}
        ORDER BY CASE WHEN m.id IS NULL THEN 0 ELSE 1 END, a.started_at, a.id LIMIT ${MOST_WORKS}`;
      return select(tx, sql, { agencyId, courseId, part, block, attemptId });
    },

    /** How much waits for each rubric of a course: one statement, however many; nothing is named where nothing waits. */
    async waiting(tx: Tx | null, all: readonly RubricRow[]): Promise<Map<string, number>> {
      if (all.length === 0) return new Map();
      const sql = `SELECT b.id AS "rubricId", COUNT(DISTINCT a.id) AS "works"
        FROM ${table('rubrics')} b
          JOIN ${table('registrations')} r ON r.agency_id = b.agency_id AND r.course_id = b.course_id
            AND r.door <> 'preview'
          JOIN ${table('attempts')} a ON a.registration_id = r.id
          LEFT JOIN ${table('sco_tracks')} t ON b.kind = 'practical' AND t.attempt_id = a.id AND t.sco_id = b.part
          LEFT JOIN ${table('interactions')} i ON b.kind <> 'practical' AND i.attempt_id = a.id AND i.sco_id = b.part
            AND i.identifier = b.block AND i.learner_response <> ''
          LEFT JOIN ${table('marks')} m ON m.attempt_id = a.id AND m.part = b.part AND m.block = b.block
            AND m.replaced_at IS NULL
        WHERE b.id IN (:ids) AND m.id IS NULL AND (t.attempt_id IS NOT NULL OR i.attempt_id IS NOT NULL)
        GROUP BY b.id`;
      const rows = await select<{ rubricId: string; works: number | string }>(tx, sql, {
        ids: all.map(({ id }) => id),
      });
      return new Map(rows.map(({ rubricId, works }) => [rubricId, Number(works)]));
    },

    /** Puts a mark in the place of the one before. */
    async putMark(tx: Tx, mark: MarkRow): Promise<void> {
      const { attemptId, part, block, createdAt } = mark;
      const where = { attemptId, part, block, replacedAt: null };
      await marks.update({ replacedAt: createdAt }, { where, transaction: tx });
      await marks.create(mark, { transaction: tx });
    },

    async mark(tx: Tx | null, where: { id: string; agencyId: string }): Promise<MarkRow | null> {
      return (await marks.findOne({ where, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** Marks of an attempt that hold, with the title of their work, in the order in which they were given. */
    marksOf(tx: Tx | null, of: { agencyId: string; attemptId: string }): Promise<GradedWork[]> {
      const sql = `SELECT m.id AS "id", m.total AS "total", m.most AS "most", b.title AS "title"
        FROM ${table('marks')} m JOIN ${table('rubrics')} b ON b.id = m.rubric_id
        WHERE m.agency_id = :agencyId AND m.attempt_id = :attemptId AND m.replaced_at IS NULL ORDER BY m.id`;
      return select(tx, sql, of);
    },

    /** An attempt of the agency that counts; null where there is none. */
    async attempt(tx: Tx | null, of: { agencyId: string; attemptId: string }): Promise<ScoredAttempt | null> {
      const sql = `SELECT a.id AS "attemptId", r.agency_id AS "agencyId", r.person_id AS "personId",
          r.course_id AS "courseId", c.title AS "courseTitle", p.given_name AS "givenName",
          p.family_name AS "familyName", a.state AS "state", a.completion AS "completion", a.success AS "success",
          a.score_scaled AS "scoreScaled"
        FROM ${table('attempts')} a JOIN ${table('registrations')} r ON r.id = a.registration_id
          JOIN ${table('people')} p ON p.id = r.person_id JOIN ${table('courses')} c ON c.id = r.course_id
        WHERE a.id = :attemptId AND r.agency_id = :agencyId AND r.door <> 'preview'`;
      const [found] = await select<ScoredAttempt>(tx, sql, of);
      return found ?? null;
    },

    /** Changes of an attempt's score, the latest first. */
    async scoreChanges(tx: Tx | null, where: { agencyId: string; attemptId: string }): Promise<ScoreChangeRow[]> {
      const found = await scoreChanges.findAll({ where, order: [['id', 'DESC']], transaction: tx });
      return found.map((row) => row.get({ plain: true }));
    },

    async addScoreChange(tx: Tx, row: ScoreChangeRow): Promise<void> {
      await scoreChanges.create(row, { transaction: tx });
    },

    /** Withdraws what holds for an attempt; false where nothing does. */
    async withdrawScore(
      tx: Tx,
      { agencyId, attemptId }: { agencyId: string; attemptId: string },
      values: Pick<ScoreChangeRow, 'withdrawnAt' | 'withdrawnBy' | 'withdrawnReason'>,
    ): Promise<boolean> {
      const where = { agencyId, attemptId, withdrawnAt: null };
      const [changed] = await scoreChanges.update(values, { where, transaction: tx });
      return changed > 0;
    },
  };
}

/** See `createGradingStore`. */
export type GradingStore = ReturnType<typeof createGradingStore>;
