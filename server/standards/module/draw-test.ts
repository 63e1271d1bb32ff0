import type { Graded, Response } from './answer.ts';
import type { TestKey } from './answer-key.ts';
import type { TestBlock, TestItem } from './compiled-module.ts';
import { gradeOptions } from './grade-question.ts';
import { readPairs, writePairs } from './response-text.ts';
import { seededOrder } from './seeded-order.ts';

/**
 * Draws the items of a try: balanced over the objectives, with the least share of situations, those not seen before first.
 * The same seed and the same seen items give the same draw.
 */
export function drawTest(block: TestBlock, seed: string, seen: readonly string[]): string[] {
  const total = Math.min(block.total, block.items.length);
  const fresh = (item: TestItem): number => (seen.includes(item.id) ? 1 : 0);
  const mixed = seededOrder(block.items, `${seed} items`).sort((a, b) => fresh(a) - fresh(b));
  const situations = Math.ceil(total * block.scenarioShare);
  const picked = new Set<TestItem>();
  const counts = new Map<string, number>();
  const take = (from: readonly TestItem[], until: number): void => {
    while (picked.size < until) {
      const left = from.filter((item) => !picked.has(item));
      const next = left.sort((a, b) => fresh(a) - fresh(b) || countOf(counts, a) - countOf(counts, b))[0];
      if (next === undefined) return;
      picked.add(next);
      counts.set(next.objective, countOf(counts, next) + 1);
    }
  };
  take(
    mixed.filter(({ kind }) => kind === 'scenario'),
    situations,
  );
  take(mixed, total);
  return seededOrder([...picked], `${seed} order`).map(({ id }) => id);
}

function countOf(counts: ReadonlyMap<string, number>, { objective }: TestItem): number {
  return counts.get(objective) ?? 0;
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
