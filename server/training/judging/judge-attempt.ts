import type { JudgedAttempt, JudgedPart } from '../../attempts/index.ts';
import { dayIn } from '../../platform/index.ts';
import type { Reason } from './completion-input.ts';
import { bestScore, judgeExam, percent } from './judge-exam.ts';
import type { CountedFacts } from './judging-facts.ts';

/** How one attempt stands under a policy. */
export interface AttemptStanding {
  readonly attempt: JudgedAttempt;
  readonly reasons: readonly Reason[];
  readonly isComplete: boolean;
  /** Only others can still bring it to completion: a signature, an earlier course. */
  readonly isDoneByPerson: boolean;
  readonly isExamUsedUp: boolean;
  /** The exam that is asked for was passed in this one and not in another. */
  readonly isPassing: boolean;
  readonly score: number | null;
  readonly engagedMs: number;
  /** The last day that something of it needed. */
  readonly reachedOn: string;
}

const MINUTE_MS = 60_000;
/** Reasons that are not in the person's hands. */
const OF_OTHERS: readonly string[] = ['practical-open', 'order'];

/** Judges one attempt among those that count. */
export function judgeAttempt(facts: CountedFacts, attempt: JudgedAttempt): AttemptStanding {
  const { policy, timeZone, attempts } = facts;
  const exam = policy.exam.rule === 'required' ? judgeExam(policy.exam, attempt, attempts) : null;
  const engagedMs = engagedUntil(attempt, attempts);
  const reasons = [
    contentReason(facts, attempt),
    ...(exam?.reasons ?? toldExam(facts, attempt)),
    ...engagedReason(policy.engagedMinutes, engagedMs),
    ...practicalReason(facts),
    ...orderReasons(facts),
  ];
  const unmet = reasons.filter(({ met }) => met === false);
  return {
    attempt,
    reasons,
    isComplete: unmet.length === 0,
    isDoneByPerson: unmet.every(({ code }) => OF_OTHERS.includes(code)),
    isExamUsedUp: exam?.isUsedUp === true,
    isPassing: exam?.metIn === attempt.attemptId,
    score: exam === null ? toldScore(facts, attempt) : exam.score,
    engagedMs,
    reachedOn: lastDay([
      dayIn(timeZone, changedAt(attempt)),
      ...overruledDay(facts, attempt),
      ...(exam?.metAt ? [dayIn(timeZone, exam.metAt)] : []),
      ...(policy.practical !== null && facts.practical !== null ? [facts.practical.happenedOn] : []),
      ...(policy.order === 'in-order' ? facts.earlier.flatMap(({ reachedOn }) => reachedOn ?? []) : []),
    ]),
  };
}

/** When an attempt last became what it is. */
export function changedAt({ finishedAt, lastSavedAt, startedAt }: JudgedAttempt): Date {
  return finishedAt ?? lastSavedAt ?? startedAt;
}

/** Day of a score given by hand where the course's own result decides and would not have done. */
function overruledDay({ policy, timeZone }: CountedFacts, { overruled }: JudgedAttempt): string[] {
  if (overruled === null || policy.exam.rule !== 'course' || isCourseDone(overruled.own)) return [];
  return [dayIn(timeZone, overruled.at)];
}

function isCourseDone({ completion, success }: JudgedAttempt['result']): boolean {
  return completion === 'completed' && success !== 'failed';
}

/** What has to be done of the course itself: all of it, all but its tests, or what the course says. */
function contentReason({ policy }: CountedFacts, { parts, result }: JudgedAttempt): Reason {
  const { completion, success } = result;
  if (policy.exam.rule === 'course') {
    return {
      code: 'course-result',
      met: isCourseDone(result),
      values: { completion, success },
    };
  }
  const isTold = parts.some(({ kind }) => kind !== null);
  const modules = parts.filter(({ kind }) => kind === 'module' || kind === null);
  if (!isTold || modules.length === 0) return { code: 'content', met: completion === 'completed', values: {} };
  const done = modules.filter(isDone).length;
  return { code: 'parts', met: done === modules.length, values: { done, of: modules.length } };
}

function isDone({ completion, success }: JudgedPart): boolean {
  return completion === 'completed' || success === 'passed';
}

/** A score that decides nothing is told where there is one; where an exam is forbidden it is not even looked at. */
function toldExam(facts: CountedFacts, attempt: JudgedAttempt): Reason[] {
  const score = toldScore(facts, attempt);
  if (score === null) return [];
  const code = facts.policy.exam.rule === 'course' ? 'score' : 'exam-told';
  return [{ code, met: null, values: { score: percent(score) } }];
}

function toldScore({ policy }: CountedFacts, attempt: JudgedAttempt): number | null {
  return policy.exam.rule === 'forbidden' ? null : bestScore(attempt);
}

/** Minutes beyond those asked for are not told, so that they are no news. */
function engagedReason(of: number | null, engagedMs: number): Reason[] {
  if (of === null) return [];
  const minutes = Math.min(of, Math.floor(engagedMs / MINUTE_MS));
  return [{ code: 'engaged', met: minutes >= of, values: { minutes, of } }];
}

/** Time spent in the attempts up to this one: what was spent on a test that failed was spent. */
function engagedUntil(attempt: JudgedAttempt, attempts: readonly JudgedAttempt[]): number {
  const until = attempts.slice(0, attempts.findIndex(({ attemptId }) => attemptId === attempt.attemptId) + 1);
  return until.reduce((sum, { engagedMs }) => sum + engagedMs, 0);
}

function practicalReason({ policy, practical }: CountedFacts): Reason[] {
  if (policy.practical === null) return [];
  if (practical === null) return [{ code: 'practical-open', met: false, values: { by: policy.practical } }];
  return [{ code: 'practical', met: true, values: { name: practical.signerName, day: practical.happenedOn } }];
}

function orderReasons({ policy, earlier, today }: CountedFacts): Reason[] {
  if (policy.order === 'free') return [];
  const open = earlier.filter(({ reachedOn }) => reachedOn === null || reachedOn > today);
  return open.map(({ title }) => ({ code: 'order', met: false, values: { title } }));
}

function lastDay(days: readonly string[]): string {
  return days.toSorted().at(-1) ?? '';
}
