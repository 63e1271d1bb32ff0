import type {
  Activity,
  CmiRecord,
  ContentLimits,
  CourseResult,
  CourseStructure,
  LaunchMode,
  RejectedElement,
  ScoProjection,
} from '../standards/index.ts';
import { msToTimespan, scorm12, scorm2004, timespanToMs } from '../standards/index.ts';

/** Where the standards differ for the server; every clause about them stands in `standards/`. */
export interface RunTime {
  /** Each element by the standard's own types; a bad one alone is set aside. */
  validate(
    record: CmiRecord,
    activity: Activity,
    limits: ContentLimits,
  ): { accepted: CmiRecord; rejected: RejectedElement[] };
  /** The record with what the LMS decides itself: mastery score and the status of a SCO that set none. */
  settle(record: CmiRecord, activity: Activity, mode: LaunchMode, isFinal: boolean): CmiRecord;
  project(record: CmiRecord): ScoProjection;
  /**
   * A stored record as the next session finds it. The total time is the sum of what the SCO told (RTE 4.2.25): the seat time,
   * which counts, is bounded by the server's clock and kept apart.
   */
  resume(record: CmiRecord): CmiRecord;
}

const DONE = ['completed', 'passed', 'failed'];

const runTime12: RunTime = {
  validate: (record, _activity, limits) => scorm12.validateRecord(record, limits),
  settle: (record, activity, mode, isFinal) => {
    // A session that never finished must not keep a "passed" that its score does not give.
    const isDone = DONE.includes(record['cmi.core.lesson_status'] ?? '');
    if (isFinal) return scorm12.finishSession(record, activity, mode);
    if (!isDone) return record;
    const { 'cmi.core.lesson_status': status = '' } = scorm12.finishSession(record, activity, mode);
    return { ...record, 'cmi.core.lesson_status': status };
  },
  project: scorm12.toProjection,
  resume: ({ 'cmi.core.session_time': session = '', ...record }) => ({
    ...record,
    'cmi.core.total_time': msToTimespan(
      (timespanToMs(record['cmi.core.total_time'] ?? '') ?? 0) + (timespanToMs(session) ?? 0),
    ),
  }),
};

function runTime2004(structure: CourseStructure): RunTime {
  const { edition } = structure;
  return {
    validate: (record, activity, limits) => scorm2004.validateRecord(record, { edition, activity, limits }),
    settle: (record) => record,
    project: scorm2004.toProjection,
    resume: (record) => scorm2004.finishSession(record),
  };
}

/** The functions of the course's standard. */
export function runTimeOf(structure: CourseStructure): RunTime {
  return structure.standard === 'scorm12' ? runTime12 : runTime2004(structure);
}

/** A result about which nothing is known yet. */
export const NO_RESULT: CourseResult = {
  completion: 'not attempted',
  success: 'unknown',
  scoreScaled: null,
  scoreRaw: null,
  scoreMin: null,
  scoreMax: null,
  progress: null,
};

/** Only the result out of a row that has more columns. */
export function resultOf(row: CourseResult): CourseResult {
  const { completion, success, scoreScaled, scoreRaw, scoreMin, scoreMax, progress } = row;
  return { completion, success, scoreScaled, scoreRaw, scoreMin, scoreMax, progress };
}

/** Whether two results say the same. */
export function isSameResult(one: CourseResult, other: CourseResult): boolean {
  return JSON.stringify(resultOf(one)) === JSON.stringify(resultOf(other));
}

/** Every activity of a tree in document order, the root first. */
export function activityList(structure: CourseStructure): Activity[] {
  const list = (activity: Activity): Activity[] => [activity, ...activity.children.flatMap(list)];
  return list(structure.root);
}

/** The activity of an identifier; undefined when the course has none. */
export function findActivity(structure: CourseStructure, identifier: string): Activity | undefined {
  return activityList(structure).find((activity) => activity.identifier === identifier);
}
