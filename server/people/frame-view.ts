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
  const entries = [
    ...(learns ? [{ path: '/my', label: 'My training', icon: 'home' }] : []),
    ...(hasRole(actor, 'instructor') ? [{ path: '/author', label: 'Courses', icon: 'edit' }] : []),
    ...(learns ? [{ path: '/catalog', label: 'Catalog', icon: 'book' }] : []),
    ...(hasRole(actor, 'supervisor') ? [{ path: '/results', label: 'Results overview', icon: 'chart' }] : []),
    ...(hasRole(actor, 'administrator') ? [{ path: '/admin/people', label: 'People', icon: 'people' }] : []),
  ];
  // A phone's bar holds five; the corner of every page leads to the account too.
  return entries.length < MOST_ENTRIES ? [...entries, { path: '/account', label: 'Account', icon: 'person' }] : entries;
}
