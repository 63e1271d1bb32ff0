import { expect } from 'chai';
import { open, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { createOpenFiles, type OpenFiles } from '../../server/platform/storage/open-files.ts';
import { scratchPath } from '../support/databases.ts';

describe('files kept open', () => {
  let paths: string[];
  let handles: FileHandle[];
  let files: OpenFiles;

  beforeEach(async () => {
    paths = await Promise.all(Array.from({ length: 70 }, (_, number) => scratchPath(`file-${number}`)));
    await Promise.all(paths.map((path) => writeFile(path, 'bell')));
    handles = [];
    files = createOpenFiles(async (path) => {
      const handle = await open(path);
      handles.push(handle);
      return handle;
    });
  });
  afterEach(() => paths.forEach((path) => files.forget(path)));

  const read = (path: string): Promise<string> =>
    files.use(path, async (file) => (await file.read(Buffer.alloc(4), 0, 4, 0)).buffer.toString());
  const openCount = (): number => handles.filter(({ fd }) => fd >= 0).length;
  const [first, second] = [(): string => paths[0] ?? '', (): string => paths[1] ?? ''];

  it('opens a file once for many readers', async () => {
    await Promise.all(Array.from({ length: 20 }, () => read(first())));
    await read(first());
    expect(handles).to.have.length(1);
  });

  it('keeps at most 64 open', async () => {
    for (const path of paths) await read(path);
    await new Promise((done) => setTimeout(done, 50));
    expect(handles).to.have.length(70);
    expect(openCount()).to.equal(64);
  });

  it('closes a forgotten file only when its last reader is done', async () => {
    let goOn = (): void => undefined;
    const reading = files.use(first(), async (file) => {
      await new Promise<void>((done) => (goOn = done));
      return (await file.read(Buffer.alloc(4), 0, 4, 0)).bytesRead;
    });
    await read(first());
    files.forget(first());
    expect(await read(first())).to.equal('bell');
    expect([handles.length, openCount()]).to.deep.equal([2, 2]);
    goOn();
    expect(await reading).to.equal(4);
    expect(openCount()).to.equal(1);
  });

  it('tries again after a file could not be opened', async () => {
    await rm(second());
    expect(await read(second()).catch(String)).to.include('ENOENT');
    await writeFile(second(), 'back');
    expect(await read(second())).to.equal('back');
  });
});
