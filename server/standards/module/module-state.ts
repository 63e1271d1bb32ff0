import type { Response } from './answer.ts';

/** What a module remembers between sessions; written into suspend data by `encodeState`. */
export interface ModuleState {
  /** Section on the screen. */
  readonly section: string;
  readonly seen: readonly string[];
  readonly blocks: Readonly<Record<string, BlockState>>;
  /** Language that the officer chose. */
  readonly language: string;
  /** The officer has switched timed choices off. */
  readonly untimed: boolean;
}

/** Read, watched, acknowledged, thought over. */
export interface DoneState {
  readonly kind: 'done';
  readonly isDone: boolean;
  /** Share of a video that was played, 0-1. */
  readonly share: number;
  /** A reflection that is not private. */
  readonly text: string;
}

/** A question: the first answer counts, the last one is shown. */
export interface QuestionState {
  readonly kind: 'question';
  readonly first: Response;
  readonly last: Response;
  readonly tries: number;
  /** Share of the points that the first answer earned, 0-1. */
  readonly share: number;
}

/** A scenario: the first run that came to an ending counts, or the best one where the source says so. */
export interface ScenarioState {
  readonly kind: 'scenario';
  /** Choices of the first run that ended; empty before, and where the module has changed since. */
  readonly first: readonly string[];
  readonly hasEnded: boolean;
  readonly share: number;
  readonly passed: boolean;
  /** Choices of the run on the screen. */
  readonly now: readonly string[];
  /** Runs begun. */
  readonly runs: number;
}

/** A test: tries handed in, and the one on the screen. */
export interface TestState {
  readonly kind: 'test';
  readonly tries: readonly { readonly right: number; readonly total: number; readonly passed: boolean | null }[];
  /** Items of earlier tries. */
  readonly seen: readonly string[];
  /** Items of the try on the screen; empty before it begins. */
  readonly drawn: readonly string[];
  readonly answers: Readonly<Record<string, string>>;
  /** The try on the screen has been handed in. */
  readonly isHandedIn: boolean;
}

export type BlockState = DoneState | QuestionState | ScenarioState | TestState;

/** State of a module that was never opened. */
export function startState(language: string): ModuleState {
  return { section: '', seen: [], blocks: {}, language, untimed: false };
}

/** State of a block, of the wanted kind only. */
export function stateOf<Kind extends BlockState['kind']>(
  state: ModuleState,
  id: string,
  kind: Kind,
): Extract<BlockState, { kind: Kind }> | undefined {
  const found = Object.hasOwn(state.blocks, id) ? state.blocks[id] : undefined;
  return found !== undefined && isKind(found, kind) ? found : undefined;
}

function isKind<Kind extends BlockState['kind']>(
  state: BlockState,
  kind: Kind,
): state is Extract<BlockState, { kind: Kind }> {
  return state.kind === kind;
}

/** The state with one block changed. */
export function withBlock(state: ModuleState, id: string, block: BlockState): ModuleState {
  return { ...state, blocks: { ...state.blocks, [id]: block } };
}
