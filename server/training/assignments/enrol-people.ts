import { newId } from '../../platform/index.ts';
import { ruleDue } from '../judging/due-day.ts';
import type { AssignmentRow, EnrollmentRow } from './assignment-model.ts';
import type { Wanted } from './resolve-audience.ts';
import { readDue } from './stored-rules.ts';

/** When enrolling happens. */
export interface EnrolTime {
  readonly at: Date;
  /** The agency's day. */
  readonly today: string;
}

/** What has to be written so that the enrollments follow the audience. */
export interface EnrolPlan {
  readonly added: readonly EnrollmentRow[];
  readonly changed: readonly EnrollmentRow[];
}

/**
 * Enrollments of those who came to belong, closing of those who left, and due days that the rule gives now. Pure; asked twice
 * it plans nothing. `isEdited`: the rule itself was changed, so that due days follow it.
 */
export function planEnrollments(
  assignment: AssignmentRow,
  courseIds: readonly string[],
  wanted: readonly Wanted[],
  existing: readonly EnrollmentRow[],
  { at, today, isEdited }: EnrolTime & { readonly isEdited: boolean },
): EnrolPlan {
  const latest = new Map<string, EnrollmentRow>();
  for (const one of existing) {
    const key = keyOf(one.personId, one.courseId);
    if (one.cycle >= (latest.get(key)?.cycle ?? 0)) latest.set(key, one);
  }
  const due = readDue(assignment.due);
  const added: EnrollmentRow[] = [];
  const changed: EnrollmentRow[] = [];
  const kept = new Set<string>();
  for (const { person, pairedWith } of assignment.endedAt === null ? wanted : []) {
    for (const [place, courseId] of courseIds.entries()) {
      const found = latest.get(keyOf(person.personId, courseId));
      const { placedOn } = person;
      if (found === undefined) {
        const ruleDueOn = ruleDue(due, { assignedOn: today, placedOn });
        added.push(
          enrollmentOf(
            assignment,
            { personId: person.personId, courseId, pairedWith, position: place + 1, ruleDueOn },
            { at, today },
          ),
        );
        continue;
      }
      kept.add(found.id);
      const isBack = found.closedAt !== null;
      const assignedOn = isBack && found.outcome !== 'complete' ? today : found.assignedOn;
      const isFirst = found.cycle === 1;
      const isAnew = isFirst && (isEdited || isBack || found.ruleDueOn === null);
      const ruleDueOn = isAnew ? ruleDue(due, { assignedOn, placedOn }) : found.ruleDueOn;
      const countsFrom = isFirst ? assignment.countsFrom : found.countsFrom;
      const next = { ...found, pairedWith, position: place + 1, assignedOn, ruleDueOn, countsFrom, closedAt: null };
      if (isChanged(found, next)) changed.push({ ...next, updatedAt: at });
    }
  }
  for (const one of existing) {
    if (one.closedAt === null && !kept.has(one.id)) changed.push({ ...one, closedAt: at, updatedAt: at });
  }
  return { added, changed };
}

function enrollmentOf(
  { id: assignmentId, agencyId, countsFrom }: AssignmentRow,
  place: Pick<EnrollmentRow, 'personId' | 'courseId' | 'pairedWith' | 'position' | 'ruleDueOn'>,
  { at, today }: EnrolTime,
): EnrollmentRow {
  return {
    id: newId(),
    agencyId,
    assignmentId,
    ...place,
    cycle: 1,
    assignedOn: today,
    dueOn: place.ruleDueOn,
    countsFrom,
    outcome: 'not-started',
    reasons: '[]',
    verdictId: null,
    attemptId: null,
    completedOn: null,
    expiresOn: null,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
  };
}

function isChanged(before: EnrollmentRow, after: EnrollmentRow): boolean {
  const columns = ['pairedWith', 'position', 'assignedOn', 'ruleDueOn', 'countsFrom', 'closedAt'] as const;
  return columns.some((column) => before[column] !== after[column]);
}

function keyOf(personId: string, courseId: string): string {
  return `${personId} ${courseId}`;
}
