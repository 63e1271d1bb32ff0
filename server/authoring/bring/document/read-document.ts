import { open, readFile } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { z } from 'zod';
import { AppError } from '../../../platform/index.ts';
import { askApart } from '../ask-apart.ts';
import type { DocumentPicture } from './document-pictures.ts';

/** A document as Markdown. */
export interface ReadDocument {
  readonly text: string;
  /** Pictures by the number by which the text names them: `![](picture:0)`. */
  readonly pictures: readonly DocumentPicture[];
  /** Pictures that are too large, too many or not there. */
  readonly left: number;
}

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** A Word document is a zip: a small one may unpack to anything, so it is read apart. */
const BOUNDS = { timeMs: 30_000, heapMb: 512 };
const MOST_CHARACTERS = 1_000_000;
const HEAD_BYTES = 64 * 1024;

const answer = z.union([
  z.object({
    text: z.string(),
    pictures: z.array(z.object({ alt: z.string(), base64: z.string() })),
    left: z.number(),
  }),
  z.object({ fault: z.enum(['broken', 'large']) }),
]);

/**
 * Reads a Markdown or a Word document, told by its bytes. Throws AppError `DOCUMENT_KIND`, `DOCUMENT_BROKEN`,
 * `DOCUMENT_UNPACKS`, `DOCUMENT_COSTLY` or `DOCUMENT_LONG` (422).
 */
export async function readDocument(path: string): Promise<ReadDocument> {
  const read = (await isWord(path)) ? await readWord(path) : { text: await readText(path), pictures: [], left: 0 };
  if (read.text.length > MOST_CHARACTERS) {
    throw refused('DOCUMENT_LONG', 'This document is longer than a course.', 'Split it into several.');
  }
  return { ...read, text: read.text.replace(/\r\n?/g, '\n') };
}

async function isWord(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
    return (await fileTypeFromBuffer(head.subarray(0, bytesRead)))?.mime === WORD;
  } finally {
    await file.close();
  }
}

async function readWord(path: string): Promise<ReadDocument> {
  const said = answer.safeParse(await askApart('./document/read-word-process', path, BOUNDS));
  if (!said.success)
    throw refused('DOCUMENT_COSTLY', 'Reading this document takes more time or memory than one may take.');
  if ('fault' in said.data && said.data.fault === 'large') {
    throw refused(
      'DOCUMENT_UNPACKS',
      'This Word document is packed so that far more comes out of it than a document holds.',
      'Save it again in Word as .docx. If it is refused again, split it.',
    );
  }
  if ('fault' in said.data) throw refused('DOCUMENT_BROKEN', 'This Word document cannot be read.');
  const { text, pictures, left } = said.data;
  return { text, left, pictures: pictures.map(({ alt, base64 }) => ({ alt, bytes: Buffer.from(base64, 'base64') })) };
}

/** Text in UTF-8 without control characters: anything else is no Markdown. */
async function readText(path: string): Promise<string> {
  const bytes = await readFile(path);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!/(?![\t\n\r])\p{Cc}/u.test(text)) return text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw refused(
    'DOCUMENT_KIND',
    'This is no Word document (.docx) and no Markdown.',
    'Save it as .docx, or as text in UTF-8.',
  );
}

function refused(code: string, message: string, help = 'Open it in Word and save it again as .docx.'): AppError {
  return new AppError(code, 422, message, { field: 'package', help });
}
