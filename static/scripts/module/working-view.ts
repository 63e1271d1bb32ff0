import {
  isDone,
  isRequired,
  REFLECTION_LIMIT,
  stateOf,
  type CheckpointBlock,
  type CompiledBlock,
  type PracticalBlock,
  type ReflectionBlock,
  type WorksheetBlock,
} from '../../../server/standards/module/play.ts';
import { button, h, trustedHtml } from './dom.ts';
import { nameOf } from './block-name.ts';
import type { PlayContext } from './play-context.ts';
import { heading } from './reading-view.ts';

/** A stop: what is still open above it in this section. */
export function checkpointView(block: CheckpointBlock, context: PlayContext): Node[] {
  const { play, words, goTo } = context;
  const section = play.module.sections.find(({ blocks }) => blocks.some(({ id }) => id === block.id));
  const before = section?.blocks.slice(
    0,
    section.blocks.findIndex(({ id }) => id === block.id),
  );
  const open = (before ?? []).filter((one) => isRequired(one) && !isDone(one, play.state));
  const entries = open.map((one) =>
    h(
      'li',
      {},
      button(nameOf(one), () => goTo(one.id), 'quiet'),
    ),
  );
  return [
    h(
      'div',
      { class: 'checkpoint' },
      h('h3', {}, block.title),
      block.html === '' ? null : h('div', { class: 'prose' }, trustedHtml(block.html)),
      h(
        'p',
        { class: open.length === 0 ? 'done' : '' },
        open.length === 0 ? words.checkpointDone : words.checkpointOpen,
      ),
      open.length === 0 ? null : h('ul', {}, ...entries),
    ),
  ];
}

/** Something to think about: private, or for the instructor to read. */
export function reflectionView(block: ReflectionBlock, context: PlayContext): Node[] {
  const { play, words } = context;
  const before = stateOf(play.state, block.id, 'done');
  const area = h('textarea', { id: `${block.id}-text`, rows: 4, maxlength: block.isPrivate ? null : REFLECTION_LIMIT });
  area.value = before?.text ?? '';
  const note = block.isPrivate ? words.reflectPrivate : words.reflectKept;
  const keep = button(words.markDone, () => {
    play.writeReflection(block, area.value.trim());
    finish(block, context);
  });
  return [
    h(
      'div',
      { class: 'work' },
      ...heading(block.title),
      h('label', { for: `${block.id}-text`, class: 'prose' }, trustedHtml(block.html)),
      area,
      h('p', { class: 'note' }, note),
      before?.isDone === true ? doneLine(context) : keep,
    ),
  ];
}

/** Questions for paper: printed with lines, answered with the own MOU at hand. */
export function worksheetView(block: WorksheetBlock, context: PlayContext): Node[] {
  const { play, words } = context;
  const items = block.items.map((item) =>
    h(
      'li',
      {},
      h('div', { class: 'prose' }, trustedHtml(item.html)),
      ...Array.from({ length: item.lines }, () => h('div', { class: 'line', 'aria-hidden': 'true' })),
    ),
  );
  const print = button(words.printSheet, () => {
    document.documentElement.dataset['print'] = block.id;
    // On phones print() returns before anything is printed: the page is whole again only when the print is over.
    globalThis.addEventListener('afterprint', () => delete document.documentElement.dataset['print'], { once: true });
    globalThis.print();
  });
  const box = button(words.sheetDone, () => {
    play.markDone(block.id, { isDone: true });
    finish(block, context);
  });
  const isDoneAlready = stateOf(play.state, block.id, 'done')?.isDone === true;
  return [
    h(
      'div',
      { class: 'work worksheet' },
      h('h3', {}, block.title),
      h('div', { class: 'prose' }, trustedHtml(block.html)),
      h('ol', {}, ...items),
      h('p', { class: 'actions' }, print, isDoneAlready ? doneLine(context) : box),
    ),
  ];
}

/** A task that somebody signs off in person. */
export function practicalView(block: PracticalBlock, { words }: PlayContext): Node[] {
  const criteria = block.criteria.map(({ text }) => h('li', {}, text));
  return [
    h(
      'div',
      { class: 'work' },
      h('h3', {}, block.title),
      h('div', { class: 'prose' }, trustedHtml(block.html)),
      h('ul', { class: 'criteria' }, ...criteria),
      h('p', { class: 'note' }, words.signer.replace('{signer}', block.signer)),
    ),
  ];
}

function doneLine({ words }: PlayContext): HTMLElement {
  return h('span', { class: 'done' }, words.done);
}

function finish(block: CompiledBlock, context: PlayContext): void {
  context.redraw(block);
  context.changed();
  context.announce(context.words.done);
}
