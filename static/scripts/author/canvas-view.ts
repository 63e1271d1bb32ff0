import type { SourceValue } from '../../../server/standards/module/draft-edit.ts';
import { button, h } from '../module/dom.ts';
import { blockLook, type BlockLookView } from './block-look.ts';
import type { BlockLook } from './editor-data.ts';
import { icon } from './icon.ts';
import type { Point } from './in-place.ts';
import { blockName, type OutlineBlock, type OutlineSection } from './module-outline.ts';
import { takesDrops, type Chosen, type OutlineActs } from './outline-view.ts';

/** What is done with blocks and sections where they stand. */
export interface CanvasActs extends Pick<OutlineActs, 'choose' | 'drop' | 'move'> {
  /** Writes the text at a point of the picture, or the first one; false where there is none. */
  write(id: string, point: Point | null): boolean;
  /** What colleagues say of the chosen block. */
  comments(): void;
  duplicate(id: string): void;
  remove(chosen: Exclude<Chosen, { kind: 'module' }>): void;
  moveSection(id: string, by: -1 | 1): void;
  add(behind: { readonly block: string } | { readonly section: string }): void;
}

interface Parts {
  readonly root: HTMLElement;
  readonly moduleCss: string;
  readonly mediaUrl: (path: string) => string;
  readonly typeName: (type: string) => string;
  readonly isReadOnly: boolean;
}

interface Card {
  readonly element: HTMLElement;
  readonly name: HTMLElement;
  readonly faults: HTMLElement;
  readonly comments: HTMLElement;
  readonly look: BlockLookView;
  /** What is shown, so that the same is not drawn twice. */
  value: SourceValue | null;
}

/** The blocks in their places, as they are played. A block is drawn once and then only told what has changed. */
export class CanvasView {
  readonly #parts: Parts;
  readonly #acts: CanvasActs;
  readonly #cards = new Map<string, Card>();
  #open: ReadonlyMap<string, number> = new Map();
  #heads = new Map<string, { readonly element: HTMLElement; readonly tools: HTMLElement }>();

  constructor(parts: Parts, acts: CanvasActs) {
    this.#parts = parts;
    this.#acts = acts;
  }

