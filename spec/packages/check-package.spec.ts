import { expect } from 'chai';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage } from '../../server/packages/check-package.ts';
import type { PackageCheck } from '../../server/packages/check-package.ts';
import { manifest12, packageZip, rawZip, type RawEntry } from '../support/zips.ts';

const below = (folderName: string, extra: RawEntry[] = []): Buffer =>
  rawZip([
    { name: `${folderName}imsmanifest.xml`, data: manifest12() },
    { name: `${folderName}index.html`, data: 'x' },
    ...extra,
  ]);

describe('checking a package', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'check-package-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function check(zip: Uint8Array): Promise<PackageCheck> {
    const path = join(folder, 'package.zip');
    await writeFile(path, zip);
    const file = await open(path);
    try {
      return await checkPackage(file);
    } finally {
      await file.close();
    }
  }

  async function codesOf(zip: Uint8Array): Promise<string[]> {
    const { issues, accepted } = await check(zip);
    expect(accepted === null).to.equal(issues.some((issue) => issue.severity === 'error'));
    return issues.map((issue) => `${issue.severity} ${issue.code}`);
  }

  const withEntry = (...extra: RawEntry[]): Promise<string[]> => codesOf(packageZip({ extra }));

  it('accepts a sound package and finds its files', async () => {
    const { issues, accepted } = await check(packageZip({ extra: [{ name: 'media/map.png', data: 'x', method: 0 }] }));
    expect(issues).to.deep.equal([]);
    expect(accepted?.structure.title).to.equal('Hallway talk');
    expect(accepted?.files.map((file) => file.path)).to.deep.equal(['imsmanifest.xml', 'index.html', 'media/map.png']);
  });

  describe('names', () => {
    const refused: [string, string, string][] = [
      ['a path that climbs out', '../evil.txt', 'ZIP_PATH_OUTSIDE'],
      ['a path that climbs out in the middle', 'a/../../evil.txt', 'ZIP_PATH_OUTSIDE'],
      ['a path that climbs out by backslashes', '..\\..\\evil.txt', 'ZIP_PATH_OUTSIDE'],
      ['an absolute path', '/etc/evil.txt', 'ZIP_PATH_ABSOLUTE'],
      ['a share', '\\\\server\\share\\evil.txt', 'ZIP_PATH_ABSOLUTE'],
      ['a drive letter', 'C:\\evil.txt', 'ZIP_PATH_DRIVE'],
      ['control characters', 'evil\u0000.txt', 'ZIP_NAME_CONTROL'],
      ['forty-one folders', `${'d/'.repeat(41)}evil.txt`, 'ZIP_PATH_DEEP'],
      ['a name of no characters', './', 'ZIP_NAME_EMPTY'],
    ];
    for (const [what, name, code] of refused) {
      it(`refuses ${what}`, async () => {
        expect(await withEntry({ name, data: 'x' })).to.deep.equal([`error ${code}`]);
      });
    }

    it('refuses a flagged name that is not UTF-8', async () => {
      const name = Buffer.from([0x61, 0xff, 0x62]);
      expect(await withEntry({ name, flags: 0x800 })).to.deep.equal(['error ZIP_NAME_ENCODING']);
    });

    it('reads names in CP437, and in UTF-8 without its flag', async () => {
      const extra = [{ name: Buffer.from([0x9c, 0x75, 0x81, 0x2e, 0x74]) }, { name: Buffer.from('Prüfung.txt') }];
      const { accepted } = await check(packageZip({ extra }));
      expect(accepted?.files.map((file) => file.path).slice(2)).to.deep.equal(['£uü.t', 'Prüfung.txt']);
    });

    it('takes backslashes for slashes', async () => {
      const { accepted } = await check(packageZip({ extra: [{ name: 'media\\sub\\map.png' }] }));
      expect(accepted?.files.at(-1)?.path).to.equal('media/sub/map.png');
    });

    it('refuses a name said twice, also as a folder', async () => {
      expect(await withEntry({ name: 'index.html' })).to.deep.equal(['error ZIP_NAME_TWICE']);
      expect(await withEntry({ name: 'index.html/x.txt' })).to.deep.equal(['error ZIP_NAME_TWICE']);
    });

    it('refuses names that differ by case, and only warns where the bytes are the same', async () => {
      const one = { name: 'Map.txt', data: 'x' };
      expect(await withEntry(one, { name: 'map.txt', data: 'y' })).to.deep.equal(['error ZIP_NAME_CASE']);
      expect(await withEntry(one, { name: 'map.txt', data: 'x' })).to.deep.equal(['warning ZIP_NAME_CASE']);
    });
  });

  describe('entries', () => {
    it('refuses a symbolic link and a device', async () => {
      expect(await withEntry({ name: 'link', data: '/etc/passwd', mode: 0o120777 })).to.deep.equal([
        'error ZIP_SYMLINK',
      ]);
      expect(await withEntry({ name: 'device', mode: 0o020666 })).to.deep.equal(['error ZIP_SPECIAL_FILE']);
    });

    it('refuses encrypted entries', async () => {
      expect(await withEntry({ name: 'a.txt', data: 'x', flags: 0x801 })).to.include('error ZIP_ENCRYPTED');
      expect(await withEntry({ name: 'a.txt', data: 'x', flags: 0x841 })).to.include('error ZIP_ENCRYPTED');
    });

    it('refuses other methods of packing', async () => {
      expect(await withEntry({ name: 'a.txt', data: 'x', method: 14 })).to.deep.equal(['error ZIP_METHOD']);
    });

    it('refuses a file that unpacks to more than 200 times its size', async () => {
      const data = Buffer.alloc(11 * 1024 * 1024);
      expect(await withEntry({ name: 'zeros.bin', data })).to.include('error ZIP_RATIO');
    });

    it('refuses many files that together unpack to more than 200 times their size', async () => {
      const data = Buffer.alloc(4 * 1024 * 1024);
      const extra = [1, 2, 3, 4].map((number) => ({ name: `zeros-${number}.bin`, data }));
      expect(await withEntry(...extra)).to.deep.equal(['error ZIP_RATIO']);
    });

    it('refuses a package that claims more than 8 GB', async () => {
      const extra = [1, 2, 3].map((number) => ({ name: `${number}.bin`, bytes: 4e9, packedBytes: 4e9, method: 0 }));
      expect(await withEntry(...extra)).to.include('error ZIP_TOO_LARGE');
    });

    it('refuses more than 30,000 files before it reads one', async () => {
      const extra = Array.from({ length: 30_001 }, (_, number) => ({ name: `${number}.txt`, method: 0 }));
      expect(await withEntry(...extra)).to.deep.equal(['error ZIP_TOO_MANY_FILES']);
    });

    it('refuses entries whose two headers differ', async () => {
      const mismatch = ['error ZIP_HEADER_MISMATCH'];
      expect(await withEntry({ name: 'a.txt', localName: 'b.txt', data: 'x' })).to.deep.equal(mismatch);
      expect(await withEntry({ name: 'a.txt', localMethod: 0, data: 'x' })).to.deep.equal(mismatch);
    });

    it('refuses two entries that share their data', async () => {
      const data = 'x'.repeat(500);
      expect(await withEntry({ name: 'a.txt', data }, { name: 'a.txt', data, shareData: true })).to.include(
        'error ZIP_OVERLAP',
      );
    });

    it('refuses what is no zip, and a zip that was cut off', async () => {
      expect(await codesOf(Buffer.from('%PDF-1.7'))).to.deep.equal(['error ZIP_UNREADABLE']);
      expect(await codesOf(Buffer.alloc(0))).to.deep.equal(['error ZIP_UNREADABLE']);
      const zip = packageZip();
      for (const part of [0.3, 0.6, 0.9]) {
        expect(await codesOf(zip.subarray(0, zip.length * part))).to.deep.equal(['error ZIP_UNREADABLE']);
      }
    });

    it('lists every fault of archive and manifest at once', async () => {
      const entries = [
        { name: 'imsmanifest.xml', data: manifest12({ href: 'lost.html', files: ['also-lost.html'] }) },
        { name: '../evil.txt' },
        { name: 'link', mode: 0o120777 },
      ];
      expect(await codesOf(rawZip(entries))).to.deep.equal([
        'error ZIP_PATH_OUTSIDE',
        'error ZIP_SYMLINK',
        'error START_FILE_MISSING',
        'warning FILE_MISSING',
      ]);
    });

    it('names at most 200 faults and counts the others', async () => {
      const extra = Array.from({ length: 300 }, (_, number) => ({ name: `../${number}.txt` }));
      const { issues } = await check(packageZip({ extra }));
      expect(issues).to.have.length(201);
      expect(issues.at(-1)?.message).to.include('100 more');
    });
  });

  describe('the manifest', () => {
    it('tolerates one folder around everything (CAM 2.3.1)', async () => {
      const { issues, accepted } = await check(below('Export/Course/'));
      expect(issues.map((issue) => issue.code)).to.deep.equal(['MANIFEST_IN_FOLDER']);
      expect(accepted?.files.map((file) => file.path)).to.deep.equal(['imsmanifest.xml', 'index.html']);
    });

    it('passes over what file managers leave behind', async () => {
      const extra = [{ name: '__MACOSX/Export/._index.html', data: 'x' }, { name: 'Export/.DS_Store' }];
      const { accepted } = await check(below('Export/', extra));
      expect(accepted?.files).to.have.length(2);
    });

    it('refuses a manifest in a folder beside other files (CAM 2.3.1)', async () => {
      expect(await codesOf(below('Export/', [{ name: 'readme.txt' }]))).to.deep.equal(['error MANIFEST_IN_FOLDER']);
    });

    it('takes the topmost of several manifests, and refuses two side by side', async () => {
      const inner = { name: 'old/imsmanifest.xml', data: '<manifest/>' };
      expect(await codesOf(below('', [inner]))).to.deep.equal(['warning MANIFEST_SEVERAL']);
      expect(await codesOf(below('a/', [{ name: 'b/imsmanifest.xml' }]))).to.deep.equal(['error MANIFEST_SEVERAL']);
    });

    it('refuses a package without one', async () => {
      expect(await codesOf(rawZip([{ name: 'index.html', data: 'x' }]))).to.deep.equal(['error MANIFEST_MISSING']);
    });

    it('refuses one that claims to be larger than 20 MB', async () => {
      const entries = [{ name: 'imsmanifest.xml', data: manifest12() + ' '.repeat(21 * 1024 * 1024) }];
      expect(await codesOf(rawZip(entries))).to.include('error MANIFEST_TOO_LARGE');
    });

    it('refuses one whose data is damaged', async () => {
      const entries = [{ name: 'imsmanifest.xml', data: manifest12(), crc: 1 }];
      expect(await codesOf(rawZip(entries))).to.deep.equal(['error ZIP_CORRUPT']);
    });

    it('finds a start file whatever its case, and one whose name keeps its %20', async () => {
      const page = { data: 'x' };
      const upper = [
        { name: 'imsmanifest.xml', data: manifest12() },
        { ...page, name: 'Index.HTML' },
      ];
      expect(await codesOf(rawZip(upper))).to.deep.equal(['warning FILE_NAME_CASE']);
      const manifest = { name: 'imsmanifest.xml', data: manifest12({ href: 'first%20page.html' }) };
      expect(await codesOf(rawZip([manifest, { ...page, name: 'first page.html' }]))).to.deep.equal([]);
      const kept = await codesOf(rawZip([manifest, { ...page, name: 'first%20page.html' }]));
      expect(kept).to.deep.equal(['warning FILE_NAME_CASE']);
    });
  });
});
