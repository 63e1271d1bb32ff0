import type { Organisations } from './organisation.ts';
import { ROLES, type Actor, type Role } from './actor-policy.ts';
import type { MembershipStore } from './membership-store.ts';
import type { MembershipRow, PersonRow } from './person-model.ts';
import { localeOf } from '../platform/index.ts';
import { nameOf } from './person-view.ts';

/** Makes the actor of a request out of rows: default deny, so a person without a role in an agency is nobody. */
export function createActors(memberships: MembershipStore, organisations: Organisations) {
  return {
    /** The person at work for the agency chosen on the account page, else for the first; null without any. */
    async of(person: PersonRow): Promise<Actor | null> {
      const rows = await memberships.ofPerson(null, person.id);
      const agencyId = rows.find((row) => row.organisationId === person.activeRole)?.organisationId;
      const chosen = agencyId ?? rows[0]?.organisationId;
      const roles = rolesIn(rows, chosen);
      const agency = chosen === undefined || roles.length === 0 ? null : await organisations.find(null, chosen);
      if (agency === null) return null;
      return {
        personId: person.id,
        agencyId: agency.id,
        agencyName: agency.name,
        organisationType: 'agency',
        timeZone: agency.timeZone,
        roles,
        name: nameOf(person),
        rank: person.rank,
        email: person.email,
        locale: localeOf(person.locale),
      };
    },

    /** Agencies among which the person may choose. */
    async agenciesOf(personId: string): Promise<{ id: string; name: string }[]> {
      const rows = await memberships.ofPerson(null, personId);
      const ids = [...new Set(rows.map((row) => row.organisationId))];
      const found = await Promise.all(ids.map((id) => organisations.find(null, id)));
      return found.flatMap((one) => (one === null ? [] : [{ id: one.id, name: one.name }]));
    },
  };
}

/** See `createActors`. */
export type Actors = ReturnType<typeof createActors>;

function rolesIn(rows: readonly MembershipRow[], agencyId: string | undefined): Role[] {
  const held = new Set(rows.filter((row) => row.organisationId === agencyId).map((row) => row.role));
  return ROLES.filter((role) => held.has(role));
}
