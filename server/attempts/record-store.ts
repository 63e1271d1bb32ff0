import { Op, QueryTypes } from 'sequelize';
import type { Database, Tx } from '../platform/index.ts';
import type { AttemptRow, RegistrationRow } from './attempt-model.ts';
import { plainRow, plainRows } from './plain-rows.ts';
import type { InteractionRecordRow, ObjectiveRecordRow, TrackRow } from './record-model.ts';
import type { Tables } from './record-tables.ts';

/** Lines of a page of the commit log. */
export const LOG_PAGE = 100;

/** A playable part of a version, as the packages room laid it down. */
export interface PartLine {
  readonly versionId: string;
  readonly identifier: string;
  readonly title: string;
}

/** A line of the log as the databases give it. */
export interface LogLine {
  readonly launchNumber: number;
  readonly seq: number;
  readonly scoId: string;
  readonly outcome: 'projected' | 'obsolete' | 'uncounted' | 'superseded' | 'seq-reused';
  readonly isFinal: number;
  readonly receivedAt: string | Date;
  readonly bytes: number;
  readonly link: string;
  readonly payload: Buffer | null;
}

/** SQL over one person's records; names, titles and prompts are joined from the rooms below, which it only reads. */
export function createRecordStore({ sequelize, tablePrefix }: Database, tables: Tables) {
  const quote = (name: string): string => sequelize.getQueryInterface().quoteIdentifier(name);
  const table = (name: string): string => quote(tablePrefix + name);

  const entriesFrom = (name: string): string =>
    `FROM ${table(name)} c JOIN ${table('launches')} l ON l.id = c.launch_id WHERE c.attempt_id = :attemptId`;

  async function select<Row extends object>(
    tx: Tx | null,
    sql: string,
    replacements: Record<string, unknown>,
  ): Promise<Row[]> {
    return sequelize.query<Row>(sql, { replacements, type: QueryTypes.SELECT, transaction: tx });
  }

  return {
    /** Places that count: a look around is none. */
    async registrationsOf(tx: Tx | null, of: Partial<RegistrationRow>): Promise<RegistrationRow[]> {
      const where = { ...of, door: { [Op.ne]: 'preview' } };
      return plainRows(await tables.registrations.findAll({ where, order: [['id', 'ASC']], transaction: tx }));
    },

    async registration(tx: Tx | null, id: string): Promise<RegistrationRow | null> {
      return plainRow(await tables.registrations.findByPk(id, { transaction: tx }));
    },

    async attempt(tx: Tx | null, id: string): Promise<AttemptRow | null> {
      return plainRow(await tables.attempts.findByPk(id, { attributes: LINE, transaction: tx }));
    },

    /** Attempts of some registrations, newest first. */
    async attemptsOf(tx: Tx | null, registrationIds: readonly string[]): Promise<AttemptRow[]> {
      const where = { registrationId: [...registrationIds] };
      const order: [string, string][] = [['number', 'DESC']];
      return plainRows(await tables.attempts.findAll({ attributes: LINE, where, order, transaction: tx }));
    },

    /** Statuses of the parts of some attempts, without the data of the parts. */
    async partsOf(tx: Tx | null, attemptIds: readonly string[]): Promise<TrackRow[]> {
      const attributes = { exclude: ['cmiJson', 'suspendData', 'rejected'] };
      const where = { attemptId: [...attemptIds] };
      const order: [string, string][] = [['updatedAt', 'DESC']];
      return plainRows(await tables.tracks.findAll({ attributes, where, order, transaction: tx }));
    },

    async tracksOf(tx: Tx | null, attemptId: string): Promise<TrackRow[]> {
      return plainRows(
        await tables.tracks.findAll({ where: { attemptId }, order: [['scoId', 'ASC']], transaction: tx }),
      );
    },

    async interactionsOf(tx: Tx | null, attemptId: string): Promise<InteractionRecordRow[]> {
      const order: [string, string][] = [['index', 'ASC']];
      return plainRows(await tables.interactions.findAll({ where: { attemptId }, order, transaction: tx }));
    },

    async objectivesOf(tx: Tx | null, attemptId: string): Promise<ObjectiveRecordRow[]> {
      const order: [string, string][] = [['index', 'ASC']];
      return plainRows(await tables.objectives.findAll({ where: { attemptId }, order, transaction: tx }));
    },

    async strayCount(tx: Tx | null, attemptId: string): Promise<number> {
      return tables.strays.count({ where: { attemptId }, transaction: tx });
    },

    /** Playable parts of some versions, in document order. */
    async partLines(tx: Tx | null, versionIds: readonly string[]): Promise<PartLine[]> {
      if (versionIds.length === 0) return [];
      const sql = `SELECT version_id AS "versionId", identifier, title FROM ${table('activities')}
        WHERE version_id IN (:versionIds) AND type IN ('sco', 'asset') ORDER BY version_id, position`;
      return select<PartLine>(tx, sql, { versionIds });
    },

    /**
     * Parts of a person that are completed or passed, or opened in an attempt that a rule calls done; under a rule that is not met,
     * those that were so before it held. A look around is none.
     */
    async completedParts(
      tx: Tx | null,
      of: { agencyId: string; personId: string },
    ): Promise<{ courseId: string; versionId: string; scoId: string; at: string | Date }[]> {
      const sql = `SELECT r.course_id AS "courseId", a.version_id AS "versionId", t.sco_id AS "scoId", t.updated_at AS "at"
        FROM ${table('registrations')} r
        JOIN ${table('attempts')} a ON a.registration_id = r.id
        JOIN ${table('sco_tracks')} t ON t.attempt_id = a.id
        WHERE r.agency_id = :agencyId AND r.person_id = :personId AND r.door <> 'preview'
          AND (a.ruled IN ('completed', 'passed')
            OR ((a.ruled IS NULL OR t.was_completed) AND t.completion = 'completed')
            OR ((a.ruled IS NULL OR t.was_passed) AND t.success = 'passed'))`;
      return select(tx, sql, { agencyId: of.agencyId, personId: of.personId });
    },

    /** Titles and strands of courses by id. */
    async courseLines(tx: Tx | null, ids: readonly string[]): Promise<{ id: string; title: string; strand: string }[]> {
      if (ids.length === 0) return [];
      return select(tx, `SELECT id, title, strand FROM ${table('courses')} WHERE id IN (:ids)`, { ids });
    },

    async personName(tx: Tx | null, personId: string): Promise<string> {
      const sql = `SELECT given_name AS "given", family_name AS "family" FROM ${table('people')} WHERE id = :personId`;
      const [found] = await select<{ given: string; family: string }>(tx, sql, { personId });
      return found === undefined ? '' : `${found.given} ${found.family}`.trim();
    },

    /** Prompts and options (JSON) that a version was published with. */
    async promptsOf(tx: Tx | null, versionId: string): Promise<{ item: string; prompt: string; options: string }[]> {
      const sql = `SELECT item, prompt, options FROM ${table('version_items')} WHERE version_id = :versionId`;
      return select(tx, sql, { versionId });
    },

    /** How many lines the log of an attempt has. */
    async logCount(tx: Tx | null, attemptId: string): Promise<number> {
      const kept = await tables.commits.count({ where: { attemptId }, transaction: tx });
      return kept + (await tables.strays.count({ where: { attemptId }, transaction: tx }));
    },

    /** One page of the log, oldest first: what is in the chain and what was kept aside. */
    async logPage(tx: Tx | null, attemptId: string, page: number): Promise<LogLine[]> {
      const common = `l.${quote('number')} AS "launchNumber", c.seq AS "seq", c.sco_id AS "scoId",
        c.received_at AS "receivedAt", c.payload AS "payload", c.id AS "id"`;
      const final = `CASE WHEN c.${quote('final')} THEN 1 ELSE 0 END`;
      return select<LogLine>(
        tx,
        `SELECT ${common}, c.outcome AS "outcome", ${final} AS "isFinal", c.bytes AS "bytes", c.link AS "link"
         ${entriesFrom('commits')}
         UNION ALL
         SELECT ${common}, c.reason AS "outcome", 0 AS "isFinal", COALESCE(LENGTH(c.payload), 0) AS "bytes", '' AS "link"
         ${entriesFrom('stray_commits')}
         ORDER BY "receivedAt", "id" LIMIT :limit OFFSET :offset`,
        { attemptId, limit: LOG_PAGE, offset: (page - 1) * LOG_PAGE },
      );
    },
  };
}

/** Engine states are not for lists. */
const LINE = { exclude: ['engineState', 'rolledUp'] };

export type RecordStore = ReturnType<typeof createRecordStore>;
