import { EventEmitter, once } from 'node:events';
import { send, sendUntilKept, type Refusal, type Sailor } from './storm.ts';

/** Launches that all commit at once until they are told to stop. */
export interface Fleet {
  /** Resolves when so many more commits have been acknowledged. */
  acknowledged(count: number): Promise<void>;
  /** Resolves when it is so for every launch. */
  each(isSo: (sailor: Sailor, place: number) => boolean): Promise<void>;
  /** Resolves when so many more commits have been refused. */
  refused(count: number): Promise<readonly Refusal[]>;
  /** Stops, and sends the last commit of each, there or to another address. */
  land(at?: string): Promise<void>;
  /** Stops. */
  giveUp(): void;
}

/** How long a launch waits after a try that was not acknowledged, ms. */
const PAUSE_MS = 20;

/** Sets all sailors going; `mayRefuse` says which answers other than 200 may come: any other one fails the spec. */
export function setSail(
  base: string,
  sailors: readonly Sailor[],
  mayRefuse: (refusal: Refusal) => boolean = () => false,
): Fleet {
  const news = new EventEmitter();
  const refusals: Refusal[] = [];
  const over = new AbortController();
  news.setMaxListeners(0);
  const sail = async (sailor: Sailor): Promise<void> => {
    const heard = (refusal: Refusal): boolean => {
      refusals.push(refusal);
      return mayRefuse(refusal);
    };
    while (!over.signal.aborted) {
      const isKept = await send(base, sailor, heard);
      news.emit('news');
      if (!isKept) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  const voyages = Promise.all(sailors.map(sail)).catch((error: unknown) => {
    over.abort();
    throw error;
  });
  const sunk = voyages.then(() => {
    throw new Error('The fleet has landed.');
  });
  sunk.catch(() => undefined);
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await Promise.race([once(news, 'news'), sunk]);
  };
  const count = (): number => sailors.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);

  return {
    acknowledged(more) {
      const wanted = count() + more;
      return until(() => count() >= wanted);
    },
    each: (isSo) => until(() => sailors.every(isSo)),
    async refused(more) {
      const from = refusals.length;
      await until(() => refusals.length >= from + more);
      return refusals.slice(from);
    },
    async land(at = base) {
      over.abort();
      await voyages;
      for (const sailor of sailors) await sendUntilKept(at, sailor);
    },
    giveUp() {
      over.abort();
    },
  };
}
