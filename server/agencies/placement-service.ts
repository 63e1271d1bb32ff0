import { isId, requireRole, type Actor, type StaffMember } from '../people/index.ts';
import { AppError, dayIn, newId, type AuditEntry, type AuditRow, type Tx } from '../platform/index.ts';
import { emitPlacementChanged } from './agency-events.ts';
import type { PlacementRow, SchoolRow } from './agency-model.ts';
import { overlaps } from './agency-service.ts';
import type { DeskParts } from './desk-parts.ts';
import type { ServedSchool } from './district-store.ts';
import { endNow, isCalledOff, overlap } from './placement-policy.ts';

/** A placement to be made; days are YYYY-MM-DD. */
export interface NewPlacement {
  readonly schoolId: string;
  readonly role: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
}

/** What a supervisor sees of somebody's placements. */
export interface PlacementHistory {
  readonly person: StaffMember;
  readonly placements: readonly { placement: PlacementRow; school: SchoolRow }[];
  /** Each edit that was ever made, the oldest first: a placement's row keeps the last one alone. */
  readonly edits: readonly AuditRow[];
  /** Names of those who made them, by their ids. */
  readonly names: ReadonlyMap<string, string>;
  /** Where the agency may place somebody. */
  readonly schools: readonly ServedSchool[];
  readonly today: string;
}

/** Under these actions the audit trail keeps each edit. */
const EDITS = ['placement.created', 'placement.corrected', 'placement.ended'];

