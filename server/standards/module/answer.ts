import type { EndingKind } from './answer-key.ts';

/**
 * What an officer answered, as text. choice: option id; multi: ids joined by `,`; numeric and short: as typed; sort, match and
 * test: `item:option` joined by `,`; order: step ids joined by `,`; scenario: the ids of all choices of the run so far, joined
 * by `,`.
 */
export type Response = string;

/** One piece of feedback; `of` names an option, pair or item, '' the whole answer. */
export interface Feedback {
  readonly of: string;
  readonly html: string;
  readonly isRight: boolean | null;
}

/** What the grader says of one answer: everything that the officer may see after it. */
export interface Graded {
  readonly result: 'correct' | 'incorrect' | 'neutral';
  /** Share of the block's points that this answer earns, 0-1; of a scenario only once it has ended. */
  readonly share: number;
  readonly feedback: readonly Feedback[];
  /** Right response; '' where none is the only right one. */
  readonly correct: Response;
  /** Present when a scenario has come to an ending. */
  readonly ending?: Ending;
  /** Present for a test that was handed in. */
  readonly test?: TestResult;
}

/** How a run of a scenario ended. */
export interface Ending {
  readonly node: string;
  readonly end: EndingKind;
  /** HTML; '' where none. */
  readonly lesson: string;
  readonly points: number;
  readonly max: number;
  readonly passed: boolean;
  readonly decisions: readonly Decision[];
}

/** One decision of a run, for the debrief. */
export interface Decision {
  readonly node: string;
  readonly choice: string;
  readonly points: number;
  /** Most points that a choice offered there would have given. */
  readonly best: number;
  /** HTML; '' where none. */
  readonly feedback: string;
}

/** Result of a test that was handed in. */
export interface TestResult {
  readonly right: number;
  readonly total: number;
  /** null where there is nothing to pass. */
  readonly passed: boolean | null;
  readonly objectives: readonly { readonly id: string; readonly right: number; readonly total: number }[];
  /** Right option of each item. */
  readonly correct: Readonly<Record<string, string>>;
}
