import type { CompiledBlock } from './compiled-module.ts';
import type { BlockState, QuestionState, ScenarioState } from './module-state.ts';
import { packResponse, unpackResponse } from './pack-response.ts';
import { packRun, unpackRun } from './run-code.ts';
import { packTest, unpackTest } from './test-code.ts';

/** State of one block as a short list; read with care, because it comes from outside. */
export type Packed = readonly unknown[];

/** Writes the state of a block; null where it is not one of this kind of block. */
export function packBlock(block: CompiledBlock, own: BlockState): Packed | null {
  switch (block.type) {
    case 'scenario':
    case 'dialogue': {
      if (own.kind !== 'scenario') return null;
      const first = packRun(block, own.first);
      const now = packRun(block, own.now);
      return [
        thousandths(own.share),
        own.passed ? 2 : own.hasEnded ? 1 : 0,
        own.runs,
        first,
        now === first ? '=' : now,
      ];
    }
    case 'test':
      return own.kind === 'test' ? packTest(block, own) : null;
    default:
      if (own.kind === 'question') {
        const first = packResponse(block, own.first);
        const last = packResponse(block, own.last);
        return [thousandths(own.share), own.tries, first, last === first ? '=' : last];
      }
      return own.kind === 'done' ? [own.isDone ? 1 : 0, thousandths(own.share), own.text] : null;
  }
}

/** Reads the state of a block; `isSame`: the module has not changed since, so that places still mean what they meant. */
export function unpackBlock(block: CompiledBlock, packed: Packed, isSame: boolean): BlockState {
  const share = shareAt(packed, 0);
  switch (block.type) {
    case 'scenario':
    case 'dialogue': {
      const first = isSame ? unpackRun(block, textAt(packed, 3)) : [];
      const now = isSame && textAt(packed, 4) !== '=' ? unpackRun(block, textAt(packed, 4)) : first;
      const [hasEnded, passed] = [numberAt(packed, 1) >= 1, numberAt(packed, 1) === 2];
      return {
        kind: 'scenario',
        share,
        hasEnded,
        passed,
        runs: numberAt(packed, 2),
        first,
        now,
      } satisfies ScenarioState;
    }
    case 'test':
      return unpackTest(block, packed, isSame);
    case 'choice':
    case 'multi':
    case 'numeric':
    case 'short':
    case 'sort':
    case 'match':
    case 'order': {
      const first = isSame ? unpackResponse(block, textAt(packed, 2)) : '';
      const last = isSame && textAt(packed, 3) !== '=' ? unpackResponse(block, textAt(packed, 3)) : first;
      return { kind: 'question', share, tries: numberAt(packed, 1), first, last } satisfies QuestionState;
    }
    default:
      return { kind: 'done', isDone: numberAt(packed, 0) === 1, share: shareAt(packed, 1), text: textAt(packed, 2) };
  }
}

/** A text of a packed list; '' where there is none. */
export function textAt(packed: Packed, at: number): string {
  const value = packed[at];
  return typeof value === 'string' ? value : '';
}

/** A number of a packed list; 0 where there is none. */
export function numberAt(packed: Packed, at: number): number {
  const value = packed[at];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function shareAt(packed: Packed, at: number): number {
  return Math.min(1, Math.max(0, numberAt(packed, at)));
}

function thousandths(share: number): number {
  return Math.round(share * 1000) / 1000;
}
