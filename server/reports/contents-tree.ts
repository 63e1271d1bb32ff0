import type { Activity, CourseResult } from '../standards/index.ts';
import { say, type Locale } from '../platform/index.ts';
import { partStatusWords, scoreWords } from './result-words.ts';

/** What is known of one part in an attempt. */
export type PartResult = Pick<
  CourseResult,
  'completion' | 'success' | 'scoreRaw' | 'scoreMin' | 'scoreMax' | 'scoreScaled'
>;

/** A line of the contents, with its status where there is an attempt. */
export interface ContentsNode {
  readonly title: string;
  readonly isGroup: boolean;
  readonly tone: string;
  readonly shape: string;
  readonly statusWord: string;
  readonly note: string;
  readonly children: readonly ContentsNode[];
}

/** The visible activity tree below the organization; `results` by activity identifier. */
export function contentsTree(
  activities: readonly Activity[],
  results: Readonly<Record<string, PartResult>>,
  locale: Locale = 'en',
): ContentsNode[] {
  return activities
    .filter(({ isVisible, children }) => isVisible || children.length > 0)
    .map((activity) => {
      const isGroup = activity.type === 'cluster';
      const result = Object.hasOwn(results, activity.identifier) ? results[activity.identifier] : undefined;
      const status = result && partStatusWords(result);
      return {
        title: activity.title === '' ? say(locale, 'Untitled part') : activity.title,
        isGroup,
        tone: status?.tone ?? '',
        shape: status?.shape ?? 'st-open',
        statusWord: isGroup ? '' : (status?.word ?? 'Not started'),
        note: (result && scoreWords(result)) ?? '',
        children: contentsTree(activity.children, results, locale),
      };
    });
}
