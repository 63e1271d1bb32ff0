import type { CourseResult, CourseStructure, RejectedElement } from '../standards/index.ts';

/** State of a registration's latest attempt; `not started` where there is none. */
export type AttemptState = 'not started' | 'open' | 'suspended' | 'finished';

/** A course that a person has a registration for, with the latest attempt. */
export interface TakenCourseFacts {
  readonly registrationId: string;
  readonly courseId: string;
  readonly courseTitle: string;
  readonly strand: string;
  readonly attemptId: string | null;
  readonly attemptNumber: number;
  readonly state: AttemptState;
  readonly result: CourseResult;
  readonly partsDone: number;
  readonly partsTotal: number;
  /** The part to go on with: the one last saved while it is not done, else the first that is not; null when all are. */
  readonly nextPart: string | null;
  /** ms */
  readonly engagedMs: number;
  readonly lastSavedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** One of a person's attempts. */
export interface OwnAttemptFacts {
  readonly attemptId: string;
  readonly number: number;
  readonly state: AttemptState;
  readonly result: CourseResult;
  readonly engagedMs: number;
  readonly startedAt: Date;
  readonly lastSavedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** A person's record of one course, attempts newest first, parts of the newest by activity. */
export interface OwnRecordFacts {
  readonly registrationId: string | null;
  readonly attempts: readonly OwnAttemptFacts[];
  readonly parts: Readonly<Record<string, CourseResult>>;
}

/** A person's attempt that counts (the best one that is done, else the latest), for lists. */
export interface ResultFacts {
  readonly registrationId: string;
  readonly personName: string;
  readonly email: string;
  readonly attemptId: string | null;
  /** Number of attempts so far. */
  readonly attempts: number;
  readonly state: AttemptState;
  readonly result: CourseResult;
  readonly engagedMs: number;
  readonly lastSavedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** What a list of results was asked for; `page` counts from 1. */
export interface ResultsWanted {
  readonly search: string;
  readonly status: 'all' | 'running' | 'finished';
  readonly sort: 'name' | 'status' | 'score' | 'time' | 'saved';
  readonly direction: 'asc' | 'desc';
  readonly page: number;
}

/** How many people of an agency stand where in a course. */
export interface CourseCountFacts {
  readonly courseId: string;
  readonly title: string;
  readonly strand: string;
  readonly people: number;
  readonly running: number;
  readonly passedOrDone: number;
  readonly notPassed: number;
}

/** One attempt down to interactions and objectives. */
export interface AttemptRecordFacts extends OwnAttemptFacts {
  readonly courseId: string;
  readonly courseTitle: string;
  readonly versionId: string;
  readonly versionNumber: number;
  readonly personName: string;
  readonly isOwn: boolean;
  /** As the SCOs told it, bounded by the clock, ms. */
  readonly seatMs: number;
  readonly structure: CourseStructure;
  readonly scos: readonly ScoRecordFacts[];
  /** Commits that came too late and were kept aside. */
  readonly strayCount: number;
}

/** What is kept of one SCO. */
export interface ScoRecordFacts {
  readonly scoId: string;
  readonly result: CourseResult;
  readonly location: string;
  readonly totalTimeMs: number;
  readonly interactions: readonly InteractionRecordFacts[];
  readonly objectives: readonly ObjectiveRecordFacts[];
  readonly rejected: readonly RejectedElement[];
}

/** One answer; prompt and options where the version was published with them. */
export interface InteractionRecordFacts {
  readonly index: number;
  readonly identifier: string;
  readonly prompt: string | null;
  readonly options: readonly { readonly id: string; readonly text: string }[];
  readonly type: string;
  readonly description: string;
  readonly learnerResponse: string;
  readonly correctResponse: string;
  readonly result: string;
  readonly latencyMs: number | null;
}

/** One objective as the SCO told it. */
export interface ObjectiveRecordFacts {
  readonly identifier: string;
  readonly description: string;
  readonly completion: string;
  readonly success: string;
  readonly scoreRaw: number | null;
  readonly scoreMin: number | null;
  readonly scoreMax: number | null;
  readonly scoreScaled: number | null;
}

/** A line of the commit log; `kept` came too late and did not change the record. */
export interface LogFacts {
  readonly at: Date;
  readonly outcome: 'saved' | 'obsolete' | 'kept';
  /** `saved: location 5, score 80` */
  readonly words: string;
  /** Title of the part. */
  readonly part: string;
  readonly launchNumber: number;
  readonly seq: number;
  readonly bytes: number;
  /** First characters of the link in the chain, '' for what was kept aside. */
  readonly link: string;
}

/** One page of a commit log, oldest first, and what it belongs to. */
export interface LogPageFacts {
  readonly attemptId: string;
  readonly number: number;
  readonly courseTitle: string;
  readonly personName: string;
  readonly rows: readonly LogFacts[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

/** A part that a person has completed or passed in one of the attempts that count. */
export interface CompletedPartFacts {
  readonly courseId: string;
  readonly versionId: string;
  readonly scoId: string;
  /** When it was last saved. */
  readonly at: Date;
}
