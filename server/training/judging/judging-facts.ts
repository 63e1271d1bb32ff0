import type { JudgedAttempt } from '../../attempts/index.ts';
import type { CompletionPolicy, Reason } from './completion-input.ts';
import type { CorrectionRow, ExemptionRow, Outcome } from './verdict-model.ts';

/** A correction as far as it is judged. */
export type CorrectionFact = Pick<
  CorrectionRow,
  'id' | 'kind' | 'seenBy' | 'signerName' | 'happenedOn' | 'score' | 'engagedMs' | 'withdrawnAt'
>;

/** A waiver or an exemption as far as it is judged. */
export type ExemptionFact = Pick<
  ExemptionRow,
  'id' | 'kind' | 'ground' | 'startsOn' | 'endsOn' | 'createdAt' | 'revokedAt'
>;

/** A course that comes before this one under a policy in order. */
export interface EarlierCourse {
  readonly title: string;
  /** Day on which it was completed or waived; null while it is open. */
  readonly reachedOn: string | null;
}

/** Everything that is known of one person in one course, in any order. */
export interface JudgingFacts {
  /** Of the agency: days are days there. */
  readonly timeZone: string;
  /** Attempts begun before this day do not count, nor do corrections of days before it; null for all. */
  readonly countsFrom: string | null;
  readonly attempts: readonly JudgedAttempt[];
  readonly corrections: readonly CorrectionFact[];
  readonly exemptions: readonly ExemptionFact[];
  readonly earlier: readonly EarlierCourse[];
}

/** What the facts come to under a policy. */
export interface Judgement {
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
  /** The attempt that decides or comes closest; null where none counts. */
  readonly attemptId: string | null;
  readonly versionId: string | null;
  /** 0-1; null without an exam. */
  readonly score: number | null;
  readonly engagedMs: number;
  /** Day on which it was completed, of a correction the day that it names; else the day of the judgement. */
  readonly reachedOn: string;
}

/** The attempts that count and what stands beside them, as of a moment. */
export interface CountedFacts {
  readonly policy: CompletionPolicy;
  readonly timeZone: string;
  readonly today: string;
  /** The first ones, as many as the policy counts, in order. */
  readonly attempts: readonly JudgedAttempt[];
  readonly practical: CorrectionFact | null;
  readonly earlier: readonly EarlierCourse[];
}
