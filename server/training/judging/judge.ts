import type { JudgedAttempt } from '../../attempts/index.ts';
import { dayIn } from '../../platform/index.ts';
import { NO_RESULT_YET } from './blank-attempt.ts';
import type { CompletionPolicy, Reason } from './completion-input.ts';
import { changedAt, judgeAttempt, type AttemptStanding } from './judge-attempt.ts';
import type { CorrectionFact, CountedFacts, ExemptionFact, Judgement, JudgingFacts } from './judging-facts.ts';

/**
 * What somebody's facts come to under a policy, as they were known at a moment: pure, in whatever order they come. Facts later
 * than the moment do not count; a correction counts from the day that it names. What an open attempt was before its last save
 * nobody can tell any more: as of then it is only begun, and the verdict that was reached then is the record.
 */
export function judge(policy: CompletionPolicy, facts: JudgingFacts, asOf: Date): Judgement {
  const today = dayIn(facts.timeZone, asOf);
  const corrections = facts.corrections.filter((one) => countsAt(one, facts.countsFrom, today, asOf));
  const attempts = countedAttempts(policy, facts, asOf);
  const practical = firstOf(corrections, 'practical-signed');
  const earlier = facts.earlier.toSorted((one, other) => (one.title < other.title ? -1 : 1));
  const counted: CountedFacts = { policy, timeZone: facts.timeZone, today, attempts, practical, earlier };
  const standings = attempts.map((attempt) => judgeAttempt(counted, attempt));
  const done = standings.filter(({ isComplete }) => isComplete).toSorted(byDay)[0];
  const paper = firstOf(corrections, 'completed');
  if (paper !== null && (done === undefined || paper.happenedOn < done.reachedOn)) return onPaper(paper);
  if (done !== undefined) return judgementOf('complete', done, done.reachedOn);
  const waiver = waiverOn(facts.exemptions, today, asOf);
  if (waiver !== null) return bare('waived', [waiverReason(waiver)], today);
  const nearest = standings.toSorted(byNearness)[0];
  if (nearest === undefined) return nothingBegun(counted);
  const isOver = isAttemptLimitReached(policy, attempts) && !standings.some(({ isDoneByPerson }) => isDoneByPerson);
  const { attempts: most } = policy;
  const used: Reason[] =
    isOver && most !== null ? [{ code: 'attempts-used-up', met: false, values: { of: most } }] : [];
  const isNotMet = isOver || standings.every(({ isExamUsedUp }) => isExamUsedUp);
  const told = { ...nearest, reasons: [...nearest.reasons, ...used] };
  return judgementOf(isNotMet ? 'not-met' : 'in-progress', told, today);
}

/** A waiver that holds on a day, as far as it was known at a moment. */
export function waiverOn(exemptions: readonly ExemptionFact[], day: string, asOf: Date): ExemptionFact | null {
  const found = exemptions.filter(
    ({ kind, startsOn, endsOn, ...one }) =>
      kind === 'waiver' && isInForce(one, asOf) && startsOn <= day && (endsOn === null || endsOn >= day),
  );
  return found.toSorted((one, other) => (one.startsOn + one.id < other.startsOn + other.id ? -1 : 1))[0] ?? null;
}

/** Granted, and not yet revoked. */
export function isInForce(
  { createdAt, revokedAt }: Pick<ExemptionFact, 'createdAt' | 'revokedAt'>,
  asOf: Date,
): boolean {
  return createdAt <= asOf && (revokedAt === null || revokedAt > asOf);
}

/** The first attempts, as many as the policy counts, with what was known of them. */
function countedAttempts(policy: CompletionPolicy, facts: JudgingFacts, asOf: Date): JudgedAttempt[] {
  const { timeZone, countsFrom } = facts;
  return facts.attempts
    .filter(({ startedAt }) => startedAt <= asOf && (countsFrom === null || dayIn(timeZone, startedAt) >= countsFrom))
    .toSorted((one, other) => orderOf(one) - orderOf(other) || (one.attemptId < other.attemptId ? -1 : 1))
    .slice(0, policy.attempts ?? undefined)
    .map((attempt) => knownAt(attempt, asOf));
}

