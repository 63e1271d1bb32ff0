import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../support/browser.ts';
import { openCourse, scoFrame, storedRecord, whenSaved } from '../support/player.ts';
import { scorm2004Package } from '../support/sco-packages.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';
import { CHAPTERS } from '../standards/scorm2004/steps/chapters.ts';
import { playSteps, writeSteps } from '../standards/scorm2004/steps/step-writer.ts';

interface PuppetWindow {
  readonly lms: {
    get(element: string): string;
    set(element: string, value: string): string;
    error(): string;
    end(): string;
  };
}

describe('the data model of SCORM 2004 in a browser', function () {
  this.timeout(180_000);
  let site: Site;
  let browser: Browser;
  let page: Page;
  let officer: SitePerson;

  before(async () => {
    site = await startSite();
    officer = await site.addPerson({ roles: ['officer'] });
    const course = await site.addCourse(await scorm2004Package('Data model', [{ id: 'a', title: 'Steps' }]));
    browser = await startBrowser({ like: 'people' });
    page = await (await browser.newContext()).newPage();
    await site.signIn(page, officer);
    await openCourse(page, site, course);
  });
  after(async () => {
    await browser?.close();
    await site?.remove();
  });

  it('answers every step to a content object in one turn of its script, and every one of its values is stored', async () => {
    const steps = writeSteps(CHAPTERS);
    const sco = await scoFrame(page);
    const answers = await sco.evaluate((asked) => {
      const { lms } = window as unknown as PuppetWindow;
      return asked.map(({ call, element, value = '' }) => {
        const answer = call === 'GetValue' ? lms.get(element) : lms.set(element, value);
        return { answer, error: lms.error() };
      });
    }, steps);
    expect(answers).to.have.length(steps.length);
    let turn = 0;
    const answer = (): string => answers[turn]?.answer ?? 'nothing';
    const recorded = { GetValue: answer, SetValue: answer, GetLastError: () => answers[turn++]?.error ?? 'nothing' };
    expect(playSteps(recorded, steps)).to.deep.equal([]);
    expect(await sco.evaluate(() => (window as unknown as PuppetWindow).lms.set('adl.nav.request', '_none_'))).to.equal(
      'true',
    );
    expect(await sco.evaluate(() => (window as unknown as PuppetWindow).lms.end())).to.equal('true');
    await whenSaved(page, 60_000);
    const kept = await storedRecord(site, officer);
    const last = new Map<string, string | undefined>();
    for (const { call, error, element, value } of steps) {
      if (call !== 'SetValue' || error !== '0') continue;
      // What means nothing under a type that is set anew goes with it.
      const interaction = /^(cmi\.interactions\.\d+\.)type$/.exec(element)?.[1];
      if (interaction !== undefined && last.get(element) !== value) dropResponses(last, interaction);
      last.set(element, value);
    }
    const told = [...last].filter(([element]) =>
      /^cmi\.(?:objectives|interactions|comments|score|location)/.test(element),
    );
    const missing = told.filter(([element, value]) => kept[element] !== value).map(([element]) => element);
    expect(missing).to.deep.equal([]);
    expect(told.filter(([element]) => /\.(?:learner_response|pattern)$/.test(element)).length).to.be.greaterThan(20);
    expect(told.length).to.be.greaterThan(700);
    console.log(`    ${steps.length} calls, ${Object.keys(kept).length} elements stored`);
  });
});

function dropResponses(last: Map<string, unknown>, interaction: string): void {
  for (const element of last.keys()) {
    const isResponse = element === `${interaction}learner_response` || element.startsWith(`${interaction}correct_`);
    if (isResponse) last.delete(element);
  }
}
