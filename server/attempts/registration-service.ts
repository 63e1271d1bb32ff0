import type { Actor } from '../people/index.ts';
import type { Clock, Database, Outbox, Tx } from '../platform/index.ts';
import { AppError, newId } from '../platform/index.ts';
import type { Door, RegistrationRow } from './attempt-model.ts';
import type { CourseSource } from './course-source.ts';
import { addRegistration, findRegistration } from './launch-store.ts';
import { moveRegistrations } from './move-registrations.ts';
import type { Tables } from './record-tables.ts';
import { blankStanding } from './standing-store.ts';

export interface RegistrationDependencies {
  readonly database: Database;
  readonly tables: Tables;
  readonly clock: Clock;
  readonly courses: CourseSource;
  readonly outbox: Outbox;
}

/** People's places in courses. */
export function createRegistrationService(dependencies: RegistrationDependencies) {
  const { database, tables, clock, courses } = dependencies;
  return {
    /** See {@link moveRegistrations}. */
    moveTo: (tx: Tx, fromPersonId: string, toPersonId: string, agencyId: string): Promise<void> =>
      moveRegistrations(dependencies, tx, { fromPersonId, toPersonId, agencyId }),

    /**
     * The actor's registration for a course through a door, made when there is none; asked twice it is the same. Throws
     * AppError `COURSE_NOT_FOUND` (404) when the actor may not begin the course.
     */
    ensureRegistration: (
      actor: Actor,
      courseId: string,
      door: Door = 'catalogue',
      doorKey = '',
    ): Promise<RegistrationRow> => database.write((tx) => ensureIn(tx, actor, courseId, door, doorKey)),

    /** The same in a transaction of the caller. */
    ensureFor: (tx: Tx, actor: Actor, courseId: string, door: Door, doorKey: string): Promise<RegistrationRow> =>
      ensureIn(tx, actor, courseId, door, doorKey),

    /** The actor's own registration; throws AppError `REGISTRATION_NOT_FOUND` (404) for anybody else's. */
    async ownRegistration(actor: Actor, registrationId: string): Promise<RegistrationRow> {
      const { agencyId, personId } = actor;
      const found = await findRegistration(tables, null, { id: registrationId, agencyId, personId });
      if (found === null) throw new AppError('REGISTRATION_NOT_FOUND', 404, 'This course is not among yours.');
      return found;
    },
  };

  async function ensureIn(tx: Tx, actor: Actor, courseId: string, door: Door, doorKey: string) {
    const { agencyId, personId } = actor;
    const place = { agencyId, personId, courseId, door, doorKey };
    const known = await findRegistration(tables, tx, place);
    if (known !== null) return known;
    await courses.currentVersionId(tx, actor, courseId);
    await addRegistration(tables, tx, { id: newId(), ...place, createdAt: clock.now() });
    const made = await findRegistration(tables, tx, place);
    if (made === null) throw new Error('A registration was not there after it had been made.');
    if (door !== 'preview') await tables.plain.results.appendNew(tx, [blankStanding(made)]);
    return made;
  }
}
