import type { FileHandle } from 'node:fs/promises';
import { callbackify } from 'node:util';
import { RandomAccessReader } from 'yauzl';
import { createWindowReader } from './window-reader.ts';

/** yauzl asks for every line of the list of contents in two pieces of some fifty bytes. */
const WINDOW_BYTES = 128 * 1024;

/** Lets yauzl read the list of contents out of an open file in large pieces; closing it leaves the file open. */
export class DirectoryReader extends RandomAccessReader {
  readonly #readInto: (
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ) => void;

  constructor(file: FileHandle) {
    super();
    const window = createWindowReader(file, WINDOW_BYTES);
    this.#readInto = callbackify(async (buffer: Buffer, offset: number, length: number, position: number) => {
      const piece = await window.read(position, length);
      if (piece.length < length) throw new Error('unexpected EOF');
      piece.copy(buffer, offset);
    });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#readInto(buffer, offset, length, position, callback);
  }
}
