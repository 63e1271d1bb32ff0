import type { AnswerVerdict, DrawVerdict } from '../../../server/standards/launch-contract.ts';
import type { BridgeAnswer, SchoolbeatBridge } from '../module/server-grader.ts';
import type { AskRequest, FrameMessage, ToldMessage } from './frame-contract.ts';

/** The frame's end of the way on which modules of our own are graded: questions go to the page, which has the token. */
export interface GradingBridge {
  readonly offered: SchoolbeatBridge;
  /** The page has an answer. */
  hear(message: ToldMessage): void;
}

/** A bridge that asks for the SCO on the stage. */
export function createGradingBridge(post: (message: FrameMessage) => void, scoId: () => string | null): GradingBridge {
  const waiting = new Map<number, (answer: BridgeAnswer<AnswerVerdict | DrawVerdict>) => void>();
  let asked = 0;

  function ask(request: (sco: string) => AskRequest): Promise<BridgeAnswer<AnswerVerdict | DrawVerdict>> {
    const current = scoId();
    if (current === null) return Promise.resolve({ kind: 'waiting' });
    asked += 1;
    const id = asked;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      post({ kind: 'ask', id, request: request(current) });
    });
  }

  return {
    offered: {
      async answer({ block, response, attempt, language }) {
        const told = await ask((sco) => ({
          action: 'answers',
          body: { scoId: sco, block, response, attempt, language },
        }));
        if (told.kind !== 'answer') return told;
        return 'graded' in told.value ? { kind: 'answer', value: told.value } : { kind: 'waiting' };
      },
      async draw({ block, attempt }) {
        const told = await ask((sco) => ({ action: 'draws', body: { scoId: sco, block, attempt } }));
        if (told.kind !== 'answer') return told;
        return 'items' in told.value ? { kind: 'answer', value: told.value.items } : { kind: 'waiting' };
      },
    },
    hear({ id, answer }) {
      waiting.get(id)?.(answer);
      waiting.delete(id);
    },
  };
}
