import type { Tx } from '../../platform/index.ts';
import type { ReportReader } from '../report-reader.ts';

/** A version of a course as an agency took it. */
export interface TakenVersion {
  readonly versionId: string;
  readonly courseId: string;
  readonly agencyId: string;
}

/** An answer that the server graded, or a draw. */
export interface GradedLine {
  readonly attemptId: string;
  readonly block: string;
  readonly kind: 'answer' | 'draw';
  readonly number: number;
  readonly response: string;
  readonly share: number;
}

/** An answer as a package that grades itself told it. */
export interface ToldLine {
  readonly attemptId: string;
  readonly identifier: string;
  readonly type: string;
  readonly description: string;
  readonly response: string;
  readonly correct: string;
  readonly result: string;
  readonly latencyMs: number | null;
}

/** How a part stands in an attempt. */
export interface TrackLine {
  readonly attemptId: string;
  readonly completion: string;
  readonly suspendData: string;
}

/** Attempts of a version that figures are made of, the last begun ones: more would tell the same and take longer. */
export const MOST_ATTEMPTS = 2000;

/** Answers that figures are made of at most, those of the last begun attempts: a package may tell any number. */
const MOST_TOLD = 50_000;

/**
 * SQL over what was answered; each question is one statement of at most `mostTold` rows of what packages tell, however many
 * answered. A look around answers nothing.
 */
