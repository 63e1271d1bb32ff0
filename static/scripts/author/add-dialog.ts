import type { BlockForm } from '../../../server/standards/module/block-form.ts';
import { button, h } from '../module/dom.ts';

const GROUPS: readonly { readonly group: BlockForm['group']; readonly words: string }[] = [
  { group: 'read', words: 'To read and look at' },
  { group: 'ask', words: 'Questions' },
  { group: 'decide', words: 'Decisions and tests' },
  { group: 'do', words: 'To work on' },
];

/** Asks which kind of block to add; resolves with null where nothing is added. */
export function askForKind(forms: readonly BlockForm[]): Promise<BlockForm | null> {
  return new Promise((resolve) => {
    let chosen: BlockForm | null = null;
    const dialog = h('dialog', { class: 'kinds', 'aria-labelledby': 'kinds-title' });
    const choose = (form: BlockForm): void => {
      chosen = form;
      dialog.close();
    };
    const kind = (form: BlockForm): HTMLElement => {
      const made = h(
        'button',
        { type: 'button', class: 'kind', 'data-kind': form.type },
        h('b', {}, form.name),
        h('span', {}, form.about),
      );
      made.addEventListener('click', () => choose(form));
      return h('li', {}, made);
    };
    dialog.append(
      h('h2', { id: 'kinds-title' }, 'Add a block'),
      ...GROUPS.flatMap(({ group, words }) => [
        h('h3', {}, words),
        h('ul', {}, ...forms.filter((form) => form.group === group).map(kind)),
      ]),
      h(
        'p',
        { class: 'acts' },
        button('Cancel', () => dialog.close(), 'quiet'),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(chosen);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
