import { hasRole, type Actor } from '../people/index.ts';

/** Instructors, supervisors and administrators read the results of everyone in their agency. */
export const mayReadResults = (actor: Actor): boolean => hasRole(actor, 'instructor', 'supervisor', 'administrator');

/** Partners take what was assigned to them: the catalogue is closed to whom is nothing else. */
export const mayOpenCatalogue = (actor: Actor): boolean =>
  hasRole(actor, 'officer', 'instructor', 'supervisor', 'administrator');
