import { Op, QueryTypes } from 'sequelize';
import type { Database, RowModel, Tx } from '../../platform/index.ts';
import type { CertificateDecisionRow, CertificateModels, CertificateRow } from './certificate-model.ts';

/** SQL over certificates and what was decided about them; neither is ever changed. */
export function createCertificateStore(
  { sequelize, tablePrefix }: Database,
  { certificates, certificateDecisions }: CertificateModels,
) {
  const table = (name: string): string => sequelize.getQueryInterface().quoteIdentifier(tablePrefix + name);
  const newestFirst: [string, string][] = [
    ['issuedOn', 'DESC'],
    ['id', 'DESC'],
  ];
  return {
    async byId(tx: Tx | null, id: string): Promise<CertificateRow | null> {
      return (await certificates.findByPk(id, { transaction: tx }))?.get({ plain: true }) ?? null;
    },

    async byCode(tx: Tx | null, code: string): Promise<CertificateRow | null> {
      return (await certificates.findOne({ where: { code }, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    async ofVerdict(tx: Tx | null, verdictId: string): Promise<CertificateRow | null> {
      return (await certificates.findOne({ where: { verdictId }, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** That of the same attempt; which runs out on the same day, where one is named. */
    async ofAttempt(
      tx: Tx,
      key: Pick<CertificateRow, 'agencyId' | 'personId' | 'courseId' | 'attemptId'> & { expiresOn?: string | null },
    ) {
      return (await certificates.findOne({ where: { ...key }, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** A person's, newest first; of one agency, or of all where none is named. */
    async ofPerson(tx: Tx | null, personId: string, agencyId: string | null): Promise<CertificateRow[]> {
      const where = { personId, ...(agencyId !== null && { agencyId }) };
      return plain(await certificates.findAll({ where, order: newestFirst, transaction: tx }));
    },

    /** Those of an agency after an id, in the order of ids; of one person where one is named. */
    async after(
      tx: Tx | null,
      { agencyId, personId, after, limit }: { agencyId: string; personId: string | null; after: string; limit: number },
    ): Promise<CertificateRow[]> {
      const where = { agencyId, id: { [Op.gt]: after }, ...(personId !== null && { personId }) };
      return plain(await certificates.findAll({ where, order: ['id'], limit, transaction: tx }));
    },

    /** Any of the agency. */
    async oneOf(tx: Tx, agencyId: string): Promise<CertificateRow | null> {
      return (await certificates.findOne({ where: { agencyId }, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** The highest number that begins so; digits are as many in each. */
    async lastNumber(tx: Tx, agencyId: string, beginning: string): Promise<string | null> {
      const where = { agencyId, number: { [Op.like]: `${beginning}%` } };
      const row = await certificates.findOne({
        where,
        attributes: ['number'],
        order: [['number', 'DESC']],
        transaction: tx,
      });
      return row?.number ?? null;
    },

    /** Versions that certificates of the agency name. */
    async versionIds(tx: Tx | null, agencyId: string): Promise<string[]> {
      const where = { agencyId, versionId: { [Op.ne]: null } };
      const rows = await certificates.findAll({
        where,
        attributes: ['versionId'],
        group: ['versionId'],
        transaction: tx,
      });
      return rows.flatMap(({ versionId }) => (versionId === null ? [] : [versionId]));
    },

    async ofVersions(tx: Tx | null, agencyId: string, versionIds: readonly string[]): Promise<CertificateRow[]> {
      const where = { agencyId, versionId: [...versionIds] };
      return plain(await certificates.findAll({ where, order: ['number'], transaction: tx }));
    },

    /** How many of these versions nobody has decided about. */
    async countUndecided(tx: Tx | null, agencyId: string, versionIds: readonly string[]): Promise<number> {
      if (versionIds.length === 0) return 0;
      const sql = `SELECT COUNT(*) AS "waiting" FROM ${table('certificates')} c
        WHERE c.agency_id = :agencyId AND c.version_id IN (:versionIds)
          AND NOT EXISTS (SELECT 1 FROM ${table('certificate_decisions')} d WHERE d.certificate_id = c.id)`;
      const replacements = { agencyId, versionIds: [...versionIds] };
      const options = { replacements, type: QueryTypes.SELECT, transaction: tx } as const;
      const [found] = await sequelize.query<{ waiting: number | string }>(sql, options);
      return Number(found?.waiting ?? 0);
    },

    async insert(tx: Tx, row: CertificateRow): Promise<void> {
      await certificates.create(row, { transaction: tx });
    },

    async decide(tx: Tx, rows: readonly CertificateDecisionRow[]): Promise<void> {
      await certificateDecisions.bulkCreate([...rows], { transaction: tx });
    },

    /** All decisions about certificates, oldest first. */
    async decisions(tx: Tx | null, certificateIds: readonly string[]): Promise<CertificateDecisionRow[]> {
      if (certificateIds.length === 0) return [];
      const where = { certificateId: [...certificateIds] };
      return plain(await certificateDecisions.findAll({ where, order: ['at', 'id'], transaction: tx }));
    },
  };
}

/** See `createCertificateStore`. */
export type CertificateStore = ReturnType<typeof createCertificateStore>;

/** Not `raw`: SQLite would give days and times as text. */
function plain<Row extends object>(rows: readonly RowModel<Row>[]): Row[] {
  return rows.map((row): Row => row.get({ plain: true }));
}
