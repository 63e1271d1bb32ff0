/**
 * One SCO's run-time data, flat and in the order in which the elements were first set:
 * `{"cmi.core.lesson_status": "completed", "cmi.interactions.0.id": "q1"}`. Values are the strings of the API.
 * It holds what must survive a session; learner id and name are never in a stored one.
 */
export type CmiRecord = Record<string, string>;

/** How the course was opened. */
export type LaunchMode = 'normal' | 'browse' | 'review';

/** What the API calls return as learner. */
export interface Learner {
  readonly id: string;
  /** `Last, First` */
  readonly name: string;
}

/** Verdict of the data model on one SetValue or GetValue: SCORM error code as a number, 0 = no error. */
export interface ElementVerdict {
  readonly error: number;
  /** GetValue: the value; SetValue: unused. */
  readonly value?: string;
  /** Words for GetDiagnostic. */
  readonly diagnostic?: string;
}

/** Statuses of a course or an activity, the same words for every standard. */
export interface CourseResult {
  readonly completion: 'completed' | 'incomplete' | 'not attempted' | 'unknown';
  readonly success: 'passed' | 'failed' | 'unknown';
  /** -1 to 1, null when nothing gave a score. */
  readonly scoreScaled: number | null;
  readonly scoreRaw: number | null;
  readonly scoreMin: number | null;
  readonly scoreMax: number | null;
  /** 0-1, null when unknown. */
  readonly progress: number | null;
}

/** What is kept of one SCO, read out of its record for the tables `sco_tracks`, `interactions`, `sco_objectives`. */
export interface ScoProjection {
  readonly completion: CourseResult['completion'];
  readonly success: CourseResult['success'];
  readonly scoreRaw: number | null;
  readonly scoreMin: number | null;
  readonly scoreMax: number | null;
  readonly scoreScaled: number | null;
  readonly progress: number | null;
  readonly location: string;
  readonly exit: string;
  readonly suspendData: string;
  /** Total time over all sessions, integer ms. */
  readonly totalTimeMs: number;
  /** Time of the running session as the SCO told it, integer ms. */
  readonly sessionTimeMs: number;
  readonly interactions: readonly InteractionRow[];
  readonly objectives: readonly ObjectiveRow[];
}

export interface InteractionRow {
  readonly index: number;
  readonly id: string;
  readonly type: string;
  readonly description: string;
  readonly learnerResponse: string;
  /** Patterns in order, joined by `[|]` where there are several. */
  readonly correctResponse: string;
  readonly result: string;
  readonly weighting: number | null;
  readonly latencyMs: number | null;
  /** As the SCO told it (time of day in 1.2, ISO 8601 in 2004). */
  readonly time: string;
  readonly objectiveIds: readonly string[];
}

export interface ObjectiveRow {
  readonly index: number;
  readonly id: string;
  readonly description: string;
  readonly completion: string;
  readonly success: string;
  readonly scoreRaw: number | null;
  readonly scoreMin: number | null;
  readonly scoreMax: number | null;
  readonly scoreScaled: number | null;
  readonly progress: number | null;
}

/** An element that the server set aside, with the standard's reason. */
export interface RejectedElement {
  readonly element: string;
  readonly value: string;
  readonly error: number;
  readonly reason: string;
}
