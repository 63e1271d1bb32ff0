/** What tells right from wrong in one module, by block id. Reasons and feedback are HTML. */
export interface AnswerKey {
  readonly moduleId: string;
  readonly blocks: Readonly<Record<string, BlockKey>>;
}

interface Feedback {
  /** '' where none. */
  readonly right: string;
  readonly wrong: string;
}

/** choice, multi: right options and the reason of each. */
export interface ChoiceKey extends Feedback {
  readonly type: 'choice';
  readonly correct: readonly string[];
  readonly why: Readonly<Record<string, string>>;
}
export interface NumericKey {
  readonly type: 'numeric';
  readonly min: number;
  readonly max: number;
  readonly why: string;
}
export interface ShortKey {
  readonly type: 'short';
  readonly accept: readonly string[];
  readonly why: string;
}
/** sort: bucket of each item; match: right of each left. */
export interface PairsKey {
  readonly type: 'pairs';
  readonly pairs: Readonly<Record<string, string>>;
  readonly why: Readonly<Record<string, string>>;
}
export interface OrderKey {
  readonly type: 'order';
  readonly order: readonly string[];
  readonly why: string;
}
export type QuestionKey = ChoiceKey | NumericKey | ShortKey | PairsKey | OrderKey;

export interface ScenarioKey {
  readonly type: 'scenario';
  /** Points of the best path. */
  readonly max: number;
  readonly pass: number;
  /** By `<node>.<choice>`; a choice without points or feedback is left out. */
  readonly choices: Readonly<Record<string, { readonly points: number; readonly feedback: string }>>;
  readonly ends: Readonly<Record<string, { readonly end: EndingKind; readonly lesson: string }>>;
}
export type EndingKind = 'best' | 'good' | 'fair' | 'poor';

export interface TestKey {
  readonly type: 'test';
  readonly items: Readonly<Record<string, ChoiceKey>>;
}
export type BlockKey = QuestionKey | ScenarioKey | TestKey;
