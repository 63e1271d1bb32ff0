import type { Role } from '../../people/index.ts';

/** What a person is in the course of the LMS. */
export type Standing = 'teaching' | 'learning';

const CONTEXT = /^(?:http:\/\/purl\.imsglobal\.org\/vocab\/lis\/v2\/membership(?:\/([A-Za-z]+))?#)?([A-Za-z]+)$/;
/** Context roles of those who teach or build the course (LTI A.2.2); `Mentor` and `Officer` look on as learners do. */
const TEACHING = ['Instructor', 'ContentDeveloper', 'Administrator', 'Manager'];

/**
 * What the roles of a message make of a person: the full names of LTI A.2 and the short ones of the context. Roles of the
 * institution and of the system say nothing about this course, and an unknown role nothing at all.
 */
export function standingOf(roles: readonly string[]): Standing {
  const held = roles.flatMap((role) => {
    const [, principal, name] = CONTEXT.exec(role) ?? [];
    return name === undefined ? [] : [principal ?? name];
  });
  // Somebody who teaches and learns at once has come to take the course.
  if (held.includes('Learner')) return 'learning';
  return held.some((role) => TEACHING.includes(role)) ? 'teaching' : 'learning';
}

/** Our role of whoever comes by LTI: an LMS makes officers, and nobody who may change or see more than the own record. */
export const LTI_ROLES: readonly Role[] = ['officer'];

const STAFF =
  /^http:\/\/purl\.imsglobal\.org\/vocab\/lis\/v2\/(?:institution|system)\/person#(?:Administrator|SysAdmin)$/;

/** Whether somebody may add courses to the LMS: who teaches there, or runs it. */
export function mayChoose(roles: readonly string[]): boolean {
  return standingOf(roles) === 'teaching' || roles.some((role) => STAFF.test(role));
}
