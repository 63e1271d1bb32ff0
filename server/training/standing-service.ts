import type { Actor } from '../people/index.ts';
import { addDays, dayIn, say, sayDay, type Clock, type Tx } from '../platform/index.ts';
import type { AssignmentRow, EnrollmentRow } from './assignments/assignment-model.ts';
import type { AssignmentStore } from './assignments/assignment-store.ts';
import type { EnrollmentStore } from './assignments/enrollment-store.ts';
import { readPolicy, readReasons } from './assignments/stored-rules.ts';
import { RENEWAL_DAYS } from './judging/judge-enrollment.ts';
import { policyLines } from './judging/policy-view.ts';
import { outcomeStatus, reasonLines } from './judging/reason-view.ts';

/** An enrollment in words, in the language of who reads it. */
export interface EnrollmentStanding {
  readonly enrollmentId: string;
  readonly assignmentId: string;
  readonly assignmentTitle: string;
  readonly courseId: string;
  readonly courseTitle: string;
  readonly cycle: number;
  readonly outcome: EnrollmentRow['outcome'];
  readonly status: ReturnType<typeof outcomeStatus>;
  readonly reasons: readonly { readonly words: string; readonly mark: 'yes' | 'no' | 'told' }[];
  /** What counts for this assignment, as sentences. */
  readonly counts: readonly string[];
  /** YYYY-MM-DD; null: no day, or the clock stands still. */
  readonly dueOn: string | null;
  readonly completedOn: string | null;
  readonly expiresOn: string | null;
  readonly attemptId: string | null;
  readonly isClosed: boolean;
  /** Not done on its day, or expired. */
  readonly isOverdue: boolean;
  /** Something is still to be done, now or before it expires. */
  readonly isOpen: boolean;
  /** The day that matters next: due or expiry; null without one. */
  readonly nextOn: string | null;
  /** "Due Nov 30, 2026", "Overdue since Nov 30, 2026", "Renew by Nov 30, 2026", "Waived". */
  readonly when: string;
}

