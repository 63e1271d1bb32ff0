import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeViolations } from '../support/axe.ts';
import { closeSharedBrowser, newContext } from '../support/browser.ts';
import { packDemoCourse } from '../support/demo-courses.ts';
import { scoFrame, whenPlaying, whenSaved, whenState } from '../support/player.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

describe('one course assigned by two rules, told as a story', function () {
  this.timeout(180_000);
  let site: Site;
  let supervisor: SitePerson;
  let carolina: SitePerson;
  let texas: SitePerson;
  let florida: SitePerson;
  let instructor: SitePerson;
  let courseId: string;
  let page: Page;
  let panel = '';

  before(async () => {
    site = await startSite();
    supervisor = await site.addPerson({ roles: ['supervisor'] });
    carolina = await site.addPerson({ roles: ['officer'] });
    texas = await site.addPerson({ roles: ['officer'] });
    florida = await site.addPerson({ roles: ['officer'] });
    instructor = await site.addPerson({ roles: ['instructor'] });
    courseId = await site.addCourse(await packDemoCourse('first-bell'));
    page = await (await newContext()).newPage();
  });
  after(async () => {
    await closeSharedBrowser();
    await site?.remove();
  });

  async function look(name: string): Promise<void> {
    for (const [width, height] of [
      [1280, 800],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      expect(await axeViolations(page), `${name} ${width}`).to.deep.equal([]);
      const shots = process.env['SHOTS'];
      if (shots) await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
      const tooWide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(tooWide, `${name} ${width}`).to.equal(0);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  }

  async function assign(title: string, person: SitePerson, fill: () => Promise<void>): Promise<void> {
    await page.goto(`${site.base}/assignments/new`);
    await page.fill('#title', title);
    await page.selectOption('#what', `course ${courseId}`);
    await page.check('input[name=audience][value=people]');
    await page.click('summary:text("People")');
    await page.check(`input[name=people][value="${person.id}"]`);
    await page.selectOption('#due', 'on');
    await page.fill('#dueOn', '2035-06-30');
    await fill();
    await page.click('button[value=preview]');
    await page.getByText('It holds for 1 person today').waitFor();
    await page.click('button[value=save]');
    await page.waitForURL(/\/assignments\/[0-9a-z]{26}\?notice=made/i);
  }

  it('lets a supervisor ask one officer for 80 % and one retest, and forbid the exam for another', async () => {
    await site.signIn(page, supervisor);
    await page.goto(`${site.base}/assignments`);
    expect(await page.textContent('main')).to.contain('Nothing is assigned yet');
    await page.goto(`${site.base}/assignments/new`);
    await look('assignment-new');
    await assign('North Carolina rule', carolina, async () => {
      await page.selectOption('#exam', 'required');
      await page.fill('#passMark', '80');
      await page.fill('#retests', '1');
    });
    await look('assignment');
    await assign('Texas rule', texas, async () => {
      await page.selectOption('#exam', 'forbidden');
    });
    await assign('Florida rule', florida, async () => {
      await page.selectOption('#exam', 'forbidden');
      await page.click('summary:text("More of what counts")');
      await page.fill('#engagedMinutes', '40');
      await page.selectOption('#practical', 'instructor');
    });
    await page.goto(`${site.base}/assignments`);
    await look('assignments');
  });

  it('tells each officer what counts, on the first page and on the page of the course', async () => {
    await site.signIn(page, carolina);
    const home = await page.textContent('main');
    expect(home).to.contain('Assigned to you').and.to.contain('North Carolina rule').and.to.contain('Due Jun 30, 2035');
    await look('my-due');
    await page.goto(`${site.base}/courses/${courseId}`);
    const asked = await page.textContent('main');
    expect(asked).to.contain('What counts for you').and.to.contain('Reach 80 % or more in the test.');
    expect(asked).to.contain('You may repeat the test once.').and.not.to.contain('No test is asked for');
    await look('course-counts');
    await site.signIn(page, texas);
    await page.goto(`${site.base}/courses/${courseId}`);
    const free = await page.textContent('main');
    expect(free).to.contain('No test is asked for').and.not.to.contain('Reach 80 %');
  });

  async function play(person: SitePerson): Promise<string> {
    await site.signIn(page, person);
    await page.goto(`${site.base}/courses/${courseId}`);
    await page.getByRole('button', { name: /Start|Take it again/ }).click();
    await whenPlaying(page);
    const sco = await scoFrame(page);
    await sco.click('#next');
    for (const [id, answer] of [
      ['fb-q1', 'a'],
      ['fb-q2', 'c'],
      ['fb-q3', 'b'],
    ]) {
      await sco.check(`#${id} input[value=${answer}]`);
      await sco.click(`#${id} button`);
      await sco.click('#next');
    }
    await sco.evaluate(() => {
      const { API } = window.parent as unknown as { API: { LMSSetValue(element: string, value: string): string } };
      const objectives = Object.entries({ 'know-the-bells': 'passed', 'calm-a-hallway': 'failed' });
      for (const [at, [id, status]] of objectives.entries()) {
        API.LMSSetValue(`cmi.objectives.${at}.id`, id);
        API.LMSSetValue(`cmi.objectives.${at}.status`, status);
      }
    });
    await sco.click('#done');
    await whenState(page, 'ended');
    await whenSaved(page);
    const [, registration] = /\/play\/([^/?]+)/.exec(page.url()) ?? [];
    await page.getByText(/^For “/).waitFor();
    panel = (await page.textContent('#panel')) ?? '';
    await look(`panel-${person === texas ? 'texas' : person === florida ? 'florida' : 'carolina'}`);
    await page.goto(`${site.base}/play/${registration}/done`);
    return (await page.textContent('main')) ?? '';
  }

  it('judges the same answers by each rule', async () => {
    expect(await play(texas))
      .to.contain('Complete')
      .and.to.contain('Texas rule')
      .and.to.contain('course content completed');
    expect(panel, 'the last panel in the player')
      .to.contain('Course complete')
      .and.to.contain('For “Texas rule”: Complete. course content completed');
    const first = await play(carolina);
    expect(first)
      .to.contain('In progress')
      .and.to.match(/test 33(?:\.\d)? % of 80 %/)
      .and.to.contain('1 of 2 tries used');
    expect(panel).not.to.contain('Course complete');
    expect(panel).to.match(/For “North Carolina rule”: In progress\. .*test 33(?:\.\d)? % of 80 %, 1 of 2 tries used/);
    await look('done');
    expect(await play(carolina))
      .to.contain('Not met')
      .and.to.contain('all 2 tries used');
    expect(panel).not.to.contain('Course complete');
    expect(panel).to.contain('For “North Carolina rule”: Not met.');
  });

  it('shows who has used up the retests which objectives were weak, and that nothing more counts', async () => {
    await site.signIn(page, carolina);
    await page.goto(`${site.base}/courses/${courseId}`);
    const course = await page.textContent('main');
    expect(course).to.contain('Not met').and.to.contain('all 2 tries used');
    await look('course-used-up');
    await page.getByRole('link', { name: 'Attempt 2' }).click();
    const objectives = page.getByRole('region', { name: /^Objectives of/ });
    const stateOf = (name: RegExp) => objectives.getByRole('row', { name }).getByRole('cell').first().textContent();
    expect(await stateOf(/calm-a-hallway/)).to.match(/^Not met/);
    expect(await stateOf(/know-the-bells/)).to.match(/^Met/);
    await look('weak-objectives');
  });

  it('tells the active minutes beside those that are asked for, and lets the instructor sign the practical part', async () => {
    const done = await play(florida);
    const open = /In progress[^]*engaged \d of 40 minutes[^]*practical part to be signed by an instructor/;
    expect(done).to.match(open).and.to.contain('Spend 40 minutes actively in the course.');
    expect(panel).to.match(/For “Florida rule”: In progress\. .*engaged \d of 40 minutes/);
    await look('done-minutes');
    await site.signIn(page, instructor);
    await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Practicals' }).click();
    await page.getByRole('heading', { name: 'Practicals to sign' }).waitFor();
    await page.click('summary:text("Sign")');
    await look('practicals');
    await page.fill('textarea[name=statement]', 'Walked the hallway at the bell, calm and seen.');
    await page.getByRole('button', { name: /^Sign it/ }).click();
    await page.waitForURL(/notice=signed/);
    expect(await page.textContent('main')).to.contain('Nothing waits for you');
    await look('practicals-none');
    await site.signIn(page, florida);
    await page.goto(`${site.base}/courses/${courseId}`);
    const after = await page.textContent('main');
    expect(after)
      .to.contain('practical part signed by')
      .and.to.match(/engaged \d of 40 minutes/);
  });

  it('shows the supervisor both, and takes the word of who saw it on paper', async () => {
    await site.signIn(page, supervisor);
    await page.goto(`${site.base}/officers/${carolina.id}/corrections`);
    await look('corrections');
    await page.selectOption('#courseId', courseId);
    await page.fill('#happenedOn', '2026-01-15');
    await page.fill('#seenBy', 'Sgt. Ruiz');
    await page.fill('#statement', 'Paper test in the station, 9 of 10.');
    await page.click('button:text("Sign it")');
    await page.waitForURL(/notice=signed/);
    expect(await page.textContent('main'))
      .to.contain('Completed on paper')
      .and.to.contain('seen by Sgt. Ruiz');
    await page.goto(`${site.base}/officers/${texas.id}/exemptions`);
    await look('exemptions');
    await page.goto(`${site.base}/assignments`);
    await page.getByRole('link', { name: 'North Carolina rule' }).click();
    expect(await page.textContent('main'))
      .to.contain('Complete')
      .and.to.contain('seen by Sgt. Ruiz');
    await page.click('summary:text("End this assignment")');
    await page.click('button:text("End it now")');
    await page.waitForURL(/notice=ended/);
    await look('assignment-ended');
  });
});
