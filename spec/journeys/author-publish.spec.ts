import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { newId } from '../../server/platform/index.ts';
import { newContext } from '../support/browser.ts';
import { lookAt } from '../support/look-at.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';
import { builtRoot } from '../support/source-root.ts';

describe('an instructor takes a draft to officers', function () {
  this.timeout(240_000);
  let site: Site;
  let instructor: SitePerson;
  let colleague: SitePerson;
  let officer: SitePerson;

  before(async () => {
    site = await startSite({ root: await builtRoot() });
    instructor = await site.addPerson({ roles: ['instructor'] });
    colleague = await site.addPerson({ roles: ['instructor'] });
    officer = await site.addPerson({ roles: ['officer'] });
  });
  after(() => site?.remove());

  async function pageOf(person: SitePerson, phone = false): Promise<Page> {
    const page = await (await newContext({ phone })).newPage();
    await site.signIn(page, person);
    return page;
  }

  /** A copy of the library's course; resolves with the address of its outline. */
  async function makeCopy(page: Page): Promise<string> {
    await page.goto(`${site.base}/author/drafts`);
    await page.selectOption('#from', 'library:hall');
    await page.click('button:text-is("Make the draft")');
    await page.waitForURL(/\/author\/drafts\/[0-9a-z]{26}$/);
    return page.url();
  }

  const words = (page: Page): Promise<string> => page.textContent('main').then((text) => text ?? '');

  /** Changes a text of the first module in its source, as the page Source sends it. */
  async function editText(page: Page, outline: string, from: string, to: string): Promise<void> {
    const address = `${outline}/file?path=modules/01-hall.yaml`;
    const { text, revision } = (await (await page.request.get(address)).json()) as { text: string; revision: number };
    expect(text).to.include(from);
    const data = { editId: `journey-${newId()}`, base: revision, text: text.replace(from, to) };
    const answer = await page.request.put(address, { data, headers: { 'sec-fetch-site': 'same-origin' } });
    expect(answer.status()).to.equal(200);
  }

  async function approveAndPublish(page: Page, outline: string, running?: string): Promise<void> {
    // Whoever made the draft, or wrote in it, asks somebody else.
    const desk = await pageOf(colleague);
    await desk.goto(`${outline}/review`);
    for (const box of await desk.locator('input[name="modules"]').all()) await box.check();
    await desk.fill('#law-reviewer', 'Counsel of the county');
    await desk.click('button:text-is("Approve what is ticked")');
    await desk.waitForURL(/notice=approved/);
    await desk.context().close();
    await page.goto(`${outline}/publish`);
    if (running !== undefined) await page.selectOption('#running', running);
    await page.click('button:text-is("Check, build and publish")');
    await page.waitForURL(/notice=published/, { timeout: 60_000 });
  }

  for (const phone of [false, true]) {
    const size = phone ? 'phone' : 'desk';

    it(`changes the outline with undo, reads the checks, previews, comments, approves and publishes (${size})`, async () => {
      const page = await pageOf(instructor, phone);
      const outline = await makeCopy(page);
      await lookAt(page, `author-${size}-outline`);
      await page.click('button:has-text("Remove: A talk in the hall")');
      expect(await words(page)).not.to.include('A talk in the hall');
      await lookAt(page, `author-${size}-undo`);
      await page.click('button:text-is("Undo the last change")');
      expect(await words(page)).to.include('A talk in the hall');
      await page.goto(`${site.base}/author/drafts`);
      await lookAt(page, `author-${size}-drafts`);

      await editText(page, outline, 'alt: A long hall with lockers on both sides.', "alt: ''");
      await page.goto(`${outline}/checks`);
      expect(await words(page)).to.include('1 thing to mend');
      await lookAt(page, `author-${size}-checks`);
      await editText(page, outline, "alt: ''", 'alt: A long hall.');

      await page.goto(`${outline}/preview/01-hall`);
      const frame = page.frameLocator('iframe.preview-frame');
      await frame.locator('h1', { hasText: 'A talk in the hall' }).waitFor();
      await frame.locator('text=Before you speak').first().click();
      await frame.locator('text=The bell has just rung.').first().waitFor();
      await lookAt(page, `author-${size}-preview`);
      expect(await site.rows('SELECT id FROM sb_attempts')).to.have.length(0);

      await page.goto(`${outline}/review`);
      await page.selectOption('#comment-about', 'modules/01-hall.yaml arrive');
      await page.fill('#comment-words', 'Which bell?');
      await page.click('button:text-is("Keep the comment")');
      expect(await words(page)).to.include('Which bell?');
      await lookAt(page, `author-${size}-review`);
      await page.click('button:has-text("Resolve")');
      expect(await words(page)).to.include('Resolved by');

      await approveAndPublish(page, outline);
      await lookAt(page, `author-${size}-packages`);
      const download = page.waitForEvent('download');
      await page.click('a:has-text("Download SCORM 1.2")');
      expect((await download).suggestedFilename()).to.match(/-v1-scorm12\.zip$/);
      await page.goto(`${outline}/publish`);
      expect(await words(page)).to.include('Nothing is different');
      await page.context().close();
    });
  }

  it('mends a text while an officer is in the course, who goes on or begins again with the new version', async () => {
    const page = await pageOf(instructor);
    const outline = await makeCopy(page);
    await approveAndPublish(page, outline);
    const href = await page.getAttribute('a:text-is("The course in the catalog")', 'href');
    const courseId = (href ?? '').split('/').at(-1) ?? '';
    const learner = await pageOf(officer);
    const registration = await site.register(learner, courseId);
    await learner.goto(`${site.base}/play/${registration}`);
    const versionsOf = () =>
      site.rows<{ version_id: string }>('SELECT version_id FROM sb_attempts ORDER BY started_at, id');
    for (let left = 50; left > 0 && (await versionsOf()).length === 0; left -= 1) await learner.waitForTimeout(200);
    const begun = await versionsOf();
    expect(begun).to.have.length(1);

    await editText(page, outline, 'You have ten seconds to think.', 'You have five seconds to think.');
    await page.goto(`${outline}/publish`);
    expect(await words(page)).to.include('five seconds');
    await lookAt(page, 'author-desk-difference');
    await approveAndPublish(page, outline, 'offer');

    await learner.goto(`${site.base}/courses/${courseId}`);
    await lookAt(learner, 'author-desk-offer');
    await learner.click('button:text-is("Begin again with the new version")');
    for (let left = 50; left > 0 && (await versionsOf()).length < 2; left -= 1) await learner.waitForTimeout(200);
    const now = await versionsOf();
    expect(now).to.have.length(2);
    expect(now[0]).to.deep.equal(begun[0]);
    expect(now[1]?.version_id).not.to.equal(begun[0]?.version_id);
    await page.context().close();
    await learner.context().close();
  });
});
