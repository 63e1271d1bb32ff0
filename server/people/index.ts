export { hasRole, homeOf, isRole, requireRole, ROLES, type Actor, type Role } from './actor-policy.ts';
export { actorOf, maybeActor, signedIn, signInFirst } from './current-actor.ts';
export { createPeople, type People, type PeopleOptions } from './create-people.ts';
export { createPasswords, type Passwords } from './password-service.ts';
export { SIGNED_OUT, type SignedOut } from './people-events.ts';
export { peopleRoutes } from './people-routes.ts';
export type { HostAuth, HostUser } from './adopt-host-user.ts';
export type { NewAccount } from './account-service.ts';
export type { Organisation, Organisations } from './organisation.ts';
