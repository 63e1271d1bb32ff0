import { open, readFile } from 'node:fs/promises';
import { AppError, sha256Hex } from '../../platform/index.ts';
import { readCues } from '../web-vtt.ts';
import { cleanSvg } from './clean-svg.ts';
import { readyImage } from './image-variants.ts';
import type { UploadWords } from './media-input.ts';
import { byteWords } from './media-words.ts';
import { captionWords } from './caption-words.ts';
import { sniffMedia, type SniffedMedia } from './sniff-media.ts';

/** A file that is to be kept, with what is told of it. */
export interface PreparedFile {
  /** Bytes of it; null where the upload itself is kept as it came. */
  readonly content: Buffer | null;
  readonly bytes: number;
  readonly sha256: string;
  readonly mediaType: string;
  /** What follows the stem of its path: `.jpg`, `.w480.webp`, `.en.vtt`. */
  readonly suffix: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** An upload with what is made of it; the first file is the upload. */
export interface PreparedMedia {
  readonly kind: SniffedMedia['kind'];
  readonly files: readonly [PreparedFile, ...PreparedFile[]];
  /** What was taken out of a drawing. */
  readonly removed: readonly string[];
}

/** Bytes of the largest picture and drawing that are read. */
const MOST_IMAGE = 40 * 1024 * 1024;
const MOST_DRAWING = 2 * 1024 * 1024;
const HEAD_BYTES = 64 * 1024;

/**
 * Looks what an upload is, asks for the words that it needs, and makes the files that are kept of it. Throws AppError
 * `MEDIA_TYPE`, `MEDIA_BROKEN`, `MEDIA_ALT`, `MEDIA_CAPTIONS`, `MEDIA_TRANSCRIPT`, `MEDIA_LARGE_PICTURE` (422).
 */
export async function prepareMedia(
  scratch: string,
  upload: { readonly bytes: number; readonly sha256: string },
  words: UploadWords,
): Promise<PreparedMedia> {
  const what = await sniffMedia(await headOf(scratch));
  if (what === null) throw wrong('MEDIA_TYPE', 'file', 'This is no file that a course can hold.', TAKEN);
  const whole: PreparedFile = {
    content: null,
    bytes: upload.bytes,
    sha256: upload.sha256,
    mediaType: what.mediaType,
    suffix: `.${what.ending}`,
    width: null,
    height: null,
  };
  switch (what.kind) {
    case 'image':
      requireAlt(words, 'Say what the picture tells, or that it only decorates.');
      return prepareImage(scratch, whole, what);
    case 'drawing':
      requireAlt(words, 'Say what the drawing tells, or that it only decorates.');
      return prepareDrawing(scratch, whole, what);
    case 'video':
      return { kind: what.kind, files: [whole, ...captionsOf(words)], removed: [] };
    case 'sound':
      return { kind: what.kind, files: [whole, transcriptOf(words)], removed: [] };
    case 'captions':
      checkCaptions(await readText(scratch, upload.bytes), 'file');
      return { kind: what.kind, files: [{ ...whole, suffix: `.${words.language}.vtt` }], removed: [] };
    default:
      if (words.alt === '')
        throw wrong('MEDIA_ALT', 'alt', 'Say what the document is.', 'People who link to it read this.');
      return { kind: what.kind, files: [whole], removed: [] };
  }
}

const TAKEN =
  'Pictures (PNG, JPEG, WebP, GIF, AVIF, SVG), videos (MP4, WebM), sounds (MP3, M4A, OGG, WAV), captions (WebVTT) and PDF are taken. The file is looked at, its name is not believed.';

async function prepareImage(scratch: string, whole: PreparedFile, what: SniffedMedia): Promise<PreparedMedia> {
  requireSmall(whole.bytes, MOST_IMAGE);
  const ready = await readyImage(await readFile(scratch), what);
  if (ready === null)
    throw wrong(
      'MEDIA_BROKEN',
      'file',
      'The picture cannot be read.',
      'It may be damaged, or have more than 50 million pixels.',
    );
  const main = kept(ready.bytes, whole.mediaType, whole.suffix, ready);
  const copies = ready.variants.map((copy) => kept(copy.bytes, 'image/webp', `.w${copy.width}.webp`, copy));
  return { kind: what.kind, files: [main, ...copies], removed: [] };
}

async function prepareDrawing(scratch: string, whole: PreparedFile, what: SniffedMedia): Promise<PreparedMedia> {
  requireSmall(whole.bytes, MOST_DRAWING);
  const clean = cleanSvg(await readFile(scratch));
  if (clean === null)
    throw wrong(
      'MEDIA_BROKEN',
      'file',
      'The drawing cannot be read.',
      'Save it as plain SVG, without entities or a document type.',
    );
  const { svg, removed, ...size } = clean;
  return { kind: what.kind, files: [kept(Buffer.from(svg), whole.mediaType, whole.suffix, size)], removed };
}

/** A film is for everyone only with captions; its transcript begins as the words of the captions. */
function captionsOf({ captions, transcript, language }: UploadWords): PreparedFile[] {
  if (captions.trim() === '') {
    const help = 'Choose a WebVTT file, or paste it. Officers who cannot hear the film need them.';
    throw wrong('MEDIA_CAPTIONS', 'captions', 'Add captions.', help);
  }
  checkCaptions(captions, 'captions');
  const text = captions.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n');
  const told = transcript.trim() === '' ? captionWords(text) : transcript.trim();
  return [
    kept(Buffer.from(text), 'text/vtt', `.${language}.vtt`, NO_SIZE),
    kept(Buffer.from(`${told}\n`), 'text/markdown', `.${language}.md`, NO_SIZE),
  ];
}

function transcriptOf({ transcript, language }: UploadWords): PreparedFile {
  if (transcript.trim() === '') {
    const help = 'Write down what is said and heard: officers who cannot hear it need this.';
    throw wrong('MEDIA_TRANSCRIPT', 'transcript', 'Add a transcript.', help);
  }
  return kept(Buffer.from(`${transcript.trim()}\n`), 'text/markdown', `.${language}.md`, NO_SIZE);
}

function checkCaptions(text: string, field: string): void {
  const cues = readCues(text);
  if (typeof cues === 'string')
    throw wrong('MEDIA_CAPTIONS', field, `The captions are not WebVTT: ${cues}.`, 'Mend them and upload again.');
}

function requireAlt({ alt, decorative }: UploadWords, message: string): void {
  if (alt !== '' || decorative === 'yes') return;
  throw wrong('MEDIA_ALT', 'alt', message, 'Officers who cannot see it hear this instead.');
}

function requireSmall(bytes: number, most: number): void {
  if (bytes <= most) return;
  const help = `At most ${byteWords(most)} are read: export it smaller.`;
  throw wrong('MEDIA_LARGE_PICTURE', 'file', `The picture has ${byteWords(bytes)}.`, help);
}

const NO_SIZE = { width: null, height: null };

function kept(
  content: Buffer,
  mediaType: string,
  suffix: string,
  { width, height }: { readonly width: number | null; readonly height: number | null },
): PreparedFile {
  return { content, bytes: content.length, sha256: sha256Hex(content), mediaType, suffix, width, height };
}

function wrong(code: string, field: string, message: string, help: string): AppError {
  return new AppError(code, 422, message, { field, help });
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function readText(path: string, bytes: number): Promise<string> {
  requireSmall(bytes, MOST_DRAWING);
  return (await readFile(path)).toString('utf8');
}
