import type { Packages } from '../../packages/index.ts';
import { requireRole, type Actor, type People } from '../../people/index.ts';
import type { Platform } from '../../platform/index.ts';
import type { Doors, DoorRow } from '../doors/index.ts';
import type { CheckResult } from './check-connection.ts';
import type { GradeService } from './grade-service.ts';
import type { GradeStore } from './grade-store.ts';
import type { LinkStore } from './link-store.ts';
import type { GradeRow, LinkRow, MemberRow } from './lti-model.ts';
import type { MemberStore } from './member-store.ts';
import type { RegistrationService } from './registration-service.ts';
import type { Registration } from './registration-store.ts';
import type { Rosters } from './roster-service.ts';

/** All that the page of a connected LMS shows. */
export interface ConnectedLms {
  readonly door: DoorRow;
  readonly registration: Registration;
  readonly links: readonly LinkRow[];
  readonly members: readonly MemberRow[];
  /** Courses that can be opened by their own address. */
  readonly courses: readonly { readonly id: string; readonly title: string }[];
}

/** A grade with whom and what it is of. */
export interface GradeLine {
  readonly grade: GradeRow;
  readonly name: string;
  readonly link: string;
  readonly lms: string;
}

interface Parts {
  readonly doors: Doors;
  readonly people: Pick<People, 'staff'>;
  readonly packages: Pick<Packages, 'catalogue'>;
  readonly links: LinkStore;
  readonly grades: GradeStore;
  readonly members: MemberStore;
  readonly registrations: RegistrationService;
  readonly gradeService: GradeService;
  readonly rosters: Rosters;
  readonly check: (registration: Registration) => Promise<CheckResult>;
}

/** What administrators do with a connected LMS, and supervisors with the grades that it was sent. */
export function createLtiDesk({ database, audit }: Platform, parts: Parts) {
  const { doors, people, packages, links, grades, members, registrations, gradeService, rosters, check } = parts;

  return {
    /** Throws AppError `DOOR_NOT_FOUND` (404). */
    async show(actor: Actor, doorId: string): Promise<ConnectedLms> {
      const door = await doors.own(null, actor, doorId);
      const registration = await registrations.ofDoor(null, actor, doorId);
      return {
        door,
        registration,
        links: await links.ofRegistration(null, registration.id),
        members: await members.ofRegistration(null, registration.id),
        courses: await packages.catalogue.list(actor),
      };
    },

    /** Throws AppError `DOOR_NOT_FOUND` (404). */
    async check(actor: Actor, doorId: string): Promise<void> {
      await check(await registrations.ofDoor(null, actor, doorId));
    },

    change: (actor: Actor, doorId: string, { title, origins }: { title: string; origins: readonly string[] }) =>
      database.write((tx) => doors.change(tx, actor, doorId, { title, frameAncestors: origins })),

    /** Resolves with the number of courses whose people are listed again. */
    async refreshRoster(actor: Actor, doorId: string): Promise<number> {
      return rosters.refresh((await registrations.ofDoor(null, actor, doorId)).id);
    },

    /** Grades of the agency, those first that were not taken. */
    async gradeLog(actor: Actor): Promise<GradeLine[]> {
      requireRole(actor, 'supervisor', 'administrator');
      const rows = await grades.ofAgency(null, actor.agencyId);
      const places = new Map(
        (await links.byIds(null, [...new Set(rows.map(({ linkId }) => linkId))])).map((one) => [one.id, one]),
      );
      const names = await people.staff.namesOf(rows.map(({ personId }) => personId));
      return rows.map((grade) => {
        const link = places.get(grade.linkId);
        const name = names.get(grade.personId) || 'No name';
        return { grade, name, link: link?.title ?? '', lms: link?.contextTitle ?? '' };
      });
    },

    /** Tells the LMS once more; throws AppError `GRADE_NOT_FOUND` (404). */
    resend: (actor: Actor, gradeId: string): Promise<void> => {
      requireRole(actor, 'supervisor', 'administrator');
      const { agencyId, personId: actorId } = actor;
      return database.write(async (tx) => {
        await gradeService.resend(tx, agencyId, gradeId);
        const entry = {
          agencyId,
          actorId,
          action: 'grade.resent',
          subjectType: 'grade',
          subjectId: gradeId,
          details: {},
        };
        await audit.record(tx, entry);
      });
    },
  };
}

/** See `createLtiDesk`. */
export type LtiDesk = ReturnType<typeof createLtiDesk>;
