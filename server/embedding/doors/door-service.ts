import type { Attempts } from '../../attempts/index.ts';
import { isId, requireRole, type Actor, type People, type WaitingIdentity } from '../../people/index.ts';
import { AppError, newId, type Platform, type Tx } from '../../platform/index.ts';
import type { DoorBook, PlayerDoor } from '../../player/index.ts';
import type { DoorPersonRow, DoorRow } from './door-model.ts';
import { readOrigins } from './door-origins.ts';
import type { DoorStore, DoorUse } from './door-store.ts';

/** A door with how much it is used. */
export interface UsedDoor extends DoorUse {
  readonly door: DoorRow;
}

/** Somebody who came, as the list shows it. */
export interface DoorVisitor extends DoorPersonRow {
  readonly name: string;
  readonly doorTitle: string;
  /** What can be joined to a person of the agency; null for who has an account beside the doors. */
  readonly waiting: WaitingIdentity | null;
}

/** One page of who came. */
export interface VisitorPage {
  readonly rows: readonly DoorVisitor[];
  /** Of all pages. */
  readonly count: number;
  /** Of the agency's doors, by id. */
  readonly titles: ReadonlyMap<string, string>;
}

/** A door to be made. */
export interface NewDoor {
  readonly kind: DoorRow['kind'];
  readonly title: string;
  readonly frameAncestors: readonly string[];
}

/** Visitors on one page of the list. */
export const VISITORS_A_PAGE = 50;

interface Parts {
  readonly platform: Pick<Platform, 'database' | 'clock' | 'audit'>;
  readonly doors: DoorStore;
  readonly people: Pick<People, 'doors' | 'staff' | 'newcomers'>;
  readonly attempts: Pick<Attempts, 'registrations'>;
}

