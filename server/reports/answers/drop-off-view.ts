import { answerHead, partChoices, percentWords } from './answer-head-view.ts';
import type { StepFigures } from './drop-off.ts';
import type { NamedStep } from './progress-service.ts';
import type { PlayedPart, TakenCourse } from './taken-course.ts';

/** Parts with who opened and completed them, and the steps of one of them. */
export function dropOffView(
  course: TakenCourse,
  found: {
    readonly counts: ReadonlyMap<string, { readonly begun: number; readonly done: number }>;
    readonly part: PlayedPart | null;
    readonly steps: readonly NamedStep[];
    readonly figures: readonly StepFigures[];
  },
) {
  const { counts, part, steps, figures } = found;
  const parts = course.chosen?.parts ?? [];
  const begun = part === null ? 0 : (counts.get(part.id)?.begun ?? 0);
  const most = Math.max(0, ...figures.map(({ stopped }) => stopped));
  return {
    ...answerHead(course, 'drop-off', part?.id ?? null),
    parts: partChoices(
      parts.filter(({ answers }) => answers !== null),
      part?.id ?? null,
    ),
    partRows: parts.map(({ id, title }) => {
      const { begun: opened, done } = counts.get(id) ?? { begun: 0, done: 0 };
      return { title, begun: String(opened), done: String(done), ...bar(done, opened) };
    }),
    partTitle: part?.title ?? '',
    steps:
      begun === 0
        ? []
        : steps.map(({ words, isSection }, at) => {
            const { done = 0, stopped = 0 } = figures[at] ?? {};
            return {
              words,
              isSection,
              done: String(done),
              ...bar(done, begun),
              stopped: stopped === 0 ? '' : String(stopped),
              isWorst: stopped > 0 && stopped === most,
            };
          }),
    begun: String(begun),
  };
}

function bar(count: number, of: number): { share: string; width: number } {
  const share = of === 0 ? 0 : count / of;
  return { share: of === 0 ? 'none' : percentWords(share), width: Math.round(100 * share) };
}
