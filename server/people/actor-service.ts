import type { Organisations } from './organisation.ts';
import { organisationTypeOf, ROLES, type Actor, type Role } from './actor-policy.ts';
import type { MembershipStore } from './membership-store.ts';
import type { MembershipRow, PersonRow } from './person-model.ts';
import { localeOf } from '../platform/index.ts';
import { nameOf } from './person-view.ts';

/** Makes the actor of a request out of rows: default deny, so a person without a role in an agency is nobody. */
export function createActors(memberships: MembershipStore, organisations: Organisations) {
  return {
    /** The person at work for the organisation chosen on the account page, else for the first; null without any. */
    async of(person: PersonRow): Promise<Actor | null> {
      const rows = await memberships.ofPerson(null, person.id);
      const chosen = rows.find((row) => row.organisationId === person.activeRole) ?? rows[0];
      const organisation = chosen === undefined ? null : await organisationOf(organisations, chosen);
      if (chosen === undefined || organisation === null) return null;
      return {
        personId: person.id,
        agencyId: organisation.id,
        agencyName: organisation.name,
        organisationType: organisationTypeOf(chosen.role),
        timeZone: organisation.timeZone,
        roles: rolesIn(rows, chosen.organisationId),
        name: nameOf(person),
        rank: person.rank,
        email: person.email,
        locale: localeOf(person.locale),
      };
    },

    /** Agencies and districts among which the person may choose. */
    async agenciesOf(personId: string): Promise<{ id: string; name: string; isDistrict: boolean }[]> {
      const rows = await memberships.ofPerson(null, personId);
      const each = [...new Map(rows.map((row) => [row.organisationId, row])).values()];
      const found = await Promise.all(
        each.map(async (row) => {
          const one = await organisationOf(organisations, row);
          return one && { id: one.id, name: one.name, isDistrict: organisationTypeOf(row.role) === 'district' };
        }),
      );
      return found.flatMap((one) => (one === null ? [] : [one]));
    },
  };
}

/** See `createActors`. */
export type Actors = ReturnType<typeof createActors>;

function organisationOf(organisations: Organisations, { role, organisationId }: MembershipRow) {
  const isDistrict = organisationTypeOf(role) === 'district';
  return isDistrict ? organisations.findDistrict(null, organisationId) : organisations.find(null, organisationId);
}

function rolesIn(rows: readonly MembershipRow[], organisationId: string): Role[] {
  const held = new Set(rows.filter((row) => row.organisationId === organisationId).map((row) => row.role));
  return ROLES.filter((role) => held.has(role));
}
