import type { Tx } from '../platform/index.ts';
import type { CompletionRuleRow, RuleModel } from './rule-model.ts';

/** SQL over the completion rules of versions. */
export function createRuleStore(rules: RuleModel) {
  return {
    /** All rules of a version, the newest first. */
    async ofVersion(tx: Tx | null, versionId: string): Promise<CompletionRuleRow[]> {
      const rows = await rules.findAll({ where: { versionId }, order: [['number', 'DESC']], transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    /** The rule that holds: the newest, unless it was withdrawn. */
    async current(tx: Tx | null, versionId: string): Promise<CompletionRuleRow | null> {
      const row = await rules.findOne({ where: { versionId }, order: [['number', 'DESC']], transaction: tx });
      return row === null || row.withdrawnAt !== null ? null : row.get({ plain: true });
    },

    async insert(tx: Tx, row: CompletionRuleRow): Promise<void> {
      await rules.create(row, { transaction: tx });
    },

    async withdraw(tx: Tx, id: string, withdrawnBy: string, withdrawnAt: Date): Promise<void> {
      await rules.update({ withdrawnBy, withdrawnAt }, { where: { id }, transaction: tx });
    },

    async removeOf(tx: Tx, versionId: string): Promise<void> {
      await rules.destroy({ where: { versionId }, transaction: tx });
    },
  };
}

/** See `createRuleStore`. */
export type RuleStore = ReturnType<typeof createRuleStore>;
