import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { packDemoCourse } from '../support/demo-courses.ts';
import { closeSharedBrowser, newContext } from '../support/browser.ts';
import { scoFrame, whenPlaying, whenSaved, whenState } from '../support/player.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

describe('the main job, told as a story', function () {
  this.timeout(180_000);
  let site: Site;
  let folder: string;
  let instructor: SitePerson;
  let officer: SitePerson;
  let desk: BrowserContext;
  let page: Page;

  before(async () => {
    site = await startSite();
    folder = await mkdtemp(join(tmpdir(), 'schoolbeat-story-'));
    instructor = await site.addPerson({ roles: ['instructor'] });
    officer = await site.addPerson({ roles: ['officer'] });
    desk = await newContext();
    page = await desk.newPage();
  });
  after(async () => {
    await closeSharedBrowser();
    await site?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  async function upload(name: string): Promise<void> {
    const zip = join(folder, `${name}.zip`);
    await writeFile(zip, await packDemoCourse(name));
    await page.goto(`${site.base}/author/import`);
    await page.setInputFiles('#package', zip);
    await page.click('[data-send]');
    await page.waitForURL(/\/author\/versions\//);
  }

  it('lets an instructor upload a package of each standard, see what was found, and publish', async () => {
    await site.signIn(page, instructor);
    await upload('first-bell');
    expect(await page.textContent('h1')).to.contain('First bell');
    expect(await page.textContent('main')).to.contain('SCORM 1.2');
    await page.getByRole('button', { name: /Publish/ }).click();
    await upload('talking-with-students');
    expect(await page.textContent('main')).to.contain('SCORM 2004');
    for (const title of ['What you already do well', 'What a school changes', 'Show what you know']) {
      expect(await page.textContent('main')).to.contain(title);
    }
    await page.getByRole('button', { name: /Publish/ }).click();
    await page.goto(`${site.base}/catalog`);
    const catalogue = await page.textContent('main');
    expect(catalogue).to.contain('First bell').and.to.contain('Talking with students');
    await page.context().clearCookies();
  });

  it('lets the officer start from the catalogue, answer, shut the lid, and go on on a phone at the same place', async () => {
    await site.signIn(page, officer);
    await page.goto(`${site.base}/catalog`);
    await page
      .getByRole('link', { name: /First bell/ })
      .first()
      .click();
    await page.getByRole('button', { name: /Start/ }).click();
    await whenPlaying(page);
    const sco = await scoFrame(page);
    await sco.click('#next');
    await sco.check('#fb-q1 input[value=b]');
    await sco.click('#fb-q1 button');
    await sco.click('#next');
    await whenSaved(page);
    await page.close();

    const phone = await newContext({ phone: true });
    const hand = await phone.newPage();
    await site.signIn(hand, officer);
    expect(new URL(hand.url()).pathname).to.equal('/my');
    await hand
      .getByRole('link', { name: /Resume/ })
      .first()
      .click();
    await whenPlaying(hand);
    const again = await scoFrame(hand);
    expect(await again.textContent('#place')).to.equal('Page 3 of 5');
    await again.click('#back');
    expect(await again.isChecked('#fb-q1 input[value=b]')).to.equal(true);
    await again.click('#next');
    await again.check('#fb-q2 input[value=c]');
    await again.click('#fb-q2 button');
    await again.click('#next');
    await again.check('#fb-q3 input[value=a]');
    await again.click('#fb-q3 button');
    await again.click('#next');
    await again.click('#done');
    await whenState(hand, 'ended');
    await whenSaved(hand);
    // The panel waits for the server's word on what counts.
    await hand.getByRole('heading', { name: 'Course complete' }).waitFor();
    expect(await hand.textContent('main')).to.contain('100');
    await phone.close();
  });

  it('keeps score, status, answers and time in the rows', async () => {
    const [attempt] = await site.rows<{
      id: string;
      completion: string;
      success: string;
      score_raw: number;
      state: string;
    }>(`select a.* from sb_attempts a join sb_registrations r on r.id = a.registration_id where r.person_id = ?`, [
      officer.id,
    ]);
    expect(attempt).to.include({ completion: 'completed', success: 'passed', score_raw: 100, state: 'finished' });
    const answers = await site.rows<{ identifier: string; learner_response: string; result: string }>(
      'select identifier, learner_response, result from sb_interactions where attempt_id = ? order by "index"',
      [attempt?.id],
    );
    expect(answers).to.deep.equal([
      { identifier: 'fb-q1', learner_response: 'b', result: 'correct' },
      { identifier: 'fb-q2', learner_response: 'c', result: 'correct' },
      { identifier: 'fb-q3', learner_response: 'a', result: 'correct' },
    ]);
  });

  it('lets the officer take a course of three SCOs by its contents and its buttons', async () => {
    page = await desk.newPage();
    await site.signIn(page, officer);
    await page.goto(`${site.base}/catalog`);
    await page
      .getByRole('link', { name: /Talking with students/ })
      .first()
      .click();
    await page.getByRole('button', { name: /Start/ }).click();
    await whenPlaying(page);
    let sco = await scoFrame(page);
    expect(await sco.textContent('h1')).to.equal('What you already do well');
    await sco.click('#next');
    await sco.click('#next');
    await whenSaved(page);
    await page.click('[data-nav="continue"]');
    await page.waitForFunction(() =>
      document.querySelector('[data-activity][aria-current]')?.textContent?.includes('What a school changes'),
    );
    await whenPlaying(page);
    await page.click('[data-activity="talk-test"]');
    await page.waitForFunction(() =>
      document.querySelector('[data-activity][aria-current]')?.textContent?.includes('Show what you know'),
    );
    await whenPlaying(page);
    sco = await scoFrame(page);
    const right: Record<string, string> = { 'tw-t1': 'b', 'tw-t2': 'a', 'tw-t3': 'c', 'tw-t4': 'b' };
    for (const [question, answer] of Object.entries(right)) {
      await sco.check(`#${question} input[value=${answer}]`);
      await sco.click(`#${question} button`);
      await sco.click('#next');
    }
    await whenSaved(page);
    await page.click('[data-activity="talk-changes"]');
    await page.waitForFunction(() =>
      document.querySelector('[data-activity][aria-current]')?.textContent?.includes('What a school changes'),
    );
    await whenPlaying(page);
    sco = await scoFrame(page);
    await sco.click('#next');
    await sco.check('#tw-q1 input[value=c]');
    await sco.click('#tw-q1 button');
    await sco.click('#next');
    await whenSaved(page);
    await page.locator('[data-nav="exitAll"]').first().click();
    await whenState(page, 'ended');
    await whenSaved(page);
    const [attempt] = await site.rows<{ completion: string; success: string; score_scaled: number }>(
      `select a.* from sb_attempts a join sb_registrations r on r.id = a.registration_id
       join sb_course_versions v on v.id = a.version_id where r.person_id = ? and v.standard = 'scorm2004'`,
      [officer.id],
    );
    expect(attempt).to.include({ completion: 'completed', success: 'passed', score_scaled: 1 });
  });

  it('reviews without lowering the record', async () => {
    await page.goto(`${site.base}/my`);
    await page
      .getByRole('link', { name: /Review First bell/ })
      .first()
      .click();
    await whenPlaying(page);
    const sco = await scoFrame(page);
    const answer = await sco.evaluate(() => {
      const { API } = window.parent as unknown as { API: { LMSSetValue(element: string, value: string): string } };
      return API.LMSSetValue('cmi.core.score.raw', '5');
    });
    expect(answer).to.be.oneOf(['true', 'false']);
    await page.waitForTimeout(3000);
    const rows = await site.rows<{ score_raw: number; success: string }>(
      `select a.* from sb_attempts a join sb_registrations r on r.id = a.registration_id
       join sb_course_versions v on v.id = a.version_id where r.person_id = ? and v.standard = 'scorm12'`,
      [officer.id],
    );
    expect(rows).to.have.length(1);
    expect(rows[0]).to.include({ score_raw: 100, success: 'passed' });
  });

  it('shows the instructor results, one attempt in words, the log of saves, and a safe CSV', async () => {
    await page.context().clearCookies();
    await site.signIn(page, instructor);
    await page.goto(`${site.base}/catalog`);
    await page
      .getByRole('link', { name: /First bell/ })
      .first()
      .click();
    await page
      .getByRole('link', { name: /Results/ })
      .first()
      .click();
    expect(await page.textContent('main'))
      .to.contain('Vance')
      .and.to.contain('100');
    const csv = await page.request.get(`${page.url().split('?')[0]}.csv`);
    expect(await csv.text()).to.contain('Vance');
    const [attempt] = await site.rows<{ id: string }>(
      `select a.id from sb_attempts a join sb_registrations r on r.id = a.registration_id
       join sb_course_versions v on v.id = a.version_id where r.person_id = ? and v.standard = 'scorm12'`,
      [officer.id],
    );
    await page.goto(`${site.base}/attempts/${attempt?.id}`);
    expect(await page.textContent('main')).to.contain('fb-q1');
    await page.goto(`${site.base}/attempts/${attempt?.id}/log`);
    expect(await page.textContent('main'))
      .to.match(/saved/i)
      .and.to.contain('score 100');
  });
});
