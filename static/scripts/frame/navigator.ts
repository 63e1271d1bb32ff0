import type { NavigationRequest } from '../../../server/standards/scorm2004/index.ts';
import type { PlayerRequest } from './frame-contract.ts';
import type { FramePorts } from './frame-player.ts';

/** What can be asked: a person's request, the SCO's own, or that the content closed its window. */
export type Asked =
  PlayerRequest | { readonly type: 'closed' } | { readonly type: 'own'; readonly request: NavigationRequest };

/**
 * The player's work on a request; `id` is null for what no person asked. It calls `left` when what was on the stage is gone
 * and the next content begins: what that one asks for is its own again.
 */
export type CarryOut = (id: number | null, request: Asked, left: () => void) => Promise<void>;

/** Requests one after the other: the next waits until the content of the one before stands or is gone. */
export interface Navigator {
  ask(id: number | null, request: Asked): void;
  /** What is on the stage is being left; its own wishes are void (CM-09 of the test suite). */
  readonly isLeaving: boolean;
}

/** A navigator over the player's own work. A fault in it is told, and the next request has its turn all the same. */
export function createNavigator(ports: Pick<FramePorts, 'post'>, carryOut: CarryOut): Navigator {
  let leaving = 0;
  let tail: Promise<void> = Promise.resolve();
  const run = async (id: number | null, request: Asked): Promise<void> => {
    let hasLeft = false;
    const left = (): void => {
      if (!hasLeft) leaving -= 1;
      hasLeft = true;
    };
    try {
      await carryOut(id, request, left);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      ports.post({ kind: 'fault', code: 'NAVIGATION_FAILED', words });
    } finally {
      left();
    }
  };
  return {
    ask(id, request) {
      leaving += 1;
      tail = tail.then(() => run(id, request));
    },
    get isLeaving() {
      return leaving > 0;
    },
  };
}
