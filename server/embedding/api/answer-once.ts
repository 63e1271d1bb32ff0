import { AppError, newId, type Platform } from '../../platform/index.ts';
import type { ApiStore } from './api-store.ts';

/** A request that names an idempotency key. */
export interface OnceRequest {
  readonly agencyId: string;
  readonly keyId: string;
  readonly idempotencyKey: string;
  /** Of method, path and body. */
  readonly requestSha256: string;
}

/** What is answered, and whether it was answered before. */
export interface OnceAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly isRepeated: boolean;
}

const PURPOSE = 'api.answers';
const CLEAN = 'api.clean';
const DAY_MS = 24 * 3_600_000;

/**
 * Answers a repeated request with what was answered first, for a day. A request that failed changed nothing: its key is
 * free again. One whose process died in the middle keeps its key taken: nobody knows what came of it.
 */
export function createOnce(
  { database, clock, secrets, jobs }: Pick<Platform, 'database' | 'clock' | 'secrets' | 'jobs'>,
  store: ApiStore,
) {
  jobs.on(CLEAN, () =>
    database.write((tx) => store.removeBefore(tx, new Date(clock.now().getTime() - DAY_MS)), 'bulk'),
  );
  jobs.every(CLEAN, DAY_MS / 24);

  return async function once(
    request: OnceRequest,
    work: () => Promise<{ status: number; body: unknown }>,
  ): Promise<OnceAnswer> {
    const id = newId();
    const blank = { status: null, answer: null, createdAt: clock.now() };
    const first = await database.write((tx) => store.claim(tx, { id, ...request, ...blank }));
    if (first.id !== id) return repeated(request, first);
    let done: { status: number; body: unknown };
    try {
      done = await work();
    } catch (error) {
      await database.write((tx) => store.release(tx, id));
      throw error;
    }
    const answer = secrets.seal(PURPOSE, JSON.stringify(done.body ?? null));
    await database.write((tx) => store.keepAnswer(tx, id, { status: done.status, answer }));
    return { ...done, isRepeated: false };
  };

  function repeated(
    { requestSha256 }: OnceRequest,
    first: { requestSha256: string; status: number | null; answer: string | null },
  ): OnceAnswer {
    if (first.requestSha256 !== requestSha256) {
      throw new AppError('IDEMPOTENCY_KEY_REUSED', 422, 'This idempotency key came with another request before.', {
        help: 'Send each new request with a key of its own.',
        field: 'Idempotency-Key',
      });
    }
    const { status, answer } = first;
    const text = answer === null ? null : secrets.open(PURPOSE, answer);
    if (status === null || text === null) {
      throw new AppError('IDEMPOTENCY_IN_PROGRESS', 409, 'The first request with this key has not been answered.', {
        help: 'Try again in a moment. Where it stays so, look whether the first request was carried out.',
      });
    }
    return { status, body: JSON.parse(text) as unknown, isRepeated: true };
  }
}

/** See {@link createOnce}. */
export type Once = ReturnType<typeof createOnce>;
