import type { Actor } from '../people/index.ts';
import type { AttemptFacts } from './attempt-view.ts';
import type { PartResult } from './contents-tree.ts';
import type { OfferedCourse, TakenCourse } from './course-rows.ts';
import type { CourseFacts, OwnAttempt } from './course-view.ts';
import type { LogRow } from './log-view.ts';
import type { CourseCounts } from './overview-view.ts';
import type { CourseResultRow, ResultsQuery } from './results-view.ts';

/** A person's own record of one course, attempts newest first, parts of the newest by activity. */
export interface OwnRecord {
  readonly registrationId: string | null;
  readonly attempts: readonly OwnAttempt[];
  readonly parts: Readonly<Record<string, PartResult>>;
}

/** One page of a commit log and what it belongs to. */
export interface LogPage {
  readonly attemptId: string;
  readonly number: number;
  readonly courseTitle: string;
  readonly personName: string;
  readonly rows: readonly LogRow[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

/**
 * What the reports ask of the rooms below. Each answer holds only what the actor may see; what belongs to another agency or
 * person throws AppError with status 404.
 */
export interface ReportSources {
  offeredTo(actor: Actor): Promise<OfferedCourse[]>;
  course(actor: Actor, courseId: string): Promise<CourseFacts>;
  takenBy(actor: Actor): Promise<TakenCourse[]>;
  ownRecord(actor: Actor, courseId: string): Promise<OwnRecord>;
  results(
    actor: Actor,
    courseId: string,
    query: ResultsQuery,
  ): Promise<{ rows: CourseResultRow[]; total: number; pageSize: number }>;
  allResults(actor: Actor, courseId: string): AsyncIterable<CourseResultRow>;
  counts(actor: Actor): Promise<CourseCounts[]>;
  attempt(actor: Actor, attemptId: string): Promise<AttemptFacts>;
  /** Newest attempt of a registration. */
  latestAttempt(actor: Actor, registrationId: string): Promise<string>;
  log(actor: Actor, attemptId: string, page: number): Promise<LogPage>;
  /** `Assigned to Cedar Grove Middle School since Aug 2026`; null without a placement. */
  assignmentLine(actor: Actor): Promise<string | null>;
}
