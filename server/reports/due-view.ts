import type { TakenCourseFacts } from '../attempts/index.ts';
import { say, type Locale } from '../platform/index.ts';
import type { EnrollmentStanding } from '../training/index.ts';
import type { NextThing } from './my-view.ts';

/** A line of the due list. */
export interface DueRow {
  readonly courseId: string;
  readonly title: string;
  readonly meta: readonly string[];
  readonly when: string;
  /** Class of the chip: brick only for what is overdue. */
  readonly tone: 'late' | 'due' | '';
  readonly isLate: boolean;
  readonly isStart: boolean;
  /** The last attempt has ended: a new one is asked for. */
  readonly isAgain: boolean;
  readonly href: string;
  readonly action: string;
}

/** What an officer has to do, soonest first, and the next thing of all: what is due soonest, else what `next` says. */
export function dueView(
  standings: readonly EnrollmentStanding[],
  taken: readonly TakenCourseFacts[],
  next: NextThing | null,
  locale: Locale,
): { due: DueRow[]; next: NextThing | null } {
  const open = standings.filter(({ isOpen, outcome }) => isOpen && outcome !== 'not-met');
  const [soonest] = open;
  const first = soonest === undefined ? null : dueRow(soonest, taken, locale);
  return {
    due: standings.filter(({ isOpen }) => isOpen).map((standing) => dueRow(standing, taken, locale)),
    next: soonest === undefined || first === null ? next : nextOf(soonest, first, next),
  };
}

/** What counts for a person in one course, one list an assignment. */
export function countsView(standings: readonly EnrollmentStanding[]) {
  return standings.map(({ assignmentTitle, when, counts, reasons, status, isOverdue }) => ({
    assignmentTitle,
    when,
    counts,
    reasons,
    status,
    isOverdue,
  }));
}

function dueRow(standing: EnrollmentStanding, taken: readonly TakenCourseFacts[], locale: Locale): DueRow {
  const { courseId, courseTitle, assignmentTitle, when, isOverdue, nextOn, reasons } = standing;
  const attempt = taken.find((one) => one.courseId === courseId);
  const isRunning = attempt !== undefined && (attempt.state === 'open' || attempt.state === 'suspended');
  return {
    courseId,
    title: courseTitle,
    meta: [assignmentTitle, ...reasons.map(({ words }) => words)],
    when,
    tone: isOverdue ? 'late' : nextOn === null ? '' : 'due',
    isLate: isOverdue,
    isStart: !isRunning,
    isAgain: attempt?.state === 'finished',
    href: isRunning ? `/play/${attempt.registrationId}` : `/courses/${courseId}/start`,
    action: say(locale, isRunning ? 'Resume' : attempt?.state === 'finished' ? 'Take it again' : 'Start'),
  };
}

/** The hero: what runs keeps its steps, and says when it is due. */
function nextOf(standing: EnrollmentStanding, row: DueRow, next: NextThing | null): NextThing {
  if (next !== null && !next.isStart && next.href === row.href) return { ...next, kick: row.when };
  return {
    kick: row.when,
    courseId: row.courseId,
    title: row.title,
    words: standing.assignmentTitle,
    isStart: row.isStart,
    isAgain: row.isAgain,
    href: row.href,
    label: row.action,
    small: standing.counts[0] ?? '',
    steps: [],
    stepsLabel: '',
    hasBar: false,
    percent: 0,
  };
}