  /** Puts the cards into the order of the module; those that are there already stay as they are. */
  draw(sections: readonly OutlineSection[], chosen: Chosen): void {
    const living = new Set(sections.flatMap(({ blocks }) => blocks.map(({ id }) => id)));
    for (const id of this.#cards.keys()) if (!living.has(id)) this.#cards.delete(id);
    this.#heads = new Map();
    const again = focusAgain(this.#parts.root);
    this.#parts.root.replaceChildren(...sections.map((section) => this.#section(section)));
    this.choose(chosen);
    again();
  }

  choose(chosen: Chosen): void {
    for (const [id, { element }] of this.#cards) {
      this.#mark(element, element.querySelector('.tools'), chosen.kind === 'block' && chosen.id === id);
    }
    for (const [id, { element, tools }] of this.#heads) {
      this.#mark(element, tools, chosen.kind === 'section' && chosen.id === id);
    }
  }

  #mark(element: HTMLElement, tools: HTMLElement | null, isChosen: boolean): void {
    element.classList.toggle('chosen', isChosen);
    if (tools !== null) tools.hidden = !isChosen || this.#parts.isReadOnly;
  }

  rename(block: Pick<OutlineBlock, 'id' | 'value'>): void {
    const card = this.#cards.get(block.id);
    const name = blockName(block);
    if (card !== undefined && card.name.textContent !== name) card.name.textContent = name;
  }

  /** Shows what a block looks like now. */
  show({ id, block, issues }: BlockLook): void {
    const card = this.#cards.get(id);
    if (card === undefined) return;
    card.look.show(block);
    card.faults.hidden = issues.length === 0;
    card.faults.textContent = issues.length === 1 ? '1 thing to do' : `${issues.length} things to do`;
  }

  /** Says at each block how many comments on it are open. */
  count(open: ReadonlyMap<string, number>): void {
    this.#open = open;
    for (const [id, { comments }] of this.#cards) this.#countOf(id, comments);
  }

  #countOf(id: string, comments: HTMLElement): void {
    const count = this.#open.get(id) ?? 0;
    comments.hidden = count === 0;
    comments.textContent = count === 1 ? '1 comment' : `${count} comments`;
  }

  /** Blocks whose value is another one than what is shown; from now on it counts as shown. */
  stale(blocks: readonly OutlineBlock[]): OutlineBlock[] {
    return blocks.filter((block) => {
      const card = this.#cards.get(block.id);
      if (card === undefined || card.value === block.value) return false;
      card.value = block.value;
      return true;
    });
  }

  scrollTo(id: string): void {
    this.#cards.get(id)?.element.scrollIntoView({ block: 'nearest' });
  }

  lookOf(id: string): BlockLookView | undefined {
    return this.#cards.get(id)?.look;
  }

  focus(id: string): void {
    this.#cards.get(id)?.element.querySelector<HTMLElement>('.name')?.focus();
  }

  #section(section: OutlineSection): HTMLElement {
    const { id, title, blocks } = section;
    const name = h('button', { type: 'button', class: 'name' }, title || id);
    name.addEventListener('click', () => this.#acts.choose({ kind: 'section', id }));
    const tools = this.#tools(
      title || id,
      { up: () => this.#acts.moveSection(id, -1), down: () => this.#acts.moveSection(id, 1) },
      () => this.#acts.remove({ kind: 'section', id }),
      null,
    );
    const add = button('Add a block', () => this.#acts.add({ section: id }));
    add.className = 'btn line';
    add.setAttribute('aria-label', `Add a block to ${title || id}`);
    add.hidden = this.#parts.isReadOnly;
    const end = h('p', { class: 'acts' }, add);
    takesDrops(end, (block) => this.#acts.drop(block, { section: id }));
    const element = h(
      'section',
      { class: 'sec', id: `section-${id}`, 'aria-label': title || id },
      h('header', {}, h('h2', {}, name), tools),
      blocks.length === 0 ? h('p', { class: 'hint' }, 'No block yet.') : null,
      ...blocks.map((block) => this.#card(block).element),
      end,
    );
    this.#heads.set(id, { element, tools });
    return element;
  }

  #card(block: OutlineBlock): Card {
    const { id, type } = block;
    const known = this.#cards.get(id);
    if (known !== undefined) {
      this.rename(block);
      return known;
    }
    const { moduleCss, mediaUrl, typeName } = this.#parts;
    const look = blockLook(moduleCss, mediaUrl);
    const name = h('button', { type: 'button', class: 'name' }, blockName(block));
    const faults = h('span', { class: 'chip due', hidden: true });
    const comments = button('', () => {
      this.#acts.choose({ kind: 'block', id });
      this.#acts.comments();
    });
    comments.className = 'chip said';
    this.#countOf(id, comments);
    const tools = this.#tools(
      null,
      { up: () => this.#acts.move(id, -1), down: () => this.#acts.move(id, 1) },
      () => this.#acts.remove({ kind: 'block', id }),
      () => this.#acts.duplicate(id),
    );
    const write = tool('Write here', 'edit', () => {
      if (!this.#acts.write(id, null)) this.#acts.choose({ kind: 'block', id });
    });
    tools.append(write);
    const element = h(
      'article',
      { class: 'blk', id: `block-${id}` },
      h('header', {}, h('h3', {}, name), h('small', {}, typeName(type)), faults, comments, tools),
      look.element,
    );
    element.addEventListener('click', (event) => {
      const isTool = event.target instanceof Element && event.target.closest('.tools, .said, .in-place') !== null;
      const isPicture = event.target instanceof Element && event.target.closest('header') === null;
      if (isTool || (isPicture && this.#acts.write(id, { x: event.clientX, y: event.clientY }))) return;
      this.#acts.choose({ kind: 'block', id });
    });
    takesDrops(element, (dropped) => this.#acts.drop(dropped, { before: id }));
    const card: Card = { element, name, faults, comments, look, value: null };
    this.#cards.set(id, card);
    return card;
  }

  #tools(
    of: string | null,
    moves: { readonly up: () => void; readonly down: () => void },
    remove: () => void,
    duplicate: (() => void) | null,
  ): HTMLElement {
    return h(
      'div',
      {
        class: 'tools',
        role: 'group',
        'aria-label': of === null ? 'What to do with the block' : `What to do with ${of}`,
      },
      tool('Up', 'up', moves.up),
      tool('Down', 'down', moves.down),
      duplicate === null ? null : tool('Duplicate', 'file', duplicate),
      tool('Remove', 'cross', remove),
    );
  }
}

/** Puts the focus back on the tool that had it, once what it stands in was drawn anew: Up is pressed more than once. */
function focusAgain(root: HTMLElement): () => void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !root.contains(focused)) return () => undefined;
  const holder = focused.closest('.blk, .sec')?.id ?? '';
  const index = [...(focused.closest('.tools')?.children ?? [])].indexOf(focused);
  return () => {
    const tools = document.getElementById(holder)?.querySelector('.tools');
    const now = focused.isConnected ? focused : tools?.children[index];
    if (now instanceof HTMLElement) now.focus();
  };
}

function tool(label: string, sign: string, act: () => void): HTMLElement {
  const made = h('button', { type: 'button', class: 'tool' }, icon(sign), h('span', {}, label));
  made.addEventListener('click', act);
  return made;
}
