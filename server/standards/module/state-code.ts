import { packBlock, unpackBlock, type Packed } from './block-code.ts';
import type { CompiledBlock, CompiledModule } from './compiled-module.ts';
import type { BlockState, ModuleState } from './module-state.ts';
import { startState } from './module-state.ts';

/** Characters that SCORM 1.2 keeps for a SCO (RTE 3.4.4, cmi.suspend_data). */
export const STATE_LIMIT = 4096;

/** A state as it is stored; short names, because every character counts. */
interface Stored {
  /** Format. */
  readonly v: 1;
  /** Stamp of the module. */
  readonly m: string;
  /** Section on the screen, and those seen. */
  readonly s: string;
  readonly n: readonly string[];
  readonly l: string;
  readonly u: boolean;
  readonly b: ReadonlyMap<string, Packed>;
}

/** Writes a state as text for suspend data: option ids become places in their lists. */
export function encodeState(module: CompiledModule, state: ModuleState): string {
  const packed = allBlocks(module).flatMap((block): [string, Packed][] => {
    const own = Object.hasOwn(state.blocks, block.id) ? state.blocks[block.id] : undefined;
    const code = own === undefined ? null : packBlock(block, own);
    return code === null ? [] : [[block.id, code]];
  });
  return JSON.stringify({
    v: 1,
    m: module.stamp,
    s: state.section,
    n: state.seen,
    l: state.language,
    ...(state.untimed && { u: 1 }),
    b: Object.fromEntries(packed),
  });
}

/**
 * Reads a state back. Of another version of the module what was earned is kept and the answers are not; what cannot be read
 * is a state that was never begun.
 */
export function decodeState(module: CompiledModule, text: string, language: string): ModuleState {
  const stored = readStored(text);
  if (stored === null) return startState(language);
  const isSame = stored.m === module.stamp;
  const sections = new Set(module.sections.map(({ id }) => id));
  const blocks = allBlocks(module).flatMap((block): [string, BlockState][] => {
    const packed = stored.b.get(block.id);
    return packed === undefined ? [] : [[block.id, unpackBlock(block, packed, isSame)]];
  });
  return {
    section: sections.has(stored.s) ? stored.s : '',
    seen: stored.n.filter((id) => sections.has(id)),
    blocks: Object.fromEntries(blocks),
    language: stored.l,
    untimed: stored.u,
  };
}

/** All blocks of a module in their order. */
export function allBlocks(module: CompiledModule): CompiledBlock[] {
  return module.sections.flatMap(({ blocks }) => blocks);
}

function readStored(text: string): Stored | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Another program's suspend data, or none: the module begins anew.
    return null;
  }
  if (!isRecord(value) || value['v'] !== 1) return null;
  const { m, s, n, l, u, b } = value;
  if (typeof m !== 'string' || typeof s !== 'string' || typeof l !== 'string') return null;
  if (!isTexts(n) || !isRecord(b)) return null;
  const packed = Object.entries(b).filter((entry): entry is [string, Packed] => Array.isArray(entry[1]));
  return { v: 1, m, s, n, l, u: u === 1, b: new Map(packed) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