export function createGivenStore({ table, select }: ReportReader, mostTold = MOST_TOLD) {
  const latest = `(SELECT a.id, a.registration_id FROM ${table('registrations')} r JOIN ${table('attempts')} a ON a.registration_id = r.id
    WHERE r.agency_id = :agencyId AND r.course_id = :courseId AND r.door <> 'preview' AND a.version_id = :versionId
    ORDER BY a.started_at DESC, a.id DESC LIMIT ${MOST_ATTEMPTS}) l`;

  return {
    /** Versions that people of the agency have taken, the newest first. */
    async versions(
      tx: Tx | null,
      of: { readonly agencyId: string; readonly courseId: string },
    ): Promise<{ versionId: string; number: number; attempts: number }[]> {
      const sql = `SELECT v.id AS "versionId", v.number AS "number", COUNT(*) AS "attempts"
        FROM ${table('registrations')} r JOIN ${table('attempts')} a ON a.registration_id = r.id
          JOIN ${table('course_versions')} v ON v.id = a.version_id
        WHERE r.agency_id = :agencyId AND r.course_id = :courseId AND r.door <> 'preview'
        GROUP BY v.id, v.number ORDER BY v.number DESC`;
      const rows = await select<{ versionId: string; number: number; attempts: number | string }>(tx, sql, of);
      return rows.map(({ versionId, number, attempts }) => ({ versionId, number, attempts: Number(attempts) }));
    },

    /** What the server graded in a part, in the order in which it was given. */
    graded: (tx: Tx | null, of: TakenVersion & { readonly part: string }): Promise<GradedLine[]> =>
      select(
        tx,
        `SELECT g.attempt_id AS "attemptId", g.block AS "block", g.kind AS "kind", g.number AS "number",
           g.response AS "response", g.share AS "share"
         FROM ${latest} JOIN ${table('graded_answers')} g ON g.registration_id = l.registration_id AND g.attempt_id = l.id
         WHERE g.sco_id = :part AND g.kind IN ('answer', 'draw') ORDER BY g.attempt_id, g.block, g.number`,
        { ...of },
      ),

    /** How long answers took, by the ids of their interactions. */
    times: (
      tx: Tx | null,
      of: TakenVersion & { readonly part: string },
    ): Promise<{ attemptId: string; identifier: string; latencyMs: number }[]> =>
      select(
        tx,
        `SELECT i.attempt_id AS "attemptId", i.identifier AS "identifier", i.latency_ms AS "latencyMs"
         FROM ${latest} JOIN ${table('interactions')} i ON i.attempt_id = l.id
         WHERE i.sco_id = :part AND i.latency_ms IS NOT NULL ORDER BY i.attempt_id DESC LIMIT ${mostTold}`,
        { ...of },
      ),

    /** What a package told of a part that it grades itself, in the order in which it was told. */
    told: (tx: Tx | null, of: TakenVersion & { readonly part: string }): Promise<ToldLine[]> =>
      select(
        tx,
        `SELECT * FROM (SELECT i.attempt_id AS "attemptId", i.identifier AS "identifier", i.type AS "type",
           i.description AS "description", i.learner_response AS "response", i.correct_response AS "correct",
           i.result AS "result", i.latency_ms AS "latencyMs", i."index" AS "place"
         FROM ${latest} JOIN ${table('interactions')} i ON i.attempt_id = l.id
         WHERE i.sco_id = :part ORDER BY i.attempt_id DESC, i."index" LIMIT ${mostTold}) told
         ORDER BY told."attemptId", told."place"`,
        { ...of },
      ),

    /** Parts of which a package told answers. */
    async partsTold(tx: Tx | null, of: TakenVersion): Promise<string[]> {
      const sql = `SELECT DISTINCT i.sco_id AS "part"
        FROM ${latest} JOIN ${table('interactions')} i ON i.attempt_id = l.id`;
      return (await select<{ part: string }>(tx, sql, { ...of })).map(({ part }) => part);
    },

    /** Prompts and options that a version was published with. */
    prompts: (tx: Tx | null, versionId: string): Promise<{ item: string; prompt: string; options: string }[]> =>
      select(tx, `SELECT item, prompt, options FROM ${table('version_items')} WHERE version_id = :versionId`, {
        versionId,
      }),

    /** How a part stands in each attempt that opened it. */
    tracks: (tx: Tx | null, of: TakenVersion & { readonly part: string }): Promise<TrackLine[]> =>
      select(
        tx,
        `SELECT t.attempt_id AS "attemptId", t.completion AS "completion", t.suspend_data AS "suspendData"
         FROM ${latest} JOIN ${table('sco_tracks')} t ON t.attempt_id = l.id WHERE t.sco_id = :part`,
        { ...of },
      ),

    /** How many attempts there are, and how many opened and completed each part. */
    async parts(
      tx: Tx | null,
      of: TakenVersion,
    ): Promise<Map<string, { readonly begun: number; readonly done: number }>> {
      const sql = `SELECT t.sco_id AS "part", COUNT(*) AS "begun",
          SUM(CASE WHEN t.completion = 'completed' OR t.success = 'passed' THEN 1 ELSE 0 END) AS "done"
        FROM ${latest} JOIN ${table('sco_tracks')} t ON t.attempt_id = l.id GROUP BY t.sco_id`;
      const rows = await select<{ part: string; begun: number | string; done: number | string }>(tx, sql, { ...of });
      return new Map(rows.map(({ part, begun, done }) => [part, { begun: Number(begun), done: Number(done) }]));
    },

    /** Objectives that a package told, with the share of each; only of those that were judged. */
    objectives: (
      tx: Tx | null,
      of: TakenVersion & { readonly part: string },
    ): Promise<{ attemptId: string; objective: string; success: string; scaled: number | null }[]> =>
      select(
        tx,
        `SELECT o.attempt_id AS "attemptId", o.identifier AS "objective", o.success AS "success",
           o.score_scaled AS "scaled"
         FROM ${latest} JOIN ${table('sco_objectives')} o ON o.attempt_id = l.id
         WHERE o.sco_id = :part AND (o.success IN ('passed', 'failed') OR o.score_scaled IS NOT NULL)
         ORDER BY o.attempt_id DESC LIMIT ${mostTold}`,
        { ...of },
      ),
  };
}

/** See `createGivenStore`. */
export type GivenStore = ReturnType<typeof createGivenStore>;
