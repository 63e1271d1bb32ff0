import { readList, type OrderBlock } from '../../../server/standards/module/play.ts';
import type { AnswerInputs } from './answer-inputs.ts';
import { h } from './dom.ts';
import type { PlayContext } from './play-context.ts';
import { say } from './words.ts';

/** Steps that are moved up and down by buttons: the same by mouse, touch and keyboard. */
export function orderInputs(block: OrderBlock, response: string, { words, announce }: PlayContext): AnswerInputs {
  const told = readList(response);
  const start = told.length === block.steps.length ? told : block.steps.map(({ id }) => id);
  const list = h('ol', { class: 'order' });
  const rows = start.map((id) => {
    const text = block.steps.find((one) => one.id === id)?.text ?? id;
    const move = (sign: 'up' | 'down'): HTMLButtonElement => {
      const mover = h('button', { type: 'button', class: `move ${sign}` }, sign === 'up' ? '↑' : '↓');
      mover.setAttribute('aria-label', say(words[sign], { text }));
      mover.addEventListener('click', () => step(id, sign === 'up' ? -1 : 1, mover));
      return mover;
    };
    const movers = [move('up'), move('down')];
    return { id, text, movers, row: h('li', {}, h('span', {}, text), h('span', { class: 'moves' }, ...movers)) };
  });
  let isLocked = false;

  function step(id: string, by: number, mover: HTMLButtonElement): void {
    const at = rows.findIndex((row) => row.id === id);
    const to = at + by;
    const [one, other] = [rows[at], rows[to]];
    if (one === undefined || other === undefined || isLocked) return;
    [rows[at], rows[to]] = [other, one];
    draw();
    // At an end its own button has gone quiet; the focus stays with the step.
    (mover.disabled ? one.movers.find((each) => !each.disabled) : mover)?.focus();
    announce(say(words.place, { text: one.text, at: to + 1, of: rows.length }));
  }

  function draw(): void {
    list.replaceChildren(...rows.map(({ row }) => row));
    rows.forEach(({ movers: [up, down] }, at) => {
      if (up) up.disabled = isLocked || at === 0;
      if (down) down.disabled = isLocked || at === rows.length - 1;
    });
  }
  draw();

  return {
    nodes: [list],
    response: () => rows.map(({ id }) => id).join(','),
    mark(feedback, note) {
      for (const one of feedback) rows.find(({ id }) => id === one.of)?.row.append(note(one));
    },
    lock(locked) {
      isLocked = locked;
      draw();
    },
  };
}
