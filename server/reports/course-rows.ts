import type { TakenCourseFacts } from '../attempts/index.ts';
import { strandWords } from '../packages/index.ts';
import { percentOf, scoreWords, statusWords } from './result-words.ts';
import { countWords, dateWords, durationWords, savedWords, type Now } from './time-words.ts';

/** A published course that a person may begin. */
export interface OfferedCourse {
  readonly courseId: string;
  readonly title: string;
  readonly strand: string;
  readonly partsTotal: number;
}

/** One line of a list of courses. */
export interface CourseRow {
  readonly courseId: string;
  readonly title: string;
  readonly percent: number;
  readonly isDone: boolean;
  readonly ringLabel: string;
  readonly meta: readonly string[];
  readonly chip: { readonly tone: string; readonly word: string } | null;
  readonly when: { readonly iso: string; readonly words: string } | null;
  /** The row is marked as one that went wrong. */
  readonly isLate: boolean;
  /** A form instead of a link to the player. */
  readonly isStart: boolean;
  readonly isReview: boolean;
  readonly actionLabel: string;
  readonly href: string;
}

/** A course that has been begun and can be resumed. */
export function runningRow(course: TakenCourseFacts, time: Now): CourseRow {
  const percent = percentOf(course.result, course.partsDone, course.partsTotal);
  return {
    ...ring(course, percent, false),
    meta: filled([strandWords(course.strand), partsWords(course), activeWords(course)]),
    chip: null,
    when: course.lastSavedAt && { iso: course.lastSavedAt.toISOString(), words: savedWords(course.lastSavedAt, time) },
    isLate: false,
    isStart: false,
    isReview: false,
    actionLabel: 'Resume',
    href: `/play/${course.registrationId}`,
  };
}

/** A course that has ended: reviewing it changes nothing, one that was left before its end begins again. */
export function finishedRow(course: TakenCourseFacts, time: Now): CourseRow {
  const status = statusWords(course.result, course.state);
  const score = scoreWords(course.result);
  const at = course.finishedAt ?? course.lastSavedAt;
  return {
    ...ring(course, percentOf(course.result, course.partsDone, course.partsTotal), status.tone === 'done'),
    meta: filled([strandWords(course.strand), score === null ? '' : `score ${score}`, activeWords(course)]),
    chip: { tone: status.tone === 'now' ? '' : status.tone, word: status.word },
    when: at && { iso: at.toISOString(), words: dateWords(at, time) },
    isLate: status.tone === 'late',
    isStart: false,
    ...(course.result.completion === 'completed'
      ? { isReview: true, actionLabel: 'Review', href: `/play/${course.registrationId}/review` }
      : { isReview: false, actionLabel: 'Begin again', href: `/play/${course.registrationId}` }),
  };
}

/** A course that nobody has begun yet. */
export function waitingRow(course: OfferedCourse): CourseRow {
  return {
    courseId: course.courseId,
    title: course.title,
    percent: 0,
    isDone: false,
    ringLabel: 'Not started',
    meta: filled([strandWords(course.strand), countWords(course.partsTotal, 'part')]),
    chip: null,
    when: null,
    isLate: false,
    isStart: true,
    isReview: false,
    actionLabel: 'Start',
    href: `/courses/${course.courseId}/start`,
  };
}

function ring(course: TakenCourseFacts, percent: number, isDone: boolean) {
  return {
    courseId: course.courseId,
    title: course.courseTitle,
    percent,
    isDone,
    ringLabel: isDone ? 'Done' : `${percent} percent done`,
  };
}

function partsWords({ partsDone, partsTotal }: TakenCourseFacts): string {
  return partsTotal > 1 ? `${partsDone} of ${partsTotal} parts done` : '';
}

function activeWords({ engagedMs }: TakenCourseFacts): string {
  return engagedMs > 0 ? `${durationWords(engagedMs)} active` : '';
}

function filled(words: readonly string[]): string[] {
  return words.filter((word) => word !== '');
}
