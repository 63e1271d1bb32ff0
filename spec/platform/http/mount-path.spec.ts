import { expect } from 'chai';
import request from 'supertest';
import {
  contextOf,
  createRouter,
  enter,
  respond,
  route,
  setCookie,
  type Platform,
} from '../../../server/platform/index.ts';
import { onSqlite } from '../../support/databases.ts';
import { expressHosts } from '../../support/express-hosts.ts';
import { buildPlatform } from '../../support/platform.ts';

/** Where the host mounts it, the path of the public address, and what links begin with. */
const CASES = [
  { mounted: '/', path: '', base: '', why: 'at the root' },
  { mounted: '/training', path: '/training', base: '/training', why: 'at the path of the public address' },
  { mounted: '/', path: '/training', base: '/training', why: 'behind a proxy that takes the path away' },
  { mounted: '/lms', path: '/intranet/lms', base: '/intranet/lms', why: 'behind a proxy that takes a part away' },
  { mounted: '/lms', path: '/training', base: '/lms', why: 'at another path than the public one' },
  { mounted: '/ining', path: '/training', base: '/ining', why: 'at a path that is only the tail of a word' },
];

onSqlite((make) => {
  for (const { name, createHost } of expressHosts()) {
    describe(`the base of links on ${name}`, () => {
      let platform: Platform;
      before(async () => {
        platform = await buildPlatform(await make());
      });

      for (const { mounted, path, base, why } of CASES) {
        it(`is ${base === '' ? 'empty' : base} when mounted ${why}`, async () => {
          const config = { ...platform.config, publicUrl: `https://intranet.example${path}` };
          const router = createRouter();
          router.use((req, res, next) => void enter({ ...platform, config })(req, res, next));
          const { get } = route(router);
          get('/here', (req, res) => {
            setCookie(res, 'sb_x', '1');
            const { base: seen, target } = contextOf(req);
            respond(res).json({ base: seen, target });
          });
          get('/away', (_req, res) => respond(res).redirect('/here'));
          const host = createHost();
          host.use(mounted, router);
          const at = mounted === '/' ? '' : mounted;
          const { body, headers } = await request(host).get(`${at}/here?a=1`).expect(200);
          expect(body).to.deep.equal({ base, target: '/here?a=1' });
          expect(String(headers['set-cookie'])).to.include(`Path=${base === '' ? '/' : base};`);
          expect((await request(host).get(`${at}/away`)).headers['location']).to.equal(`${base}/here`);
        });
      }
    });
  }
});
