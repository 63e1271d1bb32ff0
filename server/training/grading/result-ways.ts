/** Pages about the results of a course, by the last word of their path. */
export type ResultPage = 'results' | 'items' | 'paths' | 'drop-off' | 'mastery' | 'grading';

const WAYS: readonly (readonly [ResultPage, string])[] = [
  ['results', 'Officers'],
  ['items', 'Questions'],
  ['paths', 'Paths'],
  ['drop-off', 'Where people stop'],
  ['mastery', 'Objectives'],
  ['grading', 'Grading'],
];

/** Links between the pages about the results of a course. */
export function resultWays(courseId: string, current: ResultPage) {
  return WAYS.map(([page, label]) => ({
    href: page === 'results' ? `/courses/${courseId}/results` : `/courses/${courseId}/results/${page}`,
    label,
    isCurrent: page === current,
  }));
}