/** Where officers are placed, for supervisors and administrators; another agency's rows are not found (404). */
export function createPlacements({ platform, agencies, people }: DeskParts) {
  const { database, clock, audit, outbox } = platform;
  const { placements, districts } = agencies.stores;
  const todayOf = (actor: Actor): string => dayIn(actor.timeZone, clock.now());

  async function changed(tx: Tx, actor: Actor, action: string, personId: string, details: Record<string, unknown>) {
    const { agencyId, personId: actorId } = actor;
    await audit.record(tx, { agencyId, actorId, action, subjectType: 'person', subjectId: personId, details });
    await emitPlacementChanged(outbox, tx, agencyId, [personId]);
  }

  async function schoolFor(tx: Tx, actor: Actor, schoolId: string): Promise<ServedSchool> {
    const school = (await districts.schoolsServedBy(tx, actor.agencyId)).find(({ id }) => id === schoolId);
    if (school !== undefined) return school;
    throw new AppError('SCHOOL_NOT_FOUND', 404, 'Your agency serves no such school.', { field: 'schoolId' });
  }

  /** What an edit says of its placement, besides the days. */
  async function placeOf(tx: Tx, agencyId: string, { id, personId, schoolId }: PlacementRow) {
    const all = await placements.historyOf(tx, agencyId, personId);
    return { placement: id, school: all.find(({ school }) => school.id === schoolId)?.school.name ?? '' };
  }

  /** The placement and the others of the person at its school. Throws `PLACEMENT_NOT_FOUND` (404). */
  async function findWith(tx: Tx, actor: Actor, personId: string, id: string) {
    await people.staff.find(tx, actor, personId);
    const all = isId(id) ? await placements.everOf(tx, actor.agencyId, [personId]) : [];
    const placement = all.find((row) => row.id === id);
    if (placement === undefined) throw new AppError('PLACEMENT_NOT_FOUND', 404, 'There is no such placement.');
    return { placement, others: all.filter((row) => row !== placement && row.schoolId === placement.schoolId) };
  }

  /** The same for a change: nobody else places somebody at the school until it is made. */
  async function lockWith(tx: Tx, actor: Actor, personId: string, id: string) {
    const { placement } = await findWith(tx, actor, personId, id);
    await districts.lockSchools(tx, [placement.schoolId]);
    return findWith(tx, actor, personId, id);
  }

  return {
    /** Placements of the agency after an id. Throws AppError `NOT_ALLOWED` (403). */
    async page(
      actor: Actor,
      of: { readonly personId: string | null; readonly after: string; readonly limit: number },
    ): Promise<PlacementRow[]> {
      requireRole(actor, 'supervisor', 'administrator');
      return placements.after(null, { agencyId: actor.agencyId, ...of });
    },

    /** A placement by its own id. Throws AppError `NOT_ALLOWED` (403), `PLACEMENT_NOT_FOUND` (404). */
    async byId(actor: Actor, id: string): Promise<PlacementRow> {
      requireRole(actor, 'supervisor', 'administrator');
      const found = isId(id) ? await placements.byId(null, actor.agencyId, id) : null;
      if (found === null) throw new AppError('PLACEMENT_NOT_FOUND', 404, 'There is no such placement.');
      return found;
    },

    async history(actor: Actor, personId: string): Promise<PlacementHistory> {
      const { agencyId } = actor;
      const person = await people.staff.find(null, actor, personId);
      const edits = await audit.about(null, { agencyId, type: 'person', ids: [personId] }, EDITS);
      return {
        person,
        placements: await placements.historyOf(null, agencyId, personId),
        edits,
        names: await people.staff.namesOf(edits.flatMap(({ actorId }) => actorId ?? [])),
        schools: await districts.schoolsServedBy(null, agencyId),
        today: todayOf(actor),
      };
    },

    /** Throws AppError `PLACEMENT_NOT_FOUND` (404), for another agency's too. */
    async find(actor: Actor, personId: string, id: string): Promise<PlacementRow> {
      return (await database.read((tx) => findWith(tx, actor, personId, id))).placement;
    },

    /** Resolves with the id. Throws AppError `SCHOOL_NOT_FOUND` (404), `NOT_AN_OFFICER`, `PLACEMENT_OVERLAPS` (409). */
    async place(actor: Actor, personId: string, wanted: NewPlacement): Promise<string> {
      return database.write(async (tx) => {
        const person = await people.staff.find(tx, actor, personId);
        if (!person.roles.includes('officer')) {
          throw new AppError('NOT_AN_OFFICER', 409, 'Only officers of your agency are placed at schools.', {
            help: 'An administrator can give the role.',
            field: 'schoolId',
          });
        }
        const school = await schoolFor(tx, actor, wanted.schoolId);
        await districts.lockSchools(tx, [school.id]);
        const before = await placements.everOf(tx, actor.agencyId, [personId]);
        if (before.some((one) => one.schoolId === school.id && overlap(one, wanted))) throw overlaps();
        const now = clock.now();
        const row = { id: newId(), agencyId: actor.agencyId, personId, ...wanted, createdAt: now };
        await placements.insert(tx, [{ ...row, endedReason: null, updatedAt: null }]);
        const { startsOn, endsOn } = wanted;
        await changed(tx, actor, 'placement.created', personId, {
          placement: row.id,
          school: school.name,
          from: startsOn,
          until: endsOn ?? '',
        });
        return row.id;
      });
    },

    /** Ends a placement with its last day, in the past too. Throws `PLACEMENT_NOT_FOUND` (404), `PLACEMENT_DAYS` (422). */
    async end(actor: Actor, personId: string, id: string, by: { endsOn: string; reason: string }): Promise<void> {
      await database.write(async (tx) => {
        const { placement, others } = await lockWith(tx, actor, personId, id);
        const days = { startsOn: placement.startsOn, endsOn: by.endsOn };
        if (isCalledOff(days)) throw endBeforeStart('endsOn', placement.startsOn);
        if (others.some((one) => overlap(one, days))) throw overlaps();
        await placements.update(tx, id, { endsOn: by.endsOn, endedReason: by.reason, updatedAt: clock.now() });
        const place = await placeOf(tx, actor.agencyId, placement);
        const details = { ...place, until: by.endsOn, before: placement.endsOn ?? '', reason: by.reason };
        await changed(tx, actor, 'placement.ended', personId, details);
      });
    },

    /** Corrects a start that was written down wrong. Throws `PLACEMENT_NOT_FOUND` (404), `PLACEMENT_DAYS` (422), `PLACEMENT_OVERLAPS` (409). */
    async correctStart(actor: Actor, personId: string, id: string, startsOn: string): Promise<void> {
      await database.write(async (tx) => {
        const { placement, others } = await lockWith(tx, actor, personId, id);
        const days = { startsOn, endsOn: placement.endsOn };
        if (isCalledOff(days)) throw startAfterEnd(placement.endsOn ?? '');
        if (others.some((one) => overlap(one, days))) throw overlaps();
        await placements.update(tx, id, { startsOn, updatedAt: clock.now() });
        const place = await placeOf(tx, actor.agencyId, placement);
        await changed(tx, actor, 'placement.corrected', personId, {
          ...place,
          from: startsOn,
          before: placement.startsOn,
        });
      });
    },

    /** Ends today what goes on of somebody who has left, and calls off what has not begun; again it changes nothing. */
    async endAllOf(
      tx: Tx,
      { agencyId, personId, actorId }: { agencyId: string; personId: string; actorId: string | null },
      today: string,
      reason: string,
    ): Promise<number> {
      const open = (await placements.everOf(tx, agencyId, [personId])).filter(
        (row) => !isCalledOff(row) && (row.endsOn === null || row.endsOn > today),
      );
      const about = { agencyId, actorId, action: 'placement.ended', subjectType: 'person', subjectId: personId };
      const entries: AuditEntry[] = [];
      for (const row of open) {
        const endsOn = endNow(row, today);
        await placements.update(tx, row.id, { endsOn, endedReason: reason, updatedAt: clock.now() });
        const place = await placeOf(tx, agencyId, row);
        entries.push({ ...about, details: { ...place, until: endsOn, before: row.endsOn ?? '', reason } });
      }
      await audit.recordAll(tx, entries);
      if (open.length > 0) await emitPlacementChanged(outbox, tx, agencyId, [personId]);
      return open.length;
    },
  };
}

/** See `createPlacements`. */
export type Placements = ReturnType<typeof createPlacements>;

function endBeforeStart(field: string, startsOn: string): AppError {
  const help = `The placement began on ${startsOn}.`;
  return new AppError('PLACEMENT_DAYS', 422, 'The end lies before the start.', { field, help });
}

function startAfterEnd(endsOn: string): AppError {
  const help = `The placement ends on ${endsOn}.`;
  return new AppError('PLACEMENT_DAYS', 422, 'The start lies after the end.', { field: 'startsOn', help });
}
