import { open, writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { packDispatch } from '../../../server/embedding/dispatch/pack-dispatch.ts';
import { checkPackage } from '../../../server/packages/check-package.ts';
import { createAssets, sha256Hex } from '../../../server/platform/index.ts';
import { onSqlite, scratchPath } from '../../support/databases.ts';
import { buildDispatch, changeDispatch, install, LMS } from '../../support/dispatch-site.ts';
import { openLaunchSite, type LaunchSite } from '../../support/launch-site.ts';
import { actorFor, buildAgency, buildPerson, openBrowser, signIn } from '../../support/people.ts';
import { scorm12Package } from '../../support/sco-packages.ts';
import { readZipBytes } from '../../support/zip.ts';

const STUB = { script: Buffer.from('(() => {})()'), style: Buffer.from('body {}') };
const OF = { id: '01jd6w3v5w8y2m4n6p8q0r2s4t', title: 'Bells & <whistles>', server: 'https://our.example/training' };

describe('a dispatch package', () => {
  for (const standard of ['scorm12', 'scorm2004-4'] as const) {
    it(`passes our own check without a finding, ${standard}`, async () => {
      const path = await scratchPath('dispatch.zip');
      await writeFile(path, await packDispatch({ ...OF, standard }, STUB));
      const file = await open(path);
      const { issues, accepted } = await checkPackage(file);
      await file.close();
      expect(issues).to.deep.equal([]);
      expect(accepted?.structure.title).to.equal(OF.title);
      expect(accepted?.structure.standard).to.equal(standard === 'scorm12' ? 'scorm12' : 'scorm2004');
    });

    it(`holds four files, no inline script or style, and nothing secret, ${standard}`, async () => {
      const files = await readZipBytes(await packDispatch({ ...OF, standard }, STUB));
      expect([...files.keys()]).to.deep.equal(['dispatch.css', 'dispatch.js', 'imsmanifest.xml', 'index.html']);
      const page = String(files.get('index.html'));
      expect(page).to.not.match(/<script(?![^>]* src=)|<style|\son\w+=|style=/);
      expect(page).to.include(
        'data-server="https://our.example/training" data-destination="01jd6w3v5w8y2m4n6p8q0r2s4t"',
      );
      expect(page).to.include('<title>Bells &amp; &lt;whistles&gt;</title>');
    });
  }
});

onSqlite((make) => {
  describe('the download of a dispatch package', () => {
    let site: LaunchSite;

    before(async () => {
      const path = await scratchPath('stub.js');
      await writeFile(path, STUB.script);
      const unbuilt = createAssets({ directory: '', unbuilt: true });
      const database = await make();
      site = await openLaunchSite(database, {}, { assets: { ...unbuilt, file: () => path } });
    });
    after(() => site.app.close());

    it('has the same bytes whatever changes: title, sites, seats, dates, state, version of the course', async () => {
      const place = await buildDispatch(site.app, site);
      const actor = await actorFor(site.app, place.boss);
      const hash = async (): Promise<string> =>
        sha256Hex((await site.app.embedding.dispatch.zip(actor, place.doorId)).bytes);
      const before = await hash();
      const terms = { title: 'Another title', sites: [LMS, 'https://other.example'], seats: 7 };
      await changeDispatch(site.app, place, { ...terms, closesOn: '2027-01-01', mapping: 'completion' });
      expect(await hash()).to.equal(before);
      await install(site.app, await scorm12Package('First bell', [{ id: 'one', title: 'A new version' }]));
      await site.app.embedding.doors.setEnabled(actor, place.doorId, false);
      expect(await hash()).to.equal(before);
      const other = await buildDispatch(site.app, site);
      const elsewhere = await site.app.embedding.dispatch.zip(await actorFor(site.app, other.boss), other.doorId);
      expect(sha256Hex(elsewhere.bytes)).to.not.equal(before);
    });

    it('is for administrators of the agency alone', async () => {
      const place = await buildDispatch(site.app, site);
      const path = `${site.base}/organisation/doors/dispatch/${place.doorId}/package`;
      const [boss, stranger, officer] = [openBrowser(site.host), openBrowser(site.host), openBrowser(site.host)];
      await signIn(boss, place.boss, site.base);
      const other = { agencyId: (await buildAgency(site.app)).id, roles: ['administrator'] as const };
      await signIn(stranger, await buildPerson(site.app, other), site.base);
      await signIn(
        officer,
        await buildPerson(site.app, { agencyId: place.agencyId, roles: ['supervisor'] }),
        site.base,
      );
      const answer = await boss.get(path).expect(200);
      expect(answer.headers).to.include({
        'content-type': 'application/zip',
        'content-disposition': 'attachment; filename="first-bell-for-the-county-scorm12.zip"',
      });
      await stranger.get(path).expect(404);
      await officer.get(path).expect(403);
    });
  });
});
