import type { PickOption } from '../../../server/standards/module/block-form.ts';
import { button, h } from '../module/dom.ts';

interface Question {
  /** Of the group that is removed. */
  readonly name: string;
  readonly cards: number;
  readonly others: readonly PickOption[];
  /** Enough cards are left without them. */
  readonly mayGo: boolean;
}

/** Asks where the cards of a group go that is removed: the id of another group, '' with the group, null: it stays. */
export function askForBin({ name, cards, others, mayGo }: Question): Promise<string | null> {
  return new Promise((resolve) => {
    let answer: string | null = null;
    const count = cards === 1 ? 'one card' : `${cards} cards`;
    const pick = h(
      'select',
      { id: 'bin-to' },
      ...others.map(({ value, label }) => h('option', { value }, `Into “${label}”`)),
      mayGo ? h('option', { value: '' }, 'Nowhere: remove them too') : null,
    );
    const form = h(
      'form',
      { method: 'dialog', class: 'form' },
      h(
        'div',
        { class: 'field' },
        h('label', { for: 'bin-to' }, cards === 1 ? 'Where does it go?' : 'Where do they go?'),
        pick,
      ),
      h(
        'p',
        { class: 'acts' },
        h('button', { class: 'btn' }, 'Remove the group'),
        button('Keep the group', () => dialog.close(), 'quiet'),
      ),
    );
    const dialog = h(
      'dialog',
      { class: 'clash', 'aria-labelledby': 'bin-title' },
      h('h2', { id: 'bin-title' }, `“${name}” has ${count}`),
      form,
    );
    form.addEventListener('submit', () => {
      answer = pick.value;
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
