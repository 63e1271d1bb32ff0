import { expect } from 'chai';
import { join } from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { readRuntime } from '../../server/authoring/index.ts';
import { startBrowser } from '../support/browser.ts';
import { installHall, TALK, TEST, type HallCourse } from '../support/hall-course.ts';
import { openCourse, scoFrame, whenCurrent, whenSaved } from '../support/player.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

const WAITING = 'Waiting for the network.';

/** What content may call in the frame above it. */
interface Above {
  readonly API_1484_11: { SetValue(element: string, value: string): string; Commit(nothing: string): string };
}

describe('an officer in a course that our own server grades', function () {
  this.timeout(180_000);
  let site: Site;
  let browser: Browser;
  let hall: HallCourse;
  let person: SitePerson;

  before(async () => {
    site = await startSite();
    browser = await startBrowser({ like: 'people' });
    hall = await installHall(site.app, await readRuntime(join(import.meta.dirname, '../..')));
    person = await site.addPerson({ roles: ['officer'] });
  });
  after(async () => {
    await browser?.close();
    await site?.remove();
  });

  const trackOf = async (sco: string): Promise<Record<string, unknown> | undefined> => {
    const rows = await site.rows<Record<string, unknown>>(
      `select t.score_raw, t.success, t.completion from sb_sco_tracks t join sb_attempts a on a.id = t.attempt_id
       join sb_registrations r on r.id = a.registration_id where r.person_id = ? and t.sco_id = ?`,
      [person.id, sco],
    );
    return rows[0];
  };
  const take = async (sco: FrameLocator, block: string, option: string): Promise<void> => {
    await sco.locator(`#${block} input[value="${option}"]`).check();
    await sco.locator(`#${block} button.main`).click();
  };
  const choose = async (sco: FrameLocator, page: Page, option: string): Promise<void> => {
    await sco.locator(`#phone input[value="${option}"]`).check();
    const heard = page.waitForResponse((response) => response.url().endsWith('/answers'));
    await sco.locator('#phone').getByRole('button', { name: 'See what happens' }).click();
    await heard;
  };

  it('answers, waits without a network, goes on, hands a test in, and is scored by the source alone', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await site.signIn(page, person);
    await openCourse(page, site, hall.courseId);
    await scoFrame(page);
    const sco = page.frameLocator('.view iframe, #view iframe').frameLocator('iframe[name=sco]');
    await sco.getByRole('button', { name: 'Start' }).click();

    await sco.getByRole('button', { name: 'Practice', exact: true }).click();
    await take(sco, 'q1', 'a');
    await sco.locator('#q1').getByText('Not quite.').waitFor();
    await sco.locator('#q1').getByText('Because of reason a in case 1.').waitFor();

    await context.setOffline(true);
    await take(sco, 'q2', 'c');
    await sco.getByText(WAITING).waitFor();
    expect(await sco.locator('#q2').getByText('Right.').count()).to.equal(0);
    await context.setOffline(false);
    await sco.locator('#q2').getByText('Right.').waitFor();
    await sco.getByText(WAITING).waitFor({ state: 'hidden' });

    await sco.getByRole('button', { name: 'The talk', exact: true }).click();
    for (const option of ['welfare', 'principal', 'lead']) await choose(sco, page, option);
    await sco.getByText('6 of 6 points').waitFor();

    // One of two questions and the scenario: 1 + 5 of 16 points.
    await whenSaved(page);
    expect(await trackOf(TALK)).to.include({ score_raw: 38, completion: 'incomplete' });
    const frame = await scoFrame(page);
    await frame.evaluate(() => {
      const { API_1484_11: api } = window.parent as unknown as Above;
      api.SetValue('cmi.score.raw', '100');
      api.SetValue('cmi.score.scaled', '1');
      api.SetValue('cmi.success_status', 'passed');
      api.SetValue('cmi.completion_status', 'completed');
      api.Commit('');
    });
    await whenSaved(page);
    expect(await trackOf(TALK)).to.include({ score_raw: 38, completion: 'incomplete' });

    await page.locator(`[data-activity="${TEST}"]`).click();
    await whenCurrent(page, TEST);
    await scoFrame(page);
    await sco.getByRole('button', { name: 'Start', exact: true }).click();
    await sco.getByRole('button', { name: 'Start the test' }).click();
    const key = hall.answers[TEST]?.['en']?.key.blocks['final'];
    for (let at = 1; at <= 4; at += 1) {
      await sco.getByText(`Question ${at} of 4`, { exact: true }).waitFor();
      const name = (await sco.locator('#final input').first().getAttribute('name')) ?? '';
      const item = name.replace('final-', '');
      const right = key?.type === 'test' ? (key.items[item]?.correct[0] ?? '') : '';
      const taken = at === 1 ? (['a', 'b', 'c'].find((one) => one !== right) ?? '') : right;
      await sco.locator(`#final input[value="${taken}"]`).check();
      await sco.locator('#final button.main').click();
    }
    await sco.getByRole('button', { name: 'Take the test again with other questions' }).waitFor();
    await sco.getByRole('button', { name: 'Finish' }).click();
    // “Saved” may be said of the save before: the last one is under way when Finish is pressed.
    for (let left = 100; left > 0 && (await trackOf(TEST))?.['completion'] !== 'completed'; left -= 1) {
      await page.waitForTimeout(100);
    }
    expect(await trackOf(TEST)).to.include({ score_raw: 75, completion: 'completed', success: 'failed' });
    await context.close();
  });
});
