import type {
  AccordionBlock,
  CalloutBlock,
  CardsBlock,
  ImageBlock,
  PolicyBlock,
  TextBlock,
} from '../../../server/standards/module/play.ts';
import { stateOf } from '../../../server/standards/module/play.ts';
import { h, trustedHtml } from './dom.ts';
import type { PlayContext } from './play-context.ts';

/** Prose. */
export function textView({ title, html }: TextBlock): Node[] {
  return [title === '' ? null : h('h3', {}, title), h('div', { class: 'prose' }, trustedHtml(html))].filter(
    (node) => node !== null,
  );
}

/** A picture, its size known beforehand so that the page does not jump. */
export function imageView({ src, alt, caption, copies = [], width, height }: ImageBlock): Node[] {
  // The browser takes the smallest file that is sharp on its screen; pictures are kept at 1,920 pixels at most.
  const files = [...copies.map((copy) => `${copy.src} ${copy.width}w`), `${src} 1920w`].join(', ');
  const responsive = copies.length === 0 ? {} : { srcset: files, sizes: '(max-width: 760px) 100vw, 760px' };
  const image = h('img', { src, ...responsive, alt, width, height, loading: 'lazy', decoding: 'async' });
  return [h('figure', {}, image, caption === '' ? null : h('figcaption', {}, caption))];
}

/** Things to open one by one; printed open. */
export function accordionView({ title, items }: AccordionBlock): Node[] {
  const entries = items.map((item) =>
    h('details', { class: 'fold' }, h('summary', {}, item.title), h('div', { class: 'prose' }, trustedHtml(item.html))),
  );
  return [...heading(title), h('div', { class: 'folds' }, ...entries)];
}

/** Cards with a question in front and what is behind it; printed open. */
export function cardsView({ title, items }: CardsBlock, { words }: PlayContext): Node[] {
  const cards = items.map((item) =>
    h(
      'details',
      { class: 'card' },
      h('summary', {}, h('span', { class: 'front' }, item.front), h('span', { class: 'turn' }, words.showBack)),
      h('div', { class: 'prose' }, trustedHtml(item.back)),
    ),
  );
  return [...heading(title), h('div', { class: 'cards' }, ...cards)];
}

/** Something set apart; its kind is said in a word, never by colour alone. */
export function calloutView({ kind, title, html, states }: CalloutBlock, { words }: PlayContext): Node[] {
  const label = [words.callout[kind], ...(states.length > 0 ? [states.join(', ')] : [])].join(': ');
  return [
    h(
      'aside',
      { class: `callout ${kind}`, role: 'note' },
      h('p', { class: 'kind' }, label),
      title === '' ? null : h('h3', {}, title),
      h('div', { class: 'prose' }, trustedHtml(html)),
    ),
  ];
}

/** A rule of the agency, to be acknowledged where the block asks for it. */
export function policyView(block: PolicyBlock, { play, words, changed }: PlayContext): Node[] {
  const isRead = stateOf(play.state, block.id, 'done')?.isDone === true;
  const box = h('input', { type: 'checkbox', checked: isRead, disabled: isRead });
  box.addEventListener('change', () => {
    play.markDone(block.id, { isDone: true });
    box.disabled = true;
    changed();
  });
  const tick = block.acknowledge ? h('label', { class: 'tick' }, box, h('span', {}, words.acknowledge)) : null;
  return [
    h(
      'div',
      { class: 'policy' },
      h('h3', {}, block.title),
      block.ref === '' ? null : h('p', { class: 'ref' }, block.ref),
      h('div', { class: 'prose' }, trustedHtml(block.html)),
      tick,
    ),
  ];
}

/** A heading where the block has a title. */
export function heading(title: string): Node[] {
  return title === '' ? [] : [h('h3', {}, title)];
}
