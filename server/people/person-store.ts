import { col, fn, Op, UniqueConstraintError, where } from 'sequelize';
import { AppError, newId, type Tx } from '../platform/index.ts';
import type { IdentityRow, MembershipRow, PeopleModels, PersonRow } from './person-model.ts';

/** A member of an agency with the roles that have not ended. */
export interface MemberRow extends PersonRow {
  readonly roles: readonly string[];
}

/** SQL over people and their identities. */
export function createPersonStore({ Person, Identity, Membership }: PeopleModels) {
  return {
    async byId(tx: Tx | null, id: string): Promise<PersonRow | null> {
      return (await Person.findByPk(id, { transaction: tx }))?.get({ plain: true }) ?? null;
    },

    async byIds(tx: Tx | null, ids: readonly string[]): Promise<PersonRow[]> {
      if (ids.length === 0) return [];
      const rows = await Person.findAll({ where: { id: [...ids] }, transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    /** `email` is lower case. */
    async byEmail(tx: Tx | null, email: string): Promise<PersonRow | null> {
      return (await Person.findOne({ where: { email }, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** Those of some addresses (lower case) that have an account. */
    async byEmails(tx: Tx | null, emails: readonly string[]): Promise<{ id: string; email: string | null }[]> {
      if (emails.length === 0) return [];
      const options = { attributes: ['id', 'email'], where: { email: [...emails] }, transaction: tx };
      return (await Person.findAll(options)).map(({ id, email }) => ({ id, email }));
    },

    /** Adds people with a local identity each, in two statements. */
    async insertAll(tx: Tx, people: readonly PersonRow[]): Promise<void> {
      await Person.bulkCreate([...people], { transaction: tx });
      await Identity.bulkCreate(
        people.map(({ id, createdAt }) => ({
          id: newId(),
          personId: id,
          kind: 'local',
          issuer: 'local',
          subject: id,
          asserted: false,
          createdAt,
        })),
        { transaction: tx },
      );
    },

    async byIdentity(tx: Tx | null, issuer: string, subject: string): Promise<PersonRow | null> {
      const identity = await Identity.findOne({
        where: { issuer, subject },
        include: [{ model: Person, as: 'person' }],
        transaction: tx,
      });
      return identity?.get({ plain: true }).person ?? null;
    },

    /** Throws AppError `EMAIL_TAKEN` (409) where the address or the identity belongs to somebody. */
    async insert(tx: Tx, person: PersonRow, identity: { id: string; kind: string; issuer: string; subject: string }) {
      const { id: personId, createdAt } = person;
      try {
        await Person.create(person, { transaction: tx });
        await Identity.create({ ...identity, personId, asserted: false, createdAt }, { transaction: tx });
      } catch (cause) {
        if (!(cause instanceof UniqueConstraintError)) throw cause;
        throw new AppError('EMAIL_TAKEN', 409, 'This address already has an account.', { field: 'email' }, { cause });
      }
    },

    async update(tx: Tx, id: string, values: Partial<PersonRow>): Promise<void> {
      await Person.update(values, { where: { id }, transaction: tx });
    },

    /** Adds a person unless the identity is known, or the address taken, by now: of two first visits at once one makes the person. True when it did. */
    async insertUnlessKnown(tx: Tx, person: PersonRow, identity: Omit<IdentityRow, 'personId' | 'createdAt'>) {
      const { id: personId, createdAt } = person;
      await Person.bulkCreate([person], { ignoreDuplicates: true, transaction: tx });
      if ((await Person.findByPk(personId, { transaction: tx })) === null) return false;
      const row = { ...identity, personId, createdAt };
      await Identity.bulkCreate([row], { ignoreDuplicates: true, transaction: tx });
      const isMade = (await Identity.findByPk(identity.id, { transaction: tx })) !== null;
      if (!isMade) await Person.destroy({ where: { id: personId }, transaction: tx });
      return isMade;
    },

    /** How some people are known by whoever signs them in, the oldest first. */
    async identitiesOf(tx: Tx | null, personIds: readonly string[]): Promise<IdentityRow[]> {
      if (personIds.length === 0) return [];
      const ofPeople = { where: { personId: [...personIds] }, transaction: tx };
      const rows = await Identity.findAll({ ...ofPeople, order: [['id', 'ASC']] });
      return rows.map((row) => row.get({ plain: true }));
    },

    async identityById(tx: Tx | null, id: string): Promise<IdentityRow | null> {
      return (await Identity.findByPk(id, { transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** Whoever comes by these identities is another person from now on. */
    async giveIdentities(tx: Tx, fromPersonId: string, toPersonId: string): Promise<void> {
      await Identity.update({ personId: toPersonId }, { where: { personId: fromPersonId }, transaction: tx });
    },

    /** Identities that nobody can come back by: the row stays, what it names does not. */
    async forgetIdentities(tx: Tx, personId: string, token: string): Promise<void> {
      const rows = await Identity.findAll({ attributes: ['id'], where: { personId }, transaction: tx });
      for (const { id } of rows) {
        await Identity.update({ subject: `${token} ${id}` }, { where: { id }, transaction: tx });
      }
    },

    /** One page of an agency's members by name, and how many there are; every word of `search` must fit. */
    async members(
      tx: Tx | null,
      agencyId: string,
      { search, offset, limit }: { search: string; offset: number; limit: number },
    ): Promise<{ rows: MemberRow[]; count: number }> {
      const words = search.toLowerCase().replaceAll('%', '').split(/\s+/).filter(Boolean);
      const { rows, count } = await Person.findAndCountAll({
        where: {
          [Op.and]: words.map((word) => ({
            [Op.or]: ['given_name', 'family_name', 'email'].map((column) => fits(column, word)),
          })),
        },
        include: [
          {
            model: Membership,
            as: 'memberships',
            required: true,
            where: { organisationType: 'agency', organisationId: agencyId, endedAt: null },
          },
        ],
        distinct: true,
        order: [
          ['familyName', 'ASC'],
          ['givenName', 'ASC'],
          ['id', 'ASC'],
        ],
        offset,
        limit,
        transaction: tx,
      });
      return { rows: rows.map((row) => member(row.get({ plain: true }))), count };
    },
  };
}

/** See `createPersonStore`. */
export type PersonStore = ReturnType<typeof createPersonStore>;

const fits = (column: string, word: string) => where(fn('lower', col(column)), { [Op.like]: `%${word}%` });

function member({ memberships = [], ...person }: PersonRow & { memberships?: MembershipRow[] }): MemberRow {
  return { ...person, roles: memberships.map(({ role }) => role) };
}
