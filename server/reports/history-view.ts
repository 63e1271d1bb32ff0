import { say } from '../platform/index.ts';
import type { TakenCourseFacts } from '../attempts/index.ts';
import { scoreWords, statusWords } from './result-words.ts';
import { durationWords, fullDateWords, momentWords, type Now } from './time-words.ts';

/** View-model of the finished attempts, the latest first, made to be printed. */
export function historyView(
  attempts: readonly TakenCourseFacts[],
  person: { readonly name: string; readonly agencyName: string },
  time: Now,
) {
  const { locale = 'en' } = time;
  const finished = attempts
    .filter(({ state }) => state === 'finished')
    .sort((a, b) => (b.finishedAt?.getTime() ?? 0) - (a.finishedAt?.getTime() ?? 0));
  const activeMs = finished.reduce((sum, { engagedMs }) => sum + engagedMs, 0);
  return {
    name: person.name,
    agencyName: person.agencyName,
    asOf: say(locale, 'As of {moment}', { moment: momentWords(time.now, time) }),
    summary: say(
      locale,
      finished.length === 1
        ? '1 finished attempt, {time} active time'
        : '{count} finished attempts, {time} active time',
      {
        count: finished.length,
        time: durationWords(activeMs, locale),
      },
    ),
    rows: finished.map((course) => ({
      title: course.courseTitle,
      courseId: course.courseId,
      attemptId: course.attemptId,
      attempt: course.attemptNumber,
      iso: course.finishedAt?.toISOString() ?? '',
      date: course.finishedAt ? fullDateWords(course.finishedAt, time) : '',
      status: statusWords(course.result, course.state),
      score: scoreWords(course.result) ?? 'no score',
      active: durationWords(course.engagedMs, locale),
    })),
  };
}
