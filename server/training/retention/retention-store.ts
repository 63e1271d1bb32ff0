import { Op, QueryTypes } from 'sequelize';
import type { AuditSubject, Database, Tx } from '../../platform/index.ts';
import { readReasons } from '../assignments/stored-rules.ts';
import { defineRetentionModels, type ErasureRow, type LegalHoldRow, type RetentionRuleRow } from './retention-model.ts';

const PAGE = 200;

/** Tables of other parts that hold words about a person, and what takes their place. */
const WORDS: readonly (readonly [table: string, columns: Readonly<Record<string, string | null>>])[] = [
  ['skill_claims', { proof: '', note: '' }],
  ['corrections', { statement: '', seen_by: '', withdrawn_reason: null }],
  ['exemptions', { reason: '', revoked_reason: null }],
  ['placements', { ended_reason: null }],
  ['legal_holds', { reason: '', lifted_reason: null }],
  ['selections', { record: '', reason: '', interviewed_with: '', withdrawn_reason: null }],
  ['outside_trainings', { provider: '', note: '', file_key: null, file_name: null, file_type: null }],
  ['certificates', { content: '' }],
  ['marks', { note: '' }],
  ['score_changes', { reason: '', withdrawn_reason: null }],
];

/** SQL over rules of retention, holds and erasures, and over the words that an erasure takes away. */
export function createRetentionStore(database: Database) {
  const { retentionRules, legalHolds, erasures } = defineRetentionModels(database);
  const table = (name: string): string => `"${database.tablePrefix}${name}"`;
  const { sequelize } = database;

  return {
    async rule(tx: Tx | null, agencyId: string): Promise<RetentionRuleRow | null> {
      return (await retentionRules.findByPk(agencyId, { transaction: tx }))?.get({ plain: true }) ?? null;
    },

    async saveRule(tx: Tx, rule: RetentionRuleRow): Promise<void> {
      await retentionRules.upsert(rule, { transaction: tx });
    },

    /** Rules of all agencies that end some day. */
    async limitedRules(tx: Tx | null): Promise<RetentionRuleRow[]> {
      const rows = await retentionRules.findAll({ where: { months: { [Op.ne]: null } }, transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    /** Holds of an agency, open ones first, the newest first. */
    async holds(tx: Tx | null, agencyId: string): Promise<LegalHoldRow[]> {
      const rows = await legalHolds.findAll({ where: { agencyId }, order: [['id', 'DESC']], transaction: tx });
      const plain = rows.map((row) => row.get({ plain: true }));
      return [...plain.filter((one) => one.liftedAt === null), ...plain.filter((one) => one.liftedAt !== null)];
    },

    /** An open hold that names the person or everyone; locked, so that a hold placed meanwhile is not overlooked. */
    async holdOn(tx: Tx, agencyId: string, personId: string): Promise<LegalHoldRow | null> {
      const where = { agencyId, liftedAt: null, personId: { [Op.or]: [null, personId] } };
      const row = await legalHolds.findOne({ where, lock: tx.LOCK.UPDATE, transaction: tx });
      return row?.get({ plain: true }) ?? null;
    },

    async insertHold(tx: Tx, hold: LegalHoldRow): Promise<void> {
      await legalHolds.create(hold, { transaction: tx });
    },

    /** False where there is no such open hold in the agency. */
    async liftHold(
      tx: Tx,
      key: { readonly id: string; readonly agencyId: string },
      values: Pick<LegalHoldRow, 'liftedAt' | 'liftedBy' | 'liftedReason'>,
    ): Promise<boolean> {
      const [changed] = await legalHolds.update(values, { where: { ...key, liftedAt: null }, transaction: tx });
      return changed === 1;
    },

    async erasures(tx: Tx | null, agencyId: string): Promise<ErasureRow[]> {
      const rows = await erasures.findAll({
        where: { agencyId },
        order: [['id', 'DESC']],
        limit: PAGE,
        transaction: tx,
      });
      return rows.map((row) => row.get({ plain: true }));
    },

    async insertErasure(tx: Tx, erasure: ErasureRow): Promise<void> {
      await erasures.create(erasure, { transaction: tx });
    },

    /** Whether the person has been, or is, of the agency. */
    async belonged(tx: Tx | null, agencyId: string, personId: string): Promise<boolean> {
      const [row] = await sequelize.query(
        `SELECT 1 FROM ${table('memberships')} WHERE person_id = :personId AND organisation_id = :agencyId LIMIT 1`,
        { replacements: { personId, agencyId }, transaction: tx },
      );
      return row.length > 0;
    },

    /** Keys of uploaded proofs, before their rows forget them. */
    async proofKeys(tx: Tx, agencyId: string, personId: string): Promise<string[]> {
      const rows: { file_key: string }[] = await rowsOf(
        tx,
        `SELECT file_key FROM ${table('outside_trainings')}
         WHERE person_id = :personId AND agency_id = :agencyId AND file_key IS NOT NULL`,
        { agencyId, personId },
      );
      return rows.map((row) => row.file_key);
    },

    /** Under which subjects the audit trail of an agency tells of a person. */
    async recordedAs(tx: Tx, agencyId: string, personId: string): Promise<AuditSubject[]> {
      const idsOf = async (name: string): Promise<string[]> => {
        const sql = `SELECT id FROM ${table(name)} WHERE person_id = :personId AND agency_id = :agencyId`;
        return (await rowsOf<{ id: string }>(tx, sql, { agencyId, personId })).map(({ id }) => id);
      };
      return [
        { agencyId, type: 'person', ids: [personId] },
        { agencyId, type: 'certificate', ids: await idsOf('certificates') },
        { agencyId, type: 'outside-training', ids: await idsOf('outside_trainings') },
      ];
    },

    /** Takes the words about a person out of the other tables of the room; says how many rows each had. */
    async eraseWords(tx: Tx, agencyId: string, personId: string): Promise<Record<string, number>> {
      const counts: Record<string, number> = {};
      for (const [name, columns] of WORDS) {
        const sets = Object.keys(columns).map((column) => `${column} = :${column}`);
        const where = 'person_id = :personId AND agency_id = :agencyId';
        const replacements = { ...columns, personId, agencyId };
        const found: { count: number | string }[] = await rowsOf(
          tx,
          `SELECT COUNT(*) AS count FROM ${table(name)} WHERE ${where}`,
          replacements,
        );
        await sequelize.query(`UPDATE ${table(name)} SET ${sets.join(', ')} WHERE ${where}`, {
          replacements,
          transaction: tx,
        });
        counts[name] = Number(found[0]?.count ?? 0);
      }
      // Reasons for what became of the person's certificates name people too; they bear no person of their own.
      await sequelize.query(
        `UPDATE ${table('certificate_decisions')} SET reason = '' WHERE certificate_id IN
         (SELECT id FROM ${table('certificates')} WHERE person_id = :personId AND agency_id = :agencyId)`,
        { replacements: { personId, agencyId }, transaction: tx },
      );
      for (const name of ['verdicts', 'enrollments']) await eraseSeenBy(tx, name, { agencyId, personId });
      for (const name of ['notices', 'calendar_feeds']) {
        await sequelize.query(`DELETE FROM ${table(name)} WHERE person_id = :personId AND agency_id = :agencyId`, {
          replacements: { personId, agencyId },
          transaction: tx,
        });
      }
      return counts;
    },

    /** Takes away lists of staff of the agency that name an address, but one that is being written. */
    async forgetLists(tx: Tx, agencyId: string, address: string): Promise<void> {
      const lists = await rowsOf<{ id: string; plan: string; left_out: string }>(
        tx,
        `SELECT id, plan, left_out FROM ${table('roster_imports')} WHERE agency_id = :agencyId AND state <> 'running'`,
        { agencyId },
      );
      const word = JSON.stringify(address).toLowerCase();
      const ids = lists.flatMap(({ id, plan, left_out: rest }) =>
        `${plan}${rest}`.toLowerCase().includes(word) ? [id] : [],
      );
      if (ids.length === 0) return;
      await sequelize.query(`DELETE FROM ${table('roster_imports')} WHERE id IN (:ids)`, {
        replacements: { ids },
        transaction: tx,
      });
    },

    /**
     * People who left the agency before a moment, are on no hold and have words left: a page in the order of their ids.
     */
    async leftBefore(tx: Tx | null, agencyId: string, before: Date, after: string): Promise<string[]> {
      const rows: { person_id: string }[] = await rowsOf(
        tx,
        `SELECT m.person_id FROM ${table('memberships')} m
         WHERE m.organisation_id = :agencyId AND m.organisation_type = 'agency' AND m.person_id > :after
           AND NOT EXISTS (SELECT 1 FROM ${table('legal_holds')} h WHERE h.agency_id = :agencyId AND h.lifted_at IS NULL
                           AND (h.person_id IS NULL OR h.person_id = m.person_id))
           AND NOT EXISTS (SELECT 1 FROM ${table('erasures')} e WHERE e.agency_id = :agencyId AND e.person_id = m.person_id
                           AND e.at >= COALESCE(m.ended_at, e.at))
         GROUP BY m.person_id
         HAVING COUNT(*) = COUNT(m.ended_at) AND MAX(m.ended_at) < :before
         ORDER BY m.person_id LIMIT ${PAGE}`,
        { agencyId, before, after },
      );
      return rows.map((row) => row.person_id);
    },
  };

  /** Reasons tell by code and values; of these only who saw a correction is a person's words. */
  async function eraseSeenBy(tx: Tx, name: string, key: { agencyId: string; personId: string }): Promise<void> {
    const rows = await rowsOf<{ id: string; reasons: string }>(
      tx,
      `SELECT id, reasons FROM ${table(name)}
       WHERE person_id = :personId AND agency_id = :agencyId AND reasons LIKE '%"seenBy"%'`,
      key,
    );
    for (const { id, reasons } of rows) {
      const bare = readReasons(reasons).map((one) =>
        'seenBy' in one.values ? { ...one, values: { ...one.values, seenBy: '' } } : one,
      );
      const replacements = { id, bare: JSON.stringify(bare) };
      await sequelize.query(`UPDATE ${table(name)} SET reasons = :bare WHERE id = :id`, {
        replacements,
        transaction: tx,
      });
    }
  }

  async function rowsOf<Row extends object>(tx: Tx | null, sql: string, replacements: Record<string, unknown>) {
    return sequelize.query<Row>(sql, { replacements, transaction: tx, type: QueryTypes.SELECT });
  }
}

/** See `createRetentionStore`. */
export type RetentionStore = ReturnType<typeof createRetentionStore>;
