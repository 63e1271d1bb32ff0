import { z } from 'zod';
import { AppError } from '../../../platform/index.ts';
import { askApart } from '../ask-apart.ts';

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
  const found = answer.safeParse(
    await askApart('./handout/inspect-pdf-process', path, { timeMs: longestMs, heapMb: HEAP_MB }),
  );
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

function refused(code: string, message: string, help = 'Print it to a new PDF, or split it.'): AppError {
  return new AppError(code, 422, message, { field: 'package', help });
}
