/**
 * A module as the run-time plays it: prose is rendered HTML, every text is in one language, and nothing here tells right from
 * wrong. What does stands in the answer key, which exported packages carry beside it and our own server keeps for itself.
 */
export interface CompiledModule {
  readonly format: 1;
  /** Short hash of the source: state of another one is read with care. */
  readonly stamp: string;
  readonly id: string;
  readonly courseId: string;
  readonly courseTitle: string;
  readonly title: string;
  readonly kind: 'module' | 'pretest' | 'test';
  readonly summary: string;
  readonly language: string;
  /** Engaged minutes, computed from words and interactions. */
  readonly minutes: number;
  readonly objectives: readonly { readonly id: string; readonly text: string }[];
  readonly skills: readonly { readonly title: string; readonly adds: string }[];
  readonly sources: readonly CompiledSource[];
  /** Where the module teaches law: the course's notice as HTML, who reviewed it, until when it holds. */
  readonly legal: { readonly notice: string; readonly reviewer: string | null; readonly reviewBy: string } | null;
  /** Share of the score that passes, 0-1; null: completing passes. */
  readonly pass: number | null;
  readonly sections: readonly CompiledSection[];
}

export interface CompiledSource {
  readonly id: string;
  readonly cite: string;
  readonly kind: string;
  readonly url: string | null;
}

export interface CompiledSection {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly CompiledBlock[];
}

interface Base {
  readonly id: string;
  /** '' where the block has none. */
  readonly title: string;
}

export interface TextBlock extends Base {
  readonly type: 'text';
  readonly html: string;
}
export interface ImageBlock extends Base {
  readonly type: 'image';
  /** Path from the package's root. */
  readonly src: string;
  readonly alt: string;
  readonly caption: string;
  /** Smaller copies for smaller screens, the narrowest first; absent where there are none. */
  readonly copies?: readonly { readonly src: string; readonly width: number }[];
  /** Pixels, so that the page does not jump; null where unknown. */
  readonly width: number | null;
  readonly height: number | null;
}
export interface VideoBlock extends Base {
  readonly type: 'video';
  readonly src: string;
  readonly poster: string | null;
  readonly captions: readonly { readonly language: string; readonly src: string }[];
  readonly transcript: string;
  /** Share that has to be played, 0-1. */
  readonly require: number;
}
export interface AccordionBlock extends Base {
  readonly type: 'accordion';
  readonly items: readonly { readonly id: string; readonly title: string; readonly html: string }[];
}
export interface CardsBlock extends Base {
  readonly type: 'cards';
  readonly items: readonly { readonly id: string; readonly front: string; readonly back: string }[];
}
export interface CalloutBlock extends Base {
  readonly type: 'callout';
  readonly kind: 'note' | 'law' | 'state' | 'safety' | 'mou' | 'example' | 'academy';
  readonly states: readonly string[];
  readonly html: string;
}
export interface PolicyBlock extends Base {
  readonly type: 'policy';
  readonly html: string;
  readonly ref: string;
  readonly acknowledge: boolean;
}
export interface CheckpointBlock extends Base {
  readonly type: 'checkpoint';
  readonly html: string;
}
export interface ReflectionBlock extends Base {
  readonly type: 'reflection';
  readonly html: string;
  readonly isPrivate: boolean;
}
export interface WorksheetBlock extends Base {
  readonly type: 'worksheet';
  readonly html: string;
  readonly items: readonly { readonly id: string; readonly html: string; readonly lines: number }[];
}
export interface PracticalBlock extends Base {
  readonly type: 'practical';
  readonly html: string;
  readonly criteria: readonly { readonly id: string; readonly text: string }[];
  readonly signer: 'instructor' | 'supervisor';
}

