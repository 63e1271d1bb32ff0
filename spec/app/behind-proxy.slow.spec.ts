import { expect } from 'chai';
import { scratchPath } from '../support/databases.ts';
import { openPrefixProxy } from '../support/prefix-proxy.ts';
import { startStandAlone } from '../support/stand-alone.ts';

describe('the stand-alone server below a path', function () {
  this.timeout(180_000);

  it('serves the same pages to a proxy that takes the path away as to one that leaves it', async () => {
    const proxy = await openPrefixProxy('/training');
    const server = await startStandAlone({
      SCHOOLBEAT_PUBLIC_URL: `${proxy.origin}/training`,
      SCHOOLBEAT_SECRETS: 'a-secret-of-the-spec-that-is-long-enough',
      DATABASE_URL: `sqlite:${await scratchPath('below-path.sqlite')}`,
      SCHOOLBEAT_STORAGE: await scratchPath('below-path-content'),
    });
    try {
      proxy.use(server.base);
      const page = async (base: string): Promise<string> => {
        const answer = await fetch(`${base}/login`);
        expect(answer.status, base).to.equal(200);
        return answer.text();
      };
      const stripped = await page(`${proxy.origin}/training`);
      expect(stripped).to.contain('action="/training/login"');
      expect(await page(`${server.base}/training`)).to.equal(stripped);
      // A page of somebody who is signed in asks for that in its place.
      const asked = await fetch(`${proxy.origin}/training/my`, { headers: { accept: 'text/html' } });
      expect(await asked.text()).to.contain('action="/training/login"');
      expect(proxy.outside).to.deep.equal([]);
    } finally {
      await server.stop();
      await proxy.close();
    }
  });
});
