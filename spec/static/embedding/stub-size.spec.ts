import { join } from 'node:path';
import { expect } from 'chai';
import { build } from 'esbuild';
import { ROOT } from '../../architecture/rooms.ts';

/** Bytes of the script in a package, unpacked. */
const MOST = 12 * 1024;

describe('the script in a dispatch package', () => {
  it('stays small, and is one file', async () => {
    const { outputFiles } = await build({
      entryPoints: [join(ROOT, 'static/scripts/embedding/dispatch-stub-page.ts')],
      bundle: true,
      minify: true,
      format: 'iife',
      target: ['chrome109', 'firefox115', 'safari16'],
      write: false,
      logLevel: 'error',
    });
    expect(outputFiles).to.have.length(1);
    expect(outputFiles[0]?.contents.length).to.be.within(4 * 1024, MOST);
  });
});
