import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import type { Storage } from '../platform/index.ts';
import type { ContentFileRow } from './package-model.ts';
import type { VersionStore } from './version-store.ts';

/** A page or script of a package. */
export interface PackageText {
  readonly path: string;
  readonly text: string;
}

const READABLE = /\.(?:js|mjs|html?|xhtml)$/i;
/** Bytes of one file, and of all, that are read at most; a package is somebody else's. */
const MOST_BYTES = 1024 * 1024;
const MOST_ALL = 8 * 1024 * 1024;
const MOST_FILES = 400;

const unpack = promisify(inflateRaw);

/** Reads pages and scripts of stored packages, as text and never run. */
export function createTexts(storage: Storage, versions: Pick<VersionStore, 'line' | 'files'>) {
  return {
    /** Scripts before pages, small before large, until enough is read; `isWhole` is false where something was left out. */
    async of(versionId: string): Promise<{ texts: PackageText[]; isWhole: boolean }> {
      const found = await versions.line(null, versionId);
      if (found === null) return { texts: [], isWhole: true };
      const readable = (await versions.files(null, versionId)).filter(({ path }) => READABLE.test(path));
      const texts: PackageText[] = [];
      let left = MOST_ALL;
      for (const file of readable.toSorted(byUse)) {
        if (texts.length >= MOST_FILES || file.bytes > MOST_BYTES || file.bytes > left) continue;
        left -= file.bytes;
        texts.push({ path: file.path, text: await textOf(found.version.archiveKey, file) });
      }
      return { texts, isWhole: texts.length === readable.length };
    },
  };

  async function textOf(archiveKey: string, { offset, storedBytes, bytes, method }: ContentFileRow): Promise<string> {
    const stored = await storage.read(archiveKey, offset, storedBytes);
    if (method === 'store') return stored.toString('utf8');
    return (await unpack(stored, { maxOutputLength: bytes + 1 })).toString('utf8');
  }
}

/** See `createTexts`. */
export type Texts = ReturnType<typeof createTexts>;

function byUse(one: ContentFileRow, other: ContentFileRow): number {
  return rankOf(one) - rankOf(other) || one.bytes - other.bytes;
}

function rankOf({ path }: ContentFileRow): number {
  return /\.m?js$/i.test(path) ? 0 : 1;
}
