import type { JudgedAttempt } from '../../attempts/index.ts';
import type { CourseResult } from '../../standards/index.ts';
import type { CompletionPolicy, Reason } from './completion-input.ts';

/** One try at a test; null where nothing was scored. */
interface ExamTry {
  /** Of our own courses the part; '' where the whole attempt is the try. */
  readonly part: string;
  readonly score: number | null;
  /** When it was tried: by this the tries are counted. */
  readonly at: Date;
  /** Since when it has its score: later where somebody gave the score by hand. */
  readonly scoredAt: Date;
  readonly attemptId: string;
}

/** How an exam that is required stands. */
export interface ExamStanding {
  readonly reasons: readonly Reason[];
  readonly isMet: boolean;
  /** No try is left and none of them passed. */
  readonly isUsedUp: boolean;
  /** Best try that counts, of several tests the lowest of the best; 0-1, null before any. */
  readonly score: number | null;
  /** When the mark was reached, null before that. */
  readonly metAt: Date | null;
  /** Attempt in which the mark was reached, null before that. */
  readonly metIn: string | null;
}

type RequiredExam = Extract<CompletionPolicy['exam'], { rule: 'required' }>;

/** Floating point makes 0.7999… of 16 in 20. */
const CLOSE = 1e-9;

/** The score as a share of what there was to be had, 0-1; SCORM 1.2 counts to 100 where it names no highest score. */
export function shareOf({ scoreScaled, scoreRaw, scoreMin, scoreMax }: CourseResult): number | null {
  const share = scoreScaled ?? shareOfRaw(scoreRaw, scoreMin ?? 0, scoreMax ?? 100);
  return share === null ? null : Math.max(0, Math.min(1, share));
}

/** Parts whose result is the exam; none where the whole attempt is. */
export function examParts({ parts }: JudgedAttempt): string[] {
  return parts.filter(({ kind }) => kind === 'final-test').map(({ identifier }) => identifier);
}

/** The best score that an attempt came to, whatever the policy makes of it; 0-1, null without a score. */
export function bestScore(attempt: JudgedAttempt): number | null {
  const tests = examParts(attempt);
  if (attempt.overruled !== null) return attempt.overruled.score;
  if (tests.length === 0) return shareOf(attempt.result);
  const scores = attempt.tries.filter(({ part }) => tests.includes(part)).map(({ score }) => score);
  return scores.length === 0 ? null : Math.max(...scores);
}

/** Judges the exam of an attempt by the tries of all attempts that count: who has passed once has passed. */
export function judgeExam(
  { passMark, retests }: RequiredExam,
  attempt: JudgedAttempt,
  attempts: readonly JudgedAttempt[],
): ExamStanding {
  const tests = examParts(attempt);
  const tries = attempts.flatMap(triesOf).toSorted(byTime);
  const most = retests === null ? Number.POSITIVE_INFINITY : retests + 1;
  const standings = (tests.length === 0 ? [''] : tests).map((test) =>
    standingOf(
      tries.filter(({ part }) => part === test),
      passMark,
      most,
    ),
  );
  const [first] = standings.toSorted((one, other) => (one.score ?? -1) - (other.score ?? -1));
  const isMet = standings.every(({ metAt }) => metAt !== null);
  const isUsedUp = standings.some((one) => one.metAt === null && one.used >= most);
  const { score = null, used = 0 } = first ?? {};
  const last = standings.toSorted((one, other) => (one.metAt?.getTime() ?? 0) - (other.metAt?.getTime() ?? 0)).at(-1);
  return {
    reasons: [
      {
        code: codeOf(score, used),
        met: isMet,
        values: { ...(score !== null && { score: percent(score) }), of: percent(passMark) },
      },
      ...(retests === null || isMet
        ? []
        : [{ code: isUsedUp ? 'tries-used-up' : 'tries', met: isUsedUp ? false : null, values: { used, of: most } }]),
    ],
    isMet,
    isUsedUp,
    score,
    metAt: isMet ? (last?.metAt ?? null) : null,
    metIn: isMet ? (last?.metIn ?? null) : null,
  };
}

/** A share as a percentage with one decimal, cut off: what fell short of the mark is not told as the mark. */
export function percent(share: number): number {
  return Math.floor(share * 1000 + 1e-6) / 10;
}

/** Of two at one moment the better one first, so that their order is the same however they come. */
function byTime(one: ExamTry, other: ExamTry): number {
  return one.at.getTime() - other.at.getTime() || (other.score ?? -1) - (one.score ?? -1);
}

function codeOf(score: number | null, used: number): string {
  if (score !== null) return 'exam';
  return used > 0 ? 'exam-no-score' : 'exam-open';
}

function standingOf(all: readonly ExamTry[], passMark: number, most: number) {
  const counted = all.slice(0, most);
  const scores = counted.flatMap(({ score }) => (score === null ? [] : [score]));
  const passing = counted.filter(({ score }) => score !== null && score + CLOSE >= passMark);
  const [passed] = passing.toSorted((one, other) => one.scoredAt.getTime() - other.scoredAt.getTime());
  return {
    used: counted.length,
    score: scores.length === 0 ? null : Math.max(...scores),
    metAt: passed?.scoredAt ?? null,
    metIn: passed?.attemptId ?? null,
  };
}

/**
 * Tests that the server graded one by one; else every finished attempt is one try. A score that was given by hand stands for
 * whatever was tried in the attempt, each try where it was, or for one try where there was none.
 */
function triesOf(attempt: JudgedAttempt): ExamTry[] {
  const tests = examParts(attempt);
  const { attemptId, state, finishedAt, startedAt, overruled } = attempt;
  const given = overruled === null ? {} : { score: overruled.score, scoredAt: overruled.at };
  const at = finishedAt ?? startedAt;
  const whole = { score: shareOf(attempt.result), at, scoredAt: at, attemptId, ...given };
  if (tests.length === 0) return state === 'finished' || overruled !== null ? [{ part: '', ...whole }] : [];
  return tests.flatMap((test): ExamTry[] => {
    const own = attempt.tries.filter(({ part }) => part === test);
    if (own.length === 0) return overruled === null ? [] : [{ part: test, ...whole }];
    return own.map((one) => ({ ...one, scoredAt: one.at, attemptId, ...given }));
  });
}

function shareOfRaw(raw: number | null, min: number, max: number): number | null {
  return raw === null || max <= min ? null : (raw - min) / (max - min);
}
