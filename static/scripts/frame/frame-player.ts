import type { CmiModel } from './cmi-model.ts';
import type { FrameMessage, PlayerRequest } from './frame-contract.ts';

/** What a player of one standard needs of the frame around it; specs hand in their own. */
export interface FramePorts {
  readonly post: (message: FrameMessage) => void;
  readonly stage: Stage;
  /** Puts the API where SCOs look for it; null takes it away. */
  readonly expose: (api: object | null) => void;
  readonly openModel: (stored: () => void) => CmiModel;
  /** Runs work once the SCO's own call has returned. */
  readonly later: (work: () => void) => void;
}

/** The place where content is shown. */
export interface Stage {
  /** Shows a file of the course; resolves when it has loaded or given up. */
  show(url: string, title: string): Promise<void>;
  /** Takes the content away; resolves when its unload handlers have had their turn. */
  clear(): Promise<void>;
}

/** The player of one standard, synchronous towards the content. */
export interface FramePlayer {
  /** Identifier of the activity on the stage. */
  readonly currentId: string | null;
  /** Starts or resumes, or waits for a choice. */
  start(): void;
  /** A person's request; answered by a view that carries its id. */
  navigate(id: number, request: PlayerRequest): void;
  /** The content has called window.close(). */
  contentClosed(): void;
}
