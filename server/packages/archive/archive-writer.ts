import { open } from 'node:fs/promises';

const UINT32_MAX = 0xffffffff;
const UINT16_MAX = 0xffff;
const UTF8_FLAG = 0x800;
/** 1980-01-01: the same content gives the same bytes whenever it is packed. */
const DOS_DATE = 0x21;
/** Small files are collected up to this size and written at once. */
const BATCH_BYTES = 1024 * 1024;
/** Room for both sizes in a zip64 field (APPNOTE 4.5.3), kept free in every large entry's header. */
const ZIP64_LOCAL_BYTES = 20;

/** A file as it was written: `offset` is the first byte of its data. */
export interface WrittenFile {
  readonly path: string;
  readonly method: 'deflate' | 'store';
  readonly crc32: number;
  readonly bytes: number;
  readonly storedBytes: number;
  readonly offset: number;
}

/** What is known of a file once its data has passed. */
export interface FileFacts {
  readonly method: WrittenFile['method'];
  readonly crc32: number;
  readonly bytes: number;
}

/** Writes a zip archive to a local file; one `add` at a time. */
export interface ArchiveWriter {
  /** Takes data that lies in memory; it is written with what comes before and after it. */
  addWhole(path: string, facts: FileFacts, data: Uint8Array): Promise<WrittenFile>;
  /** Writes the data that `produce` hands to `write`, then the header in front of it. */
  addStream(
    path: string,
    produce: (write: (chunk: Uint8Array) => Promise<void>) => Promise<FileFacts>,
  ): Promise<WrittenFile>;
  /** Writes the central directory and closes the file; bytes of the whole archive. */
  finish(): Promise<number>;
  /** Closes the file as it is. */
  abort(): Promise<void>;
}

/** Opens an archive at `target`, which must not exist. */
export async function createArchive(target: string): Promise<ArchiveWriter> {
  const file = await open(target, 'wx');
  const written: (WrittenFile & { headerOffset: number })[] = [];
  let end = 0;
  const put = async (chunk: Uint8Array, position: number): Promise<void> => {
    for (let done = 0; done < chunk.length;) {
      done += (await file.write(chunk, done, chunk.length - done, position + done)).bytesWritten;
    }
  };
  let batch: Uint8Array[] = [];
  let batchStart = 0;
  let writing = Promise.resolve();
  /** Begins to write what is collected, when the batch before is on the disk; its failure is told by the next call. */
  const flush = async (): Promise<void> => {
    await writing;
    if (batch.length === 0) return;
    writing = put(Buffer.concat(batch), batchStart);
    writing.catch(() => undefined);
    batch = [];
  };
  const append = async (...chunks: readonly Uint8Array[]): Promise<void> => {
    if (batch.length === 0) batchStart = end;
    batch.push(...chunks);
    end += chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    if (end - batchStart >= BATCH_BYTES) await flush();
  };
  return {
    async addWhole(path, facts, data) {
      const headerOffset = end;
      const name = Buffer.from(path, 'utf8');
      const offset = headerOffset + 30 + name.length + ZIP64_LOCAL_BYTES;
      const entry = { path, ...facts, storedBytes: data.length, offset };
      written.push({ ...entry, headerOffset });
      await append(localHeader(name, entry), data);
      return entry;
    },
    async addStream(path, produce) {
      await flush();
      const headerOffset = end;
      const name = Buffer.from(path, 'utf8');
      const offset = headerOffset + 30 + name.length + ZIP64_LOCAL_BYTES;
      let at = offset;
      const facts = await produce(async (chunk) => {
        await put(chunk, at);
        at += chunk.length;
      });
      const entry = { path, ...facts, storedBytes: at - offset, offset };
      await put(localHeader(name, entry), headerOffset);
      written.push({ ...entry, headerOffset });
      end = at;
      return entry;
    },
    async finish() {
      const start = end;
      for (const entry of written) await append(directoryLine(entry));
      await append(directoryEnd(written.length, start, end - start));
      await flush();
      await writing;
      await file.close();
      return end;
    },
    async abort() {
      // Why it is given up has been told already.
      await writing.catch(() => undefined);
      await file.close();
    },
  };
}

