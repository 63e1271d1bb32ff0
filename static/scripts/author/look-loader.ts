import type { SourceValue } from '../../../server/standards/module/draft-edit.ts';
import type { BlockLook } from './editor-data.ts';

/** From the last key to the picture of the block, ms. */
const PAUSE_MS = 300;
/** Where the server did not answer. */
const AGAIN_MS = 5_000;

/** Asks for the looks of blocks that have changed, one question at a time. */
export function createLookLoader({
  stale,
  ask,
  show,
}: {
  /** Blocks that are shown otherwise than they are now; asked once, they count as shown. */
  readonly stale: () => readonly SourceValue[];
  /** Null: no answer now; `refused`: none to these blocks, ever. */
  readonly ask: (blocks: readonly SourceValue[]) => Promise<readonly BlockLook[] | 'refused' | null>;
  readonly show: (look: BlockLook) => void;
}): { soon(): void; now(): void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isAsking = false;
  let missed: readonly SourceValue[] = [];

  function plan(ms: number): void {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      void load();
    }, ms);
  }

  async function load(): Promise<void> {
    if (isAsking) return;
    const blocks = [...missed, ...stale()];
    missed = [];
    if (blocks.length === 0) return;
    isAsking = true;
    const looks = await ask(blocks);
    isAsking = false;
    if (looks === null) {
      missed = blocks;
      plan(AGAIN_MS);
      return;
    }
    if (looks !== 'refused') for (const look of looks) show(look);
    // What was typed meanwhile.
    plan(PAUSE_MS);
  }

  return { soon: () => plan(PAUSE_MS), now: () => plan(0) };
}
