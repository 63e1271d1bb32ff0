import { button, h } from '../module/dom.ts';

/** Asks what becomes of text that an earlier page could not send; nothing is sent before somebody answers. */
export function askForLeft(place: HTMLElement, texts: readonly string[]): Promise<'put' | 'drop'> {
  return new Promise((resolve) => {
    const answer = (said: 'put' | 'drop') => (): void => {
      note.remove();
      resolve(said);
    };
    const note = h(
      'section',
      { class: 'note warn aside', 'aria-labelledby': 'left-title', tabindex: '-1' },
      h(
        'div',
        {},
        h('h2', { id: 'left-title' }, 'What you wrote here last was not saved'),
        h('p', {}, 'This browser has kept it. If somebody wrote at the same place since, you are shown both.'),
        ...texts.map((text) => h('pre', { tabindex: '0', 'aria-label': 'What you wrote' }, text)),
        h(
          'p',
          { class: 'acts' },
          button('Put it back', answer('put'), 'main'),
          button('Throw it away', answer('drop'), 'quiet'),
        ),
      ),
    );
    place.before(note);
    note.focus();
  });
}
