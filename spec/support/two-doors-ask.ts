import { expect } from 'chai';
import type { RoundRobin } from './round-robin.ts';

/** What was answered; `code` is the server's own word, '' where it gave none. */
export interface Answer {
  readonly status: number;
  readonly code: string;
  readonly text: string;
  readonly headers: Headers;
}

/** Two processes behind a proxy, of which one may be away. */
export interface Pair {
  readonly proxy: RoundRobin;
  /** Address of one of the two; of the proxy while that one is away. */
  at(place: 0 | 1): string;
  /** Something was done: the middle of the work is known by it. */
  step(): void;
}

interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  /** A POST where there is one; text is sent as it is, an object as JSON. */
  readonly body?: string | object;
}

type Send = (base: string) => Promise<Answer | null>;

/** What a database says that has too much to do: the write was undone, and is asked for again. */
const BUSY = 'DATABASE_BUSY';

/** One request; null where its process broke off, so that nobody knows what became of it, and where the database was busy. */
export async function ask(url: string, { headers = {}, body }: Asked = {}): Promise<Answer | null> {
  const isText = typeof body === 'string' || body === undefined;
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { accept: 'application/json', ...(!isText && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    redirect: 'manual',
  })
    .then(async (response) => ({ response, text: await response.text() }))
    .catch(() => null);
  if (answer === null || answer.response.status === 502) return null;
  const { response, text } = answer;
  const code = /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? '';
  if (response.status === 503 && code === BUSY) return null;
  return { status: response.status, code, text, headers: response.headers };
}

/** Sends again until an answer comes. */
export async function askAgain(send: () => Promise<Answer | null>): Promise<{ answer: Answer; isDoubtful: boolean }> {
  for (let isDoubtful = false; ; isDoubtful = true) {
    const answer = await send();
    if (answer !== null) return { answer, isDoubtful };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Sends the same to both processes at once and then once more to whichever comes: it is taken once at most, every other try is
 * refused by `refusal`, and one is taken unless a process broke off. Resolves with the one that was taken.
 */
export async function takenOnce(
  pair: Pair,
  send: Send,
  isTaken: (answer: Answer) => boolean,
  refusal: string,
): Promise<Answer | null> {
  const both = await Promise.all([send(pair.at(0)), send(pair.at(1))]);
  const { answer: last, isDoubtful } = await askAgain(() => send(pair.proxy.base));
  const heard = [...both, last].filter((one) => one !== null);
  const taken = heard.filter(isTaken);
  for (const one of heard) if (!isTaken(one)) expect(one.code, `${one.status} ${one.text}`).to.equal(refusal);
  expect(taken.length, `taken of ${heard.length}`).to.be.at.most(1);
  if (!isDoubtful && !both.includes(null)) expect(taken, 'nothing broke off').to.have.length(1);
  return taken[0] ?? null;
}

/** The one answer that is expected, asked for until it comes. */
export async function expectAnswer(send: () => Promise<Answer | null>, status: number): Promise<unknown> {
  const { answer } = await askAgain(send);
  expect(answer.status, answer.text).to.equal(status);
  return JSON.parse(answer.text || 'null');
}
