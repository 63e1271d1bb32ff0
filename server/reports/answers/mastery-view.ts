import { answerHead, fewWords, partChoices, percentWords } from './answer-head-view.ts';
import { FEWEST } from './item-analysis.ts';
import { MASTERY, type ObjectiveFigures } from './mastery.ts';
import type { PlayedPart, TakenCourse } from './taken-course.ts';

/** Objectives of one part with the share that was earned and who reached the mark. */
export function masteryView(
  course: TakenCourse,
  found: {
    readonly parts: readonly PlayedPart[];
    readonly part: PlayedPart | null;
    readonly figures: readonly ObjectiveFigures[];
    readonly texts: ReadonlyMap<string, string>;
    readonly mark?: number;
  },
) {
  const { parts, part, figures, texts, mark = MASTERY } = found;
  return {
    ...answerHead(course, 'mastery', part?.id ?? null),
    parts: partChoices(parts, part?.id ?? null),
    partTitle: part?.title ?? '',
    mark: percentWords(mark),
    rows: figures.map(({ objective, attempts, share, mastered }) => {
      const isEnough = attempts >= FEWEST;
      return {
        words: texts.get(objective) ?? objective,
        attempts: String(attempts),
        few: isEnough ? null : fewWords(attempts, FEWEST, 'attempts'),
        share: isEnough ? percentWords(share) : '',
        width: isEnough ? Math.round(share * 100) : 0,
        mastered: isEnough ? `${mastered} of ${attempts}` : '',
        isWeak: isEnough && share < mark,
      };
    }),
  };
}
