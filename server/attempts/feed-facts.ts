import type { CourseResult } from '../standards/index.ts';
import type { Door } from './attempt-model.ts';

/** A place in a course, for other systems of the agency. */
export interface RegistrationFeedFacts {
  readonly id: string;
  readonly personId: string;
  readonly courseId: string;
  readonly door: Door;
  readonly createdAt: Date;
}

/** An attempt as it stands, for other systems of the agency. */
export interface AttemptFeedFacts extends CourseResult {
  readonly attemptId: string;
  readonly registrationId: string;
  readonly personId: string;
  readonly courseId: string;
  readonly versionId: string;
  readonly door: Door;
  readonly number: number;
  readonly state: 'open' | 'suspended' | 'finished';
  /** ms */
  readonly seatMs: number;
  /** ms */
  readonly engagedMs: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** When anything of it was saved last. */
  readonly changedAt: Date;
}
