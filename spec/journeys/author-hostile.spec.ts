/// <reference lib="dom" />
import { expect } from 'chai';
import { cpSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { readRuntime } from '../../server/authoring/index.ts';
import { ROOT } from '../architecture/rooms.ts';
import { makeDraft, moduleText, openEditor, rewriteFile, whenDraftSaved } from '../support/author-desk.ts';
import { builtCourse } from '../support/authored-course.ts';
import { newContext } from '../support/browser.ts';
import { scratchPath } from '../support/databases.ts';
import { HOSTILE_LINE } from '../support/hostile-texts.ts';
import { lookAt } from '../support/look-at.ts';
import { moduleCalled } from '../support/modules/module-checks.ts';
import { ScriptedOfficer } from '../support/modules/scripted-officer.ts';
import { installOwn, type OwnCourse } from '../support/own-course.ts';
import { moduleFrame, whenSaved } from '../support/player.ts';
import { poisonedCourse } from '../support/poisoned-course.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';
import { builtRoot } from '../support/source-root.ts';
import { watchBrowser } from '../support/watch-browser.ts';

const PART = 'hall-talk';
/** Part of every hostile line: seen as it was typed, it was evaluated by nobody. */
const SEEN = '{{constructor}}{{{x}}}';

/** A page on which anything that runs, or tries to, is told. */
interface Watched {
  readonly page: Page;
  /** What stands on the page and in its frames, fields too; nothing has run there. */
  readonly look: (where: string) => Promise<string>;
  readonly end: () => Promise<void>;
}

describe('a course whose every text is hostile', function () {
  this.timeout(240_000);
  let site: Site;
  let own: OwnCourse;
  const { files } = poisonedCourse();

  before(async () => {
    site = await startSite({ root: await builtRoot() });
    const root = await scratchPath('poisoned');
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    cpSync(join(ROOT, 'spec/authoring/fixtures/courses/hall/media'), join(root, 'hall/media'), { recursive: true });
    own = await installOwn(site.app, { root, folder: 'hall', runtime: await readRuntime(ROOT) });
  });
  after(() => site?.remove());

  async function watched(person: SitePerson): Promise<Watched> {
    const context = await newContext();
    const watch = await watchBrowser(context, { base: site.base, contentOrigin: site.contentOrigin, own: [] });
    const page = await context.newPage();
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(`${dialog.type()}: ${dialog.message()}`);
      void dialog.accept();
    });
    await site.signIn(page, person);
    const look = async (where: string): Promise<string> => {
      const texts: string[] = [];
      for (const frame of page.frames()) {
        const { pwned, text } = await frame.evaluate(() => ({
          pwned: document.documentElement.dataset['pwned'] ?? '',
          text: [
            document.body.innerText,
            ...[...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value),
          ].join('\n'),
        }));
        expect(pwned, where).to.equal('');
        texts.push(text);
      }
      return texts.join('\n');
    };
    const end = async (): Promise<void> => {
      expect(dialogs).to.deep.equal([]);
      expect(await watch.faults()).to.deep.equal([]);
      await context.close();
    };
    return { page, look, end };
  }

  it('runs nowhere while it is written, drawn, checked and previewed, and is seen as it was typed', async () => {
    const instructor = await site.addPerson({ roles: ['instructor'] });
    const { page, look, end } = await watched(instructor);
    await page.goto(`${site.base}/author/drafts`);
    await page.selectOption('#from', 'library:hall');
    await page.click('button:text-is("Make the draft")');
    await page.waitForURL(/\/author\/drafts\/[0-9a-z]{26}$/);
    const outline = page.url();
    for (const [path, text] of Object.entries(files)) {
      const inside = path.replace(/^hall\//, '');
      if (/^(?:course|modules\/|banks\/).*yaml$/.test(inside)) await rewriteFile(page, outline, inside, () => text);
    }
    await page.goto(`${outline}/review`);
    await page.fill('#comment-words', HOSTILE_LINE);
    await page.click('button:text-is("Keep the comment")');

    for (const path of [
      '',
      '/review',
      '/checks',
      '/banks',
      '/banks/final',
      '/banks/final/items/i1',
      '/publish',
      '/source?path=course.yaml',
      '/modules/01-hall/scenarios/phone',
      '/modules/01-hall/scenarios/phone?view=map',
      '/modules/01-hall/scenarios/phone?view=source',
      '/modules/01-hall/scenarios/phone?play=hall',
    ]) {
      await page.goto(outline + path);
      await page.waitForLoadState('networkidle');
      expect(await look(path), path).to.include(SEEN);
    }

    await page.goto(`${outline}/modules/01-hall`);
    await page.waitForSelector('#editor[data-ready]');
    for (const block of await page.locator('#outline a[href^="#block-"]').all()) {
      await block.click();
      expect(await look('the editor')).to.include(SEEN);
    }

    await page.goto(`${outline}/preview/01-hall`);
    await page.frameLocator('iframe.preview-frame').locator('.actions .main').first().waitFor();
    const inner = page.frames().find((one) => one.parentFrame() !== null);
    if (inner === undefined) throw new Error('There is no preview.');
    const answers = moduleCalled(await builtCourse(site, instructor, outline), PART);
    await new ScriptedOfficer(page, inner, answers, { manner: 'worst' }).takeModule(async () => {
      expect(await look('the preview')).to.include(SEEN);
    });
    await end();
  });

  it('is refused in words where it is a megabyte, which stays to be copied, also after the page was closed', async () => {
    // Not watched: the look of axe-core at a page is against its policy.
    const page = await (await newContext()).newPage();
    await site.signIn(page, await site.addPerson({ roles: ['instructor'] }));
    const draft = await makeDraft(site, page, 'Very long');
    await openEditor(site, page, draft);
    await page.click('#outline a[href="#block-opening"]');
    const long = `${HOSTILE_LINE} ${'word '.repeat(200_000)}the end`;
    await page.fill('#side textarea.prose-in', long);
    const note = page.locator('.note.aside');
    await note.waitFor({ timeout: 30_000 });
    expect(await note.innerText())
      .to.include('could not be saved')
      .and.to.match(/512 kB/);
    expect((await note.locator('pre').textContent())?.endsWith(long)).to.equal(true);
    expect(await page.innerText('main')).not.to.include('Somebody else');
    await lookAt(page, 'editor-megabyte');
    await page.fill('#side textarea.prose-in', 'Short again.');
    await whenDraftSaved(page);
    expect(await moduleText(site, draft)).to.include('Short again.');

    const later = await page.context().newPage();
    await page.close();
    await openEditor(site, later, draft);
    const offer = later.locator('.notes .note').first();
    await offer.waitFor();
    expect(await offer.textContent()).to.include('the end');
    expect(await later.evaluate(() => document.documentElement.dataset['pwned'])).to.equal(undefined);
    await later.context().close();
  });

  it('runs nowhere while an officer takes it', async () => {
    const officer = await site.addPerson({ roles: ['officer'] });
    const { page, look, end } = await watched(officer);
    const frame = await moduleFrame(page, site, own.courseId);
    const answers = moduleCalled(own.course, PART);
    await new ScriptedOfficer(page, frame, answers, { manner: 'best' }).takeModule(async () => {
      expect(await look('the module')).to.include(SEEN);
    });
    await whenSaved(page);
    await page.goto(`${site.base}/courses/${own.courseId}`);
    expect(await look('the course')).to.match(/<script>|<b>/);
    await end();
  });
});
