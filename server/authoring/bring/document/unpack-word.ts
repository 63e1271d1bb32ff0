import { openPromise } from 'yauzl';
import { reproducibleZip } from '../../build/reproducible-zip.ts';

/** Parts of a Word document: text, styles, pictures. */
const MOST_PARTS = 2000;
/** Bytes of all its texts together, counted while they are unpacked: what the zip announces may be a lie. */
export const MOST_WORD_BYTES = 64 * 1024 * 1024;

/** Bytes of one picture: a larger one is left out. */
const MOST_PICTURE_BYTES = 8 * 1024 * 1024;

/** More unpacks out of a document than may. */
export class LargeWordError extends Error {}

/**
 * A Word document with its texts and pictures alone, packed anew, pictures that are too large left out: whoever reads it finds neither a bomb nor a second list of contents. Throws
 * LargeWordError; another error where it is no zip.
 */
export async function unpackWord(path: string): Promise<Buffer> {
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true, validateEntrySizes: false });
  try {
    if (zip.entryCount > MOST_PARTS) throw new LargeWordError();
    const parts = new Map<string, Buffer>();
    let left = MOST_WORD_BYTES;
    for await (const entry of zip.eachEntry()) {
      const isPicture = /^word\/media\/[^/]+$/i.test(entry.fileName);
      if (!isPicture && !/\.(xml|rels)$/i.test(entry.fileName)) continue;
      const most = isPicture ? Math.min(MOST_PICTURE_BYTES, left) : Infinity;
      let bytes = 0;
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        if (!Buffer.isBuffer(chunk)) throw new TypeError('zlib gave no bytes');
        bytes += chunk.length;
        if (bytes > most) break;
        if (bytes > left) throw new LargeWordError();
        chunks.push(chunk);
      }
      if (bytes > most) continue;
      left -= bytes;
      parts.set(entry.fileName, Buffer.concat(chunks));
    }
    return await reproducibleZip(parts);
  } finally {
    zip.close();
  }
}
