import { addDays, daysBetween } from '../../platform/index.ts';
import type { EnrollmentFacts, ExemptionFacts } from './enrollment-facts.ts';

/** The due date as it was known on a day: the row's own while no exemption touches it, else the rule's, with the days of the exemptions known then left out. */
export function dueOnDay(
  { assignedOn, ruleDueOn, dueOn, personId, assignmentId }: EnrollmentFacts,
  known: readonly ExemptionFacts[],
  all: readonly ExemptionFacts[],
): string | null {
  const isTouched = all.some(
    (one) =>
      one.kind === 'exemption' &&
      one.personId === personId &&
      (one.assignmentId === null || one.assignmentId === assignmentId),
  );
  if (!isTouched || ruleDueOn === null) return dueOn;
  const spans = known
    .filter(({ kind }) => kind === 'exemption')
    .toSorted((one, other) => one.startsOn.localeCompare(other.startsOn));
  return movedBy(assignedOn, ruleDueOn, spans);
}

/** Each exempt day before the due date moves it by one, and those that two name are counted once; null while one without an end stops the clock. */
function movedBy(
  assignedOn: string,
  ruleDueOn: string,
  spans: readonly Pick<ExemptionFacts, 'startsOn' | 'endsOn'>[],
): string | null {
  let due = ruleDueOn;
  let counted = assignedOn;
  for (const { startsOn, endsOn } of spans) {
    if (startsOn > due) break;
    if (endsOn === null) return null;
    const first = startsOn > counted ? startsOn : addDays(counted, 1);
    if (endsOn < first || first > due) continue;
    due = addDays(due, daysBetween(first, endsOn) + 1);
    counted = endsOn;
  }
  return due;
}