function orderOf({ startedAt }: JudgedAttempt): number {
  return startedAt.getTime();
}

function knownAt(attempt: JudgedAttempt, asOf: Date): JudgedAttempt {
  const { overruled } = attempt;
  // A score that was given by hand later is not known yet: the attempt has its own.
  const known =
    overruled === null || overruled.at <= asOf ? attempt : { ...attempt, overruled: null, result: overruled.own };
  if (changedAt(known) > asOf) return { ...known, ...NO_RESULT_YET };
  return { ...known, tries: known.tries.filter(({ at }) => at <= asOf) };
}

function countsAt(correction: CorrectionFact, countsFrom: string | null, today: string, asOf: Date): boolean {
  const { happenedOn, withdrawnAt } = correction;
  if (happenedOn > today || (countsFrom !== null && happenedOn < countsFrom)) return false;
  return withdrawnAt === null || withdrawnAt > asOf;
}

function firstOf(corrections: readonly CorrectionFact[], kind: CorrectionFact['kind']): CorrectionFact | null {
  const found = corrections.filter((one) => one.kind === kind);
  return found.toSorted((one, other) => (one.happenedOn + one.id < other.happenedOn + other.id ? -1 : 1))[0] ?? null;
}

/**
 * The earliest one: what was completed stays so, whatever is done after it. A failed attempt is complete with the day on which
 * another one passes the exam; then it is that one which completed.
 */
function byDay(one: AttemptStanding, other: AttemptStanding): number {
  if (one.reachedOn === other.reachedOn) {
    return Number(other.isPassing) - Number(one.isPassing) || orderOf(one.attempt) - orderOf(other.attempt);
  }
  return one.reachedOn < other.reachedOn ? -1 : 1;
}

/** Attempts whose exam can still be passed come first: another version may have another test. */
function byNearness(one: AttemptStanding, other: AttemptStanding): number {
  if (one.isExamUsedUp !== other.isExamUsedUp) return one.isExamUsedUp ? 1 : -1;
  return metCount(other) - metCount(one) || orderOf(other.attempt) - orderOf(one.attempt);
}

function isAttemptLimitReached({ attempts: most }: CompletionPolicy, attempts: readonly JudgedAttempt[]): boolean {
  return most !== null && attempts.length >= most && attempts.every(({ state }) => state === 'finished');
}

function nothingBegun({ practical, today }: CountedFacts): Judgement {
  if (practical === null) return bare('not-started', [], today);
  const { signerName: name, happenedOn: day } = practical;
  return bare('in-progress', [{ code: 'practical', met: true, values: { name, day } }], today);
}

function onPaper({ seenBy, signerName, happenedOn, score, engagedMs }: CorrectionFact): Judgement {
  const reason = { code: 'paper', met: true, values: { seenBy, name: signerName, day: happenedOn } };
  return { ...bare('complete', [reason], happenedOn), score, engagedMs: engagedMs ?? 0 };
}

function waiverReason({ ground, endsOn }: ExemptionFact): Reason {
  return endsOn === null
    ? { code: 'waived', met: null, values: { ground } }
    : { code: 'waived-until', met: null, values: { ground, day: endsOn } };
}

function judgementOf(outcome: Judgement['outcome'], standing: AttemptStanding, reachedOn: string): Judgement {
  const { attempt, reasons, score, engagedMs } = standing;
  const { attemptId, versionId } = attempt;
  return { outcome, reasons, attemptId, versionId, score, engagedMs, reachedOn };
}

function bare(outcome: Judgement['outcome'], reasons: readonly Reason[], reachedOn: string): Judgement {
  return { outcome, reasons, attemptId: null, versionId: null, score: null, engagedMs: 0, reachedOn };
}

function metCount({ reasons }: AttemptStanding): number {
  return reasons.filter(({ met }) => met === true).length;
}
