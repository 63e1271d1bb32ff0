import { hasRole, type Actor } from './actor-policy.ts';

/** An entry of the main navigation, its place below the mount. */
export interface Entry {
  readonly path: string;
  readonly label: string;
  readonly icon: string;
}

/** Everything that the roles of an actor open, each entry once. */
export function navigationOf(actor: Actor): Entry[] {
  const learns = hasRole(actor, 'officer', 'instructor');
  return [
    ...(learns ? [{ path: '/my', label: 'My training', icon: 'home' }] : []),
    ...(hasRole(actor, 'instructor') ? [{ path: '/author', label: 'Courses', icon: 'edit' }] : []),
    ...(learns ? [{ path: '/catalog', label: 'Catalog', icon: 'book' }] : []),
    ...(hasRole(actor, 'supervisor') ? [{ path: '/results', label: 'Results overview', icon: 'chart' }] : []),
    ...(hasRole(actor, 'administrator') ? [{ path: '/admin/people', label: 'People', icon: 'people' }] : []),
    ...(hasRole(actor, 'administrator') ? [{ path: '/admin/system', label: 'System', icon: 'gear' }] : []),
    { path: '/account', label: 'Account', icon: 'person' },
  ];
}
