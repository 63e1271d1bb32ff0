import { expect } from 'chai';
import type { FrameLocator, Page } from 'playwright-core';
import { approveLaw, publishDraft, rewriteFile } from '../support/author-desk.ts';
import { builtCourse, PART, writeCourse } from '../support/authored-course.ts';
import { newContext } from '../support/browser.ts';
import { lookAt } from '../support/look-at.ts';
import { moduleCalled } from '../support/modules/module-checks.ts';
import { ScriptedOfficer } from '../support/modules/scripted-officer.ts';
import { moduleFrame, scoFrame, whenCurrent } from '../support/player.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';
import { builtRoot } from '../support/source-root.ts';

/** Objectives of the bank; fifteen questions ask for each, five of them tell a situation. */
const OBJECTIVES = {
  begin: 'Begin a talk with the welfare of the student',
  place: 'Choose a place that others can see',
  lead: 'Explain who leads when a rule is broken',
  parents: 'Decide when the parents are told',
};
const EACH = 15;
const DRAWN = 20;

const TEST = `id: final-test
title: Final test
kind: test
summary: Twenty questions of sixty.
sections:
  - id: all
    title: The test
    blocks:
      - id: final
        type: test
        bank: final
        draw:
          total: ${DRAWN}
          scenario: 0.3
        pass: 0.7
`;

/** The sheet of sixty questions as somebody keeps it elsewhere; the second option is right. */
function sheet(): string {
  const columns = 'id,objective,kind,prompt,option_1,why_1,option_2,why_2,option_3,why_3,correct';
  const rows = Object.keys(OBJECTIVES).flatMap((objective) =>
    Array.from({ length: EACH }, (_, at) => {
      const options = ['Wait', 'Ask', 'Order'].map((word) => `${word} in case ${at + 1},It is so in case ${at + 1}.`);
      const kind = at < 5 ? 'scenario' : 'knowledge';
      return `${objective}-${at + 1},${objective},${kind},"Case ${at + 1} of ${objective}: what now?",${options.join(',')},2`;
    }),
  );
  return [columns, ...rows].join('\n');
}

/** `begin` of `begin-7`, with how often it stands in a list. */
function byObjective(items: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const objective of items.map((id) => id.replace(/-\d+$/, ''))) counts[objective] = (counts[objective] ?? 0) + 1;
  return counts;
}

describe('a test that draws 20 of 60 by objective', function () {
  this.timeout(240_000);
  let site: Site;
  let colleague: SitePerson;

  before(async () => {
    site = await startSite({ root: await builtRoot() });
    colleague = await site.addPerson({ roles: ['instructor'] });
  });
  after(() => site?.remove());

  async function pageOf(person: SitePerson, phone = false): Promise<Page> {
    const page = await (await newContext({ phone })).newPage();
    await site.signIn(page, person);
    return page;
  }

  /** Makes the bank by its pages and fills it from the sheet. */
  async function fillBank(page: Page, outline: string): Promise<void> {
    await page.goto(`${outline}/banks`);
    await page.fill('#title', 'Final test');
    await page.fill('#id', 'final');
    await page.click('button:text-is("Make the bank")');
    for (const [id, text] of Object.entries(OBJECTIVES)) {
      await page.click('summary:text-is("Add an objective")');
      await page.fill('#objective-text', text);
      await page.fill('#objective-id', id);
      await page.selectOption('#objective-module', PART);
      await page.click('button:text-is("Add the objective")');
      await page.waitForURL(/notice=objective/);
    }
    await page.goto(`${outline}/banks/final/import`);
    await page.setInputFiles('#file', { name: 'questions.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet()) });
    await page.click('button:text-is("Look at the file")');
    await page.getByText('Read as CSV: 60 new, 0 replaced, 0 kept as they are. Nothing is left out.').waitFor();
    await page.click('button:text-is("Take them into the bank")');
    await page.waitForURL(/notice=taken/);
  }

  /** What the bank’s page says that a try takes of each objective. */
  async function blueprint(page: Page): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const [id, text] of Object.entries(OBJECTIVES)) {
      const row = page.locator('tbody tr', { hasText: text });
      counts[id] = Number.parseInt(await row.locator('[data-label="Drawn by Final test"]').innerText(), 10);
    }
    return counts;
  }

  /** Answers every question of a try and hands it in; the items in the order in which they were asked. */
  async function takeTry(sco: FrameLocator, answer: 'Ask' | 'Order'): Promise<string[]> {
    const items: string[] = [];
    for (let at = 1; at <= DRAWN; at += 1) {
      await sco.getByText(`Question ${at} of ${DRAWN}`, { exact: true }).waitFor();
      const name = (await sco.locator('#final input').first().getAttribute('name')) ?? '';
      items.push(name.replace('final-', ''));
      await sco.locator('#final label', { hasText: answer }).click();
      await sco.locator('#final button.main').click();
    }
    await sco.locator('#final table').waitFor();
    return items;
  }

  it('asks other questions at each retake, as many of each objective as the blueprint says', async () => {
    const page = await pageOf(await site.addPerson({ roles: ['instructor'] }));
    const outline = await writeCourse(site, page, 'First words in the hall');
    await fillBank(page, outline);
    await page.goto(outline);
    await page.fill('#module-title', 'Final test');
    await page.click('button:text-is("Add the module")');
    await page.waitForURL(/notice=added/);
    await rewriteFile(page, outline, 'modules/02-final-test.yaml', () => TEST);
    await page.goto(`${outline}/banks/final`);
    expect(await page.textContent('main')).to.include('3 tries');
    const wanted = await blueprint(page);
    expect(wanted).to.deep.equal({ begin: 5, place: 5, lead: 5, parents: 5 });
    await lookAt(page, 'author-desk-blueprint');
    const desk = await pageOf(colleague);
    await approveLaw(desk, outline);
    const courseId = await publishDraft(page, outline);

    const answers = moduleCalled(await builtCourse(site, colleague, outline), PART);
    const officer = await site.addPerson({ roles: ['officer'] });
    const learner = await pageOf(officer, true);
    const first = new ScriptedOfficer(learner, await moduleFrame(learner, site, courseId), answers, { manner: 'best' });
    await first.takeModule();
    await first.leave();
    await learner.locator('[data-activity="final-test"][aria-disabled="false"]').waitFor({ state: 'attached' });
    await learner.click('#drawer-open');
    await learner.click('[data-activity="final-test"]');
    await whenCurrent(learner, 'final-test');
    await scoFrame(learner);
    const sco = learner.frameLocator('.view iframe, #view iframe').frameLocator('iframe[name=sco]');
    await sco.getByRole('button', { name: 'Start', exact: true }).click();
    await sco.getByRole('button', { name: 'Start the test' }).click();
    const tries = [await takeTry(sco, 'Order')];
    for (const answer of ['Order', 'Ask'] as const) {
      await sco.getByText('Not passed').first().waitFor();
      await sco.getByRole('button', { name: 'Take the test again with other questions' }).click();
      tries.push(await takeTry(sco, answer));
    }
    await sco.getByText('Passed').first().waitFor();
    for (const items of tries) expect(byObjective(items)).to.deep.equal(wanted);
    expect(new Set(tries.flat()).size, 'no question twice').to.equal(3 * DRAWN);
    for (const one of [page, desk, learner]) await one.context().close();
  });
});
