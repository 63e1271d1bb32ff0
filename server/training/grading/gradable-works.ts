import { allBlocks, plainWords, type CourseAnswers } from '../../standards/module/index.ts';
import type { Criterion } from './grading-model.ts';

/** A piece of work that a person can grade. */
export interface GradableWork {
  readonly part: string;
  readonly partTitle: string;
  readonly block: string;
  readonly kind: 'reflection' | 'practical';
  readonly title: string;
  /** What the officer was asked. */
  readonly task: string;
  /** Criteria that the source has, each with a point of its own. */
  readonly criteria: readonly Criterion[];
}

/** Written answers that are sent in, and practical parts, of a course that our server grades; each once, in document order. */
export function gradableWorks(answers: CourseAnswers | null): GradableWork[] {
  return Object.entries(answers ?? {}).flatMap(([part, languages]) => {
    const module = Object.values(languages)[0]?.module;
    if (module === undefined) return [];
    const place = { part, partTitle: module.title };
    return allBlocks(module).flatMap((block): GradableWork[] => {
      const named = { ...place, block: block.id, task: 'html' in block ? plainWords(block.html) : '' };
      if (block.type === 'reflection' && !block.isPrivate) {
        const title = block.title || shortened(named.task);
        return [{ ...named, kind: 'reflection', title, criteria: [] }];
      }
      if (block.type !== 'practical') return [];
      const criteria = block.criteria.map(({ text }) => ({ text: plainWords(text), most: 1 }));
      return [{ ...named, kind: 'practical', title: block.title, criteria }];
    });
  });
}

const shortened = (text: string): string => (text.length <= 80 ? text : `${text.slice(0, 79)}…`);