/** APPNOTE 4.3.7, always with the zip64 field so that its length is known before the sizes are. */
function localHeader(name: Buffer, { method, crc32, bytes, storedBytes }: WrittenFile): Buffer {
  const header = Buffer.alloc(30 + name.length + ZIP64_LOCAL_BYTES);
  header.writeUInt32LE(0x04034b50, 0);
  writeCommon(header, 4, method, crc32);
  header.writeUInt32LE(UINT32_MAX, 18);
  header.writeUInt32LE(UINT32_MAX, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(ZIP64_LOCAL_BYTES, 28);
  name.copy(header, 30);
  const extra = 30 + name.length;
  header.writeUInt16LE(0x0001, extra);
  header.writeUInt16LE(16, extra + 2);
  header.writeBigUInt64LE(BigInt(bytes), extra + 4);
  header.writeBigUInt64LE(BigInt(storedBytes), extra + 12);
  return header;
}

/** APPNOTE 4.3.12 with sizes and offset in the zip64 field. */
function directoryLine(entry: WrittenFile & { headerOffset: number }): Buffer {
  const name = Buffer.from(entry.path, 'utf8');
  const line = Buffer.alloc(46 + name.length + 28);
  line.writeUInt32LE(0x02014b50, 0);
  line.writeUInt16LE(45, 4);
  writeCommon(line, 6, entry.method, entry.crc32);
  line.writeUInt32LE(UINT32_MAX, 20);
  line.writeUInt32LE(UINT32_MAX, 24);
  line.writeUInt16LE(name.length, 28);
  line.writeUInt16LE(28, 30);
  line.writeUInt32LE(UINT32_MAX, 42);
  name.copy(line, 46);
  const extra = 46 + name.length;
  line.writeUInt16LE(0x0001, extra);
  line.writeUInt16LE(24, extra + 2);
  line.writeBigUInt64LE(BigInt(entry.bytes), extra + 4);
  line.writeBigUInt64LE(BigInt(entry.storedBytes), extra + 12);
  line.writeBigUInt64LE(BigInt(entry.headerOffset), extra + 20);
  return line;
}

/** Version needed, flags, method, time, date and checksum lie alike in both headers. */
function writeCommon(header: Buffer, at: number, method: WrittenFile['method'], crc32: number): void {
  header.writeUInt16LE(45, at);
  header.writeUInt16LE(UTF8_FLAG, at + 2);
  header.writeUInt16LE(method === 'deflate' ? 8 : 0, at + 4);
  header.writeUInt16LE(DOS_DATE, at + 8);
  header.writeUInt32LE(crc32, at + 10);
}

/** APPNOTE 4.3.14 to 4.3.16: zip64 end, its locator, and the end that old readers look for. */
function directoryEnd(count: number, start: number, size: number): Buffer {
  const last = Buffer.alloc(56 + 20 + 22);
  last.writeUInt32LE(0x06064b50, 0);
  last.writeBigUInt64LE(44n, 4);
  last.writeUInt16LE(45, 12);
  last.writeUInt16LE(45, 14);
  last.writeBigUInt64LE(BigInt(count), 24);
  last.writeBigUInt64LE(BigInt(count), 32);
  last.writeBigUInt64LE(BigInt(size), 40);
  last.writeBigUInt64LE(BigInt(start), 48);
  last.writeUInt32LE(0x07064b50, 56);
  last.writeBigUInt64LE(BigInt(start + size), 64);
  last.writeUInt32LE(1, 72);
  last.writeUInt32LE(0x06054b50, 76);
  last.writeUInt16LE(Math.min(count, UINT16_MAX), 84);
  last.writeUInt16LE(Math.min(count, UINT16_MAX), 86);
  last.writeUInt32LE(Math.min(size, UINT32_MAX), 88);
  last.writeUInt32LE(Math.min(start, UINT32_MAX), 92);
  return last;
}
