import type { FileHandle } from 'node:fs/promises';

/** Reads pieces of a file that lie close together: one read of the disk serves many. */
export interface WindowReader {
  /** Bytes from `offset`; fewer where the file ends. */
  read(offset: number, length: number): Promise<Buffer>;
}

/** Keeps the last `windowBytes` that were read; larger pieces are read by themselves. */
export function createWindowReader(file: FileHandle, windowBytes: number): WindowReader {
  let start = 0;
  let kept: Buffer = Buffer.alloc(0);

  async function load(offset: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await file.read(buffer, done, length - done, offset + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return buffer.subarray(0, done);
  }

  return {
    async read(offset, length) {
      if (length > windowBytes) return load(offset, length);
      if (offset < start || offset + length > start + kept.length) {
        kept = await load(offset, windowBytes);
        start = offset;
      }
      return kept.subarray(offset - start, offset - start + length);
    },
  };
}
