import type { NavigationRequest } from '../../../server/standards/scorm2004/index.ts';
import type { PlayerRequest } from './frame-contract.ts';
import type { FramePorts } from './frame-player.ts';

/** What can be asked: a person's request, the SCO's own, or that the content closed its window. */
export type Asked =
  PlayerRequest | { readonly type: 'closed' } | { readonly type: 'own'; readonly request: NavigationRequest };

/** Requests one after the other: the next waits until the content of the one before stands or is gone. */
export interface Navigator {
  /** `id` is null for what no person asked. */
  ask(id: number | null, request: Asked): void;
  /** A request is being carried out; a SCO's own wishes are void meanwhile (CM-09 of the test suite). */
  readonly isBusy: boolean;
}

/** A navigator over the player's own work. A fault in it is told, and the next request has its turn all the same. */
export function createNavigator(
  ports: FramePorts,
  carryOut: (id: number | null, request: Asked) => Promise<void>,
): Navigator {
  let running = 0;
  let tail: Promise<void> = Promise.resolve();
  const run = async (id: number | null, request: Asked): Promise<void> => {
    try {
      await carryOut(id, request);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      ports.post({ kind: 'fault', code: 'NAVIGATION_FAILED', words });
    } finally {
      running -= 1;
    }
  };
  return {
    ask(id, request) {
      running += 1;
      tail = tail.then(() => run(id, request));
    },
    get isBusy() {
      return running > 0;
    },
  };
}
