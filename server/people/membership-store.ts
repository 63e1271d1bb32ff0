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

    /** Gives a role; one that had ended begins again. */
    async grant(tx: Tx, personId: string, agencyId: string, role: Role, at: Date): Promise<void> {
      const key = { personId, organisationType: 'agency', organisationId: agencyId, role };
      const [revived] = await Membership.update(
        { endedAt: null, createdAt: at },
        { where: { ...key, endedAt: { [Op.ne]: null } }, transaction: tx },
      );
      if (revived > 0 || (await Membership.count({ where: key, transaction: tx })) > 0) return;
      await Membership.create({ id: newId(), ...key, createdAt: at, endedAt: null }, { transaction: tx });
    },

    async end(tx: Tx, personId: string, agencyId: string, role: string, at: Date): Promise<void> {
      const where = { personId, organisationType: 'agency', organisationId: agencyId, role, endedAt: null };
      await Membership.update({ endedAt: at }, { where, transaction: tx });
    },

    /** People with open accounts who hold a role in an agency, the given person left out. */
    async countOthers(tx: Tx, agencyId: string, role: Role, personId: string): Promise<number> {
      return Membership.count({
        where: {
          organisationType: 'agency',
          organisationId: agencyId,
          role,
          endedAt: null,
          personId: { [Op.ne]: personId },
        },
        include: [{ model: Person, as: 'person', required: true, where: { disabledAt: null } }],
        transaction: tx,
      });
    },
  };
}

/** See `createMembershipStore`. */
export type MembershipStore = ReturnType<typeof createMembershipStore>;
