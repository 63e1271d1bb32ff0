import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { readRuntime } from '../../server/authoring/index.ts';
import { ROOT } from '../architecture/rooms.ts';
import { axeViolations } from '../support/axe.ts';
import { startBrowser } from '../support/browser.ts';
import { forgeAnswers, forgeRecord } from '../support/modules/forgery.ts';
import { moduleCalled } from '../support/modules/module-checks.ts';
import { checkNothingTold, takeOwn } from '../support/modules/own-checks.ts';
import { visitOwn } from '../support/modules/own-visit.ts';
import { expectedScore } from '../support/modules/scripted-officer.ts';
import { installOwn, type OwnCourse } from '../support/own-course.ts';
import { whenSaved } from '../support/player.ts';
import { ServedBytes } from '../support/served-bytes.ts';
import { startSite, type Site } from '../support/site.ts';

describe('an officer in the course on the student, on our own server', function () {
  this.timeout(300_000);
  const bytes = new ServedBytes();
  let site: Site;
  let browser: Browser;
  let own: OwnCourse;

  before(async () => {
    site = await startSite({ heard: bytes.hear, contentHeard: bytes.hear });
    browser = await startBrowser({ like: 'people' });
    // The test opens at once: whether it waits for the modules is looked at where all of them are taken.
    const policy = { testAfterModules: false };
    own = await installOwn(site.app, { folder: 'student', runtime: await readRuntime(ROOT), policy });
  });
  after(async () => {
    await browser?.close();
    await site?.remove();
  });

  it('is scored by the source alone, is told nothing before the answer, and forges in vain', async () => {
    const person = await site.addPerson({ roles: ['officer'] });
    const visit = await visitOwn(site, browser, { person, courseId: own.courseId });
    const answers = moduleCalled(own.course, 'st-1');
    const score = expectedScore(answers, 'worst');
    expect(score).to.be.below(50);
    const beforeLeaving = async (): Promise<void> => {
      await forgeAnswers(visit.page, answers);
      await forgeRecord(visit.page);
      await whenSaved(visit.page);
      expect(await visit.stored('st-1')).to.include({ score });
    };
    await takeOwn(visit, own, 'st-1', { manner: 'worst', beforeLeaving });
    await takeOwn(visit, own, 'st-final', { manner: 'best' });
    checkNothingTold(bytes, own, ['st-1', 'st-final']);
    await visit.close();
  });

  for (const [language, sum] of [
    ['en', /^0 of 9 done, about (\d+) min left$/],
    ['es', /^0 de 9 hechas, faltan unos (\d+) min$/],
  ] as const) {
    it(`shows beside each title how long it takes, and how long all of it: ${language}`, async () => {
      const person = await site.addPerson({ roles: ['officer'] });
      const courseId = own.courseId;
      const visit = await visitOwn(site, browser, { person, courseId, language });
      const modules = own.course.parts.flatMap((part) => part.modules).map(({ languages: [{ module }] }) => module);
      for (const { id, title, minutes } of modules) {
        const entry = visit.page.locator('#entries li', { has: visit.page.locator(`[data-activity="${id}"]`) });
        expect(await entry.locator('[data-activity]').innerText()).to.equal(title);
        expect((await entry.locator('> small').allInnerTexts())[0]).to.equal(`${minutes} min`);
        const described = (await entry.locator('[data-activity]').getAttribute('aria-describedby')) ?? '';
        expect(described.split(' ')[0]).to.equal(await entry.locator('> small').first().getAttribute('id'));
      }
      const told = (await visit.page.locator('#contents-sum').innerText()).match(sum);
      expect(Number(told?.[1])).to.equal(modules.reduce((all, { minutes }) => all + minutes, 0));
      expect(await axeViolations(visit.page)).to.deep.equal([]);
      await visit.close();
    });
  }
});
