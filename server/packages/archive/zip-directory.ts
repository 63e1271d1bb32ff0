import type { FileHandle } from 'node:fs/promises';
import { fromRandomAccessReaderPromise, type Entry } from 'yauzl';
import type { PackageIssue } from '../../standards/index.ts';
import { DirectoryReader } from './directory-reader.ts';
import { cleanZipName, decodeZipName } from './zip-names.ts';

/** Most entries of a package. */
const ENTRY_LIMIT = 30_000;

/** One file or folder of an uploaded zip, as its central directory tells it. */
export interface ZipEntry {
  /** Safe path with slashes; ends in `/` for a folder. */
  readonly path: string;
  readonly rawName: Uint8Array;
  readonly flags: number;
  /** 0 stored, 8 deflated; others are refused. */
  readonly method: number;
  readonly crc32: number;
  /** Bytes in the archive and bytes when unpacked. */
  readonly packedBytes: number;
  readonly bytes: number;
  readonly headerOffset: number;
  /** Upper 16 bits: the file mode on Unix. */
  readonly attributes: number;
}

/** The entries that can be named, and what is wrong with the others or with the archive. */
export interface ZipDirectory {
  readonly entries: ZipEntry[];
  readonly issues: PackageIssue[];
}

/** Reads the central directory of a zip archive; never throws for what the file says. */
export async function readZipDirectory(file: FileHandle): Promise<ZipDirectory> {
  const { size } = await file.stat();
  const head = Buffer.alloc(4);
  await file.read(head, 0, 4, 0);
  const isZip = [0x04034b50, 0x06054b50, 0x30304b50, 0x08074b50].includes(head.readUInt32LE(0));
  const directory: ZipDirectory = { entries: [], issues: [] };
  const fail = (code: string, message: string): ZipDirectory => {
    directory.issues.push({ severity: 'error', code, message });
    return directory;
  };
  if (!isZip) return fail('ZIP_UNREADABLE', 'The file is not a zip archive. Upload the package as it was exported.');
  const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
  const zip = await fromRandomAccessReaderPromise(new DirectoryReader(file), size, options).catch(
    (error: Error) => error,
  );
  if (zip instanceof Error) return fail('ZIP_UNREADABLE', unreadable(zip, size));
  try {
    if (zip.entryCount > ENTRY_LIMIT) {
      const message = `The package has ${zip.entryCount} files; at most ${ENTRY_LIMIT} are taken. Split the course.`;
      return fail('ZIP_TOO_MANY_FILES', message);
    }
    for await (const entry of zip.eachEntry()) addEntry(directory, entry);
    return directory;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return /strong encryption/.test(error.message)
      ? fail('ZIP_ENCRYPTED', 'The archive is encrypted. Pack the course without a password.')
      : fail('ZIP_UNREADABLE', unreadable(error, size));
  } finally {
    zip.close();
  }
}

function unreadable(error: Error, size: number): string {
  const reason = /End of central directory record signature not found/.test(error.message)
    ? `it ends after ${size} bytes without the list of its contents, so it was probably cut off on its way`
    : error.message.replace(/\.$/, '');
  return `The archive cannot be read: ${reason}. Export or download the package again and upload it once more.`;
}

function addEntry({ entries, issues }: ZipDirectory, entry: Entry): void {
  const rawName: Uint8Array = entry.fileNameRaw;
  const decoded = decodeZipName(entry.generalPurposeBitFlag, rawName, entry.extraFields);
  const shown = decoded ?? Buffer.from(rawName).toString('latin1');
  const path = shown.slice(0, 200).replaceAll(/\p{Cc}/gu, '\u{fffd}');
  const name =
    decoded === null
      ? { code: 'ZIP_NAME_ENCODING', message: 'The name says that it is UTF-8 and is not.' }
      : cleanZipName(decoded);
  if (!('path' in name)) {
    issues.push({ severity: 'error', code: name.code, message: `${name.message} Pack the course again.`, path });
    return;
  }
  entries.push({
    path: name.path,
    rawName,
    flags: entry.generalPurposeBitFlag,
    method: entry.compressionMethod,
    crc32: entry.crc32,
    packedBytes: entry.compressedSize,
    bytes: entry.uncompressedSize,
    headerOffset: entry.relativeOffsetOfLocalHeader,
    attributes: entry.externalFileAttributes,
  });
}
