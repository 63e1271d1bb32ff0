import type { HostUser } from 'schoolbeat';
import type { Colleague } from './station.ts';

/** What people of the intranet are in the training, by their groups. Who is in none of them has no place there. */
const ROLES = {
  schools: 'officer',
  'field-training': 'instructor',
  command: 'supervisor',
  systems: 'administrator',
} as const;

const isGroup = (group: string): group is keyof typeof ROLES => Object.hasOwn(ROLES, group);

/** The word of the intranet about one of its people: made at the first visit, kept in step at each later one. */
export function toTrainee({ badge, givenName, familyName, rank, email, groups }: Colleague): HostUser {
  const roles = groups.filter(isGroup).map((group) => ROLES[group]);
  return { subject: badge, givenName, familyName, rank, email, roles };
}
