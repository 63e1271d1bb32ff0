import { button, h } from '../module/dom.ts';
import { timeOf } from './kept-offer.ts';

/** Offers back the text of a file that never reached the server; nothing is sent before somebody answers. */
export function textOffer(
  text: string,
  { at, put, drop }: { readonly at: number; readonly put: () => void; readonly drop: () => void },
): HTMLElement {
  const note = h('section', { class: 'note warn aside', 'aria-labelledby': 'kept-title', tabindex: '-1' });
  const answer = (act: () => void) => (): void => {
    note.remove();
    act();
  };
  note.append(
    h(
      'div',
      {},
      h('h2', { id: 'kept-title' }, `What you wrote until ${timeOf(at)} was not saved`),
      h('p', {}, 'This browser has kept it. If somebody wrote in the file since, you are shown both.'),
      h('pre', { tabindex: '0', 'aria-label': 'What you wrote' }, text),
      h(
        'p',
        { class: 'acts' },
        button('Put it back', answer(put), 'main'),
        button('Throw it away', answer(drop), 'quiet'),
      ),
    ),
  );
  return note;
}

/** Asks before the kept text takes the place of what is typed and not saved; both are shown. Escape leaves what is typed. */
export function askToReplace(kept: string, now: string): Promise<boolean> {
  return new Promise((resolve) => {
    let isMeant = false;
    const put = button('Put it back', () => {
      isMeant = true;
      dialog.close();
    });
    const dialog = h(
      'dialog',
      { class: 'clash', 'aria-labelledby': 'replace-title' },
      h('h2', { id: 'replace-title' }, 'What stands in the editor is not saved yet'),
      h('p', {}, 'If the kept text is put back, what stands there now is gone. Copy what you need of it first.'),
      h('div', { class: 'sides' }, side('Kept', kept), side('In the editor now', now)),
      h(
        'p',
        { class: 'acts' },
        button('Leave the editor as it is', () => dialog.close(), 'main'),
        put,
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(isMeant);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

const side = (name: string, text: string): HTMLElement =>
  h('div', {}, h('h3', {}, name), h('pre', { tabindex: '0', 'aria-label': name }, text));
