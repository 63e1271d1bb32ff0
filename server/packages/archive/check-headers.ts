import type { FileHandle } from 'node:fs/promises';
import type { PackageIssue } from '../../standards/index.ts';
import { createWindowReader, type WindowReader } from './window-reader.ts';
import type { ZipEntry } from './zip-directory.ts';

const LOCAL_HEADER_BYTES = 30;
const SIZES_FOLLOW = 0x8;
/** The headers of several small files lie in one window. */
const WINDOW_BYTES = 64 * 1024;

/** Where the data of an entry begins in the archive, by entry. */
export type DataOffsets = ReadonlyMap<ZipEntry, number>;

/**
 * Compares each local header with the directory: readers of zip files trust one or the other, so a package that says two
 * things is refused, and so are entries whose data overlap (one small block unpacked a thousand times).
 */
export async function checkLocalHeaders(
  file: FileHandle,
  entries: readonly ZipEntry[],
): Promise<{ issues: PackageIssue[]; offsets: DataOffsets }> {
  const { size } = await file.stat();
  const issues: PackageIssue[] = [];
  const offsets = new Map<ZipEntry, number>();
  const reader = createWindowReader(file, WINDOW_BYTES);
  let end = 0;
  for (const entry of entries.toSorted((a, b) => a.headerOffset - b.headerOffset)) {
    const offset = await readLocalHeader(reader, entry);
    const isRefused = offset === null || offset + entry.packedBytes > size;
    if (isRefused || entry.headerOffset < end) {
      const code = isRefused ? 'ZIP_HEADER_MISMATCH' : 'ZIP_OVERLAP';
      const message = isRefused
        ? 'The entry and its line in the list of contents say different things. Pack the course again.'
        : 'The data of this entry is the data of another entry as well.';
      issues.push({ severity: 'error', code, message, path: entry.path });
    }
    if (offset === null) continue;
    offsets.set(entry, offset);
    end = Math.max(end, offset + entry.packedBytes);
  }
  return { issues, offsets };
}

/** Offset of the data; null when the header contradicts the directory. */
async function readLocalHeader(reader: WindowReader, entry: ZipEntry): Promise<number | null> {
  const wanted = LOCAL_HEADER_BYTES + entry.rawName.length;
  const header = await reader.read(entry.headerOffset, wanted);
  if (header.length < wanted || header.readUInt32LE(0) !== 0x04034b50) return null;
  const flags = header.readUInt16LE(6);
  const nameLength = header.readUInt16LE(26);
  const isSame =
    header.readUInt16LE(8) === entry.method &&
    (flags & 0x2041) === (entry.flags & 0x2041) &&
    nameLength === entry.rawName.length &&
    header.subarray(LOCAL_HEADER_BYTES).equals(entry.rawName) &&
    ((flags & SIZES_FOLLOW) !== 0 || haveSizes(header, entry));
  return isSame ? entry.headerOffset + LOCAL_HEADER_BYTES + nameLength + header.readUInt16LE(28) : null;
}

/** A size of all ones stands in the zip64 field, whose value the directory has given. */
function fits(told: number, known: number): boolean {
  return told === known || told === 0xffffffff;
}

function haveSizes(header: Buffer, entry: ZipEntry): boolean {
  return (
    header.readUInt32LE(14) === entry.crc32 &&
    fits(header.readUInt32LE(18), entry.packedBytes) &&
    fits(header.readUInt32LE(22), entry.bytes)
  );
}
