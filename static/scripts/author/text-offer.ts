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
