import { isId, type Actor, type StaffMember } from '../people/index.ts';
import { AppError, dayIn, newId, type Tx } from '../platform/index.ts';
import type { DeskParts } from './desk-parts.ts';
import type { ServedSchool } from './district-store.ts';
import type { SelectionRow } from './selection-model.ts';
import type { SelectionStore } from './selection-store.ts';

/** What was found out about somebody, and the decision. */
export type NewSelection = Pick<
  SelectionRow,
  'schoolId' | 'yearsOfService' | 'record' | 'interviewedOn' | 'interviewedWith' | 'reason' | 'decision'
>;

/** What a supervisor sees of somebody's selections. */
export interface SelectionHistory {
  readonly person: StaffMember;
  readonly selections: readonly SelectionRow[];
  readonly schools: readonly ServedSchool[];
  /** Names of those who decided or withdrew, by their ids. */
  readonly names: ReadonlyMap<string, string>;
  readonly today: string;
  /** The reader's own: somebody else decides. */
  readonly isOwn: boolean;
}

/** Who was chosen for a school post, by whom and why; another agency's rows are not found (404). */
export function createSelections({ platform, agencies, people }: DeskParts, selections: SelectionStore) {
  const { database, clock, audit } = platform;
  const { districts } = agencies.stores;

  const record = (tx: Tx, actor: Actor, action: string, subjectId: string, details: Record<string, unknown>) => {
    const { agencyId, personId: actorId } = actor;
    return audit.record(tx, { agencyId, actorId, action, subjectType: 'person', subjectId, details });
  };

  async function find(tx: Tx, actor: Actor, personId: string, id: string): Promise<SelectionRow> {
    await people.staff.find(tx, actor, personId);
    const rows = isId(id) ? await selections.ofPerson(tx, actor.agencyId, personId) : [];
    const found = rows.find((row) => row.id === id && row.withdrawnAt === null);
    if (found === undefined) throw notFound();
    return found;
  }

  return {
    async history(actor: Actor, personId: string): Promise<SelectionHistory> {
      const person = await people.staff.find(null, actor, personId);
      const rows = await selections.ofPerson(null, actor.agencyId, personId);
      const ids = rows.flatMap(({ decidedBy, withdrawnBy }) =>
        withdrawnBy === null ? [decidedBy] : [decidedBy, withdrawnBy],
      );
      return {
        person,
        selections: rows,
        schools: await districts.schoolsServedBy(null, actor.agencyId),
        names: await people.staff.namesOf(ids),
        today: dayIn(actor.timeZone, clock.now()),
        isOwn: personId === actor.personId,
      };
    },

    /** Throws AppError `SCHOOL_NOT_FOUND` (404), `NOT_AN_OFFICER`, `OWN_SELECTION` (409), `INTERVIEW_TO_COME` (422). */
    async decide(actor: Actor, personId: string, selection: NewSelection): Promise<void> {
      await database.write(async (tx) => {
        const person = await people.staff.find(tx, actor, personId);
        if (!person.roles.includes('officer')) {
          throw new AppError('NOT_AN_OFFICER', 409, 'Only officers of your agency are selected for schools.', {
            field: 'schoolId',
          });
        }
        requireOther(actor, personId);
        const served = await districts.schoolsServedBy(tx, actor.agencyId);
        const school = served.find(({ id }) => id === selection.schoolId);
        if (selection.schoolId !== null && school === undefined) {
          throw new AppError('SCHOOL_NOT_FOUND', 404, 'Your agency serves no such school.', { field: 'schoolId' });
        }
        const now = clock.now();
        const decidedOn = dayIn(actor.timeZone, now);
        if (selection.interviewedOn > decidedOn) {
          throw new AppError('INTERVIEW_TO_COME', 422, 'The interview has not taken place yet.', {
            field: 'interviewedOn',
          });
        }
        const { agencyId, personId: decidedBy } = actor;
        const open = { withdrawnAt: null, withdrawnBy: null, withdrawnReason: null };
        const row = { id: newId(), agencyId, personId, ...selection, decidedBy, decidedOn, createdAt: now, ...open };
        await selections.insert(tx, row);
        const details = {
          decision: selection.decision,
          school: school?.name ?? 'any school',
          reason: selection.reason,
        };
        await record(tx, actor, 'selection.decided', personId, details);
      });
    },

    /** Throws AppError `SELECTION_NOT_FOUND` (404), for another agency's too. */
    find: (actor: Actor, personId: string, id: string) => database.read((tx) => find(tx, actor, personId, id)),

    /** Takes a decision back with a reason; it stays on the record. Throws AppError `SELECTION_NOT_FOUND` (404), `OWN_SELECTION` (409). */
    async withdraw(actor: Actor, personId: string, id: string, reason: string): Promise<void> {
      await database.write(async (tx) => {
        const found = await find(tx, actor, personId, id);
        requireOther(actor, personId);
        const by = { withdrawnAt: clock.now(), withdrawnBy: actor.personId, withdrawnReason: reason };
        if (!(await selections.withdraw(tx, id, by))) throw notFound();
        await record(tx, actor, 'selection.withdrawn', personId, { decision: found.decision, reason });
      });
    },
  };
}

/** See `createSelections`. */
export type Selections = ReturnType<typeof createSelections>;

function requireOther(actor: Actor, personId: string): void {
  if (personId !== actor.personId) return;
  throw new AppError('OWN_SELECTION', 409, 'Nobody decides about his or her own selection.', {
    help: 'Another supervisor decides.',
    field: 'decision',
  });
}

function notFound(): AppError {
  return new AppError('SELECTION_NOT_FOUND', 404, 'There is no such selection any more.');
}
