import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '../errors/app-error.ts';

interface Write {
  readonly database: object;
  readonly outer: Write | undefined;
  isOpen: boolean;
}

const writes = new AsyncLocalStorage<Write>();

/** The write that the caller stands in, to be handed to `runInWrite` when its turn comes. */
export const currentWrite = (): Write | undefined => writes.getStore();

/** Throws AppError `WRITE_INSIDE_WRITE`: a write that waits for the queue from within a work of it would wait for ever. */
export function refuseInsideWrite(database: object): void {
  for (let write = writes.getStore(); write !== undefined; write = write.outer) {
    if (write.isOpen && write.database === database) {
      throw new AppError('WRITE_INSIDE_WRITE', 500, 'A write was started inside another one: hand its tx on instead.');
    }
  }
}

/** Runs a work so that writes started inside of it are refused until it has settled. */
export async function runInWrite<T>(database: object, outer: Write | undefined, work: () => Promise<T>): Promise<T> {
  const write: Write = { database, outer, isOpen: true };
  try {
    return await writes.run(write, work);
  } finally {
    write.isOpen = false;
  }
}
