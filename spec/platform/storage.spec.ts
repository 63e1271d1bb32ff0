import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { AppError, createDirectoryStorage, type Storage } from '../../server/platform/index.ts';
import { scratchPath } from '../support/databases.ts';

const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : String(error));

describe('the content store in a directory', () => {
  let directory: string;
  let storage: Storage;

  beforeEach(async () => {
    directory = await scratchPath('store');
    storage = createDirectoryStorage(directory);
  });

  const keys = async (prefix = ''): Promise<string[]> => {
    const found: string[] = [];
    for await (const key of storage.list(prefix)) found.push(key);
    return found.sort();
  };

  it('keeps bytes under their key and tells size and hash', async () => {
    const put = await storage.put('packages/ab/cd.zip', Readable.from([Buffer.from('hello '), Buffer.from('officer')]));
    expect(put).to.deep.equal({ bytes: 13, sha256: createHash('sha256').update('hello officer').digest('hex') });
    expect(await text(await storage.get('packages/ab/cd.zip'))).to.equal('hello officer');
    expect(await text(await storage.get('packages/ab/cd.zip', { start: 6, end: 8 }))).to.equal('off');
    expect((await storage.read('packages/ab/cd.zip', 6, 100)).toString()).to.equal('officer');
    expect(await storage.size('packages/ab/cd.zip')).to.equal(13);
  });

  it('leaves nothing of a file whose source fails', async () => {
    const source = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('the upload was aborted');
      })(),
    );
    expect(await storage.put('packages/half.zip', source).catch(String)).to.contain('aborted');
    expect(await readdir(directory, { recursive: true })).to.deep.equal(['.scratch']);
  });

  it('refuses keys that would leave the store', async () => {
    for (const key of ['../x', '/etc/passwd', 'a/../b', 'a//b', '.scratch/x', 'A', 'a b', '', 'a/.', 'x'.repeat(201)]) {
      expect(await storage.put(key, Readable.from(['x'])).catch(codeOf), key).to.equal('STORAGE_KEY');
      expect(await storage.size(key).catch(codeOf), key).to.equal('STORAGE_KEY');
    }
  });

  it('tells of a missing file by its code', async () => {
    expect(await storage.get('packages/none.zip').catch(codeOf)).to.equal('STORED_FILE_MISSING');
    expect(await storage.read('packages/none.zip', 0, 1).catch(codeOf)).to.equal('STORED_FILE_MISSING');
    expect(await storage.size('packages/none.zip')).to.equal(null);
  });

  it('reads the new bytes of a key, and none of a removed one, though it reads often', async () => {
    const read = async (): Promise<string> => (await storage.read('packages/a.zip', 0, 9)).toString();
    await storage.put('packages/a.zip', Readable.from(['first']));
    expect(await Promise.all([read(), read()])).to.deep.equal(['first', 'first']);
    await storage.put('packages/a.zip', Readable.from(['second']));
    expect(await read()).to.equal('second');
    await storage.remove('packages/a.zip');
    expect(await read().catch(codeOf)).to.equal('STORED_FILE_MISSING');
    await storage.put('packages/a.zip', Readable.from(['third']));
    expect(await Promise.all([read(), read()])).to.deep.equal(['third', 'third']);
  });

  it('adopts a finished file from its scratch place', async () => {
    const path = await storage.scratch();
    await writeFile(path, 'finished');
    expect(await keys()).to.deep.equal([]);
    await storage.adopt('packages/done.zip', path);
    expect(await keys()).to.deep.equal(['packages/done.zip']);
  });

  it('lists by prefix and removes', async () => {
    expect(await keys()).to.deep.equal([]);
    for (const key of ['a/1', 'a/2', 'b/1']) await storage.put(key, Readable.from(['x']));
    expect(await keys('a/')).to.deep.equal(['a/1', 'a/2']);
    await storage.remove('a/1');
    await storage.remove('a/1');
    expect(await keys()).to.deep.equal(['a/2', 'b/1']);
  });

  it('says whether it can be written', async () => {
    expect(await storage.isReady()).to.deep.equal({ ok: true });
    const blocked = await scratchPath('blocked');
    await writeFile(blocked, 'a file where the folder should be');
    expect((await createDirectoryStorage(join(blocked, 'store')).isReady()).ok).to.equal(false);
  });

  it('says that it is gone instead of making an empty one in its place, and works again once it is back', async () => {
    await storage.put('a/1', Readable.from(['x']));
    await rename(directory, `${directory}.away`);
    await mkdir(directory);
    const outcomeOf = (work: Promise<unknown>): Promise<unknown> =>
      work.then(
        () => 'done',
        (error: unknown) => (error instanceof AppError ? `${error.code} ${error.status}` : error),
      );
    expect(await storage.isReady()).to.include({ ok: false, code: 'STORAGE_UNAVAILABLE' });
    const works = [
      () => storage.get('a/1'),
      () => storage.read('a/1', 0, 1),
      () => storage.size('a/1'),
      () => storage.scratch(),
      () => storage.put('a/2', Readable.from(['y'])),
      () => keys(),
    ];
    for (const work of works) expect(await outcomeOf(work())).to.equal('STORAGE_UNAVAILABLE 503');
    expect(await readdir(directory)).to.deep.equal([]);
    await rm(directory, { recursive: true });
    await rename(`${directory}.away`, directory);
    expect(await storage.isReady()).to.deep.equal({ ok: true });
    expect(await keys()).to.deep.equal(['a/1']);
  });
});
