import { expect } from 'chai';
import { onSqlite } from '../../support/databases.ts';
import { openLaunchSite, type LaunchSite } from '../../support/launch-site.ts';
import { buildOfficer, buildPerson, openBrowser, signIn, type Browser } from '../../support/people.ts';
import { readZipBytes } from '../../support/zip.ts';

const PAGE = '/organisation/doors/cartridge';

onSqlite((make) => {
  describe('the page of cartridges', () => {
    let site: LaunchSite;

    before(async () => (site = await openLaunchSite(await make())));
    after(() => site.app.close());

    async function signedIn(person: Parameters<typeof signIn>[1]): Promise<Browser> {
      const browser = openBrowser(site.host);
      await signIn(browser, person, site.base);
      return browser;
    }
    const ask = (browser: Browser, courseId: string) =>
      browser
        .post(site.base + PAGE)
        .type('form')
        .send({ courseId });

    it('is for instructors and administrators, of the courses of their catalog, and is written down', async () => {
      await openBrowser(site.host)
        .get(site.base + PAGE)
        .expect(303);
      const learner = await signedIn(await buildOfficer(site.app));
      await learner.get(site.base + PAGE).expect(403);
      await ask(learner, site.courseId).expect(403);
      const boss = await buildPerson(site.app, { roles: ['administrator'] });
      const browser = await signedIn(boss);
      expect((await ask(browser, '0'.repeat(26)).expect(404)).text).to.include('This course is not offered.');
      const page = await browser.get(site.base + PAGE).expect(200);
      expect(page.text).to.include(site.courseId);
      const answer = await ask(browser, site.courseId)
        .buffer(true)
        .parse((res, done) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => chunks.push(chunk));
          res.on('end', () => done(null, Buffer.concat(chunks)));
        })
        .expect(200);
      expect(answer.headers['content-disposition']).to.match(/\.imscc"$/);
      const files = await readZipBytes(answer.body as Buffer);
      const address = `${site.app.platform.config.publicUrl}/lti/courses/${site.courseId}`;
      expect(files.get('links/link-1.xml')?.toString()).to.include(address);
      const [entry] = await site.app.platform.audit.list(boss.agencyId, { limit: 1 });
      expect(entry).to.include({ action: 'cartridge.downloaded', actorId: boss.id });
    });
  });
});
