import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { OWN_POLICY } from '../../server/training/judging/completion-input.ts';
import type { NewAssignment } from '../../server/training/assignments/assignment-input.ts';
import { forEachDatabase, scratchPath } from '../support/databases.ts';
import { playThrough } from '../support/launch-steps.ts';
import { openOfficerSite, type OfficerSite, type SiteOfficer } from '../support/officer-site.ts';
import { openBrowser } from '../support/people.ts';
import { scorm12Package } from '../support/sco-packages.ts';

describe('what was taken back and is brought back', () => {
  forEachDatabase((make) => {
    let site: OfficerSite;
    let officer: SiteOfficer;
    let colleague: SiteOfficer;
    let supervisor: SiteOfficer;
    let courseId: string;
    beforeEach(async () => {
      site = await openOfficerSite(await make());
      [officer, colleague] = [await site.person('officer'), await site.person('officer')];
      supervisor = await site.person('supervisor');
      const file = await scratchPath('course.zip');
      await writeFile(file, await scorm12Package('Search and seizure', [{ id: 'one', title: 'One' }]));
      ({ courseId } = await site.app.packages.install(file));
    });
    const ruleFor = (...people: readonly SiteOfficer[]): NewAssignment => ({
      title: 'Yearly training',
      courseId,
      curriculumId: null,
      audience: { kind: 'people', ids: people.map(({ id }) => id) },
      due: { kind: 'after', anchor: 'assigned', days: 90 },
      policy: OWN_POLICY,
      renewalMonths: 12,
      countsFrom: null,
    });
    const complete = async (): Promise<void> => {
      await playThrough(officer.browser, courseId, [{ 'cmi.core.lesson_status': 'completed' }]);
      await site.app.platform.jobs.drain();
    };
    const certificates = () => site.rows('SELECT id, code, number FROM ~certificates ORDER BY id');

    it('a certificate that was void is valid again, and each decision stays with its reason', async () => {
      await site.app.training.rules.assignments.create(supervisor.actor, ruleFor(officer));
      await complete();
      const [{ id, code } = { id: '', code: '' }] = await certificates();
      const check = async (): Promise<string> => (await openBrowser(site.host).get(`/verify/${code}`).expect(200)).text;
      const decide = (decision: string, reason: string) =>
        supervisor.browser.post(`/certificates/${id}/decision`).type('form').send({ decision, reason }).expect(303);
      await decide('void', 'Somebody else sat the test.');
      expect(await check()).to.contain('answer void');
      await decide('kept', 'The camera shows that it was the officer.');
      expect(await check())
        .to.contain('answer valid')
        .and.not.contain('Somebody else');
      const { text } = await supervisor.browser.get(`/certificates/${id}`).expect(200);
      expect(text).to.contain('Somebody else sat the test.').and.contain('The camera shows that it was the officer.');
      const trail = await site.app.platform.audit.about(
        null,
        { agencyId: site.agencyId, type: 'certificate', ids: [id] },
        ['certificate.voided', 'certificate.kept'],
      );
      expect(trail.map(({ action, details }) => [action, details['reason']])).to.deep.equal([
        ['certificate.voided', 'Somebody else sat the test.'],
        ['certificate.kept', 'The camera shows that it was the officer.'],
      ]);
      await decide('void', 'It was not after all.');
      expect(await check())
        .to.contain('answer void')
        .and.contain('It was not after all.');
    });

    it('an assignment finds again what was done under it: one enrollment, one certificate, the same days', async () => {
      const { assignments } = site.app.training.rules;
      const id = await assignments.create(supervisor.actor, ruleFor(officer, colleague));
      await complete();
      const rowOf = ({ id: personId }: SiteOfficer) =>
        site.rows(
          `SELECT id, outcome, assigned_on, due_on, completed_on, expires_on, verdict_id, closed_at FROM ~enrollments
           WHERE person_id = '${personId}'`,
        );
      const [[done], [open]] = [await rowOf(officer), await rowOf(colleague)];
      expect(done).to.include({ outcome: 'complete', completed_on: '2026-11-23', expires_on: '2027-11-23' });
      await assignments.change(supervisor.actor, id, ruleFor(supervisor));
      for (const one of [officer, colleague]) {
        const [closed, ...more] = await rowOf(one);
        expect([closed?.['closed_at'] === null, more.length]).to.deep.equal([false, 0]);
        expect((await one.browser.get('/my').expect(200)).text).to.not.contain('Yearly training');
      }
      site.clock.goOn(10 * 86_400_000);
      await assignments.change(supervisor.actor, id, ruleFor(officer, colleague));
      await site.app.platform.jobs.drain();
      expect(await rowOf(officer)).to.deep.equal([done]);
      // Who has not begun has as many days as whoever is assigned today.
      expect(await rowOf(colleague)).to.deep.equal([{ ...open, assigned_on: '2026-12-03', due_on: '2027-03-03' }]);
      expect(await certificates()).to.have.length(1);
    });
  });
});
