import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { approveLaw, FIRST_MODULE, publishDraft, rewriteFile, type ReleaseWishes } from '../support/author-desk.ts';
import { builtCourse, PART, writeCourse } from '../support/authored-course.ts';
import { newContext } from '../support/browser.ts';
import { lookAt } from '../support/look-at.ts';
import { moduleCalled } from '../support/modules/module-checks.ts';
import { ScriptedOfficer } from '../support/modules/scripted-officer.ts';
import { moduleFrame, whenSaved } from '../support/player.ts';
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

  const editText = (page: Page, outline: string, from: string, to: string): Promise<void> =>
    rewriteFile(page, outline, 'modules/01-hall.yaml', (text) => text.replace(from, to));

  async function approveAndPublish(page: Page, outline: string, wishes: ReleaseWishes = {}): Promise<string> {
    const desk = await pageOf(colleague);
    await approveLaw(desk, outline);
    await desk.context().close();
    return publishDraft(page, outline, wishes);
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

      await page.selectOption('#ask-module', 'modules/01-hall.yaml');
      await page.selectOption('#ask-person', colleague.id);
      await page.click('button:text-is("Ask the colleague")');
      await page.waitForURL(/notice=asked/);
      expect(await words(page))
        .to.include('Reviews asked for')
        .and.to.include('Asked: ');
      const desk = await pageOf(colleague, phone);
      await desk.goto(`${site.base}/notices`);
      expect(await words(desk)).to.include('asks you to review A talk in the hall');
      await desk.goto(`${site.base}/author`);
      await lookAt(desk, `author-${size}-asked-of-you`);
      await desk.click(`a[href$="${new URL(outline).pathname}/review"]`);
      await lookAt(desk, `author-${size}-review-asked`);
      await desk.fill('textarea[id^="answer-"]', 'Which statute is this?');
      await desk.click('button:has-text("Ask for changes")');
      await desk.waitForURL(/notice=answered/);
      await desk.context().close();
      await page.goto(`${site.base}/notices`);
      expect(await words(page)).to.include('asks for changes in A talk in the hall');

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
    const courseId = await approveAndPublish(page, outline);
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
    await approveAndPublish(page, outline, { running: 'offer' });

    // Told by notice, then shown what changes; nothing is left before the officer confirms it.
    for (let left = 50; left > 0; left -= 1) {
      await learner.goto(`${site.base}/notices`);
      if ((await words(learner)).includes('There is a new version')) break;
      await learner.waitForTimeout(200);
    }
    expect(await words(learner)).to.match(/There is a new version of .+ You may finish yours or begin again/);
    await learner.click('button:has-text("See what changes")');
    expect(await words(learner))
      .to.include('A talk in the hall: Changed in')
      .and.to.include('Your work in version 1 stays');
    await lookAt(learner, 'author-desk-offer');
    await learner.click('summary:text-is("Begin again with the new version")');
    await learner.setViewportSize({ width: 390, height: 844 });
    await lookAt(learner, 'author-phone-offer-confirm');
    await learner.click('button:text-is("Leave version 1 and begin version 2")');
    for (let left = 50; left > 0 && (await versionsOf()).length < 2; left -= 1) await learner.waitForTimeout(200);
    const now = await versionsOf();
    expect(now).to.have.length(2);
    expect(now[0]).to.deep.equal(begun[0]);
    expect(now[1]?.version_id).not.to.equal(begun[0]?.version_id);
    await page.context().close();
    await learner.context().close();
  });

  it('corrects a wrong statute: who is in the course ends on the version before, and certificates of it are void or kept with the reason', async () => {
    const page = await pageOf(await site.addPerson({ roles: ['instructor', 'supervisor'] }));
    const outline = await writeCourse(site, page, 'Parents and the law');
    const courseId = await approveAndPublish(page, outline);
    const answers = moduleCalled(await builtCourse(site, colleague, outline), PART);
    const open = async (learner: Page): Promise<ScriptedOfficer> =>
      new ScriptedOfficer(learner, await moduleFrame(learner, site, courseId), answers, { manner: 'best' });

    // One officer passes the first version, another is in the middle of it, on a phone.
    const done = await pageOf(officer);
    const first = await open(done);
    await first.takeModule();
    await first.leave();
    await done.goto(`${site.base}/certificates`);
    const passed = await certificateOf(done);
    const late = await site.addPerson({ roles: ['officer'] });
    const runner = await pageOf(late, true);
    await (await open(runner)).takeModule(undefined, { to: 2 });
    await whenSaved(runner);

    const change = (from: string, to: string): Promise<void> =>
      rewriteFile(page, outline, `modules/${FIRST_MODULE}.yaml`, (text) => text.replace(from, to));
    await change('within three days', 'within two days');
    await page.goto(`${outline}/publish`);
    expect(await words(page)).to.include('within two days');
    const wrong = 'Version 1 gave a wrong number of days.';
    await approveAndPublish(page, outline, { certificates: 'void', reason: wrong });

    await done.goto(passed);
    expect(await words(done))
      .to.include('Void')
      .and.to.include(wrong);
    await lookAt(done, 'author-desk-void');
    const stranger = await (await newContext({ phone: true })).newPage();
    await stranger.goto(await checkPage(done));
    expect(await words(stranger))
      .to.include('Void')
      .and.to.include(wrong);

    // Whoever was in the course ends what they began; whoever begins now reads the law as it is.
    const again = await open(runner);
    await again.takeModule(undefined, { from: 2 });
    await again.leave();
    await runner.goto(`${site.base}/certificates`);
    const ended = await certificateOf(runner);
    await runner.goto(ended);
    expect(await words(runner)).to.match(/Version\s*1,/);
    await page.goto(`${site.base}/certificates`);
    expect(await words(page)).to.include('1 certificate waits for a decision');
    const newcomer = await pageOf(await site.addPerson({ roles: ['officer'] }));
    const module = await moduleFrame(newcomer, site, courseId);
    await module.locator('.actions .main').first().click();
    await module.getByText('within two days').waitFor();

    await change('within two days', 'within two school days');
    const small = 'What version 1 taught is still enough.';
    await approveAndPublish(page, outline, { certificates: 'kept', reason: small });
    await runner.goto(ended);
    expect(await words(runner))
      .to.include('Kept')
      .and.to.include(small);
    await stranger.goto(await checkPage(runner));
    expect(await words(stranger))
      .to.include('Valid')
      .and.to.include(small);
    await lookAt(stranger, 'author-phone-kept-check');
    await stranger.goto(await checkPage(done));
    expect(await words(stranger))
      .to.include('Void')
      .and.to.include(wrong);
    for (const one of [page, done, runner, stranger, newcomer]) await one.context().close();
  });

  /** Address of the only certificate of somebody, once it is there. */
  async function certificateOf(page: Page): Promise<string> {
    const link = page.locator('section[aria-labelledby="own"] h3 a');
    for (let left = 50; left > 0 && (await link.count()) === 0; left -= 1) {
      await page.waitForTimeout(200);
      await page.goto(`${site.base}/certificates`);
    }
    expect(await link.count()).to.equal(1);
    return new URL((await link.getAttribute('href')) ?? '', site.base).href;
  }

  /** Where anyone checks the certificate that a page shows. */
  const checkPage = async (page: Page): Promise<string> =>
    new URL((await page.getAttribute('a[href*="/verify/"]', 'href')) ?? '', site.base).href;
});
