import { open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { AppError } from '../../../platform/index.ts';

/** What a file may be that becomes a course. */
export type HandoutKind = 'pdf' | 'mp4' | 'webm';

const KINDS: Readonly<Record<string, HandoutKind>> = {
  'application/pdf': 'pdf',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
};
const HEAD_BYTES = 8192;

/** What the bytes of a file say it is, whatever its name says. Throws AppError `HANDOUT_KIND` (422). */
export async function kindOfFile(path: string): Promise<HandoutKind> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
    const found = await fileTypeFromBuffer(head.subarray(0, bytesRead));
    const kind = KINDS[found?.mime ?? ''];
    if (kind !== undefined) return kind;
    throw new AppError('HANDOUT_KIND', 422, 'This is no PDF, no MP4 and no WebM.', {
      field: 'package',
      help: 'What a file is called does not matter, what is in it does. Export it again as PDF or as MP4.',
    });
  } finally {
    await file.close();
  }
}
