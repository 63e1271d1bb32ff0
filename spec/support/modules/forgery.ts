/// <reference lib="dom" />
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import {
  allBlocks,
  type QuestionBlock,
  type QuestionKey,
  type ScoAnswers,
} from '../../../server/standards/module/play.ts';
import type { SchoolbeatBridge } from '../../../static/scripts/module/server-grader.ts';
import { scoFrame } from '../player.ts';
import { responseTo } from './scripted-officer.ts';

/** What content may call in the frame above it. */
interface Above {
  readonly API_1484_11: { SetValue(element: string, value: string): string; Commit(nothing: string): string };
  readonly schoolbeat: SchoolbeatBridge;
}

/** Tells the server right answers as first ones where wrong ones were given: it goes on with those. */
export async function forgeAnswers(page: Page, { module, key }: ScoAnswers): Promise<void> {
  const frame = await scoFrame(page);
  const questions = allBlocks(module).filter((block): block is QuestionBlock => {
    const own = key.blocks[block.id];
    return own !== undefined && own.type !== 'scenario' && own.type !== 'test';
  });
  expect(questions.length).to.be.above(4);
  for (const block of questions) {
    const own = key.blocks[block.id] as QuestionKey;
    const [wrong, response] = [responseTo(block, own, 'worst'), responseTo(block, own, 'best')];
    const ask = { block: block.id, response, attempt: 1, language: module.language };
    const told = await frame.evaluate((one) => (window.parent as unknown as Above).schoolbeat.answer(one), ask);
    expect(told.kind, block.id).to.equal('answer');
    if (told.kind !== 'answer') continue;
    expect(told.value.given, block.id).to.equal(wrong);
    expect(told.value.graded, block.id).to.include({ result: 'incorrect' });
  }
}

/** Tells the server a perfect score by the API that content has. */
export async function forgeRecord(page: Page): Promise<void> {
  const frame = await scoFrame(page);
  const taken = await frame.evaluate(() => {
    const { API_1484_11: api } = window.parent as unknown as Above;
    const forged = [
      ['cmi.score.raw', '100'],
      ['cmi.score.scaled', '1'],
      ['cmi.success_status', 'passed'],
      ['cmi.completion_status', 'completed'],
      ['cmi.interactions.0.result', 'correct'],
    ] as const;
    return [...forged.map(([element, value]) => api.SetValue(element, value)), api.Commit('')];
  });
  expect(taken).to.deep.equal(['true', 'true', 'true', 'true', 'true', 'true']);
}
