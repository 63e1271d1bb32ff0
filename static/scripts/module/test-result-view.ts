import type { Graded, TestBlock, TestItem } from '../../../server/standards/module/play.ts';
import { h, trustedHtml } from './dom.ts';
import { say, type Words } from './words.ts';

/** A test that was handed in. */
export interface HandedIn {
  readonly block: TestBlock;
  readonly items: readonly TestItem[];
  readonly answers: Readonly<Record<string, string>>;
  readonly graded: Graded;
}

/** The result in a word and a number, by objective, and every answer with its reason. */
export function testResultView({ block, items, answers, graded }: HandedIn, words: Words): Node[] {
  const { test } = graded;
  if (test === undefined) return [];
  const verdict = test.passed === null ? words.handedIn : test.passed ? words.passed : words.failed;
  const rows = test.objectives.map(({ id, right, total }) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, block.objectives.find((one) => one.id === id)?.text ?? id),
      h('td', {}, say(words.result, { right, total })),
    ),
  );
  const reviewed = items.map((item) => {
    const told = graded.feedback.find(({ of }) => of === item.id);
    const text = (id: string | undefined): string => item.options.find((option) => option.id === id)?.text ?? '';
    const isRight = told?.isRight === true;
    return h(
      'li',
      { class: isRight ? 'well' : 'worse' },
      h('div', { class: 'prose' }, trustedHtml(item.html)),
      h('p', {}, `${isRight ? '✓' : '✗'} ${words.yourAnswer}: ${text(answers[item.id])}`),
      isRight ? null : h('p', {}, say(words.rightAnswer, { answer: text(test.correct[item.id]) })),
      told === undefined ? null : h('div', { class: 'prose why' }, trustedHtml(told.html)),
    );
  });
  return [
    h(
      'div',
      { class: test.passed === false ? 'fb' : 'fb good', role: 'status' },
      h('p', {}, h('b', {}, `${verdict}. `), say(words.result, { right: test.right, total: test.total })),
    ),
    h('h3', {}, words.byObjective),
    h('table', {}, h('tbody', {}, ...rows)),
    h('details', { class: 'fold' }, h('summary', {}, words.review), h('ol', { class: 'decisions' }, ...reviewed)),
  ];
}
