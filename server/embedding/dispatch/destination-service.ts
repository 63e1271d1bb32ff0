import type { Attempts } from '../../attempts/index.ts';
import type { Packages } from '../../packages/index.ts';
import { isId, requireRole, type Actor, type People, type WaitingIdentity } from '../../people/index.ts';
import { AppError, endOfDay, startOfDay, type Platform, type Tx } from '../../platform/index.ts';
import type { DispatchSummary } from '../../standards/index.ts';
import { readOrigins, type DoorRow, type Doors, type SeatUse } from '../doors/index.ts';
import type { DestinationChange, NewDestination } from './dispatch-input.ts';
import type { DestinationRow, SeatRow } from './dispatch-model.ts';
import type { DispatchStore } from './dispatch-store.ts';
import { readTold, summaryOf } from './launch-service.ts';
import { packDispatch, type StubFiles } from './pack-dispatch.ts';

/** A destination with its door. */
export interface Destination extends DestinationRow {
  readonly door: DoorRow;
  readonly origins: readonly string[];
  readonly courseTitle: string;
  readonly seatsUsed: number;
}

/** A learner who came. */
export interface SeatLine extends SeatRow {
  readonly name: string;
  /** What can be joined to a person of the agency; null for who is one. */
  readonly waiting: WaitingIdentity | null;
  readonly summary: DispatchSummary | null;
  readonly lastTold: DispatchSummary | null;
}

/** Learners on one page of the list. */
export const SEATS_A_PAGE = 50;

interface Parts {
  readonly attempts: Pick<Attempts, 'judging'>;
  readonly packages: Pick<Packages, 'catalogue'>;
  readonly people: Pick<People, 'doors' | 'staff'>;
  readonly doors: Doors;
  readonly destinations: DispatchStore;
  readonly stub: () => Promise<StubFiles>;
}

/** Dispatch packages of an agency, for its administrators; another agency's is not found (404). */
export function createDestinations({ database, config }: Pick<Platform, 'database' | 'config'>, parts: Parts) {
  const { attempts, packages, people, doors, destinations, stub } = parts;

  async function own(tx: Tx | null, actor: Actor, doorId: string): Promise<{ row: DestinationRow; door: DoorRow }> {
    const door = await doors.own(tx, actor, doorId);
    const row = await destinations.find(tx, door.id);
    if (row === null) throw new AppError('DOOR_NOT_FOUND', 404, 'There is no such door in your agency.');
    return { row, door };
  }

  return {
    /** Courses that a package can be made of. */
    async courses(actor: Actor): Promise<{ id: string; title: string }[]> {
      requireRole(actor, 'administrator');
      return (await packages.catalogue.list(actor)).map(({ id, title }) => ({ id, title }));
    },

    /** Makes a destination and its door; resolves with its id. Throws AppError `COURSE_NOT_FOUND` (404). */
    async create(actor: Actor, { courseId, standard, title, sites, ...rest }: NewDestination): Promise<string> {
      requireRole(actor, 'administrator');
      return database.write(async (tx) => {
        await packages.catalogue.offeredCourse(tx, actor, courseId);
        const doorId = await doors.create(tx, actor, { kind: 'dispatch', title, frameAncestors: sites });
        const fixed = { doorId, agencyId: actor.agencyId, courseId, standard, packageTitle: title };
        await destinations.insert(tx, { ...fixed, ...termsOf(actor, rest) });
        return doorId;
      });
    },

    /** Changes what needs no new package. Throws AppError `DOOR_NOT_FOUND` (404). */
    change: (actor: Actor, doorId: string, { title, sites, ...rest }: DestinationChange): Promise<void> =>
      database.write(async (tx) => {
        await own(tx, actor, doorId);
        await doors.change(tx, actor, doorId, { title, frameAncestors: sites });
        await destinations.update(tx, doorId, termsOf(actor, rest));
      }),

    /** Throws AppError `DOOR_NOT_FOUND` (404). */
    async show(actor: Actor, doorId: string): Promise<Destination> {
      const { row, door } = await own(null, actor, doorId);
      const [course] = await packages.catalogue.byIds(null, [row.courseId]);
      const seatsUsed = await destinations.seatsUsed(null, doorId);
      return { ...row, door, origins: readOrigins(door.frameAncestors), courseTitle: course?.title ?? '', seatsUsed };
    },

    /** Seats used of every package of the agency, for its supervisors too. */
    async use(actor: Actor): Promise<SeatUse[]> {
      requireRole(actor, 'supervisor', 'administrator');
      const { agencyId } = actor;
      const used = await destinations.seatsOfAgency(null, agencyId);
      const rows = await destinations.ofAgency(null, agencyId);
      return rows.map(({ doorId, seats: most }) => ({ doorId, used: used.get(doorId) ?? 0, most }));
    },

    /** Who came, the last first. */
    async seats(actor: Actor, doorId: string, page: number): Promise<SeatLine[]> {
      await own(null, actor, doorId);
      const offset = (page - 1) * SEATS_A_PAGE;
      const { rows } = await destinations.page(null, doorId, { offset, limit: SEATS_A_PAGE });
      const standings = await attempts.judging.standingsOf(
        null,
        rows.map(({ registrationId }) => registrationId),
      );
      const byPlace = new Map(standings.map((one) => [one.registrationId, one]));
      const ids = standings.map(({ personId }) => personId);
      const names = await people.staff.namesOf(ids);
      const waiting = await people.doors.waiting(null, actor.agencyId, ids);
      return rows.map((row) => {
        const standing = byPlace.get(row.registrationId);
        const personId = standing?.personId ?? '';
        return {
          ...row,
          name: names.get(personId) || 'No name',
          waiting: waiting.get(personId) ?? null,
          summary: summaryOf(standing),
          lastTold: row.told === null ? null : readTold(row.told),
        };
      });
    },

    /** The package: the same bytes whatever of the destination changes. Throws AppError `DOOR_NOT_FOUND` (404). */
    async zip(actor: Actor, doorId: string): Promise<{ name: string; bytes: Buffer }> {
      const { row } = await own(null, actor, isId(doorId) ? doorId : '');
      const { standard, packageTitle: title } = row;
      const bytes = await packDispatch({ id: doorId, standard, title, server: config.publicUrl }, await stub());
      return { name: `${fileName(title)}-${standard}.zip`, bytes };
    },
  };
}

/** See `createDestinations`. */
export type Destinations = ReturnType<typeof createDestinations>;

type Terms = Omit<DestinationChange, 'title' | 'sites'>;

/** Days are days where the agency is. */
function termsOf({ timeZone }: Actor, { opensOn, closesOn, seats, mapping }: Terms) {
  return {
    seats,
    mapping,
    opensAt: opensOn === null ? null : startOfDay(timeZone, opensOn),
    closesAt: closesOn === null ? null : endOfDay(timeZone, closesOn),
  };
}

function fileName(title: string): string {
  return (
    title
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 60) || 'course'
  );
}
