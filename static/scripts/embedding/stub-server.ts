import type { DispatchAnswer, DispatchRequest, DispatchTold } from '../../../server/standards/dispatch-contract.ts';

/** What came of asking for the course. */
export type LaunchOutcome =
  | { readonly kind: 'open'; readonly answer: DispatchAnswer }
  | { readonly kind: 'refused'; readonly words: string; readonly help: string; readonly site: string | null }
  | { readonly kind: 'unreachable' };

/** Our server as the package asks it: plain requests without cookies, which no browser asks leave for. */
export interface StubServer {
  launch(request: DispatchRequest): Promise<LaunchOutcome>;
  /** Says what the LMS has taken, one word at a time, the newest next. */
  told(word: DispatchTold, isLast: boolean): void;
}

/** Makes the client of one destination; `fetch` is the browser's. */
export function createStubServer(server: string, destination: string, ask: typeof fetch): StubServer {
  const path = `${server}/dispatch/${encodeURIComponent(destination)}`;
  let next: DispatchTold | null = null;
  let isBusy = false;

  const post = (action: string, body: unknown, isLast = false): Promise<Response> =>
    ask(`${path}/${action}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { Accept: 'application/json', 'Content-Type': 'text/plain' },
      credentials: 'omit',
      cache: 'no-store',
      keepalive: isLast,
    });

  async function send(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    for (let newest = next; newest !== null; newest = next) {
      next = null;
      // Lost: the suspend data says it at the next launch.
      await post('told', newest).catch(() => null);
    }
    isBusy = false;
  }

  return {
    async launch(request) {
      try {
        const response = await post('launch', request);
        const body: unknown = await response.json();
        if (response.ok) return isAnswer(body) ? { kind: 'open', answer: body } : { kind: 'unreachable' };
        return refusal(body);
      } catch {
        // No network, another server in between, or a page in place of the answer.
        return { kind: 'unreachable' };
      }
    },
    told(newest, isLast) {
      if (isLast) {
        post('told', newest, true).catch(() => null);
        return;
      }
      next = newest;
      void send();
    },
  };
}

function isAnswer(body: unknown): body is DispatchAnswer {
  return isRecord(body) && [body['url'], body['registration'], body['ticket']].every((one) => typeof one === 'string');
}

const word = (value: unknown): string => (typeof value === 'string' ? value : '');

function refusal(body: unknown): LaunchOutcome {
  if (!isRecord(body) || typeof body['code'] !== 'string') return { kind: 'unreachable' };
  const details = isRecord(body['details']) ? body['details'] : {};
  const site = word(details['site']);
  return { kind: 'refused', words: word(body['message']), help: word(body['help']), site: site === '' ? null : site };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
