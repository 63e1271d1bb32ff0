import type { Graded, TestBlock, TestItem } from '../../../server/standards/module/play.ts';
import { optionInputs } from './answer-inputs.ts';
import { button, focusOn, h, trustedHtml } from './dom.ts';
import { GraderError } from './grader.ts';
import type { PlayContext } from './play-context.ts';
import { testResultView } from './test-result-view.ts';
import { say } from './words.ts';

/** Minutes that a question is reckoned with. */
const MINUTES_EACH = 1;

/** A test: begun, answered item by item, handed in whole, looked through. */
export function testView(block: TestBlock, context: PlayContext): Node[] {
  const { play, words } = context;
  const place = h('section', { class: 'test', 'aria-label': block.title === '' ? play.module.title : block.title });
  let at = 0;

  function draw(hasFocus: boolean): void {
    const { drawn, isHandedIn, tries } = play.testOf(block);
    if (drawn.length === 0) place.replaceChildren(...intro(tries.length));
    else if (isHandedIn) void result();
    else place.replaceChildren(...item(drawn));
    if (hasFocus) focusOn(place);
  }

  function intro(tries: number): Node[] {
    const { total, pass } = block;
    const note = h('p', { class: 'note', role: 'status' });
    const start = button(tries === 0 ? words.testStart : words.testAgain, () => void begin(start, note), 'main');
    return [
      h('p', {}, say(words.testIntro, { total, minutes: total * MINUTES_EACH })),
      pass === null ? null : h('p', {}, say(words.testPass, { right: Math.ceil(total * pass - 1e-9), total })),
      h('p', { class: 'actions' }, start),
      note,
    ].filter((node) => node !== null);
  }

  async function begin(start: HTMLButtonElement, note: HTMLElement): Promise<void> {
    start.disabled = true;
    try {
      await play.beginTest(block);
      at = 0;
      draw(true);
    } catch (fault) {
      if (!(fault instanceof GraderError)) throw fault;
      note.replaceChildren(fault.message);
      start.disabled = false;
    }
  }

  function itemCalled(id: string): TestItem | undefined {
    return block.items.find((one) => one.id === id);
  }

  function item(drawn: readonly string[]): Node[] {
    const { answers } = play.testOf(block);
    const shown = itemCalled(drawn[at] ?? '');
    if (shown === undefined) return [];
    const inputs = optionInputs(`${block.id}-${shown.id}`, shown.options, false, [answers[shown.id] ?? '']);
    const count = h('p', { class: 'note' });
    const tell = (): void => {
      const done = Object.keys(play.testOf(block).answers).length;
      count.textContent = say(words.answered, { count: done, of: drawn.length });
    };
    const options = h('div', {}, ...inputs.nodes);
    options.addEventListener('change', () => {
      play.answerItem(block, shown.id, inputs.response());
      tell();
    });
    tell();
    const go = (by: number): void => {
      at += by;
      draw(true);
    };
    const back = button(words.back, () => go(-1));
    back.disabled = at === 0;
    const isLast = at === drawn.length - 1;
    const note = h('p', { class: 'note', role: 'status' });
    const forward = isLast
      ? button(words.handIn, () => void handIn(drawn, forward, note), 'main')
      : button(say(words.question, { at: at + 2, of: drawn.length }), () => go(1), 'main');
    return [
      h('p', { class: 'kind' }, say(words.question, { at: at + 1, of: drawn.length })),
      h('progress', { max: drawn.length, value: at + 1, 'aria-hidden': 'true' }),
      h('fieldset', { class: 'question' }, h('legend', {}, trustedHtml(shown.html)), options),
      count,
      h('p', { class: 'actions' }, back, forward),
      note,
    ];
  }

  async function handIn(drawn: readonly string[], forward: HTMLButtonElement, note: HTMLElement): Promise<void> {
    const { answers } = play.testOf(block);
    const open = drawn.flatMap((id, index) => (answers[id] === undefined ? [index] : []));
    if (open.length > 0) {
      const list = open.map((index) => index + 1).join(', ');
      at = open[0] ?? 0;
      draw(true);
      context.announce(say(words.openItems, { list }));
      place.append(h('p', { class: 'note' }, say(words.openItems, { list })));
      return;
    }
    forward.disabled = true;
    try {
      show(await play.handIn(block));
      context.changed();
      focusOn(place);
    } catch (fault) {
      if (!(fault instanceof GraderError)) throw fault;
      note.replaceChildren(fault.message);
      forward.disabled = false;
    }
  }

  async function result(): Promise<void> {
    try {
      show(await play.recallTest(block));
    } catch (fault) {
      if (!(fault instanceof GraderError)) throw fault;
      place.replaceChildren(h('p', { class: 'note' }, fault.message));
    }
  }

  function show(graded: Graded): void {
    const { drawn, answers } = play.testOf(block);
    const items = drawn.flatMap((id) => itemCalled(id) ?? []);
    place.replaceChildren(...testResultView({ block, items, answers, graded }, words));
    if (play.mode !== 'normal') return;
    const note = h('p', { class: 'note', role: 'status' });
    const again = button(words.testAgain, () => void begin(again, note));
    place.append(h('p', { class: 'actions' }, again), note);
  }

  draw(false);
  return [place];
}
