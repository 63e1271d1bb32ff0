import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createDeflateRaw, deflateRaw } from 'node:zlib';
import type { PackageIssue } from '../../standards/index.ts';
import { mediaTypeOf } from '../media-types.ts';
import { createArchive, type FileFacts, type WrittenFile } from './archive-writer.ts';
import { CorruptEntryError, isSmall, streamPacked, unpack, unpackStream } from './read-entry.ts';
import { createWindowReader } from './window-reader.ts';
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
/** Small files that are unpacked side by side, by the threads that zlib has: at most some 6 MB in memory. */
const AT_ONCE = 8;

const deflateApart = promisify(deflateRaw);

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
  const ahead: { readonly file: FileToPack; readonly ready: Promise<ReadyFile> }[] = [];
  const writeFirst = async (): Promise<void> => {
    const first = ahead.shift();
    if (first === undefined) return;
    await writeOne(first.file, repacked, async () => {
      const { facts, data } = await first.ready;
      return archive.addWhole(first.file.path, facts, data);
    });
    onFile(first.file);
  };
  const writeAll = async (): Promise<void> => {
    while (ahead.length > 0) await writeFirst();
  };
  try {
    for (const file of files) {
      if (isSmall(file.entry)) {
        if (ahead.length >= AT_ONCE) await writeFirst();
        const ready = readyFile(file, await reader.read(file.offset, file.entry.packedBytes));
        // Its failure is told when its turn comes.
        ready.catch(() => undefined);
        ahead.push({ file, ready });
      } else {
        await writeAll();
        await writeOne(file, repacked, () => archive.addStream(file.path, (write) => packLarge(source, file, write)));
        onFile(file);
      }
    }
    await writeAll();
    await archive.finish();
    return repacked;
  } catch (error) {
    await Promise.allSettled(ahead.map(({ ready }) => ready));
    await archive.abort();
    throw error;
  }
}

async function writeOne(
  { path }: FileToPack,
  { files, issues }: Repacked,
  write: () => Promise<WrittenFile>,
): Promise<void> {
  try {
    files.push(await write());
  } catch (error) {
    if (!(error instanceof CorruptEntryError)) throw error;
    const message = `The file is damaged: ${error.message}. Export or download the package again.`;
    issues.push({ severity: 'error', code: 'ZIP_CORRUPT', message, path });
  }
}

/** A small file as it is to be written. */
interface ReadyFile {
  readonly facts: FileFacts;
  readonly data: Uint8Array;
}

async function readyFile({ path, entry }: FileToPack, packed: Buffer): Promise<ReadyFile> {
  const plain = await unpack(entry, packed);
  const facts = { crc32: entry.crc32, bytes: entry.bytes };
  if (mediaTypeOf(path).isText) {
    const deflated = entry.method === 8 ? packed : await deflateApart(plain);
    if (deflated.length < plain.length) return { facts: { ...facts, method: 'deflate' }, data: deflated };
  }
  return { facts: { ...facts, method: 'store' }, data: plain };
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
