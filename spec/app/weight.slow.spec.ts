import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { closeSharedBrowser, newContext } from '../support/browser.ts';
import { scorm12Package } from '../support/sco-packages.ts';
import { startSite, type Site } from '../support/site.ts';

const BUILT = join(import.meta.dirname, '../../dist/static');

describe('weight', function () {
  this.timeout(60_000);
  let site: Site;

  before(async () => {
    site = await startSite();
    await site.addCourse(await scorm12Package('One', [{ id: 'one', title: 'One' }]));
  });
  after(async () => {
    await closeSharedBrowser();
    await site?.remove();
  });

  it('keeps My training under 100 KiB cold, fonts included', async () => {
    const officer = await site.addPerson({ roles: ['officer'] });
    const signedIn = await newContext();
    const first = await signedIn.newPage();
    await site.signIn(first, officer);
    const cold = await newContext();
    await cold.addCookies(await signedIn.cookies());
    const page = await cold.newPage();
    let bytes = 0;
    const read: Promise<unknown>[] = [];
    page.on('requestfinished', (request) => {
      read.push(request.sizes().then(({ responseBodySize }) => (bytes += responseBodySize)));
    });
    await page.goto(`${site.base}/my`, { waitUntil: 'networkidle' });
    await Promise.all(read);
    expect(bytes)
      .to.be.above(10_000)
      .and.below(100 * 1024);
    await signedIn.close();
    await cold.close();
  });

  it('keeps the player page’s own script and style under 40 KB gzip', () => {
    const manifest = JSON.parse(readFileSync(join(BUILT, 'manifest.json'), 'utf8')) as Record<string, string>;
    const own = ['scripts/player/player-page.js', 'styles/app.css', 'styles/player.css'];
    const sizes = own.map((name) => gzipSync(readFileSync(join(BUILT, manifest[name] ?? ''))).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).to.be.below(40_000);
  });
});