/** Doors of agencies; another agency's is not found (404). */
export function createDoorService({ platform, doors, people, attempts }: Parts) {
  const { database, clock, audit } = platform;

  const record = (tx: Tx, actor: Actor, action: string, subjectId: string, details: Record<string, unknown>) => {
    const { agencyId, personId: actorId } = actor;
    return audit.record(tx, { agencyId, actorId, action, subjectType: 'door', subjectId, details });
  };

  async function own(tx: Tx | null, actor: Actor, doorId: string): Promise<DoorRow> {
    requireRole(actor, 'administrator');
    const door = isId(doorId) ? await doors.find(tx, doorId) : null;
    if (door === null || door.agencyId !== actor.agencyId) {
      throw new AppError('DOOR_NOT_FOUND', 404, 'There is no such door in your agency.');
    }
    return door;
  }

  const book: DoorBook = {
    async find(tx, doorId): Promise<PlayerDoor | null> {
      const door = isId(doorId) ? await doors.find(tx, doorId) : null;
      if (door === null) return null;
      const { id, agencyId, isEnabled, frameAncestors } = door;
      return { id, agencyId, isEnabled, origins: readOrigins(frameAncestors) };
    },
    came: (tx, visit) => doors.came(tx, visit, clock.now()),
  };

  return {
    /** What the player room asks. */
    book,

    /** A door of the actor's agency, for its administrators; throws AppError `DOOR_NOT_FOUND` (404). */
    own,

    async list(actor: Actor): Promise<UsedDoor[]> {
      requireRole(actor, 'administrator');
      const use = await doors.use(null, actor.agencyId);
      const rows = await doors.ofAgency(null, actor.agencyId);
      return rows.map((door) => ({ door, ...(use.get(door.id) ?? { people: 0, lastAt: null }) }));
    },

    /** Makes a door in the transaction of what stands behind it; resolves with its id. */
    async create(tx: Tx, actor: Actor, { kind, title, frameAncestors }: NewDoor): Promise<string> {
      requireRole(actor, 'administrator');
      const id = newId();
      const origins = JSON.stringify(frameAncestors);
      const { agencyId, personId } = actor;
      await doors.insert(tx, {
        id,
        agencyId,
        kind,
        title,
        isEnabled: true,
        frameAncestors: origins,
        createdBy: personId,
        createdAt: clock.now(),
      });
      await record(tx, actor, 'door.made', id, { kind, title });
      return id;
    },

    /** Changes title and sites of a door; throws AppError `DOOR_NOT_FOUND` (404). */
    async change(
      tx: Tx,
      actor: Actor,
      doorId: string,
      { title, frameAncestors }: Omit<NewDoor, 'kind'>,
    ): Promise<void> {
      await own(tx, actor, doorId);
      await doors.update(tx, doorId, { title, frameAncestors: JSON.stringify(frameAncestors) });
      await record(tx, actor, 'door.changed', doorId, { title, frameAncestors });
    },

    /** Opens a door or shuts it; shut, it lets nobody in, and no pass of it opens a course. */
    setEnabled: (actor: Actor, doorId: string, isEnabled: boolean): Promise<void> =>
      database.write(async (tx) => {
        const door = await own(tx, actor, doorId);
        if (door.isEnabled === isEnabled) return;
        await doors.update(tx, doorId, { isEnabled });
        await record(tx, actor, isEnabled ? 'door.opened' : 'door.shut', doorId, {});
      }),

    /** Who came through the doors of the agency, for its supervisors too. */
    async visitors(actor: Actor, page: number): Promise<VisitorPage> {
      requireRole(actor, 'supervisor', 'administrator');
      const { agencyId } = actor;
      const offset = (page - 1) * VISITORS_A_PAGE;
      const { rows, count } = await doors.log(null, agencyId, { offset, limit: VISITORS_A_PAGE });
      const ids = rows.map(({ personId }) => personId);
      const names = await people.staff.namesOf(ids);
      const waiting = await people.doors.waiting(null, agencyId, ids);
      const titles = new Map((await doors.ofAgency(null, agencyId)).map(({ id, title }) => [id, title]));
      return {
        rows: rows.map((row) => ({
          ...row,
          name: names.get(row.personId) || 'No name',
          doorTitle: titles.get(row.doorId) ?? '',
          waiting: waiting.get(row.personId) ?? null,
        })),
        count,
        titles,
      };
    },

    /** Who waits under an identity; throws AppError `IDENTITY_NOT_FOUND` (404). */
    async visitor(
      actor: Actor,
      identityId: string,
    ): Promise<{ identityId: string; name: string; isAsserted: boolean }> {
      requireRole(actor, 'supervisor', 'administrator');
      const found = isId(identityId) ? await people.doors.waitingAs(null, actor.agencyId, identityId) : null;
      if (found === null) {
        throw new AppError('IDENTITY_NOT_FOUND', 404, 'Nobody of that kind came through a door of your agency.');
      }
      const names = await people.staff.namesOf([found.personId]);
      return { identityId, name: names.get(found.personId) || 'No name', isAsserted: found.isAsserted };
    },

    /**
     * Whoever comes by an identity is a person of the agency from now on, and what was done so far is that person's. Throws AppError
     * `PERSON_NOT_FOUND` (404) for an address of nobody in the agency, and what `people.doors.join` throws.
     */
    async join(actor: Actor, identityId: string, { email, reason }: { email: string; reason: string }): Promise<void> {
      requireRole(actor, 'supervisor', 'administrator');
      const known = (await people.newcomers.known(null, actor.agencyId, [email])).get(email);
      if (known === undefined || !known.isMember) {
        throw new AppError('PERSON_NOT_FOUND', 404, 'Nobody in your agency has this address.', { field: 'email' });
      }
      await people.doors.join(
        actor,
        { identityId, personId: known.personId, reason },
        async (tx, from, to, agencyId) => {
          await attempts.registrations.moveTo(tx, from, to, agencyId);
          await doors.giveVisits(tx, from, to, agencyId);
        },
      );
    },
  };
}

/** See `createDoorService`. */
export type DoorService = ReturnType<typeof createDoorService>;
