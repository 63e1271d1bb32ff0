import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from '../../../platform/index.ts';

/** What is asked of the process that reads a PDF. */
const answer = z.union([
  z.object({ pages: z.number().int().positive() }),
  z.object({ fault: z.enum(['locked', 'broken']) }),
]);

/** Pages of one PDF at most: nobody reads more in one go, and each is kept as seen or not. */
const MOST_PAGES = 500;
const LONGEST_MS = 30_000;
const HEAP_MB = 512;

/**
 * Counts the pages of a PDF in a process of its own, bounded in time and memory: a PDF is a program of a stranger. Throws AppError
 * `PDF_LOCKED`, `PDF_BROKEN`, `PDF_LONG` or `PDF_COSTLY` (422).
 */
export async function countPages(path: string, longestMs: number = LONGEST_MS): Promise<number> {
  const found = answer.safeParse(await ask(path, longestMs));
  if (!found.success) throw refused('PDF_COSTLY', 'Reading this PDF takes more time or memory than one may take.');
  if ('fault' in found.data) {
    throw found.data.fault === 'locked'
      ? refused('PDF_LOCKED', 'This PDF asks for a password.', 'Save it without one and upload it again.')
      : refused('PDF_BROKEN', 'This PDF cannot be read.', 'Open it on your computer and print it to a new PDF.');
  }
  const { pages } = found.data;
  if (pages <= MOST_PAGES) return pages;
  throw refused(
    'PDF_LONG',
    `This PDF has ${pages} pages; at most ${MOST_PAGES} are taken.`,
    'Split it into several courses.',
  );
}

/** Resolves with what the process says; with null where it ended without a word. */
function ask(path: string, timeout: number): Promise<unknown> {
  const name = `./inspect-pdf-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`;
  const child = fork(fileURLToPath(new URL(name, import.meta.url)), {
    // No environment: no secrets, nothing to inherit.
    env: {},
    execArgv: [...process.execArgv.filter((flag) => !flag.startsWith('--inspect')), `--max-old-space-size=${HEAP_MB}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout,
    killSignal: 'SIGKILL',
  });
  return new Promise((resolve, reject) => {
    let said: unknown = null;
    child.once('message', (message) => (said = message));
    child.once('error', reject);
    child.once('close', () => resolve(said));
    child.send(path);
  });
}

function refused(code: string, message: string, help = 'Print it to a new PDF, or split it.'): AppError {
  return new AppError(code, 422, message, { field: 'package', help });
}
