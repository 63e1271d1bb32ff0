import { Op } from 'sequelize';
import { newId, type Tx } from '../platform/index.ts';
import type { Role } from './actor-policy.ts';
import type { MembershipRow, PeopleModels } from './person-model.ts';

/** SQL over who belongs where. Rows are ended, never deleted: the record says who had which role when. */
export function createMembershipStore({ Membership, Person }: PeopleModels) {
  return {
    /** Roles of a person in agencies that have not ended, oldest first. */
    async ofPerson(tx: Tx | null, personId: string): Promise<MembershipRow[]> {
      const rows = await Membership.findAll({
        where: { personId, organisationType: 'agency', endedAt: null },
        order: [
          ['createdAt', 'ASC'],
          ['id', 'ASC'],
        ],
        transaction: tx,
      });
      return rows.map((row) => row.get({ plain: true }));
    },

    /** The agency that a person's account was made in, whether or not the person still belongs to it. */
    async firstAgencyOf(tx: Tx | null, personId: string): Promise<string | null> {
      const where = { personId, organisationType: 'agency' };
      const row = await Membership.findOne({ where, order: [['id', 'ASC']], transaction: tx });
      return row?.organisationId ?? null;
    },

    /** Gives a role; one that had ended begins again. */
    async grant(tx: Tx, personId: string, agencyId: string, role: Role, at: Date): Promise<void> {
      const key = { personId, organisationType: 'agency', organisationId: agencyId, role };
      const row = { id: newId(), ...key, createdAt: at, endedAt: null };
      await Membership.bulkCreate([row], { ignoreDuplicates: true, transaction: tx });
      await Membership.update(
        { endedAt: null, createdAt: at },
        { where: { ...key, endedAt: { [Op.ne]: null } }, transaction: tx },
      );
    },

    async end(tx: Tx, personId: string, agencyId: string, role: string, at: Date): Promise<void> {
      const where = { personId, organisationType: 'agency', organisationId: agencyId, role, endedAt: null };
      await Membership.update({ endedAt: at }, { where, transaction: tx });
    },

    /**
     * Ids of people with open accounts who hold a role in an agency. The rows stay locked, so that of two people who take
     * the role from each other one waits and then sees what the other did.
     */
    async lockHolders(tx: Tx, agencyId: string, role: Role): Promise<string[]> {
      const rows = await Membership.findAll({
        where: { organisationType: 'agency', organisationId: agencyId, role, endedAt: null },
        include: [{ model: Person, as: 'person', required: true, where: { disabledAt: null } }],
        order: ['id'],
        lock: tx.LOCK.UPDATE,
        transaction: tx,
      });
      return rows.map(({ personId }) => personId);
    },
  };
}

/** See `createMembershipStore`. */
export type MembershipStore = ReturnType<typeof createMembershipStore>;
