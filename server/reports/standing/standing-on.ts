import { addMonths } from '../../platform/index.ts';
import { movedDue } from '../../training/index.ts';
import type { AsOf } from './as-of.ts';
import type { CorrectionFacts, EnrollmentFacts, ExemptionFacts, History, VerdictFacts } from './enrollment-facts.ts';

/** An enrollment as it stood on a day. */
export interface Standing extends EnrollmentFacts {
  /** A correction made later that names that day or an earlier one. */
  readonly isCorrectedLater: boolean;
  readonly isOpen: boolean;
}

/** How an enrollment stood at the end of a day; null before it was made. Facts of later days change nothing, except corrections that name this day or an earlier one. */
export function standingOn(asOf: AsOf, enrollment: EnrollmentFacts, history: History): Standing | null {
  if (enrollment.createdAt > asOf.until) return null;
  const isOpen = enrollment.closedAt === null || enrollment.closedAt > asOf.until;
  if (asOf.isToday) return { ...enrollment, isCorrectedLater: false, isOpen };
  const own = history.verdicts.filter(({ enrollmentId }) => enrollmentId === enrollment.id);
  const known = latest(own.filter(({ at }) => at <= asOf.until));
  const corrected = known?.outcome === 'complete' ? null : laterCorrection(asOf, enrollment, own, history.corrections);
  const verdict = corrected ?? known;
  const exemptions = history.exemptions.filter((one) => isAbout(one, enrollment));
  const isWaived = verdict?.outcome !== 'complete' && exemptions.some((one) => isWaiverOn(asOf, one));
  const completedOn = verdict?.outcome === 'complete' ? verdict.reachedOn : null;
  return {
    ...enrollment,
    outcome: isWaived ? 'waived' : (verdict?.outcome ?? 'not-started'),
    reasons: verdict?.reasons ?? '[]',
    dueOn: dueOnDay(asOf, enrollment, exemptions),
    completedOn,
    expiresOn: completedOn === null ? null : expiryOf(enrollment, completedOn),
    isCorrectedLater: corrected !== null,
    isOpen,
  };
}

/** Of one moment the last in the list, which comes in the order of ids. */
function latest(verdicts: readonly VerdictFacts[]): VerdictFacts | null {
  return verdicts.reduce<VerdictFacts | null>((best, one) => (best === null || one.at >= best.at ? one : best), null);
}

function laterCorrection(
  { day, until }: AsOf,
  { personId, courseId, assignmentId }: EnrollmentFacts,
  verdicts: readonly VerdictFacts[],
  corrections: readonly CorrectionFacts[],
): VerdictFacts | null {
  const made = corrections.filter(
    (one) =>
      one.personId === personId &&
      one.courseId === courseId &&
      (one.assignmentId === null || one.assignmentId === assignmentId) &&
      one.withdrawnAt === null &&
      one.createdAt > until &&
      one.happenedOn <= day,
  );
  return latest(
    verdicts.filter(
      ({ at, outcome, reachedOn }) =>
        at > until && outcome === 'complete' && reachedOn <= day && made.some(({ createdAt }) => createdAt <= at),
    ),
  );
}

/** An exemption of all assignments, or of this one. */
export function isAbout(
  { personId, assignmentId }: Pick<ExemptionFacts, 'personId' | 'assignmentId'>,
  enrollment: Pick<EnrollmentFacts, 'personId' | 'assignmentId'>,
): boolean {
  return personId === enrollment.personId && (assignmentId === null || assignmentId === enrollment.assignmentId);
}

function isWaiverOn({ day, until }: AsOf, one: ExemptionFacts): boolean {
  const { kind, startsOn, endsOn, createdAt, revokedAt } = one;
  const isKnown = createdAt <= until && (revokedAt === null || revokedAt > until);
  return isKnown && kind === 'waiver' && startsOn <= day && (endsOn === null || endsOn >= day);
}

/** The row's own due date while no exemption touches it; else the rule's, moved by those that were known. */
function dueOnDay(
  { until }: AsOf,
  { assignedOn, ruleDueOn, dueOn }: EnrollmentFacts,
  exemptions: readonly ExemptionFacts[],
): string | null {
  if (ruleDueOn === null || exemptions.every(({ kind }) => kind === 'waiver')) return dueOn;
  return movedDue(ruleDueOn, assignedOn, exemptions, until);
}

function expiryOf({ completedOn, expiresOn, renewalMonths }: EnrollmentFacts, reachedOn: string): string | null {
  if (completedOn === reachedOn) return expiresOn;
  return renewalMonths === null ? null : addMonths(reachedOn, renewalMonths);
}
