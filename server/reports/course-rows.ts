import { say, type Locale } from '../platform/index.ts';
import type { TakenCourseFacts } from '../attempts/index.ts';
import { strandWords } from '../packages/index.ts';
import { percentOf, scoreWords, statusWords } from './result-words.ts';
import { partsWords, dateWords, durationWords, savedWords, type Now } from './time-words.ts';

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
  const { locale = 'en' } = time;
  const percent = percentOf(course.result, course.partsDone, course.partsTotal);
  return {
    ...ring(course, percent, false, locale),
    meta: filled([strandWords(course.strand), doneWords(course, locale), activeWords(course, locale)]),
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
  const { locale = 'en' } = time;
  const status = statusWords(course.result, course.state);
  const score = scoreWords(course.result);
  const at = course.finishedAt ?? course.lastSavedAt;
  return {
    ...ring(course, percentOf(course.result, course.partsDone, course.partsTotal), status.tone === 'done', locale),
    meta: filled([
      strandWords(course.strand),
      score === null ? '' : say(locale, 'score {score}', { score }),
      activeWords(course, locale),
    ]),
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
export function waitingRow(course: OfferedCourse, { locale = 'en' }: Pick<Now, 'locale'> = {}): CourseRow {
  return {
    courseId: course.courseId,
    title: course.title,
    percent: 0,
    isDone: false,
    ringLabel: 'Not started',
    meta: filled([strandWords(course.strand), partsWords(course.partsTotal, locale)]),
    chip: null,
    when: null,
    isLate: false,
    isStart: true,
    isReview: false,
    actionLabel: 'Start',
    href: `/courses/${course.courseId}/start`,
  };
}

function ring(course: TakenCourseFacts, percent: number, isDone: boolean, locale: Locale) {
  return {
    courseId: course.courseId,
    title: course.courseTitle,
    percent,
    isDone,
    ringLabel: isDone ? 'Done' : say(locale, '{percent} percent done', { percent }),
  };
}

function doneWords({ partsDone, partsTotal }: TakenCourseFacts, locale: Locale): string {
  return partsTotal > 1 ? say(locale, '{done} of {total} parts done', { done: partsDone, total: partsTotal }) : '';
}

function activeWords({ engagedMs }: TakenCourseFacts, locale: Locale): string {
  return engagedMs > 0 ? say(locale, '{time} active', { time: durationWords(engagedMs, locale) }) : '';
}

function filled(words: readonly string[]): string[] {
  return words.filter((word) => word !== '');
}
