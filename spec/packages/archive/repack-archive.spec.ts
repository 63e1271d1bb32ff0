import { expect } from 'chai';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { repackArchive, type Repacked } from '../../../server/packages/archive/repack-archive.ts';
import { checkPackage } from '../../../server/packages/check-package.ts';
import { packageZip, type RawEntry } from '../../support/zips.ts';
import { readZip } from '../../support/zip.ts';

const words = (bytes: number): Buffer => Buffer.from('Speak to the student by name. '.repeat(bytes / 30));
const noise = (bytes: number): Buffer => Buffer.from(Array.from({ length: bytes }, (_, n) => (n * n * 31) >> 5));

describe('repacking an archive', () => {
  let folder: string;
  const target = (): string => join(folder, 'repacked.zip');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'repack-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function repack(extra: readonly RawEntry[]): Promise<Repacked> {
    const path = join(folder, 'package.zip');
    await writeFile(path, packageZip({ extra }));
    const file = await open(path);
    try {
      const { accepted, issues } = await checkPackage(file);
      if (accepted === null) throw new Error(JSON.stringify(issues));
      return await repackArchive(file, accepted.files, target(), () => {});
    } finally {
      await file.close();
    }
  }

  const samples: readonly RawEntry[] = [
    { name: 'small-deflated.js', data: words(3000) },
    { name: 'small-stored.js', data: words(3000), method: 0 },
    { name: 'small-deflated.png', data: noise(3000) },
    { name: 'large-deflated.js', data: Buffer.concat([words(300_000), noise(300_000)]) },
    { name: 'large-stored.js', data: words(600_000), method: 0 },
    { name: 'large-deflated.mp4', data: noise(600_000) },
    { name: 'large-stored.mp4', data: noise(600_000), method: 0 },
    { name: 'empty.js', data: '' },
    { name: 'empty.png', data: '', method: 0 },
    { name: 'Prüfung.txt', data: words(3000) },
  ];

  it('keeps every byte in an archive that other programs read', async () => {
    await repack(samples);
    const files = await readZip(target());
    for (const { name, data } of samples) {
      expect(Buffer.from(files.get(String(name)) ?? []).equals(Buffer.from(data ?? '')), String(name)).to.equal(true);
    }
  });

  it('deflates text, stores media, and says where the data lies', async () => {
    const { files } = await repack(samples);
    const archive = await readFile(target());
    for (const { path, method, offset, storedBytes, bytes, crc32: checksum } of files) {
      const data = archive.subarray(offset, offset + storedBytes);
      const plain = method === 'deflate' ? inflateRawSync(data) : data;
      expect(plain.length, path).to.equal(bytes);
      expect(crc32(plain), path).to.equal(checksum);
      expect(method, path).to.equal(
        /empty|\.png|\.mp4/.test(path) ? 'store' : /html|xml|js|txt/.test(path) ? 'deflate' : '',
      );
    }
  });

  it('makes the same bytes of the same package', async () => {
    await repack(samples);
    const first = await readFile(target());
    await rm(target());
    await repack(samples);
    expect((await readFile(target())).equals(first)).to.equal(true);
  });

  it('names every damaged file, small or large, packed or stored', async () => {
    const damaged = samples.slice(0, 7).map((entry) => ({ ...entry, crc: 42 }));
    const { issues } = await repack(damaged);
    expect(issues.map((issue) => [issue.code, issue.path])).to.deep.equal(
      damaged.map(({ name }) => ['ZIP_CORRUPT', name]),
    );
  });

  it('stops at the promised size when a file unpacks to more', async () => {
    const small = { name: 'small.js', data: words(3000), bytes: 100 };
    const large = { name: 'large.js', data: noise(600_000), bytes: 500_000 };
    const { issues } = await repack([small, large]);
    expect(issues.map((issue) => issue.path)).to.deep.equal(['small.js', 'large.js']);
    expect(issues[1]?.message).to.include('it unpacks to more than its size');
  });

  it('names files whose packed data is no deflate stream or is followed by something', async () => {
    const broken = { name: 'broken.js', data: words(3000), packedBytes: 10 };
    const { issues } = await repack([{ ...broken, name: 'first.js' }, broken]);
    expect(issues.map((issue) => issue.path)).to.deep.equal(['first.js', 'broken.js']);
  });
});
