import { expect } from 'chai';
import type { Resolve } from '../../../server/platform/index.ts';
import { onSqlite } from '../../support/databases.ts';
import { openWebhookSite, type WebhookSite } from '../../support/webhook-site.ts';

const HOUR = 3_600_000;

/** Says one address after the other, the last one for ever. */
function resolveTo(...addresses: readonly string[]): Resolve & { asked: number } {
  const resolve = Object.assign(
    (_host: string, done: Parameters<Resolve>[1]) => {
      const address = addresses[Math.min(resolve.asked, addresses.length - 1)] ?? '';
      resolve.asked += 1;
      done(null, [{ address, family: address.includes(':') ? 6 : 4 }]);
    },
    { asked: 0 },
  );
  return resolve;
}

onSqlite((make) => {
  describe('addresses of webhooks', function () {
    this.timeout(120_000);
    const open: WebhookSite[] = [];
    afterEach(async () => {
      for (const site of open.splice(0)) {
        await site.app.close();
        await site.receiver.close();
      }
    });

    async function siteWith(resolve?: Resolve): Promise<WebhookSite> {
      const site = await openWebhookSite(await make(), resolve);
      open.push(site);
      return site;
    }

    it('are refused at once where they name a private address in any spelling, plain http, or a password', async () => {
      const { administrator } = await siteWith();
      for (const url of [
        'https://127.0.0.1/in',
        'https://[::1]/in',
        'https://169.254.169.254/latest/meta-data/',
        'https://2130706433/in',
        'https://0177.0.0.1/in',
        'https://0x7f000001/in',
        'https://0x7f.1/in',
        'https://127.1/in',
        'https://[::ffff:127.0.0.1]/in',
        'https://[::ffff:7f00:1]/in',
        'https://[64:ff9b::7f00:1]/in',
        'https://10.0.0.8/in',
        'http://hooks.example/in',
        'https://user:word@hooks.example/in',
      ]) {
        const form = administrator.browser.post('/organisation/api/webhooks').type('form');
        const { status, text } = await form.send({ url, events: 'person.joined' });
        expect(status, url).to.equal(422);
        expect(text, url).to.include('hook-url-fault');
      }
      for (const url of ['ftp://hooks.example/in', 'hooks.example', 'javascript:alert(1)']) {
        const form = administrator.browser.post('/organisation/api/webhooks').type('form');
        expect((await form.send({ url, events: 'person.joined' })).status, url).to.equal(422);
      }
    });

    for (const address of ['127.0.0.1', '::1', '169.254.169.254', '::ffff:127.0.0.1', '10.1.2.3']) {
      it(`are not called where a name leads to ${address}`, async () => {
        const site = await siteWith(resolveTo(address));
        const { id } = await site.hook(
          ['person.joined'],
          `https://hooks.example:${site.receiver.host.split(':')[1]}/in`,
        );
        await site.join();
        await site.settle();
        expect(site.receiver.heard).to.deep.equal([]);
        const { text } = await site.administrator.browser.get(`/organisation/api/webhooks/${id}`);
        expect(text).to.include('it leads to a private network');
      });
    }

    it('are looked up at each try, so that a name which changes is refused as soon as it leads inside', async () => {
      const resolve = resolveTo('192.0.2.1', '127.0.0.1');
      const site = await siteWith(resolve);
      await site.hook(['person.joined'], `https://hooks.example:${site.receiver.host.split(':')[1]}/in`);
      await site.join();
      await site.settle();
      await site.pass(HOUR);
      expect(resolve.asked, 'once a try').to.equal(2);
      expect(site.receiver.heard).to.deep.equal([]);
    });

    it('are called where they were looked at, whatever the name says a moment later', async () => {
      const resolve = resolveTo('127.0.0.1', '192.0.2.1');
      const site = await siteWith(resolve);
      await site.hook(['person.joined'], `http://hooks.internal:${site.receiver.host.split(':')[1]}/in`);
      await site.join();
      await site.settle();
      expect(resolve.asked).to.equal(1);
      expect(site.receiver.heard.map(({ answered }) => answered)).to.deep.equal([204]);
    });
  });
});
