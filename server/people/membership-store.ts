import { Op } from 'sequelize';
import { newId, type Tx } from '../platform/index.ts';
import { organisationTypeOf, type Role } from './actor-policy.ts';
import type { MembershipRow, PeopleModels } from './person-model.ts';

/** SQL over who belongs where. Rows are ended, never deleted: the record says who had which role when. */
export function createMembershipStore({ Membership, Person }: PeopleModels) {
  return {
    /** Roles of a person in agencies and districts that have not ended, oldest first. */
    async ofPerson(tx: Tx | null, personId: string): Promise<MembershipRow[]> {
      const rows = await Membership.findAll({
        where: { personId, endedAt: null },
        order: [
          ['createdAt', 'ASC'],
          ['id', 'ASC'],
        ],
        transaction: tx,
      });
      // A role of the other kind of organisation is no role: nobody directs an agency.
      return rows.map((row) => row.get({ plain: true })).filter(isInItsPlace);
    },

    /** Roles that a person has or had in an agency, oldest first. */
    async everIn(tx: Tx | null, personId: string, agencyId: string): Promise<MembershipRow[]> {
      const where = { personId, organisationType: 'agency', organisationId: agencyId };
      const rows = await Membership.findAll({ where, order: [['createdAt', 'ASC']], transaction: tx });
      return rows.map((row) => row.get({ plain: true })).filter(isInItsPlace);
    },

    /** Ids of people who belong or belonged to an agency, in their order, after one of them. */
    async idsEverIn(tx: Tx | null, agencyId: string, after: string, limit: number): Promise<string[]> {
      const rows = await Membership.findAll({
        where: { organisationType: 'agency', organisationId: agencyId, personId: { [Op.gt]: after } },
        attributes: ['personId'],
        group: ['personId'],
        order: ['personId'],
        limit,
        transaction: tx,
      });
      return rows.map(({ personId }) => personId);
    },

    /** Roles that some people have or had in an agency, oldest first. */
    async everAmong(tx: Tx | null, agencyId: string, personIds: readonly string[]): Promise<MembershipRow[]> {
      if (personIds.length === 0) return [];
      const where = { personId: [...personIds], organisationType: 'agency', organisationId: agencyId };
      const rows = await Membership.findAll({ where, order: [['createdAt', 'ASC']], transaction: tx });
      return rows.map((row) => row.get({ plain: true })).filter(isInItsPlace);
    },

    /** Roles in an agency of those among some people who belong to it. */
    async rolesAmong(tx: Tx | null, agencyId: string, personIds: readonly string[]): Promise<Map<string, string[]>> {
      if (personIds.length === 0) return new Map();
      const where = { personId: [...personIds], organisationType: 'agency', organisationId: agencyId, endedAt: null };
      const rows = await Membership.findAll({ where, transaction: tx });
      const held = new Map<string, string[]>();
      for (const { personId, role } of rows) held.set(personId, [...(held.get(personId) ?? []), role]);
      return held;
    },

    /** The organisation that a person's account was made in, whether or not the person still belongs to it. */
    async firstOrganisationOf(tx: Tx | null, personId: string): Promise<string | null> {
      const row = await Membership.findOne({ where: { personId }, order: [['id', 'ASC']], transaction: tx });
      return row?.organisationId ?? null;
    },

    /** Who directs some districts now, with the address alone. */
    async directorsOf(
      tx: Tx | null,
      districtIds: readonly string[],
    ): Promise<{ districtId: string; personId: string; email: string }[]> {
      if (districtIds.length === 0) return [];
      const rows = await Membership.findAll({
        where: { organisationType: 'district', organisationId: [...districtIds], role: 'director', endedAt: null },
        include: [{ model: Person, as: 'person', required: true }],
        order: [['id', 'ASC']],
        transaction: tx,
      });
      return rows.map((row) => {
        const { organisationId: districtId, personId, person } = row.get({ plain: true });
        return { districtId, personId, email: person?.email ?? '' };
      });
    },

    /** Gives a role; one that had ended begins again. */
    async grant(tx: Tx, personId: string, agencyId: string, role: Role, at: Date): Promise<void> {
      const key = { personId, organisationType: organisationTypeOf(role), organisationId: agencyId, role };
      const row = { id: newId(), ...key, createdAt: at, endedAt: null };
      await Membership.bulkCreate([row], { ignoreDuplicates: true, transaction: tx });
      await Membership.update(
        { endedAt: null, createdAt: at },
        { where: { ...key, endedAt: { [Op.ne]: null } }, transaction: tx },
      );
    },

    /** Gives roles to people who have none yet, in one statement. */
    async insertAll(tx: Tx, rows: readonly { personId: string; agencyId: string; role: Role }[], at: Date) {
      await Membership.bulkCreate(
        rows.map(({ personId, agencyId, role }) => ({
          id: newId(),
          personId,
          organisationType: organisationTypeOf(role),
          organisationId: agencyId,
          role,
          createdAt: at,
          endedAt: null,
        })),
        { transaction: tx },
      );
    },

    async end(tx: Tx, personId: string, agencyId: string, role: string, at: Date): Promise<void> {
      const organisationType = organisationTypeOf(role);
      const where = { personId, organisationType, organisationId: agencyId, role, endedAt: null };
      await Membership.update({ endedAt: at }, { where, transaction: tx });
    },

    /** Ids of people with open accounts who hold one of some roles in an agency. */
    async holders(tx: Tx | null, agencyId: string, roles: readonly Role[]): Promise<string[]> {
      const rows = await Membership.findAll({
        where: { organisationType: 'agency', organisationId: agencyId, role: [...roles], endedAt: null },
        include: [{ model: Person, as: 'person', required: true, where: { disabledAt: null } }],
        transaction: tx,
      });
      return [...new Set(rows.map(({ personId }) => personId))];
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

const isInItsPlace = ({ role, organisationType }: MembershipRow): boolean =>
  organisationType === organisationTypeOf(role);
