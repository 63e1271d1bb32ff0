import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

const SUPPORT = join(import.meta.dirname, '../support');

interface Crawled {
  readonly mount: string;
  readonly pages: number;
  readonly faults: readonly object[];
}

async function crawlOn(release: 4 | 5): Promise<Crawled[]> {
  const hooks = release === 4 ? ['--import', join(SUPPORT, 'use-express4.mjs')] : [];
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [...hooks, '--import', 'tsx', join(SUPPORT, 'crawl.ts')], {
    cwd: join(SUPPORT, '../..'),
    timeout: 120_000,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]') as Crawled[];
}

describe('mounted in a host application', function () {
  this.timeout(150_000);

  for (const release of [5, 4] as const) {
    it(`keeps every link below its mount path on Express ${release}, two instances in one process`, async () => {
      const crawled = await crawlOn(release);
      expect(crawled.map(({ mount }) => mount)).to.deep.equal(['', '/a/b']);
      for (const { faults, pages } of crawled) {
        expect(faults).to.deep.equal([]);
        expect(pages).to.be.at.least(12);
      }
    });
  }
});
