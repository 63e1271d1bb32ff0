import { hasRole, type Actor } from '../people/index.ts';

/** Instructors, supervisors and administrators read the results of everyone in their agency. */
export const mayReadResults = (actor: Actor): boolean => hasRole(actor, 'instructor', 'supervisor', 'administrator');
