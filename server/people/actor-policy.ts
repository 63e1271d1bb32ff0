import { AppError, type Locale } from '../platform/index.ts';

/** Roles of a membership, in the order in which a person's home is chosen; a director is one of a district, never of an agency. */
export const ROLES = ['officer', 'instructor', 'supervisor', 'administrator', 'partner', 'director'] as const;

/** Roles in an agency; `partner` is a school administrator who takes courses as an officer's pair and sees nothing else. */
export const AGENCY_ROLES = ['officer', 'instructor', 'supervisor', 'administrator', 'partner'] as const;

/** What a person may be in an organisation. */
export type Role = (typeof ROLES)[number];

/** The signed-in person in the one agency for which the request is made; every permission is decided from it. */
export interface Actor {
  readonly personId: string;
  /** Of the agency; of the district for a director, so that no row of any agency carries it. */
  readonly agencyId: string;
  readonly agencyName: string;
  readonly organisationType: 'agency' | 'district';
  /** IANA name of the agency's time zone. */
  readonly timeZone: string;
  /** Never empty. */
  readonly roles: readonly Role[];
  readonly name: string;
  /** Rank or title before the name, '' where none. */
  readonly rank: string;
  /** null for a person that only a door knows. */
  readonly email: string | null;
  readonly locale: Locale;
}

/** Kind of organisation in which a role is held: a director is one of a district, everybody else of an agency. */
export function organisationTypeOf(role: string): Actor['organisationType'] {
  return role === 'director' ? 'district' : 'agency';
}

/** True when `text` names a role. */
export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/** True when the actor has one of the roles. */
export function hasRole(actor: Actor, ...roles: readonly Role[]): boolean {
  return actor.roles.some((role) => roles.includes(role));
}

/** Roles that a supervisor may give, and whose holders a supervisor may take out of the agency. */
export const STAFF_ROLES = ['officer', 'partner'] as const;

/** Administrators manage everybody of their agency, supervisors officers and partners alone. */
export function mayManage(actor: Actor, roles: readonly string[]): boolean {
  if (hasRole(actor, 'administrator')) return true;
  return hasRole(actor, 'supervisor') && roles.every((role) => (STAFF_ROLES as readonly string[]).includes(role));
}

/** Throws AppError `NOT_ALLOWED` (403) unless the actor may manage people of these roles. */
export function requireManage(actor: Actor, roles: readonly string[]): void {
  requireRole(actor, 'supervisor', 'administrator');
  if (mayManage(actor, roles)) return;
  throw new AppError('NOT_ALLOWED', 403, 'Supervisors manage officers and school administrators only.', {
    help: 'Ask an administrator of your agency for everybody else.',
  });
}

/** Throws AppError `NOT_ALLOWED` (403) unless the actor has one of the roles: without any named role nobody may. */
export function requireRole(actor: Actor, ...roles: readonly Role[]): void {
  if (hasRole(actor, ...roles)) return;
  throw new AppError('NOT_ALLOWED', 403, 'Your role does not include this page.', {
    help: 'It belongs to: {roles}. An administrator of your agency can change roles.',
    values: { roles: roles.length === 0 ? ['nobody'] : roles },
  });
}

const HOMES: readonly (readonly [Role, string])[] = [
  ['officer', '/my'],
  ['instructor', '/author'],
  ['supervisor', '/overview'],
  ['administrator', '/admin/people'],
  ['partner', '/my'],
  ['director', '/district'],
];

/** Path below the mount of the page on which an actor starts. */
export function homeOf(actor: Actor): string {
  return HOMES.find(([role]) => hasRole(actor, role))?.[1] ?? '/account';
}
