/// <reference lib="dom" />
import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import {
  checkScenario,
  looseScenario,
  valueAtPlace,
  type ScenarioSource,
} from '../../server/standards/module/index.ts';
import type { Actor } from '../../server/people/index.ts';
import { newContext } from '../support/browser.ts';
import { startMortalBrowser } from '../support/killed-browser.ts';
import { lookAt } from '../support/look-at.ts';
import { actorFor } from '../support/people.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';
import { sourceRoot } from '../support/source-root.ts';

const PATH = 'modules/01-hall.yaml';
const AT = ['sections', { id: 'during' }, 'blocks', { id: 'shove' }] as const;
const EMPTY = {
  id: 'shove',
  type: 'scenario',
  title: 'A shove at the lockers',
  objective: 'open',
  intro: 'Second lunch. Two boys stand at the lockers, and one has just pushed the other.',
  start: '',
  scoring: { max: 1, pass: 1 },
  nodes: {},
};
const MOMENTS = [
  'At the lockers',
  'He talks',
  'He walks off',
  'The friend',
  'In the office',
  'The call',
  'The crowd',
  'The stairs',
];
/** Kinds in the order of the list, from the one before: how often the arrow is pressed. */
const ENDINGS = [
  { title: 'Both back in class', down: 1 },
  { title: 'Late but right', down: 2 },
  { title: 'A complaint', down: 1 },
  { title: 'A fight', down: 0 },
];
/** Where the two choices of each moment lead, and their points. The stairs lead back to themselves: nobody gets off them. */
const WAYS = ['1:2 2:0', '3:1 4:2', '5:0 6:-1', '4:1 7:0', '8:2 9:1', '9:1 10:-1', '10:-1 11:-2', '7:0 7:0'].map(
  (ways) =>
    ways.split(' ').map((way) => {
      const [to = 0, points = 0] = way.split(':').map(Number);
      return { to, points };
    }),
);

const nameOf = (title: string): string => title.toLowerCase().replaceAll(' ', '-');
const NAMES = [...MOMENTS, ...ENDINGS.map(({ title }) => title)].map(nameOf);

/** The same scenario as it is once it is written. */
const WRITTEN = {
  ...EMPTY,
  start: 'at-the-lockers',
  scoring: { max: 6, pass: 4 },
  nodes: Object.fromEntries([
    ...MOMENTS.map((title, index) => {
      const choices = (WAYS[index] ?? []).map(({ to, points }, choice) => {
        const words = { say: `Answer ${to}.${choice}`, feedback: 'They look at each other.' };
        return {
          id: 'ab'.charAt(choice),
          ...words,
          goto: NAMES[title === 'The stairs' ? 8 + choice : to] ?? '',
          points,
        };
      });
      return [nameOf(title), { title, text: 'Everybody looks at you.', choices }] as const;
    }),
    ...ENDINGS.map(({ title }, index) => {
      const end = ['best', 'good', 'fair', 'poor'][index] ?? 'poor';
      return [nameOf(title), { title, end, text: 'So it ends.' }] as const;
    }),
  ]),
};

