import type { CompiledBlock } from '../../../server/standards/module/play.ts';
import type { ModulePlay } from './module-play.ts';
import type { Words } from './words.ts';

/** What every view has in hand. */
export interface PlayContext {
  readonly play: ModulePlay;
  readonly words: Words;
  /** Makes the view of a block anew, after its state has changed. */
  readonly redraw: (block: CompiledBlock) => void;
  /** Makes the view of a question anew, open for another try. */
  readonly retry: (block: CompiledBlock) => void;
  /** Whether a question is open for another try. */
  readonly isRetry: (block: string) => boolean;
  /** Something has changed that other parts of the page show. */
  readonly changed: () => void;
  /** Shows a block, in whatever section it stands. */
  readonly goTo: (block: string) => void;
  /** Says something in the live region of the page. */
  readonly announce: (words: string) => void;
}