interface QuestionBase extends Base {
  readonly objective: string;
  readonly html: string;
  /** HTML, '' where none. */
  readonly hint: string;
  /** Weight in the score of the module. */
  readonly points: number;
}
export interface CompiledOption {
  readonly id: string;
  readonly text: string;
}
export interface ChoiceBlock extends QuestionBase {
  readonly type: 'choice' | 'multi';
  readonly options: readonly CompiledOption[];
  readonly shuffle: boolean;
}
export interface NumericBlock extends QuestionBase {
  readonly type: 'numeric';
  readonly unit: string;
}
export interface ShortBlock extends QuestionBase {
  readonly type: 'short';
}
export interface SortBlock extends QuestionBase {
  readonly type: 'sort';
  readonly buckets: readonly { readonly id: string; readonly title: string }[];
  readonly items: readonly CompiledOption[];
}
/** `rights` lie in an order of their own and carry ids that say nothing of the pair (`r1`, `r2` …). */
export interface MatchBlock extends QuestionBase {
  readonly type: 'match';
  readonly lefts: readonly CompiledOption[];
  readonly rights: readonly CompiledOption[];
}
/** `steps` lie in an order of their own. */
export interface OrderBlock extends QuestionBase {
  readonly type: 'order';
  readonly steps: readonly CompiledOption[];
}
export type QuestionBlock = ChoiceBlock | NumericBlock | ShortBlock | SortBlock | MatchBlock | OrderBlock;

export interface CompiledCondition {
  readonly has?: readonly string[];
  readonly lacks?: readonly string[];
}
/** Where a choice leads: the first branch whose condition holds; the last has none. */
export type CompiledGoto = readonly { readonly when?: CompiledCondition; readonly goto: string }[];
export interface CompiledChoice {
  readonly id: string;
  /** The officer's own words; '' where nothing is said. */
  readonly say: string;
  /** What the officer does; '' where something is said. */
  readonly do: string;
  readonly goto: CompiledGoto;
  readonly set: readonly string[];
  readonly when?: CompiledCondition;
}
export interface CompiledDecision {
  readonly title: string;
  readonly speaker: string;
  readonly scene: string;
  readonly html: string;
  readonly asides: readonly { readonly when: CompiledCondition; readonly html: string }[];
  readonly prompt: string;
  readonly seconds: number | null;
  readonly late: string | null;
  readonly choices: readonly CompiledChoice[];
}
export interface CompiledEnding {
  readonly title: string;
  readonly html: string;
  readonly isEnd: true;
}
export type CompiledNode = CompiledDecision | CompiledEnding;
export interface ScenarioBlock extends Base {
  readonly type: 'scenario' | 'dialogue';
  readonly objective: string;
  readonly html: string;
  readonly start: string;
  /** Weight in the score of the module. */
  readonly points: number;
  /** The best run that ended counts; without it the first. */
  readonly counts?: 'best';
  /** The person of a dialogue; null in a scenario. */
  readonly with: { readonly name: string; readonly role: string } | null;
  readonly nodes: Readonly<Record<string, CompiledNode>>;
}

export interface TestItem {
  readonly id: string;
  readonly objective: string;
  readonly kind: 'knowledge' | 'scenario';
  readonly html: string;
  readonly options: readonly CompiledOption[];
}
/** A pre-test that draws from the bank of another test of its course. */
export interface PretestDraw {
  /** The module's id. */
  readonly module: string;
  readonly block: string;
  readonly total: number;
  readonly scenarioShare: number;
}
export interface TestBlock extends Base {
  readonly type: 'test';
  readonly total: number;
  readonly scenarioShare: number;
  /** 0-1; null: nothing to pass. */
  readonly pass: number | null;
  readonly objectives: readonly { readonly id: string; readonly text: string }[];
  /** The whole bank without retired items. */
  readonly items: readonly TestItem[];
  /** Pre-tests that showed items of this bank; courses that were built before this was told have none. */
  readonly pretests?: readonly PretestDraw[];
}

export type CompiledBlock =
  | TextBlock
  | ImageBlock
  | VideoBlock
  | AccordionBlock
  | CardsBlock
  | CalloutBlock
  | PolicyBlock
  | CheckpointBlock
  | ReflectionBlock
  | WorksheetBlock
  | PracticalBlock
  | QuestionBlock
  | ScenarioBlock
  | TestBlock;

/** Blocks whose results count for the score. */
export type GradedBlock = QuestionBlock | ScenarioBlock | TestBlock;