describe('an instructor draws a scenario of twelve nodes', function () {
  this.timeout(300_000);
  let site: Site;
  let person: SitePerson;
  let colleague: SitePerson;
  let actor: Actor;
  /** Draft with an empty scenario, and one in which it is written. */
  let empty: string;
  let written: string;
  let draft: string;
  const list = (): string => `${site.base}/author/drafts/${draft}/modules/01-hall/scenarios/shove`;

  before(async () => {
    site = await startSite({ root: await sourceRoot() });
    person = await site.addPerson({ roles: ['instructor'] });
    colleague = await site.addPerson({ roles: ['instructor'] });
    actor = await actorFor(site.app, { ...person, agencyId: site.agencyId, roles: ['instructor'] });
    const { heads, files } = site.app.authoring.drafts;
    const made = async (value: typeof EMPTY): Promise<string> => {
      const id = await heads.create(actor, { from: 'library:hall', title: '' });
      const edit = { op: 'insert', at: AT.slice(0, 3), before: null, value } as const;
      await files.edit(actor, id, { editId: 'begin-here', path: PATH, base: 1, edits: [edit] });
      return id;
    };
    empty = await made(EMPTY);
    written = await made(WRITTEN);
  });
  beforeEach(() => {
    draft = written;
  });
  after(() => site?.remove());

  async function stored(): Promise<ScenarioSource> {
    const { data } = await site.app.authoring.drafts.files.read(actor, draft, PATH);
    const scenario = looseScenario(valueAtPlace(data, AT));
    if (scenario === null) throw new Error('the scenario is there');
    return scenario;
  }

  it('by keyboard alone: writes it, is told of the dead end, mends it, sees the map and plays it', async () => {
    draft = empty;
    const page = await (await newContext()).newPage();
    await site.signIn(page, person);
    await page.goto(list());
    await isSaved(page);
    for (const title of MOMENTS) await addNode(page, title, 0);
    for (const { title, down } of ENDINGS) await addNode(page, title, down);
    await isSaved(page);
    expect(Object.keys((await stored()).nodes)).to.have.length(12);

    for (const [index, ways] of WAYS.entries()) {
      const node = Object.keys((await stored()).nodes)[index] ?? '';
      await tabTo(page, `node.${node}`);
      await page.keyboard.press('Enter');
      await tabTo(page, 'text');
      await page.keyboard.type(`${MOMENTS[index]}, and everybody looks at you.`);
      for (const [choice, { to, points }] of ways.entries()) await writeChoice(page, { choice, to, points });
    }
    const named = page.locator('#checks li.error', { hasText: 'From “The stairs” no ending can be reached' });
    await named.waitFor();
    await page.locator('[data-node="the-stairs"] .faults', { hasText: '2 to mend' }).waitFor();
    await lookAt(page, 'scenario-list-dead-end');

    // The checker's own link leads to the node; its choices are led on, and it is none any more.
    await tabTo(page, 'The stairs', 'a');
    await page.keyboard.press('Enter');
    for (const [choice, downs] of [2, 4].entries()) {
      await tabTo(page, `choice.${choice}.goto`);
      for (let down = 0; down < downs; down += 1) await page.keyboard.press('ArrowDown');
    }
    await named.waitFor({ state: 'detached' });
    await tabTo(page, 'Title, start, points', 'summary');
    await page.keyboard.press('Enter');
    await tabTo(page, 'whole.max');
    await page.keyboard.type('6');
    await page.keyboard.press('Tab');
    await page.keyboard.type('4');
    for (const { title } of ENDINGS) await writeEnding(page, title);
    await hasNothingToMend(page);
    await isSaved(page);
    const scenario = await stored();
    const { faults, figures } = checkScenario(scenario);
    expect([faults, figures?.best?.points, figures?.paths]).to.deep.equal([[], 6, 10]);
    expect(await page.textContent('#checks')).to.include(
      '6 points: At the lockers → He talks → In the office → Both back in class',
    );

    await tabTo(page, 'Undo', 'button');
    await page.keyboard.press('Enter');
    await page.locator('#checks li.error').first().waitFor();
    await tabTo(page, 'Redo', 'button');
    await page.keyboard.press('Enter');
    await hasNothingToMend(page);
    await isSaved(page);
    expect(await stored()).to.deep.equal(scenario);

    await tabTo(page, 'Map', 'a');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#map svg.graph');
    expect(await page.locator('#map a.node').count()).to.equal(12);
    expect(await page.locator('#map text.el').count()).to.equal(16);
    await lookAt(page, 'scenario-map');
    await tabTo(page, 'Map: arrow keys', 'region');
    const before = await page.textContent('#map-size');
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('+');
    expect(await page.textContent('#map-size')).not.to.equal(before);
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.querySelector('#map')?.scrollTop)).to.be.above(0);
    await page.keyboard.press('0');
    expect(await page.textContent('#map-size')).to.equal(before);
    await tabTo(page, 'In the office', 'a');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-node="in-the-office"] .node-form');

    await tabTo(page, 'Play from here: In the office', 'a');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#play .scenario fieldset');
    expect(await page.textContent('#play')).to.include('In the office, and everybody looks at you.');
    await lookAt(page, 'scenario-play');
    await tabTo(page, 'Answer', 'radio');
    await page.keyboard.press('Space');
    await tabTo(page, 'See what', 'button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.debrief');
    expect(await page.textContent('.debrief'))
      .to.include('of 6')
      .and.include('At the lockers')
      .and.include('In the office');
    await lookAt(page, 'scenario-play-end');
    expect(await site.rows('select id from sb_attempts')).to.deep.equal([]);
    await page.context().close();
  });

  it('in the source: is marked where it is wrong, saved where it is YAML, and can go on in the list', async () => {
    const page = await (await newContext()).newPage();
    await site.signIn(page, person);
    await page.goto(`${list()}?view=source`);
    await isSaved(page);
    const line = page.locator('#source .cm-line', { hasText: 'title: A shove at the lockers' });
    await line.click();
    await page.keyboard.press('End');
    await page.keyboard.type(' today');
    await isSaved(page);
    expect((await stored()).title).to.equal('A shove at the lockers today');
    await page.keyboard.type(': and: now');
    await page.locator('#save-state', { hasText: 'Not saved.' }).waitFor();
    await page.locator('#source .cm-lint-marker-error').waitFor();
    await lookAt(page, 'source-wrong');
    for (let back = 0; back < ': and: now'.length; back += 1) await page.keyboard.press('Backspace');
    await isSaved(page);
    await page.locator('#issues', { hasText: 'finds nothing wrong' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('#source'))).to.equal(null);
    await page.context().close();
  });

  for (const phone of [false, true]) {
    it(`loses nothing where two write in the same node in the same second, ${phone ? 'on a phone' : 'wide'}: both are told`, async () => {
      const [ann, ben] = [await (await newContext({ phone })).newPage(), await (await newContext()).newPage()];
      await site.signIn(ann, person);
      await site.signIn(ben, colleague);
      for (const page of [ann, ben]) {
        await page.goto(`${list()}?node=he-talks`);
        await isSaved(page);
      }
      await ben.locator('.others', { hasText: `${person.name} is in this scenario.` }).waitFor({ timeout: 20_000 });
      await Promise.all([
        ann.fill('[data-key="text"]', 'Ann wrote it.'),
        ben.fill('[data-key="text"]', 'Ben wrote it.'),
      ]);
      const told = await Promise.race([ann, ben].map((page) => page.waitForSelector('dialog.clash').then(() => page)));
      const other = told === ann ? ben : ann;
      const words = await told.textContent('dialog.clash');
      expect(words).to.include('“He talks”: What is said, or what happens').and.not.include('nodes');
      expect(words).to.include('Ann wrote it.').and.include('Ben wrote it.');
      await lookAt(told, `scenario-clash-${phone ? 'phone' : 'wide'}`);
      await told.check('dialog.clash input[value=both]');
      await told.click('dialog.clash .btn');
      await isSaved(told);
      const { text } = (await stored()).nodes['he-talks'] ?? { text: '' };
      expect(text).to.include('Ann wrote it.').and.include('Ben wrote it.');
      const teller = told === ann ? person : colleague;
      await other
        .locator('.others', { hasText: `${teller.name} has changed “He talks”.` })
        .waitFor({ timeout: 20_000 });
      expect(await other.inputValue('[data-key="text"]')).to.equal(text.trimEnd());
      await Promise.all([ann, ben].map((page) => page.context().close()));
    });
  }

  it('moves a node by keyboard and by dragging, takes it back, and keeps the node through list, map and source', async () => {
    const page = await (await newContext()).newPage();
    await site.signIn(page, person);
    await page.goto(list());
    await isSaved(page);
    const names = async (): Promise<string[]> => Object.keys((await stored()).nodes);
    const before = await names();
    await tabTo(page, 'node.he-talks');
    await page.keyboard.press('Alt+ArrowUp');
    await isSaved(page);
    expect((await names()).slice(0, 2)).to.deep.equal(['he-talks', 'at-the-lockers']);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-key'))).to.equal('node.he-talks');
    await page.keyboard.press('Enter');
    await page.click('[data-key="move-down"]');
    await isSaved(page);
    expect(await names()).to.deep.equal(before);
    // Folded, so that all of it is on the screen: a page that scrolls under the pointer drags something else.
    await page.click('[data-key="node.he-talks"]');
    await page.setViewportSize({ width: 1280, height: 1600 });
    await page.dragAndDrop('#node-a-fight .handle', '#node-at-the-lockers');
    await page.getByText('“A fight” stands at place 1 now.').waitFor({ state: 'attached' });
    await isSaved(page);
    expect((await names())[0]).to.equal('a-fight');
    await page.click('button:text-is("Undo")');
    await isSaved(page);
    expect(await names()).to.deep.equal(before);

    await page.click('[data-key="node.in-the-office"]');
    await page.click('nav.ways >> text=Map');
    await page.waitForSelector('#map a.node.chosen');
    expect(await page.textContent('#map a.node.chosen title')).to.equal('In the office');
    await page.click('nav.ways >> text=Source');
    await page.waitForSelector('#source .cm-activeLine');
    expect(await page.textContent('#source .cm-activeLine')).to.include('in-the-office:');
    await page.click('nav.ways >> text=List');
    await page.waitForSelector('[data-node="in-the-office"] .node-form');

    await page.goto(`${list()}?play=both-back-in-class`);
    await page.waitForSelector('.debrief');
    expect(await page.textContent('#play'))
      .to.include('Both back in class')
      .and.include('At the lockers');
    await lookAt(page, 'scenario-play-ending');
    await page.context().close();
  });

  it('is offered back what was typed in the list and in the source when the browser was killed', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'schoolbeat-profile-'));
    try {
      const first = await startMortalBrowser(profile);
      const typing = await first.browser.contexts()[0]?.newPage();
      const source = await first.browser.contexts()[0]?.newPage();
      if (!typing || !source) throw new Error('There is no page.');
      await site.signIn(typing, person);
      await source.goto(`${list()}?view=source`);
      await source.waitForSelector('#save-state[data-state]');
      await source.route('**/file?*', (route) =>
        route.request().method() === 'PUT' ? route.abort() : route.continue(),
      );
      await source.click('#source .cm-content');
      await source.keyboard.press('Control+Home');
      await source.keyboard.type('# Kept from the source.\n');
      await typing.bringToFront();
      await typing.goto(`${list()}?node=he-talks`);
      await isSaved(typing);
      await typing.route('**/edits', (route) => route.abort());
      await typing.fill('[data-key="title"]', '');
      await typing.type('[data-key="title"]', 'Typed before the lid was shut', { delay: 10 });
      await typing.waitForTimeout(1500);
      await typing.type('[data-key="title"]', 'Lost', { delay: 0 });
      await first.kill();

      const second = await startMortalBrowser(profile);
      const again = await second.browser.contexts()[0]?.newPage();
      if (!again) throw new Error('There is no page.');
      await site.signIn(again, person);
      await again.goto(`${list()}?node=he-talks`);
      await again.waitForSelector('.aside');
      expect(await again.textContent('.aside'))
        .to.include('was not saved')
        .and.include('“He talks”: Title')
        .and.include('Typed before the lid was shut');
      await lookAt(again, 'scenario-kept');
      await again.click('button:text-is("Put it back")');
      await isSaved(again);
      expect((await stored()).nodes['he-talks']?.title).to.include('Typed before the lid was shut');
      await again.goto(`${list()}?view=source`);
      await again.waitForSelector('.aside');
      expect(await again.textContent('.aside')).to.include('# Kept from the source.');
      await lookAt(again, 'source-kept');
      await again.click('button:text-is("Put it back")');
      // The list was saved meanwhile: both texts are shown.
      await again.waitForSelector('dialog.clash');
      expect(await again.textContent('dialog.clash'))
        .to.include('The whole file')
        .and.include('# Kept from the source.')
        .and.include('Typed before the lid was shut');
      await lookAt(again, 'source-clash');
      await again.check('dialog.clash input[value=theirs]');
      await again.click('dialog.clash .btn');
      await isSaved(again);
      expect((await stored()).nodes['he-talks']?.title).to.include('Typed before the lid was shut');
      await second.kill();
    } finally {
      await rm(profile, { recursive: true, force: true });
    }
  });

  it('on a phone: list with an open form, map, source and play fit', async () => {
    const page = await (await newContext({ phone: true })).newPage();
    await site.signIn(page, person);
    await page.goto(`${list()}?node=at-the-lockers`);
    await isSaved(page);
    await page.waitForSelector('.choice-form');
    await lookAt(page, 'phone-scenario-list');
    await page.click('nav[aria-label="Views of the scenario"] >> text=Map');
    await page.waitForSelector('#map svg.graph');
    await lookAt(page, 'phone-scenario-map');
    await page.click('nav[aria-label="Views of the scenario"] >> text=Source');
    await isSaved(page);
    await lookAt(page, 'phone-source');
    await page.goto(`${list()}?play=at-the-lockers`);
    await page.waitForSelector('#play fieldset');
    await lookAt(page, 'phone-scenario-play');
    await page.context().close();
  });
});

