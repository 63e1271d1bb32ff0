import { QueryTypes } from 'sequelize';
import type { Database, Tx } from '../../platform/index.ts';
import type { ClaimState, SkillClaimRow, ToolboxModels } from './toolbox-model.ts';

/** A pending claim with the name of who makes it. */
export interface NamedClaim extends Pick<SkillClaimRow, 'id' | 'personId' | 'skill' | 'part' | 'proof'> {
  readonly givenName: string;
  readonly familyName: string;
  readonly rank: string;
  readonly createdAt: string | Date;
}

/** More than anybody decides at once; the rest comes after. */
const MOST_PENDING = 200;

/** SQL over claims; names are joined from the people room, which it only reads. */
export function createClaimStore({ sequelize, tablePrefix, dialect }: Database, { skillClaims }: ToolboxModels) {
  const table = (name: string): string => sequelize.getQueryInterface().quoteIdentifier(tablePrefix + name);

  return {
    /**
     * Lets one claiming of a person come after the other: what waits is looked at before it is written, and on PostgreSQL two
     * requests would both look first. SQLite has one writer anyhow. References to the person are not held up.
     */
    async takeTurn(tx: Tx, personId: string): Promise<void> {
      if (dialect === 'sqlite') return;
      const sql = `SELECT id FROM ${table('people')} WHERE id = :personId FOR NO KEY UPDATE`;
      await sequelize.query(sql, { replacements: { personId }, type: QueryTypes.SELECT, transaction: tx });
    },

    async byIds(tx: Tx, agencyId: string, ids: readonly string[]): Promise<SkillClaimRow[]> {
      const where = { agencyId, id: [...ids] };
      const rows = await skillClaims.findAll({ where, transaction: tx, lock: tx.LOCK.UPDATE });
      return rows.map((row) => row.get({ plain: true }));
    },

    /** Claims of a person, the last first. */
    async ofPerson(
      tx: Tx | null,
      { agencyId, personId }: Pick<SkillClaimRow, 'agencyId' | 'personId'>,
    ): Promise<SkillClaimRow[]> {
      const order: [string, string][] = [['id', 'DESC']];
      const rows = await skillClaims.findAll({ where: { agencyId, personId }, order, transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    /** Agencies to which a person belongs or belonged. */
    async agenciesOf(tx: Tx | null, personId: string): Promise<string[]> {
      const rows = await sequelize.query<{ id: string }>(
        `SELECT DISTINCT organisation_id AS id FROM ${table('memberships')}
        WHERE person_id = :personId AND organisation_type = 'agency' ORDER BY organisation_id`,
        { replacements: { personId }, type: QueryTypes.SELECT, transaction: tx },
      );
      return rows.map(({ id }) => id);
    },

    /** What waits in an agency, the oldest first; claims of `but` are left out. */
    async pending(tx: Tx | null, agencyId: string, but: string): Promise<NamedClaim[]> {
      return sequelize.query<NamedClaim>(
        `SELECT c.id, c.person_id AS "personId", c.skill, c.part, c.proof, c.created_at AS "createdAt",
          p.given_name AS "givenName", p.family_name AS "familyName", p.rank
        FROM ${table('skill_claims')} c JOIN ${table('people')} p ON p.id = c.person_id
        WHERE c.agency_id = :agencyId AND c.state = 'pending' AND c.person_id <> :but
        ORDER BY c.id LIMIT ${MOST_PENDING}`,
        { replacements: { agencyId, but }, type: QueryTypes.SELECT, transaction: tx },
      );
    },

    async insert(tx: Tx, rows: readonly SkillClaimRow[]): Promise<void> {
      await skillClaims.bulkCreate([...rows], { transaction: tx });
    },

    async decide(
      tx: Tx,
      ids: readonly string[],
      values: { state: ClaimState; decidedBy: string | null; decidedAt: Date; note: string },
    ): Promise<void> {
      await skillClaims.update(values, { where: { id: [...ids], state: 'pending' }, transaction: tx });
    },
  };
}

/** See `createClaimStore`. */
export type ClaimStore = ReturnType<typeof createClaimStore>;
