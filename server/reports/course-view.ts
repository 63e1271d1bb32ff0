import { say } from '../platform/index.ts';
import type { OwnAttemptFacts, OwnRecordFacts } from '../attempts/index.ts';
import type { CourseStructure } from '../standards/index.ts';
import { editionWords, strandWords } from '../packages/index.ts';
import { contentsTree } from './contents-tree.ts';
import { scoreWords, statusWords } from './result-words.ts';
import { partsWords, dateWords, durationWords, savedWords, type Now } from './time-words.ts';
import { contentParts, whatCounts } from './what-counts.ts';

/** A published course as its page shows it. */
export interface CourseFacts {
  readonly courseId: string;
  readonly title: string;
  readonly description: string;
  readonly strand: string;
  readonly isPublished: boolean;
  readonly versionNumber: number;
  readonly structure: CourseStructure;
  /** False without a content origin: uploaded packages are not opened then. */
  readonly isLaunchable: boolean;
}

/** View-model of the course page; `attempts` newest first, `parts` of the newest by activity identifier. */
export function courseView(course: CourseFacts, own: OwnRecordFacts, mayTeach: boolean, time: Now, isRenewal = false) {
  const { locale = 'en' } = time;
  const [latest] = own.attempts;
  const parts = contentParts(course.structure.root).length;
  return {
    courseId: course.courseId,
    title: course.title,
    description: course.description,
    facts: [
      strandWords(course.strand),
      partsWords(parts, locale),
      editionWords(course.structure.edition),
      say(locale, 'version {number}', { number: course.versionNumber }),
    ].filter(Boolean),
    actions: actions(course, own.registrationId, latest, isRenewal),
    saved: latest?.state !== 'finished' && latest?.lastSavedAt ? savedWords(latest.lastSavedAt, time) : null,
    notLaunchable: course.isLaunchable
      ? null
      : 'This server has no address for course content, so the course cannot be opened here. Ask your administrator to set one.',
    withdrawn: course.isPublished ? null : 'This course has been withdrawn. Your record of it stays.',
    contents: contentsTree(course.structure.root.children, own.parts),
    counts: whatCounts(course.structure, locale),
    attempts: own.attempts.map((attempt) => ({
      attemptId: attempt.attemptId,
      number: attempt.number,
      status: statusWords(attempt.result, attempt.state),
      score: scoreWords(attempt.result) ?? 'no score',
      active: durationWords(attempt.engagedMs, locale),
      started: dateWords(attempt.startedAt, time),
      ended: attempt.finishedAt ? dateWords(attempt.finishedAt, time) : 'still open',
    })),
    mayTeach,
  };
}

/** Buttons: what suits the state, `main` says which one is the page's main action. */
function actions(
  course: CourseFacts,
  registrationId: string | null,
  latest: OwnAttemptFacts | undefined,
  isRenewal: boolean,
) {
  const canOpen = course.isLaunchable;
  const isFinished = latest?.state === 'finished';
  const isRunning = latest !== undefined && !isFinished && latest.state !== 'not started';
  const mayBegin = canOpen && course.isPublished && !isRunning;
  const isGood = isFinished && statusWords(latest.result, latest.state).tone === 'done';
  return {
    resume: canOpen && isRunning ? `/play/${registrationId}` : null,
    start: mayBegin && !isFinished ? `/courses/${course.courseId}/start` : null,
    again: mayBegin && isFinished ? `/courses/${course.courseId}/start` : null,
    review: canOpen && isFinished ? `/play/${registrationId}/review` : null,
    isAgainMain: !isGood || isRenewal,
  };
}