async function isSaved(page: Page): Promise<void> {
  const state = page.locator('#save-state');
  await page
    .locator('#save-state[data-state="saved"]')
    .waitFor()
    .catch(async () => expect(await state.textContent()).to.match(/^Draft saved/));
}

async function hasNothingToMend(page: Page): Promise<void> {
  const checks = page.locator('#checks');
  await checks
    .getByText('Nothing to mend.')
    .waitFor()
    .catch(async () => expect(await checks.textContent()).to.include('Nothing to mend.'));
}

/** Types a title into the form of a new node, after `down` steps in the list of kinds. */
async function addNode(page: Page, title: string, down: number): Promise<void> {
  await tabTo(page, 'new-kind');
  for (let step = 0; step < down; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type(title);
  await page.keyboard.press('Enter');
}

async function writeChoice(
  page: Page,
  { choice, to, points }: { choice: number; to: number; points: number },
): Promise<void> {
  await tabTo(page, `choice.${choice}.words`);
  await page.keyboard.type(`Answer ${to}.${choice}`);
  await tabTo(page, `choice.${choice}.goto`);
  for (let down = 0; down <= to; down += 1) await page.keyboard.press('ArrowDown');
  await tabTo(page, `choice.${choice}.points`);
  await page.keyboard.type(String(points));
  await page.keyboard.press('Tab');
  await page.keyboard.type('They look at each other.');
}

async function writeEnding(page: Page, title: string): Promise<void> {
  await tabTo(page, title, 'head');
  await page.keyboard.press('Enter');
  await tabTo(page, 'text');
  await page.keyboard.type('So it ends.');
}

/** Presses Tab until the control has the focus: by its key, or by what it is and the words that it begins with. */
async function tabTo(
  page: Page,
  name: string,
  kind: 'key' | 'a' | 'button' | 'summary' | 'region' | 'radio' | 'head' = 'key',
): Promise<void> {
  for (let pressed = 0; pressed < 150; pressed += 1) {
    await page.keyboard.press('Tab');
    const isThere = await page.evaluate(
      ([wanted, what]) => {
        const active = document.activeElement;
        if (active === null) return false;
        const words = (active.getAttribute('aria-label') ?? active.textContent ?? '').trim();
        if (what === 'key') return active.getAttribute('data-key') === wanted;
        if (what === 'region') return active.getAttribute('role') === 'region' && words.startsWith(wanted);
        if (what === 'radio')
          return active instanceof HTMLInputElement && (active.closest('label')?.textContent ?? '').includes(wanted);
        if (what === 'head') return active.matches('.node-head') && words.startsWith(wanted);
        return active.localName === what && words.startsWith(wanted);
      },
      [name, kind] as const,
    );
    if (isThere) return;
  }
  throw new Error(`Tab does not come to ${kind} ${name}`);
}
