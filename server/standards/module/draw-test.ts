import type { Graded, Response } from './answer.ts';
import type { TestKey } from './answer-key.ts';
import type { PretestDraw, TestBlock, TestItem } from './compiled-module.ts';
import { gradeOptions } from './grade-question.ts';
import { planDraw, type Stock } from './plan-draw.ts';
import { readPairs, writePairs } from './response-text.ts';
import { seededOrder } from './seeded-order.ts';

/**
 * Draws the items of a try: balanced over the objectives, with the least share of situations, and, within that, none that was seen
 * before as long as the bank allows: a try takes no more of what is scarce than its share, so that later ones find it too. The same
 * seed and the same seen items give the same draw.
 */
export function drawTest(block: TestBlock, seed: string, seen: readonly string[]): string[] {
  const total = Math.min(block.total, block.items.length);
  const mixed = seededOrder(block.items, `${seed} items`);
  const old = new Set(seen);
  const mixedOf = (objective: string, kind: TestItem['kind']): TestItem[] =>
    mixed
      .filter((item) => item.objective === objective && item.kind === kind)
      .sort((a, b) => Number(old.has(a.id)) - Number(old.has(b.id)));
  const freshOf = (items: readonly TestItem[]): number => items.filter(({ id }) => !old.has(id)).length;
  const stocks = [...new Set(mixed.map(({ objective }) => objective))].map((objective): Stock => {
    const kinds = { scenario: mixedOf(objective, 'scenario'), knowledge: mixedOf(objective, 'knowledge') };
    return {
      objective,
      fresh: { scenario: freshOf(kinds.scenario), knowledge: freshOf(kinds.knowledge) },
      all: { scenario: kinds.scenario.length, knowledge: kinds.knowledge.length },
    };
  });
  const picked = planDraw(stocks, total, Math.ceil(total * block.scenarioShare - 1e-9)).flatMap((share) => [
    ...mixedOf(share.objective, 'scenario').slice(0, share.scenario),
    ...mixedOf(share.objective, 'knowledge').slice(0, share.knowledge),
  ]);
  return seededOrder(picked, `${seed} order`).map(({ id }) => id);
}

/**
 * What a pre-test of the same bank showed in its first try, drawn once more from the seed that it had: packages in other systems
 * know nothing of each other, but they know the same learner.
 */
export function pretestItems(block: TestBlock, seedOf: (pretest: PretestDraw) => string): string[] {
  return (block.pretests ?? []).flatMap((pretest) => {
    const { total, scenarioShare } = pretest;
    return drawTest({ ...block, total, scenarioShare }, seedOf(pretest), []);
  });
}

/**
 * Grades a test that was handed in: `item:option` of every drawn item. Null where the response names another item than those
 * drawn, an option that an item does not have, or leaves one out.
 */
export function gradeTest(block: TestBlock, key: TestKey, drawn: readonly string[], response: Response): Graded | null {
  const told = readPairs(response);
  const items = drawn.map((id) => block.items.find((item) => item.id === id));
  if (told === null || told.size !== drawn.length || drawn.length === 0) return null;
  const graded = items.map((item) => {
    const option = told.get(item?.id ?? '');
    const itemKey = key.items[item?.id ?? ''];
    if (item === undefined || itemKey === undefined || !item.options.some(({ id }) => id === option)) return null;
    return { item, ...gradeOptions(itemKey, option ?? '') };
  });
  const answers = graded.filter((one) => one !== null);
  if (answers.length !== drawn.length) return null;
  const isRight = (one: (typeof answers)[number]): boolean => one.result === 'correct';
  const right = answers.filter(isRight).length;
  const passed = block.pass === null ? null : isReached(right, answers.length, block.pass);
  const objectives = block.objectives
    .map(({ id }) => {
      const mine = answers.filter(({ item }) => item.objective === id);
      return { id, right: mine.filter(isRight).length, total: mine.length };
    })
    .filter(({ total }) => total > 0);
  const correct = answers.map(({ item, correct: of }) => [item.id, of] as const);
  return {
    result: passed === null ? 'neutral' : passed ? 'correct' : 'incorrect',
    share: right / answers.length,
    feedback: answers.map((one) => ({
      of: one.item.id,
      html: one.feedback.map(({ html }) => html).join(''),
      isRight: isRight(one),
    })),
    correct: writePairs(correct),
    test: { right, total: answers.length, passed, objectives, correct: Object.fromEntries(correct) },
  };
}

/** Whether `part` of `whole` reaches a share: 16 of 20 reach 0.8, whatever floating point makes of it. */
export function isReached(part: number, whole: number, share: number): boolean {
  return part + 1e-9 >= whole * share;
}
