import { hasRole, type Actor } from './actor-policy.ts';

/** An entry of the main navigation, its place below the mount. */
export interface Entry {
  readonly path: string;
  readonly label: string;
  readonly icon: string;
}

const MOST_ENTRIES = 5;

/** Everything that the roles of an actor open, each entry once. */
export function navigationOf(actor: Actor): Entry[] {
  const learns = hasRole(actor, 'officer', 'instructor');
  const opened = [
    ...(learns ? [{ path: '/my', label: 'My training', icon: 'home' }] : []),
    ...(hasRole(actor, 'instructor') ? [{ path: '/author', label: 'Courses', icon: 'edit' }] : []),
    ...(learns ? [{ path: '/catalog', label: 'Catalog', icon: 'book' }] : []),
    ...(hasRole(actor, 'instructor') ? [{ path: '/practicals', label: 'Practicals', icon: 'check' }] : []),
    ...(hasRole(actor, 'officer')
      ? [
          { path: '/toolbox', label: 'Toolbox', icon: 'gear' },
          { path: '/certificates', label: 'Certificates', icon: 'file' },
        ]
      : []),
    ...(hasRole(actor, 'partner')
      ? [
          { path: '/my', label: 'My training', icon: 'home' },
          { path: '/certificates', label: 'Certificates', icon: 'file' },
        ]
      : []),
    ...(hasRole(actor, 'director') ? [{ path: '/district', label: 'District', icon: 'chart' }] : []),
    ...(hasRole(actor, 'supervisor')
      ? [
          { path: '/overview', label: 'Overview', icon: 'chart' },
          { path: '/officers', label: 'Officers', icon: 'people' },
          { path: '/assignments', label: 'Assignments', icon: 'list' },
          { path: '/results', label: 'Results', icon: 'book' },
          { path: '/practicals', label: 'Practicals', icon: 'check' },
        ]
      : []),
    ...(hasRole(actor, 'administrator') ? [{ path: '/admin/people', label: 'People', icon: 'people' }] : []),
  ];
  const entries = opened.filter(({ path }, at) => opened.findIndex((other) => other.path === path) === at);
  // A phone's bar holds five; the corner of every page leads to the account too.
  return entries.length < MOST_ENTRIES ? [...entries, { path: '/account', label: 'Account', icon: 'person' }] : entries;
}
