import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createDeflateRaw, deflateRawSync } from 'node:zlib';
import type { PackageIssue } from '../../standards/index.ts';
import { mediaTypeOf } from '../media-types.ts';
import { createArchive, type ArchiveWriter, type FileFacts, type WrittenFile } from './archive-writer.ts';
import { CorruptEntryError, isSmall, readPacked, streamPacked, unpack, unpackStream } from './read-entry.ts';
import { createWindowReader, type WindowReader } from './window-reader.ts';
import type { ZipEntry } from './zip-directory.ts';

/** One file to take over: where it lies in the uploaded zip and its path in the course. */
export interface FileToPack {
  readonly path: string;
  readonly entry: ZipEntry;
  /** First byte of its data in the uploaded zip. */
  readonly offset: number;
}

/** The new archive, or every file that turned out damaged. */
export interface Repacked {
  readonly files: WrittenFile[];
  readonly issues: PackageIssue[];
}

type Write = (chunk: Uint8Array) => Promise<void>;

/** Small files lie side by side: so much of the uploaded zip is read at once. */
const WINDOW_BYTES = 512 * 1024;

/** The uploaded zip, read in windows and piece by piece. */
interface Source {
  readonly file: FileHandle;
  readonly reader: WindowReader;
}

/**
 * Writes the files into a new archive at `target`, text deflated and media stored; memory stays flat whatever the sizes.
 * Every byte is unpacked and compared with its checksum on the way. `onFile` is told after each file.
 */
export async function repackArchive(
  source: FileHandle,
  files: readonly FileToPack[],
  target: string,
  onFile: (file: FileToPack) => void,
): Promise<Repacked> {
  const archive = await createArchive(target);
  const reader = createWindowReader(source, WINDOW_BYTES);
  const repacked: Repacked = { files: [], issues: [] };
  try {
    for (const file of files) {
      await packOne(archive, { file: source, reader }, file, repacked);
      onFile(file);
    }
    await archive.finish();
    return repacked;
  } catch (error) {
    await archive.abort();
    throw error;
  }
}

async function packOne(
  archive: ArchiveWriter,
  source: Source,
  file: FileToPack,
  { files, issues }: Repacked,
): Promise<void> {
  try {
    files.push(
      isSmall(file.entry)
        ? await packSmall(archive, source.reader, file)
        : await archive.addStream(file.path, (write) => packLarge(source.file, file, write)),
    );
  } catch (error) {
    if (!(error instanceof CorruptEntryError)) throw error;
    const message = `The file is damaged: ${error.message}. Export or download the package again.`;
    issues.push({ severity: 'error', code: 'ZIP_CORRUPT', message, path: file.path });
  }
}

async function packSmall(
  archive: ArchiveWriter,
  reader: WindowReader,
  { path, entry, offset }: FileToPack,
): Promise<WrittenFile> {
  const packed = await readPacked(reader, entry, offset);
  const plain = unpack(entry, packed);
  const facts = { crc32: entry.crc32, bytes: entry.bytes };
  if (mediaTypeOf(path).isText) {
    const deflated = entry.method === 8 ? packed : deflateRawSync(plain);
    if (deflated.length < plain.length) return archive.addWhole(path, { ...facts, method: 'deflate' }, deflated);
  }
  return archive.addWhole(path, { ...facts, method: 'store' }, plain);
}

async function packLarge(source: FileHandle, { path, entry, offset }: FileToPack, write: Write): Promise<FileFacts> {
  const packed = streamPacked(source, entry, offset);
  const facts = { crc32: entry.crc32, bytes: entry.bytes };
  if (!mediaTypeOf(path).isText) {
    for await (const chunk of unpackStream(entry, packed)) await write(chunk);
    return { ...facts, method: 'store' };
  }
  if (entry.method === 0) {
    const deflater = Readable.from(unpackStream(entry, packed), { objectMode: false });
    for await (const chunk of deflateStream(deflater)) await write(chunk);
    return { ...facts, method: 'deflate' };
  }
  // Deflated already: the packed bytes are taken over, and unpacked only to be compared.
  const copied = async function* (): AsyncIterable<Buffer> {
    for await (const chunk of packed) {
      await write(chunk);
      yield chunk;
    }
  };
  for await (const chunk of unpackStream(entry, copied())) void chunk;
  return { ...facts, method: 'deflate' };
}

async function* deflateStream(source: Readable): AsyncIterable<Buffer> {
  const deflater = createDeflateRaw();
  source.on('error', (error) => deflater.destroy(error));
  const deflated: AsyncIterable<Buffer> = source.pipe(deflater);
  yield* deflated;
}
