/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import type { SourceValue } from '../../server/standards/module/index.ts';
import { startBrowser } from '../support/browser.ts';
import { actorFor } from '../support/people.ts';
import { startSite } from '../support/site.ts';
import { median, table, type BenchResult } from './bench-result.ts';

const NODES = 40;
const ROUNDS = 9;
const SLOWER = 4;
const BOUND_MS = 300;

/** A scenario of moments with three choices each, some of which skip a moment or lead back, and five endings. */
function largeScenario(): SourceValue {
  const moments = NODES - 5;
  const name = (at: number): string => (at < moments ? `moment-${at}` : `end-${Math.min(at - moments, 4)}`);
  const nodes = Array.from({ length: NODES }, (_, at): [string, SourceValue] => {
    const title = `Moment number ${at} of many`;
    if (at >= moments) return [name(at), { title, end: at === moments ? 'best' : 'poor', text: 'It ends.' }];
    const choices = [1, 2, at % 7 === 6 ? -3 : 5].map((step, index) => ({
      id: `c${index}`,
      say: 'Go on.',
      goto: name(at + step),
      points: 1 - index,
      feedback: 'So it goes.',
    }));
    return [name(at), { title, text: 'Something happens.', choices }];
  });
  const scoring = { max: 1, pass: 1 };
  return {
    id: 'large',
    type: 'scenario',
    title: 'Large',
    objective: 'decide',
    intro: 'It begins.',
    start: name(0),
    scoring,
    nodes: Object.fromEntries(nodes),
  };
}

/** From the first line of the script until the map is painted, ms, as the page itself tells. */
async function drawn(page: Page, address: string): Promise<number> {
  await page.goto(address);
  const told = await page.waitForFunction(() => performance.getEntriesByName('map')[0]?.duration);
  return Number(await told.jsonValue());
}

/** The map of a scenario of forty nodes, on a processor that is four times slower. */
export async function scenarioMapBench(): Promise<BenchResult> {
  const site = await startSite();
  const browser = await startBrowser();
  try {
    const person = await site.addPerson({ roles: ['instructor'] });
    const actor = await actorFor(site.app, { ...person, agencyId: site.agencyId, roles: ['instructor'] });
    const { heads, files } = site.app.authoring.drafts;
    const draft = await heads.create(actor, { from: 'template', title: 'Bench' });
    const path = (await files.list(actor, draft)).map((file) => file.path).find((one) => one.startsWith('modules/'));
    if (path === undefined) throw new Error('The template has no module.');
    const edit = { op: 'insert', at: ['sections', 0, 'blocks'], before: null, value: largeScenario() } as const;
    await files.edit(actor, draft, { editId: 'bench-bench', path, base: 1, edits: [edit] });
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    await site.signIn(page, person);
    const module = path.replace(/^modules\/|\.yaml$/g, '');
    const address = `${site.base}/author/drafts/${draft}/modules/${module}/scenarios/large?view=map`;
    const plain = [];
    const slow = [];
    for (let round = 0; round < ROUNDS; round += 1) plain.push(await drawn(page, address));
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    for (let round = 0; round < ROUNDS; round += 1) slow.push(await drawn(page, address));
    const count = await page.locator('#map a.node').count();
    const ways = await page.locator('#map text.el').count();
    const row = (what: string, values: readonly number[]): string[] => [
      what,
      median(values).toFixed(0),
      Math.max(...values).toFixed(0),
    ];
    const lines = [
      `${count} nodes, ${ways} ways, laid out and painted; ${ROUNDS} rounds each.`,
      '',
      ...table(['processor', 'median ms', 'most ms'], [row('as it is', plain), row(`${SLOWER} times slower`, slow)]),
    ];
    return { lines, floors: [{ what: 'map of 40 nodes, 4x slower, ms', value: median(slow), atMost: BOUND_MS }] };
  } finally {
    await browser.close();
    await site.remove();
  }
}
