import type { CourseResult } from '../standards/index.ts';
import type { AttemptState } from './record-facts.ts';

/** A part of the version of an attempt and how it stands; `kind` is null where the package does not tell what it is. */
export interface JudgedPart {
  readonly identifier: string;
  readonly kind: 'module' | 'pretest' | 'final-test' | null;
  readonly completion: CourseResult['completion'];
  readonly success: CourseResult['success'];
}

/** A test that was handed in and graded by the server; score 0-1. */
export interface JudgedTry {
  /** Identifier of the part. */
  readonly part: string;
  readonly score: number;
  readonly at: Date;
}

/** An attempt with everything that a completion policy may ask of it. */
export interface JudgedAttempt {
  readonly attemptId: string;
  readonly versionId: string;
  readonly state: Exclude<AttemptState, 'not started'>;
  readonly result: CourseResult;
  /** ms */
  readonly engagedMs: number;
  readonly startedAt: Date;
  readonly lastSavedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Playable parts in document order. */
  readonly parts: readonly JudgedPart[];
  readonly tries: readonly JudgedTry[];
  /** A score that somebody gave by hand in place of the attempt's own, which is `own`; score 0-1. */
  readonly overruled: { readonly score: number; readonly at: Date; readonly own: CourseResult } | null;
}
