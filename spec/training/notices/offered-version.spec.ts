import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { newId } from '../../../server/platform/index.ts';
import { forEachDatabase, scratchPath } from '../../support/databases.ts';
import { openOfficerSite, type OfficerSite, type SiteOfficer } from '../../support/officer-site.ts';
import { buildAgency } from '../../support/people.ts';
import { scorm12Package } from '../../support/sco-packages.ts';

async function addVersion({ app }: OfficerSite, title: string): Promise<{ courseId: string; versionId: string }> {
  const file = await scratchPath('course.zip');
  await writeFile(file, await scorm12Package(title, [{ id: 'm1', title }]));
  return app.packages.install(file);
}

forEachDatabase((make) => {
  describe('a new version that is offered', () => {
    let site: OfficerSite;
    let old: { courseId: string; versionId: string };
    let offered: string;
    beforeEach(async () => {
      site = await openOfficerSite(await make());
      old = await addVersion(site, 'Search and seizure');
      ({ versionId: offered } = await addVersion(site, 'Another course'));
    });

    /** An attempt as it stands in the record. */
    async function begin(who: SiteOfficer, change: { state?: string; versionId?: string; door?: string } = {}) {
      const { state = 'open', versionId = old.versionId, door = 'catalogue' } = change;
      const [registration, at] = [newId(), site.clock.now()];
      const { agencyId } = who;
      const of = { agency_id: agencyId, person_id: who.id, course_id: old.courseId };
      await site.insert('registrations', { id: registration, ...of, door, door_key: '', created_at: at });
      await addAttempt(registration, agencyId, { number: 1, state, versionId });
      return registration;
    }
    async function addAttempt(
      registration: string,
      agencyId: string,
      one: { number: number; state: string; versionId: string },
    ) {
      const { number, state, versionId } = one;
      const id = newId();
      const key = { id, agency_id: agencyId, registration_id: registration, version_id: versionId, number, state };
      await site.insert('attempts', {
        ...key,
        chain_head: '',
        completion: 'unknown',
        success: 'unknown',
        started_at: site.clock.now(),
      });
    }
    async function offer(agencyId = site.agencyId): Promise<void> {
      const { attempts, platform } = site.app;
      const made = { agencyId, courseId: old.courseId, versionId: offered, madeBy: newId(), madeAt: site.clock.now() };
      await platform.database.write((tx) => attempts.offers.make(tx, made));
      await platform.jobs.drain();
    }
    const told = async ({ id }: SiteOfficer) =>
      (await site.rows(`SELECT kind, href FROM ~notices WHERE person_id = '${id}'`)).map(
        ({ kind, href }) => `${kind} ${href}`,
      );

    it('is told to who runs on an earlier one, once for each offer, and to nobody else', async () => {
      const [running, done, newer, begunAgain, byLms] = (await Promise.all(
        Array.from({ length: 5 }, () => site.person('officer')),
      )) as [SiteOfficer, SiteOfficer, SiteOfficer, SiteOfficer, SiteOfficer];
      const elsewhere = await site.person('officer', (await buildAgency(site.app)).id);
      await begin(running, { state: 'suspended' });
      await begin(done, { state: 'finished' });
      await begin(newer, { versionId: offered });
      await begin(byLms, { door: 'lti' });
      await begin(elsewhere);
      const again = await begin(begunAgain);
      await addAttempt(again, begunAgain.agencyId, { number: 2, state: 'open', versionId: offered });
      await offer();
      const others = [done, newer, begunAgain, byLms, elsewhere];
      const line = `version-offered /courses/${old.courseId}`;
      expect(await told(running)).to.deep.equal([line]);
      for (const one of others) expect(await told(one)).to.deep.equal([]);
      const { text } = await running.browser.get('/notices').expect(200);
      expect(text).to.contain('There is a new version of Search and seizure. You may finish yours or begin again.');
      await offer();
      expect(await told(running), 'offered once more').to.deep.equal([line, line]);
    });

    it('is told to nobody once it was withdrawn', async () => {
      const officer = await site.person('officer');
      await begin(officer);
      const { attempts, platform } = site.app;
      const made = { courseId: old.courseId, versionId: offered, madeBy: newId(), madeAt: site.clock.now() };
      await platform.database.write(async (tx) => {
        await attempts.offers.make(tx, { agencyId: site.agencyId, ...made });
        await attempts.offers.withdraw(tx, offered);
      });
      await platform.jobs.drain();
      expect(await told(officer)).to.deep.equal([]);
    });
  });
});
