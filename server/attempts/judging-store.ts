import { Op, QueryTypes } from 'sequelize';
import type { Database, Tx } from '../platform/index.ts';
import type { AttemptRow, RegistrationRow } from './attempt-model.ts';
import type { JudgedPart } from './judging-facts.ts';
import { plainRow, plainRows } from './plain-rows.ts';
import type { TrackRow } from './record-model.ts';
import type { Tables } from './record-tables.ts';

/** A playable part of a version. */
interface PartLine {
  readonly versionId: string;
  readonly identifier: string;
  readonly kind: JudgedPart['kind'];
}

/** A test that was handed in; SQLite has no moments of its own. */
interface TryLine {
  readonly attemptId: string;
  readonly scoId: string;
  readonly share: number;
  readonly givenAt: string | Date;
}

/** SQL over what is judged; the kinds of parts are joined from the packages room, which it only reads. */
export function createJudgingStore({ sequelize, tablePrefix }: Database, tables: Tables) {
  const quote = (name: string): string => sequelize.getQueryInterface().quoteIdentifier(name);
  const table = (name: string): string => quote(tablePrefix + name);

  return {
    async registration(tx: Tx | null, id: string): Promise<RegistrationRow | null> {
      return plainRow(await tables.registrations.findByPk(id, { transaction: tx }));
    },

    /** Courses that a person has begun in an agency; a look around is none. */
    async courseIdsOf(
      tx: Tx | null,
      { agencyId, personId }: { agencyId: string; personId: string },
    ): Promise<string[]> {
      const where = { agencyId, personId, door: { [Op.ne]: 'preview' } };
      const rows = await tables.registrations.findAll({ attributes: ['courseId'], where, transaction: tx });
      return [...new Set(rows.map(({ courseId }) => courseId))];
    },

    async registrationsById(tx: Tx | null, ids: readonly string[]): Promise<RegistrationRow[]> {
      return plainRows(await tables.registrations.findAll({ where: { id: [...ids] }, transaction: tx }));
    },

    /** Places of some people in some courses; a look around is none. */
    async registrations(
      tx: Tx | null,
      {
        agencyId,
        personIds,
        courseIds,
      }: { agencyId: string; personIds: readonly string[]; courseIds: readonly string[] },
    ): Promise<RegistrationRow[]> {
      const where = { agencyId, personId: [...personIds], courseId: [...courseIds], door: { [Op.ne]: 'preview' } };
      return plainRows(await tables.registrations.findAll({ where, transaction: tx }));
    },

    async attempts(tx: Tx | null, registrationIds: readonly string[]): Promise<AttemptRow[]> {
      const attributes = { exclude: ['engineState', 'rolledUp'] };
      const where = { registrationId: [...registrationIds] };
      return plainRows(await tables.attempts.findAll({ attributes, where, transaction: tx }));
    },

    async tracks(tx: Tx | null, attemptIds: readonly string[]): Promise<Pick<TrackRow, (typeof TRACK)[number]>[]> {
      const where = { attemptId: [...attemptIds] };
      return plainRows(await tables.tracks.findAll({ attributes: [...TRACK], where, transaction: tx }));
    },

    /** One part in some attempts. */
    async partResults(tx: Tx | null, attemptIds: readonly string[], scoId: string): Promise<TrackRow[]> {
      const attributes = { exclude: ['cmiJson', 'suspendData'] };
      const where = { attemptId: [...attemptIds], scoId };
      return plainRows(await tables.tracks.findAll({ attributes, where, transaction: tx }));
    },

    async parts(tx: Tx | null, versionIds: readonly string[]): Promise<PartLine[]> {
      const sql = `SELECT a.version_id AS "versionId", a.identifier AS "identifier", p.kind AS "kind"
        FROM ${table('activities')} a LEFT JOIN ${table('version_parts')} p
          ON p.version_id = a.version_id AND p.identifier = a.identifier
        WHERE a.version_id IN (:versionIds) AND a.type IN ('sco', 'asset') ORDER BY a.version_id, a.position`;
      const replacements = { versionIds: [...versionIds] };
      return sequelize.query<PartLine>(sql, { replacements, type: QueryTypes.SELECT, transaction: tx });
    },

    /** Tests that were handed in: answers to what was drawn. */
    async tries(tx: Tx | null, attemptIds: readonly string[]): Promise<TryLine[]> {
      const number = quote('number');
      const sql = `SELECT a.attempt_id AS "attemptId", a.sco_id AS "scoId", a.share AS "share", a.given_at AS "givenAt"
        FROM ${table('graded_answers')} a JOIN ${table('graded_answers')} d
          ON d.attempt_id = a.attempt_id AND d.sco_id = a.sco_id AND d.block = a.block AND d.${number} = a.${number}
            AND d.kind = 'draw'
        WHERE a.attempt_id IN (:attemptIds) AND a.kind = 'answer' ORDER BY a.given_at, a.id`;
      const replacements = { attemptIds: [...attemptIds] };
      return sequelize.query<TryLine>(sql, { replacements, type: QueryTypes.SELECT, transaction: tx });
    },
  };
}

const TRACK = ['attemptId', 'scoId', 'completion', 'success'] as const;

export type JudgingStore = ReturnType<typeof createJudgingStore>;
