import type { JudgedAttempt } from '../../attempts/index.ts';
import { addDays, addMonths, newId, sha256Hex } from '../../platform/index.ts';
import type { AssignmentRow, EnrollmentRow } from '../assignments/assignment-model.ts';
import { readPolicy } from '../assignments/stored-rules.ts';
import { movedDue } from './due-day.ts';
import { judge } from './judge.ts';
import type { EarlierCourse, Judgement, JudgingFacts } from './judging-facts.ts';
import type { CorrectionRow, ExemptionRow, VerdictRow } from './verdict-model.ts';

/** Days before an expiry from which an attempt counts for the next cycle. */
export const RENEWAL_DAYS = 90;

/** One person's facts in one course, and when they are judged. */
export interface PersonFacts {
  readonly timeZone: string;
  readonly at: Date;
  /** The agency's day. */
  readonly today: string;
  readonly attempts: readonly JudgedAttempt[];
  readonly corrections: readonly CorrectionRow[];
  readonly exemptions: readonly ExemptionRow[];
  readonly earlier: readonly EarlierCourse[];
}

/** What a judgement changes; `verdict` is null where nothing new is to be said. */
export interface Change {
  readonly enrollment: EnrollmentRow;
  readonly verdict: VerdictRow | null;
}

/** Whom and what a verdict is about. */
type VerdictPlace = Pick<VerdictRow, 'agencyId' | 'personId' | 'courseId' | 'assignmentId' | 'enrollmentId'>;

/** Judges one enrollment; null where it stands as it stood. `policySha256` is that of its last verdict. */
export function judgeEnrollment(
  enrollment: EnrollmentRow,
  assignment: AssignmentRow,
  facts: PersonFacts,
  policySha256: string | null,
): Change | null {
  const policy = readPolicy(assignment.policy);
  const judgement = judge(policy, factsFor(enrollment, facts), facts.at);
  const sha = policyHash(assignment.policy);
  const hasSamePolicy = policySha256 === null || policySha256 === sha;
  const verdict =
    hasSamePolicy && isSame(enrollment, judgement)
      ? null
      : verdictOf(placeOf(enrollment), assignment.policy, judgement, facts.at);
  const next = { ...enrollment, ...(verdict !== null && told(judgement, verdict.id)) };
  const changed = { ...next, ...datesOf(next, assignment, facts), updatedAt: facts.at };
  return verdict === null && !areDatesNew(enrollment, changed) ? null : { enrollment: changed, verdict };
}

/**
 * The next cycle of a completed enrollment: in the days before it expires once it is done again, after that whether or not.
 * Null where it is not yet time. The one that it follows is closed.
 */
export function nextCycle(
  enrollment: EnrollmentRow,
  assignment: AssignmentRow,
  facts: PersonFacts,
): (Change & { readonly closed: EnrollmentRow }) | null {
  const { expiresOn, completedOn } = enrollment;
  if (enrollment.outcome !== 'complete' || expiresOn === null || completedOn === null) return null;
  const opens = [addDays(expiresOn, -RENEWAL_DAYS), addDays(completedOn, 1)].toSorted().at(-1) ?? expiresOn;
  if (facts.today < opens) return null;
  const begun: EnrollmentRow = {
    ...enrollment,
    id: newId(),
    cycle: enrollment.cycle + 1,
    assignedOn: opens,
    ruleDueOn: expiresOn,
    dueOn: expiresOn,
    countsFrom: opens,
    outcome: 'not-started',
    reasons: '[]',
    verdictId: null,
    attemptId: null,
    completedOn: null,
    expiresOn: null,
    createdAt: facts.at,
    updatedAt: facts.at,
  };
  const change = judgeEnrollment(begun, assignment, facts, null) ?? { enrollment: begun, verdict: null };
  const isDue = facts.today > expiresOn;
  if (!isDue && change.enrollment.outcome !== 'complete') return null;
  return { ...change, closed: { ...enrollment, closedAt: facts.at, updatedAt: facts.at } };
}

/** A verdict with its frozen policy. */
export function verdictOf(place: VerdictPlace, policy: string, judgement: Judgement, at: Date): VerdictRow {
  const { outcome, reasons, attemptId, versionId, score, engagedMs, reachedOn } = judgement;
  const { agencyId, personId, courseId, assignmentId, enrollmentId } = place;
  return {
    id: newId(),
    agencyId,
    personId,
    courseId,
    assignmentId,
    enrollmentId,
    attemptId,
    versionId,
    policy,
    policySha256: policyHash(policy),
    outcome,
    reasons: JSON.stringify(reasons),
    score,
    engagedMs,
    reachedOn,
    at,
  };
}

/** Whether a judgement says nothing new: who has completed with the same attempt has completed, with whatever score since. */
export function isSame(
  before: Pick<EnrollmentRow, 'outcome' | 'reasons' | 'attemptId'>,
  { outcome, reasons, attemptId }: Judgement,
): boolean {
  if (before.outcome !== outcome) return false;
  if (outcome === 'complete' && attemptId !== null && before.attemptId === attemptId) return true;
  return before.reasons === JSON.stringify(reasons) && before.attemptId === attemptId;
}

/** Of the policy as it is stored. */
export function policyHash(policy: string): string {
  return sha256Hex(policy);
}

function factsFor({ assignmentId, courseId, countsFrom }: EnrollmentRow, facts: PersonFacts): JudgingFacts {
  const concerns = (one: { assignmentId: string | null }): boolean =>
    one.assignmentId === null || one.assignmentId === assignmentId;
  const { timeZone, attempts, earlier } = facts;
  return {
    timeZone,
    countsFrom,
    attempts,
    earlier,
    corrections: facts.corrections.filter((one) => one.courseId === courseId && concerns(one)),
    exemptions: facts.exemptions.filter(concerns),
  };
}

function placeOf({ id, agencyId, personId, courseId, assignmentId }: EnrollmentRow): VerdictPlace {
  return { agencyId, personId, courseId, assignmentId, enrollmentId: id };
}

function told({ outcome, reasons, attemptId, reachedOn }: Judgement, verdictId: string): Partial<EnrollmentRow> {
  const completedOn = outcome === 'complete' ? reachedOn : null;
  return { outcome, reasons: JSON.stringify(reasons), attemptId, verdictId, completedOn };
}

/** Due by the rule and the exemptions of the person, and how long a completion holds. */
function datesOf(
  { assignmentId, ruleDueOn, assignedOn, completedOn }: EnrollmentRow,
  { renewalMonths }: AssignmentRow,
  { exemptions, at }: PersonFacts,
): Pick<EnrollmentRow, 'dueOn' | 'expiresOn'> {
  const own = exemptions.filter((one) => one.assignmentId === null || one.assignmentId === assignmentId);
  return {
    dueOn: ruleDueOn === null ? null : movedDue(ruleDueOn, assignedOn, own, at),
    expiresOn: completedOn === null || renewalMonths === null ? null : addMonths(completedOn, renewalMonths),
  };
}

function areDatesNew(before: EnrollmentRow, after: EnrollmentRow): boolean {
  return before.dueOn !== after.dueOn || before.expiresOn !== after.expiresOn;
}
