import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { forEachDatabase, scratchPath } from '../../support/databases.ts';
import { completePart, openOfficerSite, type OfficerSite, type SiteOfficer } from '../../support/officer-site.ts';
import { openBrowser } from '../../support/people.ts';
import { scorm12Package } from '../../support/sco-packages.ts';
import { verifyTranscript } from '../../support/verify-transcript.ts';

const ADDED = 'You read the building by its bells.';

describe('skills in the transcript', () => {
  forEachDatabase((make) => {
    let site: OfficerSite;
    let officer: SiteOfficer;
    let supervisor: SiteOfficer;
    before(async () => {
      site = await openOfficerSite(await make());
      officer = await site.person('officer');
      supervisor = await site.person('supervisor');
    });
    const transcript = async () => {
      const { text } = await officer.browser.get('/transcript.json').expect(200);
      const keys = (await openBrowser(site.host).get('/keys/transcript.json').expect(200)).text;
      return { text, isGenuine: (changed: string) => verifyTranscript(changed, keys), ...JSON.parse(text).transcript };
    };

    it('are what was approved and what training added, signed; what waits or was refused is not told', async () => {
      expect((await transcript()).skills).to.deep.equal([]);
      const parts = ['observation:1', 'observation:2', 'presence:1'];
      const claim = { parts, proof: 'Basic academy 2016, patrol since then.' };
      await officer.browser.post('/toolbox/academy').type('form').send(claim).expect(303);
      const rows = await site.rows('SELECT id, skill, part FROM ~skill_claims ORDER BY skill, part');
      const decide = (ids: string | undefined, decision: string) =>
        supervisor.browser.post('/claims').type('form').send({ ids, decision, note: 'Seen.' }).expect(303);
      await decide(rows[0]?.['id'], 'approved');
      await decide(rows[1]?.['id'], 'refused');
      const file = await scratchPath('course.zip');
      await writeFile(file, await scorm12Package('First bell', [{ id: 'm1', title: 'From beat to building' }]));
      const { courseId, versionId } = await site.app.packages.install(file);
      const skills = [{ skill: 'observation', adds: ADDED }];
      await site.app.packages.parts.keep(versionId, [
        { identifier: 'm1', kind: 'module', minutes: 20, topics: [], skills },
      ]);
      await completePart(site, officer.actor, { courseId, versionId, scoId: 'm1' });

      const { skills: told, text, isGenuine } = await transcript();
      const [academy, school, ...more] = told;
      expect(more).to.deep.equal([]);
      expect(academy).to.include({ skill: school.skill, origin: 'academy', on: '2026-11-23' });
      expect(school).to.include({ part: ADDED, origin: 'school', on: '2026-11-23' });
      expect(academy.part).to.be.a('string').and.not.equal('');
      expect([text, text.replace(ADDED, ADDED.replace('bells', 'balls'))].map(isGenuine)).to.deep.equal([true, false]);

      const { body } = await officer.browser.get('/transcript.pdf').buffer(true).expect(200);
      const task = getDocument({ data: new Uint8Array(body as Buffer), verbosity: 0 });
      const { items } = await (await (await task.promise).getPage(1)).getTextContent();
      await task.destroy();
      const page = items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' ')
        .replaceAll(/\s+/g, ' ');
      expect(page).to.contain(academy.part).and.contain(ADDED);
    });
  });
});
