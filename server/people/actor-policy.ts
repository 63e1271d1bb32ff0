import { AppError } from '../platform/index.ts';

/** Roles of a membership, in the order in which a person's home is chosen. */
export const ROLES = ['officer', 'instructor', 'supervisor', 'administrator'] as const;

/** What a person may be in an organisation. */
export type Role = (typeof ROLES)[number];

/** The signed-in person in the one agency for which the request is made; every permission is decided from it. */
export interface Actor {
  readonly personId: string;
  readonly agencyId: string;
  readonly agencyName: string;
  /** IANA name of the agency's time zone. */
  readonly timeZone: string;
  /** Never empty. */
  readonly roles: readonly Role[];
  readonly name: string;
  /** Rank or title before the name, '' where none. */
  readonly rank: string;
  /** null for a person that only a door knows. */
  readonly email: string | null;
}

/** True when `text` names a role. */
export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/** True when the actor has one of the roles. */
export function hasRole(actor: Actor, ...roles: readonly Role[]): boolean {
  return actor.roles.some((role) => roles.includes(role));
}

/** Throws AppError `NOT_ALLOWED` (403) unless the actor has one of the roles: without any named role nobody may. */
export function requireRole(actor: Actor, ...roles: readonly Role[]): void {
  if (hasRole(actor, ...roles)) return;
  throw new AppError('NOT_ALLOWED', 403, 'Your role does not include this page.', {
    help: `It belongs to: ${roles.join(', ') || 'nobody'}. An administrator of your agency can change roles.`,
  });
}

/** Path below the mount of the page on which an actor starts. */
export function homeOf(actor: Actor): string {
  if (hasRole(actor, 'officer')) return '/my';
  if (hasRole(actor, 'instructor')) return '/author';
  return hasRole(actor, 'supervisor') ? '/results' : '/admin/people';
}
