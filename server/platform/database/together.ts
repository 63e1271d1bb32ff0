import type { Tx } from '../contract.ts';

type Results<Works extends readonly (() => Promise<unknown>)[]> = {
  -readonly [Place in keyof Works]: Awaited<ReturnType<Works[Place]>>;
};

/**
 * Runs statements of one transaction that do not need each other's answers, in their order. Where the line of PostgreSQL takes
 * several at once they are sent in one go, so that a batch waits once and not for each; elsewhere one after the other.
 * Rejects with the first failure, when none is under way any more.
 */
export async function together<const Works extends readonly (() => Promise<unknown>)[]>(
  tx: Tx,
  works: Works,
): Promise<Results<Works>>;
export async function together(tx: Tx, works: readonly (() => Promise<unknown>)[]): Promise<unknown[]> {
  if (!isPipelined(tx)) {
    const results: unknown[] = [];
    for (const work of works) results.push(await work());
    return results;
  }
  const settled = await Promise.allSettled(works.map((work) => work()));
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

function isPipelined(tx: Tx): boolean {
  const connection: unknown = Reflect.get(tx, 'connection');
  return typeof connection === 'object' && connection !== null && Reflect.get(connection, 'pipeline') === true;
}
