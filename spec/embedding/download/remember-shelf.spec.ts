import { appendFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { rememberShelf } from '../../../server/embedding/download/remember-shelf.ts';
import { readShelf } from '../../../server/embedding/download/source-shelf.ts';
import { sourceRoot } from '../../support/source-root.ts';

const HALL = 'courses/hall/course.yaml';

describe('the shelf of courses that can be downloaded', () => {
  let root: string;
  let reads: number;
  let shelf: ReturnType<typeof rememberShelf>;
  const counted: typeof readShelf = (of) => {
    reads += 1;
    return readShelf(of);
  };
  const hash = async (): Promise<string> => (await shelf())[0]?.sourceSha256 ?? '';

  beforeEach(async () => {
    root = await sourceRoot();
    reads = 0;
    shelf = rememberShelf(root, counted);
  });

  it('is read once for any number of views, at the same moment too', async () => {
    const [first, again] = await Promise.all([hash(), hash()]);
    await hash();
    expect([first, reads]).to.deep.equal([again, 1]);
    expect(first).to.match(/^[0-9a-f]{64}$/);
  });

  it('is read again once a source, a name, the run-time or the licence is another one', async () => {
    const known = new Set([await hash()]);
    const changes = [
      () => appendFileSync(join(root, HALL), '# A word more.\n'),
      () => renameSync(join(root, 'courses/hall/media'), join(root, 'courses/hall/pictures')),
      () => renameSync(join(root, 'courses/hall/pictures'), join(root, 'courses/hall/media')),
      () => writeFileSync(join(root, 'LICENSE'), 'Another licence.'),
      () => utimesSync(join(root, 'dist/static/manifest.json'), 7, 7),
    ];
    for (const [at, change] of changes.entries()) {
      change();
      known.add(await hash());
      expect(reads, String(change)).to.equal(at + 2);
    }
    // The name that went there and back, and a time alone, make no other course.
    expect(known.size).to.equal(4);
  });

  it('is tried again where it could not be read', async () => {
    let isBroken = true;
    shelf = rememberShelf(root, (of) => (isBroken ? Promise.reject(new Error('No such disk.')) : counted(of)));
    const fault = await hash().catch((error: Error) => error.message);
    expect(fault).to.equal('No such disk.');
    isBroken = false;
    expect(await hash()).to.match(/^[0-9a-f]{64}$/);
  });
});
