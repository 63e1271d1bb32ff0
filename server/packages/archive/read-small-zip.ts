import { open } from 'node:fs/promises';
import type { PackageIssue } from '../../standards/index.ts';
import { checkEntries } from './check-entries.ts';
import { checkLocalHeaders } from './check-headers.ts';
import { CorruptEntryError, unpack } from './read-entry.ts';
import { readZipDirectory } from './zip-directory.ts';

/** The files of a zip in memory, by their paths, or all that is wrong with it. */
export type SmallZip =
  | { readonly files: ReadonlyMap<string, Buffer>; readonly issues?: undefined }
  | { readonly files?: undefined; readonly issues: readonly PackageIssue[] };

/** Reads a zip that fits into memory by the same checks as a package: nothing of it is unpacked before it passed them. */
export async function readSmallZip(
  path: string,
  { mostBytes, mostFiles }: { readonly mostBytes: number; readonly mostFiles: number },
): Promise<SmallZip> {
  const file = await open(path, 'r');
  try {
    const { entries, issues } = await readZipDirectory(file);
    const found = [...issues, ...checkEntries(entries)];
    const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    const add = (code: string, message: string): void => void found.push({ severity: 'error', code, message });
    if (bytes > mostBytes) add('ZIP_TOO_LARGE', `It unpacks to more than ${Math.floor(mostBytes / 1024 / 1024)} MB.`);
    if (entries.length > mostFiles) add('ZIP_TOO_MANY_FILES', `It has more than ${mostFiles} files.`);
    if (found.some(({ severity }) => severity === 'error')) return { issues: found };
    const { issues: wrong, offsets } = await checkLocalHeaders(file, entries);
    if (wrong.length > 0) return { issues: wrong };
    const files = new Map<string, Buffer>();
    for (const entry of entries.filter((one) => !one.path.endsWith('/'))) {
      const packed = Buffer.alloc(entry.packedBytes);
      const { bytesRead } = await file.read(packed, 0, packed.length, offsets.get(entry) ?? 0);
      files.set(entry.path, await unpack(entry, packed.subarray(0, bytesRead)));
    }
    return { files };
  } catch (error) {
    if (!(error instanceof CorruptEntryError)) throw error;
    return { issues: [{ severity: 'error', code: 'ZIP_CORRUPT', message: `A file is damaged: ${error.message}.` }] };
  } finally {
    await file.close();
  }
}
