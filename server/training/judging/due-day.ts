import { addDays, daysBetween } from '../../platform/index.ts';
import type { DueRule } from './completion-input.ts';
import { isInForce } from './judge.ts';
import type { ExemptionFact } from './judging-facts.ts';

/** Days from which a due date is counted. */
export interface DueAnchors {
  readonly assignedOn: string;
  /** Start of the placement; null while there is none. */
  readonly placedOn: string | null;
}

/** The day that a rule names; null where it names none, or its anchor has not come yet. */
export function ruleDue(rule: DueRule, { assignedOn, placedOn }: DueAnchors): string | null {
  switch (rule.kind) {
    case 'none':
      return null;
    case 'on':
      return rule.day;
    default: {
      const anchor = rule.anchor === 'assigned' ? assignedOn : placedOn;
      return anchor === null ? null : addDays(anchor, rule.days);
    }
  }
}

/**
 * A due day moved by exemptions: the clock that runs from the day after the assignment stops on each exempt day, and those that
 * several exemptions name are counted once. Null while one without an end stops it.
 */
export function movedDue(
  ruleDueOn: string,
  assignedOn: string,
  exemptions: readonly Omit<ExemptionFact, 'id' | 'ground'>[],
  asOf: Date,
): string | null {
  const spans = exemptions.filter((one) => one.kind === 'exemption' && isInForce(one, asOf)).toSorted(byStart);
  let due = ruleDueOn;
  let counted = assignedOn;
  for (const { startsOn, endsOn } of spans) {
    if (startsOn > due) break;
    if (endsOn === null) return null;
    const from = startsOn > counted ? startsOn : addDays(counted, 1);
    if (endsOn < from || from > due) continue;
    due = addDays(due, daysBetween(from, endsOn) + 1);
    counted = endsOn;
  }
  return due;
}

function byStart(one: Pick<ExemptionFact, 'startsOn'>, other: Pick<ExemptionFact, 'startsOn'>): number {
  return one.startsOn === other.startsOn ? 0 : one.startsOn < other.startsOn ? -1 : 1;
}
