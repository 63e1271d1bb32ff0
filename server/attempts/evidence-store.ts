import { Op, QueryTypes } from 'sequelize';
import type { Database, Tx } from '../platform/index.ts';
import type { AttemptRow } from './attempt-model.ts';
import { erasedOf } from './erase-record.ts';
import { plainRows } from './plain-rows.ts';
import type { TrackRow } from './record-model.ts';
import type { Tables } from './record-tables.ts';

const PAGE = 200;

/** An attempt that a rule may judge. */
interface VersionAttempt extends Pick<AttemptRow, 'id' | 'ruled'> {
  /** Its last launch that counts; null where it was only looked at. */
  readonly launchId: string | null;
  readonly isErased: boolean;
}

/** A page of the attempts at a version, whoever took them, in the order of their ids: three statements. */
export async function attemptsOfVersion(
  tables: Tables,
  tx: Tx,
  versionId: string,
  after: string | null,
): Promise<{ rows: VersionAttempt[]; next: string | null }> {
  const where = { versionId, id: { [Op.gt]: after ?? '' } };
  const found = await tables.attempts.findAll({
    attributes: ['id', 'ruled'],
    where,
    order: [['id', 'ASC']],
    limit: PAGE,
    transaction: tx,
  });
  const ids = found.map(({ id }) => id);
  const launches = await tables.launches.findAll({
    attributes: ['id', 'attemptId'],
    where: { attemptId: ids, mode: 'normal' },
    order: [['number', 'ASC']],
    transaction: tx,
  });
  const last = new Map(launches.map((launch) => [launch.attemptId, launch.id]));
  const erased = await erasedOf(tables, tx, ids);
  const rows = plainRows(found).map(({ id, ruled }): VersionAttempt => {
    return { id, ruled, launchId: last.get(id) ?? null, isErased: erased.has(id) };
  });
  return { rows, next: rows.length < PAGE ? null : (rows.at(-1)?.id ?? null) };
}

/** How an attempt was left, and what rule judged it. */
export type EvidenceAttempt = Pick<AttemptRow, 'id' | 'state' | 'engagedMs' | 'ruled' | 'commitCount'>;
/** What a SCO told last. */
export type EvidenceTrack = Pick<
  TrackRow,
  'attemptId' | 'completion' | 'success' | 'scoreScaled' | 'scoreRaw' | 'location' | 'exit' | 'cmiJson'
>;

/** SQL over what the attempts at a version tell of the package. */
export function createEvidenceStore({ sequelize, tablePrefix }: Database, tables: Tables) {
  const table = (name: string): string => sequelize.getQueryInterface().quoteIdentifier(tablePrefix + name);

  return {
    /** The newest attempts of an agency at a version; a look around is none. */
    async attempts(
      tx: Tx | null,
      { agencyId, versionId, most }: { agencyId: string; versionId: string; most: number },
    ): Promise<EvidenceAttempt[]> {
      const sql = `SELECT a.id AS "id", a.state AS "state", a.engaged_ms AS "engagedMs", a.ruled AS "ruled",
          a.commit_count AS "commitCount"
        FROM ${table('attempts')} a JOIN ${table('registrations')} r ON r.id = a.registration_id
        WHERE a.version_id = :versionId AND a.agency_id = :agencyId AND r.door <> 'preview'
        ORDER BY a.id DESC LIMIT :most`;
      const replacements = { agencyId, versionId, most };
      return sequelize.query<EvidenceAttempt>(sql, { replacements, type: QueryTypes.SELECT, transaction: tx });
    },

    /** How many people of an agency are in one of these versions: their last attempt is of it and not ended. */
    async peopleIn(tx: Tx | null, agencyId: string, versionIds: readonly string[]): Promise<number> {
      if (versionIds.length === 0) return 0;
      const sql = `SELECT COUNT(DISTINCT r.person_id) AS "people"
        FROM ${table('attempts')} a JOIN ${table('registrations')} r ON r.id = a.registration_id
        WHERE a.version_id IN (:versionIds) AND a.agency_id = :agencyId AND a.state <> 'finished' AND r.door <> 'preview'
          AND NOT EXISTS (SELECT 1 FROM ${table('attempts')} n
            WHERE n.registration_id = a.registration_id AND n.number > a.number)`;
      const replacements = { agencyId, versionIds: [...versionIds] };
      const options = { replacements, type: QueryTypes.SELECT, transaction: tx } as const;
      const [found] = await sequelize.query<{ people: number | string }>(sql, options);
      return Number(found?.people ?? 0);
    },

    /** What the SCOs of some attempts told last. */
    async tracks(tx: Tx | null, attemptIds: readonly string[]): Promise<EvidenceTrack[]> {
      if (attemptIds.length === 0) return [];
      const attributes = { exclude: ['suspendData', 'rejected'] };
      const where = { attemptId: [...attemptIds] };
      return plainRows(await tables.tracks.findAll({ attributes, where, transaction: tx }));
    },
  };
}

/** See `createEvidenceStore`. */
export type EvidenceStore = ReturnType<typeof createEvidenceStore>;
