/// <reference lib="dom" />
import { expect } from 'chai';
import type { Frame } from 'playwright-core';
import type { BuildPolicy, BuiltCourse } from '../../../server/authoring/index.ts';
import { checkInteractions, msOf } from './interaction-checks.ts';
import { STATE_LIMIT, type ScoAnswers } from '../../../server/standards/module/play.ts';
import type { ApiCall, ModuleHost } from './module-host.ts';
import { visitModule } from './module-visit.ts';
import { expectedInteractions, expectedScore, ScriptedOfficer, type Manner } from './scripted-officer.ts';

/** What a run left in somebody else's system. */
export interface RunResult {
  readonly record: Record<string, string>;
  readonly calls: readonly ApiCall[];
  readonly longestState: number;
}

/** A module of a course in its own language. */
export function moduleCalled(course: BuiltCourse, id: string): ScoAnswers {
  const found = course.parts.flatMap(({ modules }) => modules).find((module) => module.id === id);
  if (found === undefined) throw new Error(`There is no module ${id}.`);
  return found.languages[0];
}

/** Takes a module from beginning to end and holds what was recorded to the source's own arithmetic. */
export async function takeAndCheck(
  host: ModuleHost,
  id: string,
  options: { manner: Manner; byKeyboard?: boolean },
): Promise<RunResult> {
  const answers = moduleCalled(host.course, id);
  const began = Date.now();
  const visit = await visitModule(host, id);
  try {
    const officer = new ScriptedOfficer(visit.page, visit.frame, answers, options);
    await officer.takeModule(async () => {
      // A gap of the run-time's own words that nothing filled.
      expect(await visit.frame.locator('body').innerText()).to.not.match(/\{\w+\}/);
    });
    await officer.leave();
    const calls = await visit.calls();
    const record = Object.fromEntries(
      calls
        .filter(({ method, result }) => method.endsWith('SetValue') && result === 'true')
        .map((call) => [call.element, call.value]),
    );
    expect(visit.errors).to.deep.equal([]);
    checkCalls(calls);
    checkRecord(record, answers, options.manner, host.policy);
    checkInteractions(record, answers, options.manner);
    const open = Date.now() - began;
    const told = msOf(record['cmi.core.session_time'] ?? record['cmi.session_time'] ?? '');
    expect(told, 'time of the session').to.be.within(0, open);
    const states = calls.filter(({ element }) => element === 'cmi.suspend_data').map(({ value }) => value.length);
    return { record, calls, longestState: Math.max(...states) };
  } finally {
    await visit.close();
  }
}

/** Takes a module, leaves it after every block and comes back: everything stands as it stood. Returns how often. */
export async function takeWithReturns(host: ModuleHost, id: string): Promise<number> {
  const answers = moduleCalled(host.course, id);
  const visit = await visitModule(host, id);
  let returns = 0;
  try {
    const officer = new ScriptedOfficer(visit.page, visit.frame, answers, { manner: 'best' });
    await officer.takeModule(async (block) => {
      const shown = await shownIn(visit.frame);
      const before = await visit.record();
      await visit.reopen((calls) => checkCalls(calls));
      officer.follow(visit.frame);
      returns += 1;
      const after = { ...before, ...(await visit.record()) };
      for (const element of ['cmi.suspend_data', 'cmi.location', 'cmi.core.lesson_location']) {
        expect(after[element], `${block.id}: ${element}`).to.equal(before[element]);
      }
      // What was said of answers is asked for once the page stands.
      await expectSoon(async () => expect(await shownIn(visit.frame), block.id).to.deep.equal(shown));
    });
    await officer.leave();
    checkCalls(await visit.calls());
    expect(visit.errors).to.deep.equal([]);
    return returns;
  } finally {
    await visit.close();
  }
}

/** What an officer sees: the place, the words, and what is chosen or typed. */
async function shownIn(frame: Frame): Promise<{ words: string[]; inputs: string[]; at: string[] }> {
  const words = (await frame.locator('.body').innerText()).split('\n').filter((line) => line.trim() !== '');
  const inputs = await frame.locator('.body input, .body textarea, .body select').evaluateAll((all) =>
    all.map((one) => {
      const { name, id, value, type, checked } = one as HTMLInputElement;
      return [name || id, type === 'radio' || type === 'checkbox' ? `${value} ${checked}` : value].join(' ');
    }),
  );
  return { words, inputs: inputs.sort(), at: await frame.locator('.parts [aria-current]').allInnerTexts() };
}

/** Tries until it holds, some seconds long. */
async function expectSoon(check: () => Promise<unknown>): Promise<void> {
  for (let left = 50; left > 0; left -= 1) {
    try {
      await check();
      return;
    } catch (fault) {
      if (left === 1) throw fault;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Every call was taken, and none came after the end. */
function checkCalls(calls: readonly ApiCall[]): void {
  const wrong = calls.filter(
    ({ method, result, error }) => error !== '0' || (!method.endsWith('GetValue') && result !== 'true'),
  );
  expect(wrong).to.deep.equal([]);
  const end = calls.findIndex(({ method }) => method === 'LMSFinish' || method === 'Terminate');
  expect(end, 'the session is ended').to.equal(calls.length - 1);
}

/** What a module says at its end: without a mark it is passed by being done. */
export function expectedSuccess({ module }: Pick<ScoAnswers, 'module'>, manner: Manner): 'passed' | 'failed' {
  const test = module.sections.flatMap(({ blocks }) => blocks).find((block) => block.type === 'test');
  const pass = module.pass ?? (test?.type === 'test' ? test.pass : null);
  return manner === 'worst' && pass !== null ? 'failed' : 'passed';
}

/** Holds score, status and number of interactions to what the source gives. */
export function checkRecord(
  record: Record<string, string>,
  answers: ScoAnswers,
  manner: Manner,
  { incompleteUntilPassed }: Pick<BuildPolicy, 'incompleteUntilPassed'>,
): void {
  const is12 = 'cmi.core.exit' in record;
  const hasScore = Object.keys(answers.key.blocks).length > 0;
  const success = expectedSuccess(answers, manner);
  if (is12) {
    const isHeldBack = incompleteUntilPassed && success === 'failed';
    expect(record['cmi.core.lesson_status']).to.equal(isHeldBack ? 'incomplete' : success);
    if (hasScore) expect(record['cmi.core.score.raw']).to.equal(String(expectedScore(answers, manner)));
  } else {
    const isHeldBack = incompleteUntilPassed && success === 'failed';
    expect(record['cmi.completion_status']).to.equal(isHeldBack ? 'incomplete' : 'completed');
    expect(record['cmi.success_status']).to.equal(success);
    expect(record['cmi.progress_measure']).to.equal('1');
    if (hasScore) expect(record['cmi.score.raw']).to.equal(String(expectedScore(answers, manner)));
    if (hasScore) expect(Number(record['cmi.score.scaled'])).to.equal(expectedScore(answers, manner) / 100);
  }
  expect(record['cmi.suspend_data']?.length).to.be.at.most(STATE_LIMIT);
  const ids = Object.keys(record).filter((element) => /^cmi\.interactions\.\d+\.id$/.test(element));
  expect(ids.length).to.equal(expectedInteractions(answers, manner));
}
