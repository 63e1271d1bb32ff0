import { expect } from 'chai';
import type { Frame, Page } from 'playwright-core';
import { packDemoCourse } from '../support/demo-courses.ts';
import { closeSharedBrowser, newContext } from '../support/browser.ts';
import { scoFrame, whenCurrent, whenPlaying, whenSaved, whenState } from '../support/player.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

/** More presses than any page of ours has stops. */
const MOST_STOPS = 60;

interface Focus {
  readonly frame: Frame;
  /** Id, label and text of what has the focus. */
  readonly words: string;
}

describe('a whole course by keyboard alone', function () {
  this.timeout(180_000);
  let site: Site;
  let officer: SitePerson;
  let page: Page;

  before(async () => {
    site = await startSite();
    officer = await site.addPerson({ roles: ['officer'] });
    await site.addCourse(await packDemoCourse('talking-with-students'));
    page = await (await newContext()).newPage();
  });
  after(async () => {
    await closeSharedBrowser();
    await site?.remove();
  });

  /** Goes from stop to stop until the one that is meant has the focus, and a person could see that it has. */
  async function tabTo(what: RegExp, key = 'Tab'): Promise<Focus> {
    const passed: string[] = [];
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      const now = await focusOf(page);
      if (now && what.test(now.words)) return now;
      passed.push(now?.words ?? 'nothing');
      await page.keyboard.press(key);
    }
    throw new Error(`No stop matches ${String(what)}: ${passed.join(' > ')}`);
  }

  async function press(what: RegExp, key = 'Enter'): Promise<void> {
    await tabTo(what);
    await page.keyboard.press(key);
  }

  it('signs in, finds the course and starts it', async () => {
    await page.goto(site.base);
    await page.waitForURL(/\/login/);
    await tabTo(/^email/);
    await page.keyboard.type(officer.email);
    await tabTo(/^password/);
    await page.keyboard.type(officer.password);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/my$/);
    await press(/Catalog/);
    await page.waitForURL(/\/catalog/);
    await press(/Talking with students/);
    await page.waitForURL(/\/courses\//);
    await press(/Start/);
    await whenPlaying(page);
    await whenCurrent(page, 'talk-already');
  });

  it('puts the focus into the new content object after Next', async () => {
    await readPages();
    await press(/Next part/);
    await whenCurrent(page, 'talk-changes');
    await expectFocusInside('What a school changes');
  });

  it('chooses from the contents, and goes on from inside the content', async () => {
    await press(/What you already do well/);
    await whenCurrent(page, 'talk-already');
    await expectFocusInside('What you already do well');
    await press(/What a school changes/);
    await whenCurrent(page, 'talk-changes');
    await press(/Next page/);
    await answer(1);
    await press(/Next page/);
    await whenSaved(page);
    await press(/Finish this part/);
    await whenCurrent(page, 'talk-test');
    await expectFocusInside('Show what you know');
  });

  it('answers the test, finishes, and lands on the completion panel', async () => {
    for (const downs of [1, 0, 2, 1]) {
      await answer(downs);
      await press(/Next page/);
    }
    await whenSaved(page);
    await press(/Finish this part/);
    await whenState(page, 'ended');
    await whenSaved(page);
    await page.getByRole('heading', { name: 'Course complete' }).waitFor();
    await tabTo(/Course complete/);
    const [attempt] = await site.rows<{ completion: string; success: string }>('select * from sb_attempts');
    expect(attempt).to.include({ completion: 'completed', success: 'passed' });
    await press(/Back to My training/);
    await page.waitForURL(/\/my$/);
  });

  /** Answers the question on the page; `downs` is how often the arrow goes down from the first choice. */
  async function answer(downs: number): Promise<void> {
    await tabTo(/^radio/);
    await page.keyboard.press('Space');
    for (let n = 0; n < downs; n += 1) await page.keyboard.press('ArrowDown');
    await press(/Check my answer/);
  }

  /** Reads the part on the stage to its last page. */
  async function readPages(): Promise<void> {
    const sco = await scoFrame(page);
    while (await sco.isVisible('#next')) await press(/Next page/);
    await whenSaved(page);
  }

  async function expectFocusInside(heading: string): Promise<void> {
    const sco = await scoFrame(page);
    await sco.waitForFunction(() => document.hasFocus());
    expect(await sco.textContent('h1')).to.equal(heading);
  }
});

/** What has the focus, in whichever frame; null when nothing has. */
async function focusOf(page: Page): Promise<Focus | null> {
  for (const frame of page.frames()) {
    const words = await frame
      .evaluate(() => {
        const one = document.activeElement;
        if (!document.hasFocus() || one === null || one === document.body || one.tagName === 'IFRAME') return null;
        const kind = one instanceof HTMLInputElement && one.type === 'radio' ? 'radio' : one.id;
        const label = one instanceof HTMLInputElement ? one.labels?.[0]?.textContent : one.textContent;
        return [kind, one.getAttribute('aria-label') ?? '', (label ?? '').trim().slice(0, 200)].join(' ');
      })
      // A frame may go while it is asked.
      .catch(() => null);
    if (words !== null) return { frame, words };
  }
  return null;
}
