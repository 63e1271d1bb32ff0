import type { Actor, Role } from './actor-policy.ts';

/**
 * Pages of people who hold this role alone, each with everything below it; all others are closed to them, those too that
 * only ask whether somebody is signed in. A page on the list still names the role itself.
 */
const PAGES: Readonly<Partial<Record<Role, readonly string[]>>> = {
  director: ['/account', '/district', '/schools', '/schools.csv', '/reports', '/reports.csv', '/notices'],
  partner: [
    '/account',
    '/my',
    '/courses',
    '/play',
    '/launches',
    '/attempts',
    '/registrations',
    '/certificates',
    '/outside',
    '/transcript.pdf',
    '/transcript.json',
    '/notices',
    '/calendar',
  ],
};

/** True when an actor may open a path below the mount at all; `/` leads everybody home. */
export function mayOpenPath(actor: Actor, path: string): boolean {
  const [role, ...others] = actor.roles;
  const pages = role === undefined || others.length > 0 ? undefined : PAGES[role];
  return pages === undefined || path === '/' || pages.some((page) => path === page || path.startsWith(`${page}/`));
}
