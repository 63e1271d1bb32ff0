import { hash, verify } from '@node-rs/argon2';
import { randomToken } from '../platform/index.ts';

/** Hashes and checks passwords with argon2id, 19 MiB and two passes each. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Always does the work of one check: without a hash it checks against one that nothing fits. */
  verify(stored: string | null, password: string): Promise<boolean>;
}

/** Algorithm number 2 is argon2id; the package's own enum has no run-time value. */
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** More at once would hold every thread that the database driver needs too. */
const AT_ONCE = 2;

/** `options` lets specs hash quickly. */
export async function createPasswords(options: { memoryCost: number; timeCost: number } = OPTIONS): Promise<Passwords> {
  const settings = { ...OPTIONS, ...options };
  const gate = createGate(AT_ONCE);
  const nobodys = await hash(randomToken(), settings);
  return {
    hash: (password) => gate(() => hash(password.normalize('NFKC'), settings)),
    async verify(stored, password) {
      const fits = await gate(() => verify(stored ?? nobodys, password.normalize('NFKC')));
      return fits && stored !== null;
    },
  };
}

/** Lets `most` works run; the others wait in order. */
function createGate(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < most) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
