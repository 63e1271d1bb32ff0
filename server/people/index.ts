export {
  AGENCY_ROLES,
  hasRole,
  homeOf,
  isRole,
  requireManage,
  requireRole,
  STAFF_ROLES,
  type Actor,
  type Role,
} from './actor-policy.ts';
export { actorOf, signedIn, signInFirst } from './current-actor.ts';
export { answerForm, noticeOf, typedForm } from './answer-form.ts';
export { createPeople, type People, type PeopleOptions } from './create-people.ts';
export { createPasswords, type Passwords } from './password-service.ts';
export { generatePassword } from './generate-password.ts';
export { sessionPeekRoutes } from './session-routes.ts';
export { MEMBERSHIP_CHANGED, membershipChanged, SIGNED_OUT } from './people-events.ts';
export { peopleRoutes } from './people-routes.ts';
export { emailInput, isId, nameInput, newPersonInput } from './person-input.ts';
export { fieldOf, type Faults } from './sign-in-view.ts';
export type { DoorPerson, WaitingIdentity } from './door-people-service.ts';
export type { By, KnownAddress } from './newcomer-service.ts';
export type { RollEntry } from './roll-service.ts';
export type { StaffMember } from './staff-service.ts';
export type { HostAuth, HostUser } from './adopt-host-user.ts';
export type { NewAccount } from './account-service.ts';
export type { Organisation, Organisations } from './organisation.ts';
