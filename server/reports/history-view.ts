import type { TakenCourseFacts } from '../attempts/index.ts';
import { scoreWords, statusWords } from './result-words.ts';
import { countWords, durationWords, fullDateWords, momentWords, type Now } from './time-words.ts';

/** View-model of the finished attempts, the latest first, made to be printed. */
export function historyView(
  attempts: readonly TakenCourseFacts[],
  person: { readonly name: string; readonly agencyName: string },
  time: Now,
) {
  const finished = attempts
    .filter(({ state }) => state === 'finished')
    .sort((a, b) => (b.finishedAt?.getTime() ?? 0) - (a.finishedAt?.getTime() ?? 0));
  const activeMs = finished.reduce((sum, { engagedMs }) => sum + engagedMs, 0);
  return {
    name: person.name,
    agencyName: person.agencyName,
    asOf: `As of ${momentWords(time.now, time)}`,
    summary: `${countWords(finished.length, 'finished attempt')}, ${durationWords(activeMs)} active time`,
    rows: finished.map((course) => ({
      title: course.courseTitle,
      courseId: course.courseId,
      attemptId: course.attemptId,
      attempt: course.attemptNumber,
      iso: course.finishedAt?.toISOString() ?? '',
      date: course.finishedAt ? fullDateWords(course.finishedAt, time) : '',
      status: statusWords(course.result, course.state),
      score: scoreWords(course.result) ?? 'no score',
      active: durationWords(course.engagedMs),
    })),
  };
}
