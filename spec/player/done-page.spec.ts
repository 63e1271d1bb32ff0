import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { OWN_POLICY, type CompletionPolicy } from '../../server/training/judging/completion-input.ts';
import { forEachDatabase, scratchPath } from '../support/databases.ts';
import { playThrough } from '../support/launch-steps.ts';
import { openOfficerSite, type OfficerSite, type SiteOfficer } from '../support/officer-site.ts';
import { scorm12Package } from '../support/sco-packages.ts';

const FORBIDDEN: CompletionPolicy = { ...OWN_POLICY, exam: { rule: 'forbidden' } };
const EXAM_80: CompletionPolicy = { ...OWN_POLICY, exam: { rule: 'required', passMark: 0.8, retests: 0 } };
const MASTERY_60 = '<adlcp:masteryscore>60</adlcp:masteryscore>';

forEachDatabase((make) => {
  describe('the page after a course', () => {
    let site: OfficerSite;
    let supervisor: SiteOfficer;
    let courseId: string;
    before(async () => {
      site = await openOfficerSite(await make());
      supervisor = await site.person('supervisor');
      const file = await scratchPath('course.zip');
      await writeFile(file, await scorm12Package('Search', [{ id: 'one', title: 'One', inside: MASTERY_60 }]));
      ({ courseId } = await site.app.packages.install(file));
    });

    /** The page of somebody with these policies, after the course was done with a score. */
    async function pageOf(policies: readonly CompletionPolicy[], score: number, locale = 'en'): Promise<string> {
      const officer = await site.person('officer');
      const name = { givenName: 'Ana', familyName: 'Ruiz', rank: '', theme: 'system', mail: 'all', locale };
      await officer.browser.post('/account').type('form').send(name).expect(303);
      for (const policy of policies) {
        await site.app.training.rules.assignments.create(supervisor.actor, {
          title: 'Yearly training',
          courseId,
          curriculumId: null,
          audience: { kind: 'people', ids: [officer.id] },
          due: { kind: 'none' },
          policy,
          renewalMonths: null,
          countsFrom: null,
        });
      }
      const done = { 'cmi.core.lesson_status': 'completed', 'cmi.core.score.raw': String(score) };
      const { registration } = await playThrough(officer.browser, courseId, [done]);
      const { text } = await officer.browser.get(`/play/${registration}/done`).expect(200);
      return text.slice(text.indexOf('<main'));
    }
    const titleOf = (text: string): string => /<h1>([^<]*)<\/h1>/.exec(text)?.[1] ?? '';
    const TITLES: readonly (readonly [string, readonly CompletionPolicy[], number, string])[] = [
      ['nothing is asked for: by the course', [], 70, 'Course complete'],
      ['more is asked for than the course does', [EXAM_80], 70, 'Not met'],
      ['one of two is not met', [FORBIDDEN, EXAM_80], 70, 'Not met'],
      ['minutes are missing', [{ ...FORBIDDEN, engagedMinutes: 40 }], 90, 'Not complete yet'],
      ['all is met', [FORBIDDEN, EXAM_80], 90, 'Course complete'],
    ];
    for (const [name, policies, score, title] of TITLES) {
      it(`is titled by what counts for the person: ${name}`, async () => {
        const text = await pageOf(policies, score);
        expect(titleOf(text)).to.equal(title);
        const [counts, own] = ['What counts for you', 'The result of the course itself'].map((one) =>
          text.indexOf(one),
        );
        expect(policies.length === 0 ? [counts, own] : [counts, own].map((at) => (at ?? -1) > 0)).to.deep.equal(
          policies.length === 0 ? [-1, -1] : [true, true],
        );
        if (policies.length > 0) expect(own, 'below').to.be.greaterThan(counts ?? 0);
        expect(text).to.contain('Passed');
        expect(text.includes(`href="/courses/${courseId}"`)).to.equal(title !== 'Course complete');
      });
    }

    it('tells a failed course that is enough as complete', async () => {
      const text = await pageOf([FORBIDDEN], 30);
      expect(titleOf(text)).to.equal('Course complete');
      expect(text).to.contain('Not passed');
    });

    it('says all of it in Spanish', async () => {
      const text = await pageOf([{ ...FORBIDDEN, engagedMinutes: 40 }], 90, 'es');
      expect(titleOf(text)).to.equal('Todavía incompleto');
      expect(text)
        .to.contain('Su asignación pide más que el propio curso')
        .and.contain('El resultado del propio curso');
      expect(titleOf(await pageOf([EXAM_80], 70, 'es'))).to.equal('No cumplido');
    });
  });
});
