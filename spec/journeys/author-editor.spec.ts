import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { moduleSource } from '../../server/standards/module/index.ts';
import { parse } from 'yaml';
import {
  addMedia,
  FIRST_MODULE,
  fillForm,
  makeDraft,
  moduleText,
  openEditor,
  tabTo,
  whenDraftSaved,
} from '../support/author-desk.ts';
import { newContext } from '../support/browser.ts';
import { startMortalBrowser } from '../support/killed-browser.ts';
import { lookAt } from '../support/look-at.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#22365a"/></svg>';
const MEDIA = {
  'media/gate.svg': { type: 'image/svg+xml', text: SVG },
  'media/talk.mp4': { type: 'video/mp4', text: 'not played here' },
  'media/talk.en.vtt': { type: 'text/vtt', text: 'WEBVTT\n\n00:00.000 --> 00:02.000\nThe bell rings.\n' },
  'media/talk.md': { type: 'text/markdown', text: 'The bell rings. Two students wait at the gate.' },
};
const OPENING = '#outline a[href="#block-opening"]';
const TEXT = '#side textarea.prose-in';

describe('an instructor writes a module in the browser', function () {
  this.timeout(240_000);
  let site: Site;
  let instructor: SitePerson;
  let colleague: SitePerson;

  before(async () => {
    site = await startSite({ mount: '/lms' });
    instructor = await site.addPerson({ roles: ['instructor'] });
    colleague = await site.addPerson({ roles: ['instructor'] });
  });
  after(() => site?.remove());

  async function newPage(phone = false): Promise<{ page: Page; faults: string[] }> {
    const page = await (await newContext({ phone })).newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    await site.signIn(page, instructor);
    return { page, faults };
  }

  it('by keyboard alone: text, picture, captioned video and five questions, each as the schema wants it', async () => {
    const { page, faults } = await newPage();
    const draft = await makeDraft(site, page, 'At the gate');
    await addMedia(site, instructor, draft, MEDIA);
    await openEditor(site, page, draft);
    const add = async (kind: string, words = (label: string, count: number) => `${label} ${count}`): Promise<void> => {
      await tabTo(page, '.out .acts .btn:not(.line)', 'Shift+Tab');
      await page.keyboard.press('Enter');
      await tabTo(page, `.kind[data-kind="${kind}"]`);
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog.kinds', { state: 'detached' });
      await fillForm(page, words);
    };
    await tabTo(page, OPENING);
    await page.keyboard.press('Enter');
    await add('text');
    await add('image');
    await add('video');
    for (const kind of ['choice', 'multi', 'short', 'match', 'order']) await add(kind);
    await whenDraftSaved(page);
    const module = parse(await moduleText(site, draft)) as { sections: { blocks: { id: string; type: string }[] }[] };
    const types = module.sections[0]?.blocks.map(({ type }) => type) ?? [];
    expect(types.slice(0, 9)).to.deep.equal([
      'text',
      'text',
      'image',
      'video',
      'choice',
      'multi',
      'short',
      'match',
      'order',
    ]);
    expect(moduleSource.safeParse(module).error?.issues ?? []).to.deep.equal([]);
    expect(faults).to.deep.equal([]);
    await page.context().close();
  });

  it('uploads a picture right from its form, and is asked at once what it tells', async () => {
    const { page, faults } = await newPage();
    const draft = await makeDraft(site, page, 'A picture');
    await openEditor(site, page, draft);
    await page.click('.out .acts .btn:not(.line)');
    await page.click('.kind[data-kind="image"]');
    await page.click('#side button:text-is("Look at files, or upload one")');
    await page.setInputFiles('#pick-file', { name: 'Gate.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(SVG) });
    await page.click('button:text-is("Upload and use it")');
    expect(await page.textContent('dialog [role=alert]')).to.include('what the picture tells');
    await lookAt(page, 'editor-picker');
    await page.fill('#pick-alt', 'A blue gate.');
    await page.click('button:text-is("Upload and use it")');
    await page.waitForSelector('dialog', { state: 'detached' });
    await page.waitForFunction(() => {
      const looks = [...document.querySelectorAll('.blk.chosen .look')].map(({ shadowRoot }) => shadowRoot);
      return looks[0]?.querySelector('img')?.naturalWidth === 40;
    });
    await whenDraftSaved(page);
    expect(await moduleText(site, draft)).to.match(/src: media\/gate[\w-]*\.svg\n +alt: A blue gate\./);
    await page.click('button:text-is("Undo")');
    await whenDraftSaved(page);
    expect(await moduleText(site, draft)).not.to.include('A blue gate.');
    expect(faults).to.deep.equal([]);
    await page.context().close();
  });

  it('drags a block to another place in the outline', async () => {
    const { page, faults } = await newPage();
    const draft = await makeDraft(site, page, 'Dragged');
    await openEditor(site, page, draft);
    await page.dragAndDrop(OPENING, '#outline a[href="#block-the-law"]');
    await whenDraftSaved(page);
    const { sections } = parse(await moduleText(site, draft)) as { sections: { blocks: { id: string }[] }[] };
    const ids = sections[0]?.blocks.map(({ id }) => id) ?? [];
    expect(ids.indexOf('opening')).to.equal(ids.indexOf('the-law') - 1);
    expect(faults).to.deep.equal([]);
    await page.context().close();
  });

  it('moves, duplicates and removes blocks by keyboard, and takes it all back', async () => {
    const { page, faults } = await newPage();
    const draft = await makeDraft(site, page, 'In another order');
    await openEditor(site, page, draft);
    const before = await moduleText(site, draft);
    const ids = (): Promise<string[]> =>
      page.$$eval('#canvas article', (cards) => cards.map(({ id }) => id.replace('block-', '')));
    const start = await ids();
    await tabTo(page, OPENING);
    await page.keyboard.press('Alt+ArrowDown');
    expect((await ids()).slice(0, 2)).to.deep.equal([start[1], start[0]]);
    await page.keyboard.press('Enter');
    await tabTo(page, '.blk.chosen .tool:nth-child(3)', 'Shift+Tab');
    await page.keyboard.press('Enter');
    expect((await ids()).filter((id) => /^opening-[a-z0-9]{4}$/.test(id))).to.have.length(1);
    await tabTo(page, '.blk.chosen .tool:nth-child(4)', 'Shift+Tab');
    await page.keyboard.press('Enter');
    expect((await ids()).filter((id) => id.startsWith('opening-'))).to.deep.equal([]);
    expect(await page.textContent('#editor-head [role=status].vh')).to.include('Undo brings it back');
    await whenDraftSaved(page);
    expect(await moduleText(site, draft)).not.to.equal(before);
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('Control+z');
    expect(await ids()).to.deep.equal(start);
    await whenDraftSaved(page);
    expect(parse(await moduleText(site, draft))).to.deep.equal(parse(before));
    expect(faults).to.deep.equal([]);
    await page.context().close();
  });

  it('reads at the block what a colleague says of it, answers there and resolves it, by keyboard', async () => {
    const { page, faults } = await newPage();
    const draft = await makeDraft(site, page, 'Talked about');
    const ben = await (await newContext()).newPage();
    await site.signIn(ben, colleague);
    await openEditor(site, ben, draft);
    await ben.click(OPENING);
    await ben.fill('#talk-words', 'Which <b>bell</b>?');
    await ben.click('.talk button:text-is("Keep the comment")');
    await ben.waitForSelector('.talk li .words:text-is("Which <b>bell</b>?")');
    await openEditor(site, page, draft);
    await page.waitForSelector('#block-opening .said:text-is("1 comment")');
    await tabTo(page, '#block-opening .said');
    await page.keyboard.press('Enter');
    expect(await page.textContent('#talk-heading')).to.equal('Comments (1 open)');
    await lookAt(page, 'editor-comments');
    await tabTo(page, '#talk-words');
    await page.keyboard.type('The first one.');
    await tabTo(page, '.talk form .btn');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#block-opening .said:text-is("2 comments")');
    expect(await page.inputValue('#talk-words')).to.equal('');
    await tabTo(page, '.talk li .btn', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#block-opening .said:text-is("1 comment")');
    expect(await page.textContent('.talk summary')).to.equal('1 resolved');
    await page.click('.talk >> text=All comments of the draft');
    await page.waitForURL(/\/review\?about=/);
    expect(await page.inputValue('#comment-about')).to.equal(`modules/${FIRST_MODULE}.yaml opening`);
    await page.click('.rows a[href$="#block-opening"] >> nth=0');
    await page.waitForSelector('#block-opening.chosen');
    expect(faults).to.deep.equal([]);
    await ben.context().close();
    await page.context().close();
  });

  for (const phone of [false, true]) {
    it(`writes texts where they stand in the picture of their block, ${phone ? 'on a phone' : 'wide'}`, async () => {
      const { page, faults } = await newPage(phone);
      const draft = await makeDraft(site, page, 'In its place');
      await openEditor(site, page, draft);
      const field = '#block-opening .in-place textarea';
      const shown = (id: string): Promise<string> =>
        page.evaluate((one) => document.querySelector(`#block-${one} .look`)?.shadowRoot?.textContent ?? '', id);
      await page.locator('#block-opening .look').click({ position: { x: 40, y: 40 } });
      await page.waitForSelector(`${field}:focus`);
      expect(await page.isVisible('#canvas')).to.equal(true);
      await page.keyboard.type(' Nobody moves.');
      await lookAt(page, `editor-in-place-${phone ? 'phone' : 'wide'}`);
      await page.focus(field);
      expect(await page.inputValue(TEXT)).to.include('Nobody moves.');
      // What was typed is there at once, before the server has drawn it.
      await page.keyboard.type(' Nobody.');
      await page.keyboard.press('Escape');
      expect(await shown('opening')).to.include('Nobody.');
      expect(await page.locator('.in-place').count()).to.equal(0);
      await page.waitForFunction(() => {
        const prose = document
          .querySelector('#block-opening .look')
          ?.shadowRoot?.querySelector('.prose > p:last-child');
        return prose?.textContent?.includes('Nobody moves.');
      });
      expect(await moduleText(site, draft)).to.include('Nobody moves.');

      // From one text to another of the block, by keyboard; a click elsewhere ends it and does what it is meant for.
      await page.click('#block-worked-example .name');
      if (phone) await page.click('.to-blocks');
      await tabTo(page, '.blk.chosen .tool:last-child');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#block-worked-example .in-place textarea.prose-in:focus');
      await page.keyboard.press('Alt+ArrowUp');
      await page.waitForSelector('#block-worked-example .in-place textarea.line:focus');
      await page.keyboard.type(', twice');
      await page.locator('#block-the-law .look').click({ position: { x: 60, y: 100 }, delay: 100 });
      await page.waitForSelector('#block-the-law .in-place textarea:focus');
      await page.locator('#block-opening .look').click({ position: { x: 40, y: 40 } });
      await page.waitForSelector(`${field}:focus`);
      expect(await page.locator('.in-place').count()).to.equal(1);
      await whenDraftSaved(page);
      expect(await moduleText(site, draft)).to.include(', twice');
      await page.keyboard.type(' Not yet.');
      await page.click('#editor-head button:text-is("Undo")');
      await whenDraftSaved(page);
      expect(await moduleText(site, draft)).not.to.include('Not yet.');
      expect(await shown('opening')).not.to.include('Not yet.');
      expect(faults).to.deep.equal([]);
      await page.context().close();
    });
  }

  for (const phone of [false, true]) {
    it(`writes pairs, an order and groups of cards as what they are, ${phone ? 'on a phone' : 'by keyboard'}`, async () => {
      const { page, faults } = await newPage(phone);
      const draft = await makeDraft(site, page, 'Hand-made');
      await openEditor(site, page, draft);
      const name = phone ? 'phone' : 'wide';
      const add = async (kind: string): Promise<void> => {
        if (phone && (await page.isVisible('.to-blocks'))) await page.click('.to-blocks');
        await page.click('.out .acts .btn:not(.line)');
        await page.click(`.kind[data-kind="${kind}"]`);
        await page.waitForSelector('dialog.kinds', { state: 'detached' });
        await fillForm(page, (label, count) => `${label} ${count}`);
      };
      const press = async (selector: string): Promise<void> => {
        await page.focus(selector);
        await page.keyboard.press('Enter');
      };
      await add('match');
      await lookAt(page, `editor-pairs-${name}`);
      await press('.matched > .acts .btn');
      await page.keyboard.type('A fourth');
      await page.keyboard.press('Tab');
      await page.keyboard.type('belongs to this');
      await tabTo(page, '.matched textarea.prose-in');
      await page.keyboard.type('So it is.');

      await add('order');
      await page.locator('.step textarea').first().focus();
      await page.keyboard.press('Alt+ArrowDown');
      await page.keyboard.type(', later');
      expect(await page.inputValue('.step:nth-child(2) textarea')).to.match(/, later$/);
      await press('.step:nth-child(3) .tool[aria-label^="Move up"]');
      // It has moved, and the focus with it.
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).to.equal(
        'Move down: Step 1',
      );
      await lookAt(page, `editor-steps-${name}`);
      if (!phone) {
        await page.hover('.step:nth-child(1) .grip');
        await page.mouse.down();
        // The first step begins to drag, the second arrives.
        for (const at of [2, 3, 3]) await page.hover(`.step:nth-child(${at}) .number`);
        await page.mouse.up();
        expect(await page.inputValue('.step:nth-child(3) textarea')).to.match(/4$/);
      }

      await add('sort');
      await press('.bins > .acts .btn');
      await page.keyboard.type('A third group');
      const third = '.bin[aria-label="Group 3"]';
      await page.selectOption('.bin[aria-label="Group 1"] .sorted select >> nth=0', { label: 'A third group' });
      expect(await page.locator(`${third} .sorted`).count()).to.equal(1);
      await page.fill(`${third} textarea >> nth=0`, 'Another name');
      expect(await page.locator('.bin[aria-label="Group 1"] option:text-is("Another name")').count()).to.equal(1);
      await press('.bin[aria-label="Group 1"] .tool[aria-label^="Remove"]');
      await page.waitForSelector('#bin-title');
      await lookAt(page, `editor-bin-question-${name}`);
      await page.selectOption('#bin-to', { label: 'Into “Another name”' });
      await press('dialog .btn:not(.quiet)');
      await page.waitForFunction(() => document.querySelectorAll('.bin').length === 2);
      await lookAt(page, `editor-bins-${name}`);
      await whenDraftSaved(page);

      const module = parse(await moduleText(site, draft)) as { sections: { blocks: Record<string, unknown>[] }[] };
      expect(moduleSource.safeParse(module).error?.issues ?? []).to.deep.equal([]);
      const block = (type: string): Record<string, unknown> =>
        module.sections.flatMap(({ blocks }) => blocks).find((one) => one['type'] === type) ?? {};
      expect(block('match')['pairs']).to.have.length(4);
      const steps = (block('order')['steps'] as { text: string }[]).map(({ text }) => text);
      expect(steps.map((text) => /(\d+)(, later)?$/.exec(text)?.[0])).to.deep.equal(
        phone ? ['4', '3', '2, later'] : ['3', '2, later', '4'],
      );
      const [bins, cards] = [block('sort')['buckets'], block('sort')['items']] as {
        id: string;
        title: string;
        bucket: string;
      }[][];
      expect(bins?.map(({ title }) => title)).to.include('Another name');
      expect(cards?.map(({ bucket }) => bucket === bins?.[0]?.id)).to.deep.equal([false, true, false]);
      await page.click('button:text-is("Undo")');
      expect(await page.locator('.bin').count()).to.equal(3);
      expect(faults).to.deep.equal([]);
      await page.context().close();
    });
  }

  for (const phone of [false, true]) {
    it(`finds no violation in any pane and dialogue, ${phone ? 'on a phone' : 'wide'}, and nothing wider than the screen`, async () => {
      const { page, faults } = await newPage(phone);
      const draft = await makeDraft(site, page, 'Looked at');
      await openEditor(site, page, draft);
      const name = phone ? 'phone' : 'wide';
      await lookAt(page, `editor-${name}`);
      await page.click('#outline a[href="#block-hallway"]');
      await lookAt(page, `editor-scenario-${name}`);
      if (phone) await page.click('.to-blocks');
      await page.click('#outline a.module');
      await lookAt(page, `editor-module-${name}`);
      if (phone) await page.click('.to-blocks');
      await page.click('button:text-is("Add a block") >> nth=0');
      await lookAt(page, `editor-kinds-${name}`);
      await page.click('.kind[data-kind="choice"]');
      await page.waitForSelector('#side .error:not([hidden])');
      await lookAt(page, `editor-choice-${name}`);
      await page.fill(TEXT, 'Typed on whatever it is.');
      await whenDraftSaved(page);
      expect(await moduleText(site, draft)).to.include('Typed on whatever it is.');
      expect(faults).to.deep.equal([]);
      await page.context().close();
    });
  }

  it('shows hostile text as text, and keeps in the page what is too much for the file', async () => {
    const { page, faults } = await newPage();
    page.on('dialog', (dialog) => faults.push(dialog.message()));
    page.on('console', (message) => /Content Security Policy/.test(message.text()) && faults.push(message.text()));
    const draft = await makeDraft(site, page, 'Hostile <b>text</b>');
    await openEditor(site, page, draft);
    await page.click('.out .acts .btn:not(.line)');
    await page.click('.kind[data-kind="choice"]');
    // The form of the new block, with its three options, not that of the block before.
    await page.locator('#side textarea').nth(10).waitFor();
    const text =
      '</script><img src=x onerror=alert(1)> {{constructor}} &a !!js [x](javascript:alert(1)) \u202Etxt \u0007';
    for (const box of await page.locator('#side textarea').all()) await box.fill(text);
    await whenDraftSaved(page);
    const { sections } = parse(await moduleText(site, draft)) as { sections: { blocks: Record<string, unknown>[] }[] };
    const stored = sections.flatMap(({ blocks }) => blocks).find(({ id }) => /^choice-[a-z0-9]{4}$/.test(String(id)));
    expect(stored).to.deep.include({ title: text, prompt: text, hint: text, feedback: { right: text, wrong: text } });
    await page.waitForFunction(() =>
      document.querySelector('.blk.chosen .look')?.shadowRoot?.textContent?.includes('<img src=x onerror=alert(1)>'),
    );
    expect(await page.evaluate(() => document.querySelectorAll('img[src="x"]').length)).to.equal(0);
    await page.locator('#side textarea').first().fill('x'.repeat(1_000_000));
    await page.waitForSelector('.aside[role=alert]', { timeout: 30_000 });
    expect(await page.textContent('.aside'))
      .to.include('could not be saved')
      .and.include('x'.repeat(1000));
    await whenDraftSaved(page);
    expect(faults).to.deep.equal([]);
    await page.context().close();
  });

  it('reads the module without the script, and is told what is missing', async () => {
    const { page } = await newPage();
    const draft = await makeDraft(site, page, 'Without a script');
    const cookies = await page.context().cookies();
    const plain = await page.context().browser()?.newContext({ javaScriptEnabled: false });
    if (!plain) throw new Error('There is no browser.');
    await plain.addCookies(cookies);
    const still = await plain.newPage();
    await still.goto(`${site.base}/author/drafts/${draft}/modules/${FIRST_MODULE}`);
    expect(await still.textContent('#editor'))
      .to.include('Writing needs JavaScript')
      .and.include('WRITE the moment');
    await plain.close();
    await page.context().close();
  });

  it('is offered back what was typed when the browser was killed', async () => {
    const { page } = await newPage();
    const draft = await makeDraft(site, page, 'A cut of power');
    await page.context().close();
    const profile = await mkdtemp(join(tmpdir(), 'schoolbeat-profile-'));
    try {
      const first = await startMortalBrowser(profile);
      const typing = await first.browser.contexts()[0]?.newPage();
      if (!typing) throw new Error('There is no page.');
      await site.signIn(typing, instructor);
      await openEditor(site, typing, draft);
      // The line is dead: nothing reaches the server.
      await typing.route('**/edits', (route) => route.abort());
      await typing.click(OPENING);
      await typing.fill(TEXT, '');
      await typing.type(TEXT, 'The bell had rung and nobody moved. ', { delay: 20 });
      await typing.waitForTimeout(1500);
      await typing.type(TEXT, 'Lost', { delay: 0 });
      await first.kill();
      expect(await moduleText(site, draft)).not.to.include('nobody moved');

      const second = await startMortalBrowser(profile);
      const again = await second.browser.contexts()[0]?.newPage();
      if (!again) throw new Error('There is no page.');
      await site.signIn(again, instructor);
      await openEditor(site, again, draft);
      await again.waitForSelector('.aside');
      expect(await again.textContent('.aside'))
        .to.include('was not saved')
        .and.include('nobody moved');
      await lookAt(again, 'editor-kept');
      await again.click('button:text-is("Put it back")');
      await whenDraftSaved(again);
      expect(await moduleText(site, draft)).to.include('The bell had rung and nobody moved.');
      await openEditor(site, again, draft);
      await again.waitForTimeout(500);
      expect(await again.locator('.aside').count()).to.equal(0);
      await second.kill();
    } finally {
      await rm(profile, { recursive: true, force: true });
    }
  });

  it('loses nothing where two write in the same block: both texts are shown, and both can stay', async () => {
    const { page: ann, faults } = await newPage();
    const draft = await makeDraft(site, ann, 'Two authors');
    const ben = await (await newContext()).newPage();
    await site.signIn(ben, colleague);
    await openEditor(site, ann, draft);
    await openEditor(site, ben, draft);
    for (const page of [ann, ben]) await page.click(OPENING);
    await ben.waitForFunction(() => /Also here/.test(document.querySelector('.others')?.textContent ?? ''));
    await Promise.all([ann.fill(TEXT, 'Written by Ann.'), ben.fill(TEXT, 'Written by Ben.')]);
    const told = await Promise.race([ann, ben].map((page) => page.waitForSelector('dialog.clash').then(() => page)));
    expect(await told.textContent('dialog.clash'))
      .to.include('Written by Ann.')
      .and.include('Written by Ben.');
    await lookAt(told, 'editor-clash');
    await told.check('dialog.clash input[value=both]');
    await told.click('dialog.clash .btn');
    await whenDraftSaved(told);
    const text = await moduleText(site, draft);
    expect(text).to.include('Written by Ann.').and.include('Written by Ben.');
    // The other sees it come in.
    const other = told === ann ? ben : ann;
    await other.waitForFunction(
      (selector) => {
        const box = document.querySelector<HTMLTextAreaElement>(selector);
        return box?.value.includes('Written by Ann.') === true && box.value.includes('Written by Ben.');
      },
      TEXT,
      { timeout: 20_000 },
    );
    expect(faults).to.deep.equal([]);
    await ben.context().close();
    await ann.context().close();
  });
});
