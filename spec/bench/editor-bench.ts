/// <reference lib="dom" />
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import { openSchoolbeat, type Schoolbeat } from '../../server/app.ts';
import { configFor, silentLog } from '../../server/platform/index.ts';
import { DESKTOP, startBrowser } from '../support/browser.ts';
import { actorFor, buildAgency, buildPerson, quickPasswords, type BuiltPerson } from '../support/people.ts';
import { signInAt } from '../support/site.ts';
import { median, table, type BenchResult } from './bench-result.ts';

const BLOCKS = 60;
const NODES = 40;
const SLOWER = 4;
const TYPED = 'The bell has rung, and two students wait at the gate. One of them says nothing. ';

/** A module of the size that DOMAIN bounds: 60 blocks, one of them a scenario of 40 moments. */
function longModule(): object {
  const text = (id: string) => ({
    id,
    type: 'text',
    title: `Part ${id}`,
    text: `${TYPED.repeat(6)}\n\n- One\n- Two\n`,
  });
  const choice = (id: string) => ({
    id,
    type: 'choice',
    objective: 'decide',
    prompt: TYPED,
    options: ['a', 'b', 'c'].map((name) => ({ id: name, text: `Answer ${name}`, correct: name === 'a', why: TYPED })),
  });
  const nodes = Object.fromEntries(
    Array.from({ length: NODES }, (_, at) => {
      const next = (step: number): string => `n${Math.min(NODES - 1, at + step)}`;
      const ways = [1, 2].map((step) => ({
        id: `w${step}`,
        say: TYPED,
        goto: next(step),
        points: step,
        feedback: TYPED,
      }));
      const node = { title: `Moment ${at}`, text: TYPED.repeat(3) };
      return [`n${at}`, at === NODES - 1 ? { ...node, end: 'best' } : { ...node, choices: ways }];
    }),
  );
  const scenario = {
    id: 'hall',
    type: 'scenario',
    title: 'The hall',
    objective: 'decide',
    intro: TYPED,
    start: 'n0',
    scoring: { max: 60, pass: 30 },
    nodes,
  };
  const blocks = Array.from({ length: BLOCKS - 1 }, (_, at) => (at % 3 === 2 ? choice(`b${at}`) : text(`b${at}`)));
  return {
    id: 'long',
    title: 'A long module',
    kind: 'module',
    summary: 'All that one module can hold.',
    objectives: [{ id: 'decide', text: 'Decide' }],
    sections: [0, 1, 2].map((part) => ({
      id: `s${part}`,
      title: `Section ${part}`,
      blocks: [...blocks.slice(part * 20, part * 20 + 20), ...(part === 2 ? [scenario] : [])],
    })),
  };
}

async function makeDraft(app: Schoolbeat, person: BuiltPerson): Promise<string> {
  const course = {
    id: 'long-course',
    title: 'A long course',
    parts: [{ id: 'main', title: 'Main', modules: ['01-long'] }],
  };
  const files = { 'course.yaml': stringify(course), 'modules/01-long.yaml': stringify(longModule()) };
  const entries = Object.entries(files).map(([path, words]) => [path, Buffer.from(words)] as const);
  const actor = await actorFor(app, person);
  return app.authoring.drafts.heads.createFrom(actor, { folder: 'long-course', files: new Map(entries) }, null);
}

/** From each key to the picture that shows it, ms. */
async function typeInto(page: Page, block: string, field: string): Promise<number[]> {
  await page.click(`#outline a[href="#block-${block}"]`);
  if (field.includes('.in-place')) await page.click('.blk.chosen .tool:last-child');
  await page.click(field);
  await page.evaluate(() => {
    const told: number[] = [];
    Object.assign(window, { keyTimes: told });
    const channel = new MessageChannel();
    let began: number[] = [];
    channel.port1.addEventListener('message', () => {
      told.push(...began.map((at) => performance.now() - at));
      began = [];
    });
    channel.port1.start();
    document.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        began.push(timeStamp);
        requestAnimationFrame(() => channel.port2.postMessage(null));
      },
      { capture: true },
    );
  });
  // Long enough that saving, keeping and the picture of the block fall into it.
  await page.keyboard.type(TYPED, { delay: 40 });
  await page.waitForTimeout(500);
  return page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes.splice(0));
}

/** Typing in the editor of a long module, in a browser on a processor that is four times slower. */
export async function editorBench(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'schoolbeat-editor-'));
  const host = express();
  const server = createServer(host).listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  const base = `http://localhost:${address !== null && typeof address === 'object' ? address.port : 0}`;
  const config = configFor({
    publicUrl: base,
    contentUrl: 'http://127.0.0.1:9',
    database: `sqlite:${join(folder, 'bench.sqlite')}`,
    storage: join(folder, 'content'),
    mailDirectory: join(folder, 'mail'),
    secrets: ['a secret for benches that is long enough'],
  });
  const app = await openSchoolbeat(config, { log: silentLog(), passwords: await quickPasswords() });
  await app.migrate();
  host.use(app.router);
  const browser = await startBrowser();
  try {
    const { id: agencyId } = await buildAgency(app);
    const person = await buildPerson(app, { roles: ['instructor'], agencyId });
    const draft = await makeDraft(app, person);
    const page = await (await browser.newContext({ viewport: DESKTOP })).newPage();
    await signInAt(base, page, person);
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const began = performance.now();
    await page.goto(`${base}/author/drafts/${draft}/modules/01-long`);
    await page.waitForSelector('#editor[data-ready]');
    const opened = performance.now() - began;
    const places = [
      ['text of a block', 'b30', '#side textarea.prose-in'],
      ['text in its place', 'b30', '#block-b30 .in-place textarea.prose-in'],
      ['title of a block', 'b30', '#side textarea.line'],
      ['introduction of the scenario', 'hall', '#side textarea.prose-in'],
    ] as const;
    const rows: (string | number)[][] = [];
    const all: number[] = [];
    for (const [name, block, field] of places) {
      const times = await typeInto(page, block, field);
      all.push(...times);
      const sorted = [...times].sort((a, b) => a - b);
      const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1);
      rows.push([name, times.length, at(0.5), at(0.95), at(1)]);
      await page.reload();
      await page.waitForSelector('#editor[data-ready]');
    }
    return {
      lines: [
        `${BLOCKS} blocks, one a scenario of ${NODES} moments; processor ${SLOWER} times slower; opened in ${opened.toFixed(0)} ms.`,
        '',
        ...table(['typed into', 'keys', 'ms a key, median', '95 of 100', 'longest'], rows),
      ],
      floors: [{ what: 'editor, ms a key at the median, processor 4 times slower', value: median(all), atMost: 50 }],
    };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
}
