import { openPromise } from 'yauzl';
import { reproducibleZip } from '../../build/reproducible-zip.ts';

/** Parts of a Word document: text, styles, pictures. */
const MOST_PARTS = 2000;
/** Bytes of all its texts together, counted while they are unpacked: what the zip announces may be a lie. */
export const MOST_WORD_BYTES = 64 * 1024 * 1024;

/** More unpacks out of a document than may. */
export class LargeWordError extends Error {}

/**
 * A Word document with its texts alone, packed anew: whoever reads it finds neither a bomb nor a second list of contents. Throws
 * LargeWordError; another error where it is no zip.
 */
export async function unpackWord(path: string): Promise<Buffer> {
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true, validateEntrySizes: false });
  try {
    if (zip.entryCount > MOST_PARTS) throw new LargeWordError();
    const parts = new Map<string, Buffer>();
    let left = MOST_WORD_BYTES;
    for await (const entry of zip.eachEntry()) {
      if (!/\.(xml|rels)$/i.test(entry.fileName)) continue;
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        if (!Buffer.isBuffer(chunk)) throw new TypeError('zlib gave no bytes');
        left -= chunk.length;
        if (left < 0) throw new LargeWordError();
        chunks.push(chunk);
      }
      parts.set(entry.fileName, Buffer.concat(chunks));
    }
    return await reproducibleZip(parts);
  } finally {
    zip.close();
  }
}
