import type { AnswerVerdict } from '../../../server/standards/launch-contract.ts';
import { GraderError, type Grader } from './grader.ts';

/** What our own API frame offers beside the SCORM API. */
export interface SchoolbeatBridge {
  answer(asked: {
    block: string;
    response: string;
    attempt: number;
    language: string;
  }): Promise<BridgeAnswer<AnswerVerdict>>;
  draw(asked: { block: string; attempt: number }): Promise<BridgeAnswer<readonly string[]>>;
}

/** `waiting`: no network, or a server that cannot now; `refused`: the server will not, and says why. */
export type BridgeAnswer<Value> =
  | { readonly kind: 'answer'; readonly value: Value }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'refused'; readonly words: string };

/** Pause before an answer that waits is sent again, ms. */
const RETRY_MS = 5000;

/** Lets our server grade, and tell it in a language; an answer that waits for the network is sent again until it was heard. */
export function serverGrader(
  bridge: SchoolbeatBridge,
  language: string,
  onWaiting: (isWaiting: boolean) => void,
): Grader {
  async function insist<Value>(ask: () => Promise<BridgeAnswer<Value>>): Promise<Value> {
    for (;;) {
      const told = await ask();
      onWaiting(told.kind === 'waiting');
      if (told.kind === 'answer') return told.value;
      if (told.kind === 'refused') throw new GraderError('refused', told.words);
      await new Promise<void>((resolve) => {
        setTimeout(resolve, RETRY_MS);
        globalThis.addEventListener('online', () => resolve(), { once: true });
      });
    }
  }
  return {
    async grade({ block, response, attempt }) {
      const { graded, given } = await insist(() => bridge.answer({ block, response, attempt, language }));
      return { ...graded, given };
    },
    draw: (block, attempt) => insist(() => bridge.draw({ block, attempt })),
  };
}

/** The bridge of our API frame, which is the window above; without it nothing can be graded. */
export function bridgeOf(window: Window): SchoolbeatBridge {
  const above = window.parent as Window & { readonly schoolbeat?: SchoolbeatBridge };
  const { schoolbeat } = above;
  if (schoolbeat !== undefined) return schoolbeat;
  const words = 'This module is graded by the server that it came from. Open it there.';
  const refused = { kind: 'refused', words } as const;
  return { answer: () => Promise.resolve(refused), draw: () => Promise.resolve(refused) };
}
