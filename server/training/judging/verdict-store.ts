import { Op, QueryTypes } from 'sequelize';
import type { Database, Tx } from '../../platform/index.ts';
import type { CorrectionRow, ExemptionRow, VerdictModels, VerdictRow } from './verdict-model.ts';

interface People {
  readonly agencyId: string;
  readonly personIds: readonly string[];
}

/** SQL over verdicts and what changes them by hand. */
export function createVerdictStore(database: Database, { verdicts, corrections, exemptions }: VerdictModels) {
  const rows = database.plain(verdicts);
  const table = database.sequelize.getQueryInterface().quoteIdentifier(`${database.tablePrefix}people`);

  return {
    /** Two who judge the same person wait for each other; SQLite has one writer anyway. */
    async lockPeople(tx: Tx, personIds: readonly string[]): Promise<void> {
      if (database.dialect === 'sqlite' || personIds.length === 0) return;
      const sql = `SELECT id FROM ${table} WHERE id IN (:ids) ORDER BY id FOR UPDATE`;
      const replacements = { ids: [...personIds] };
      await database.sequelize.query(sql, { replacements, type: QueryTypes.SELECT, transaction: tx });
    },

    append: (tx: Tx, added: readonly VerdictRow[]): Promise<void> => rows.append(tx, added),

    async byIds(tx: Tx | null, ids: readonly string[]): Promise<VerdictRow[]> {
      if (ids.length === 0) return [];
      const found = await verdicts.findAll({ where: { id: [...ids] }, transaction: tx });
      return found.map((row) => row.get({ plain: true }));
    },

    /** Verdicts by the default policy, the latest first. */
    async ownOf(tx: Tx | null, { agencyId, personIds }: People, courseIds: readonly string[]): Promise<VerdictRow[]> {
      if (courseIds.length === 0) return [];
      const found = await verdicts.findAll({
        where: { agencyId, personId: [...personIds], courseId: [...courseIds], assignmentId: null },
        order: LATEST,
        transaction: tx,
      });
      return found.map((row) => row.get({ plain: true }));
    },

    /** Everything that was ever said of one enrollment, the latest first. */
    async ofEnrollment(tx: Tx | null, agencyId: string, enrollmentId: string): Promise<VerdictRow[]> {
      const found = await verdicts.findAll({ where: { agencyId, enrollmentId }, order: LATEST, transaction: tx });
      return found.map((row) => row.get({ plain: true }));
    },

    /** Corrections of some people, those withdrawn among them, the latest first. */
    async corrections(tx: Tx | null, { agencyId, personIds }: People): Promise<CorrectionRow[]> {
      const where = { agencyId, personId: [...personIds] };
      const found = await corrections.findAll({ where, order: [['id', 'DESC']], transaction: tx });
      return found.map((row) => row.get({ plain: true }));
    },

    async correction(tx: Tx | null, agencyId: string, id: string): Promise<CorrectionRow | null> {
      const found = await corrections.findOne({ where: { id, agencyId }, transaction: tx });
      return found?.get({ plain: true }) ?? null;
    },

    async addCorrection(tx: Tx, row: CorrectionRow): Promise<void> {
      await corrections.create(row, { transaction: tx });
    },

    /** False where it was withdrawn before. */
    async withdrawCorrection(tx: Tx, id: string, values: Partial<CorrectionRow>): Promise<boolean> {
      const [changed] = await corrections.update(values, { where: { id, withdrawnAt: null }, transaction: tx });
      return changed > 0;
    },

    /** Waivers and exemptions of some people, those revoked among them, the latest first. */
    async exemptions(tx: Tx | null, { agencyId, personIds }: People): Promise<ExemptionRow[]> {
      const where = { agencyId, personId: [...personIds] };
      const found = await exemptions.findAll({ where, order: [['id', 'DESC']], transaction: tx });
      return found.map((row) => row.get({ plain: true }));
    },

    async exemption(tx: Tx | null, agencyId: string, id: string): Promise<ExemptionRow | null> {
      const found = await exemptions.findOne({ where: { id, agencyId }, transaction: tx });
      return found?.get({ plain: true }) ?? null;
    },

    async addExemption(tx: Tx, row: ExemptionRow): Promise<void> {
      await exemptions.create(row, { transaction: tx });
    },

    /** False where it is revoked. */
    async changeExemption(tx: Tx, id: string, values: Partial<ExemptionRow>): Promise<boolean> {
      const [changed] = await exemptions.update(values, { where: { id, revokedAt: null }, transaction: tx });
      return changed > 0;
    },

    /** People whose waivers end before a day: judged again then. */
    async peopleWithWaiversEnded(tx: Tx | null, agencyId: string, from: string, before: string): Promise<string[]> {
      const endsOn = { [Op.gte]: from, [Op.lt]: before };
      const found = await exemptions.findAll({
        attributes: ['personId'],
        where: { agencyId, kind: 'waiver', endsOn, revokedAt: null },
        transaction: tx,
      });
      return [...new Set(found.map(({ personId }) => personId))];
    },
  };
}

const LATEST: [string, string][] = [
  ['at', 'DESC'],
  ['id', 'DESC'],
];

/** See `createVerdictStore`. */
export type VerdictStore = ReturnType<typeof createVerdictStore>;
