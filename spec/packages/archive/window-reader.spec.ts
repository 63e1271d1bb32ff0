import { expect } from 'chai';
import { open, writeFile, type FileHandle } from 'node:fs/promises';
import { createWindowReader } from '../../../server/packages/archive/window-reader.ts';
import { scratchPath } from '../../support/databases.ts';

const BYTES = Buffer.from(Array.from({ length: 1000 }, (_, at) => (at * 7919) % 251));

describe('reading a file by windows', () => {
  let file: FileHandle;
  let reads: number;

  beforeEach(async () => {
    const path = await scratchPath('windows');
    await writeFile(path, BYTES);
    file = await open(path);
    reads = 0;
    const read = file.read.bind(file) as (...args: unknown[]) => unknown;
    file.read = ((...args: unknown[]) => {
      reads += 1;
      return read(...args);
    }) as FileHandle['read'];
  });
  afterEach(() => file.close());

  it('gives the bytes asked for, wherever they lie and however large the piece', async () => {
    const reader = createWindowReader(file, 100);
    for (const [offset, length] of [
      [0, 10],
      [95, 10],
      [10, 5],
      [500, 100],
      [550, 51],
      [300, 400],
      [999, 1],
      [40, 0],
    ] as const) {
      const piece = await reader.read(offset, length);
      expect(piece.equals(BYTES.subarray(offset, offset + length)), `${offset}+${length}`).to.equal(true);
    }
  });

  it('gives fewer bytes where the file ends', async () => {
    const reader = createWindowReader(file, 100);
    expect(await reader.read(990, 20)).to.have.length(10);
    expect(await reader.read(900, 500)).to.have.length(100);
    expect(await reader.read(2000, 5)).to.have.length(0);
  });

  it('reads the disk once for pieces that lie close together', async () => {
    const reader = createWindowReader(file, 100);
    for (let offset = 0; offset < 100; offset += 10) await reader.read(offset, 10);
    expect(reads).to.equal(1);
  });
});