/** What the service needs. */
export interface StandingDependencies {
  readonly clock: Clock;
  readonly assignments: AssignmentStore;
  readonly enrollments: EnrollmentStore;
  readonly titlesOf: (tx: Tx | null, courseIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** How people stand under their assignments, for pages of every room above and beside. Permission is the caller's but for one's own. */
export function createStandingService({ clock, assignments, enrollments, titlesOf }: StandingDependencies) {
  async function standingsOf(actor: Actor, rows: readonly EnrollmentRow[]): Promise<EnrollmentStanding[]> {
    if (rows.length === 0) return [];
    const rules = await assignments.byIds(null, [...new Set(rows.map(({ assignmentId }) => assignmentId))]);
    const titles = await titlesOf(null, [...new Set(rows.map(({ courseId }) => courseId))]);
    const today = dayIn(actor.timeZone, clock.now());
    return rows.flatMap((row) => {
      const rule = rules.find(({ id }) => id === row.assignmentId);
      return rule === undefined ? [] : [standingOf(row, rule, titles.get(row.courseId) ?? '', today, actor)];
    });
  }

  return {
    /** The actor's own enrollments that are not closed: what is to be done first, soonest first, then what is done. */
    async dueOf(actor: Actor): Promise<EnrollmentStanding[]> {
      const rows = await enrollments.openOf(null, actor.agencyId, [actor.personId]);
      return (await standingsOf(actor, rows)).toSorted(bySoonest);
    },

    /** Every enrollment of a person of the actor's agency, closed ones last. The caller decides who may ask. */
    async enrollmentsOf(actor: Actor, personId: string): Promise<EnrollmentStanding[]> {
      const rows = await enrollments.ofPerson(null, actor.agencyId, personId);
      const standings = await standingsOf(actor, rows);
      return standings.toSorted((one, other) => Number(one.isClosed) - Number(other.isClosed) || bySoonest(one, other));
    },

    /** What counts for the actor in one course: one entry an assignment; none where it is taken on one's own. */
    async countsOf(actor: Actor, courseId: string): Promise<EnrollmentStanding[]> {
      const rows = await enrollments.openOf(null, actor.agencyId, [actor.personId]);
      return standingsOf(
        actor,
        rows.filter((row) => row.courseId === courseId),
      );
    },

    /** Whether the actor has to take a course, so that it opens although the catalogue does not offer it. */
    isAssigned({ agencyId, personId }: Actor, courseId: string, tx: Tx | null = null): Promise<boolean> {
      return enrollments.isEnrolled(tx, { agencyId, personId, courseId });
    },
  };
}

/** See `createStandingService`. */
export type Standing = ReturnType<typeof createStandingService>;

function standingOf(
  row: EnrollmentRow,
  rule: AssignmentRow,
  courseTitle: string,
  today: string,
  { locale }: Actor,
): EnrollmentStanding {
  const isDone = row.outcome === 'complete' || row.outcome === 'waived';
  const isRenewal =
    row.outcome === 'complete' && row.expiresOn !== null && addDays(row.expiresOn, -RENEWAL_DAYS) <= today;
  const nextOn = isDone ? (row.outcome === 'complete' ? row.expiresOn : null) : row.dueOn;
  const isClosed = row.closedAt !== null;
  const isOverdue = !isClosed && nextOn !== null && nextOn < today;
  return {
    enrollmentId: row.id,
    assignmentId: row.assignmentId,
    assignmentTitle: rule.title,
    courseId: row.courseId,
    courseTitle,
    cycle: row.cycle,
    outcome: row.outcome,
    status: outcomeStatus(row.outcome, locale),
    reasons: reasonLines(readReasons(row.reasons), locale),
    counts: policyLines(
      readPolicy(rule.policy),
      { renewalMonths: rule.renewalMonths, countsFrom: row.countsFrom },
      locale,
    ),
    dueOn: row.dueOn,
    completedOn: row.completedOn,
    expiresOn: row.expiresOn,
    attemptId: row.attemptId,
    isClosed,
    isOverdue,
    isOpen: !isClosed && (!isDone || isRenewal),
    nextOn,
    when: whenWords(row, { isOverdue, isRenewal, nextOn }, locale),
  };
}

function whenWords(
  { outcome, completedOn, ruleDueOn, dueOn }: EnrollmentRow,
  { isOverdue, isRenewal, nextOn }: { isOverdue: boolean; isRenewal: boolean; nextOn: string | null },
  locale: Actor['locale'],
): string {
  const day = nextOn === null ? '' : sayDay(locale, nextOn);
  if (outcome === 'waived') return say(locale, 'Waived');
  if (outcome === 'complete') {
    if (isOverdue) return say(locale, 'Expired {day}', { day });
    if (isRenewal) return say(locale, 'Renew by {day}', { day });
    const done = completedOn === null ? '' : sayDay(locale, completedOn);
    return nextOn === null ? say(locale, 'Completed {day}', { day: done }) : say(locale, 'Valid until {day}', { day });
  }
  if (isOverdue) return say(locale, 'Overdue since {day}', { day });
  if (nextOn !== null) return say(locale, 'Due {day}', { day });
  return ruleDueOn !== null && dueOn === null ? say(locale, 'The clock stands still') : say(locale, 'No due date');
}

/** What is open by its day, those without one after them; then the rest by title. */
function bySoonest(one: EnrollmentStanding, other: EnrollmentStanding): number {
  if (one.isOpen !== other.isOpen) return one.isOpen ? -1 : 1;
  const [first, second] = [one.nextOn ?? '9999', other.nextOn ?? '9999'];
  if (first !== second) return first < second ? -1 : 1;
  return one.courseTitle === other.courseTitle ? 0 : one.courseTitle < other.courseTitle ? -1 : 1;
}
