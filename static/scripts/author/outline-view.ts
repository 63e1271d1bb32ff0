import { h } from '../module/dom.ts';
import { blockName, blocksOf, type OutlineBlock, type OutlineSection } from './module-outline.ts';

/** What is being written: the module itself, a section, or a block. */
export type Chosen = { readonly kind: 'module' } | { readonly kind: 'section' | 'block'; readonly id: string };

/** The part of an address that says what is chosen. */
export function hashOf(chosen: Chosen): string {
  return chosen.kind === 'module' ? '#module' : `#${chosen.kind}-${chosen.id}`;
}

/** What such a part of an address chooses: the first block where it names none that is there. */
export function chosenBy(hash: string, sections: readonly OutlineSection[]): Chosen {
  const [, kind, id = ''] = /^#(block|section)-(.+)$/.exec(decodeURIComponent(hash)) ?? [];
  const blocks = blocksOf(sections);
  if (kind === 'block' && blocks.some((block) => block.id === id)) return { kind, id };
  if (kind === 'section' && sections.some((section) => section.id === id)) return { kind, id };
  const [first] = hash === '#module' ? [] : blocks;
  return first === undefined ? { kind: 'module' } : { kind: 'block', id: first.id };
}

/** What the outline tells the page. */
export interface OutlineActs {
  choose(chosen: Chosen): void;
  /** A block was let go over another, or over the head of a section. */
  drop(id: string, to: { readonly before: string } | { readonly section: string }): void;
  move(id: string, by: -1 | 1): void;
}

/** Type of what is dragged: nothing from elsewhere is taken. */
export const DRAGGED = 'application/x-schoolbeat-block';

/** The outline: links that choose, drag to another place, and move with Alt and the arrows. */
export class OutlineView {
  readonly #root: HTMLElement;
  readonly #acts: OutlineActs;
  readonly #typeName: (type: string) => string;
  #names = new Map<string, HTMLElement>();
  #links = new Map<string, HTMLAnchorElement>();

  constructor(root: HTMLElement, typeName: (type: string) => string, acts: OutlineActs) {
    this.#root = root;
    this.#acts = acts;
    this.#typeName = typeName;
  }

  draw(sections: readonly OutlineSection[]): void {
    this.#names = new Map();
    this.#links = new Map();
    this.#root.replaceChildren(
      h('ol', {}, h('li', {}, this.#link('#module', { kind: 'module' }, 'About the module', 'module'))),
      ...sections.flatMap((section) => this.#section(section)),
    );
  }

  /** Says a new name of a block, while it is typed. */
  rename(block: Pick<OutlineBlock, 'id' | 'value'>): void {
    const element = this.#names.get(block.id);
    const name = blockName(block);
    if (element !== undefined && element.textContent !== name) element.textContent = name;
  }

  choose(chosen: Chosen): void {
    const current = hashOf(chosen);
    for (const [href, link] of this.#links) {
      if (href === current) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }

  focus(chosen: Chosen): void {
    this.#links.get(hashOf(chosen))?.focus();
  }

  #section(section: OutlineSection): HTMLElement[] {
    const link = this.#link(
      `#section-${section.id}`,
      { kind: 'section', id: section.id },
      section.title || section.id,
      'section',
    );
    takesDrops(link, (id) => this.#acts.drop(id, { section: section.id }));
    return [h('h2', {}, link), h('ol', {}, ...section.blocks.map((block) => this.#block(block)))];
  }

  #block(block: OutlineBlock): HTMLElement {
    const link = this.#link(
      `#block-${block.id}`,
      { kind: 'block', id: block.id },
      blockName(block),
      this.#typeName(block.type),
    );
    const name = link.querySelector('span');
    if (name !== null) this.#names.set(block.id, name);
    link.draggable = true;
    link.addEventListener('dragstart', (event) => event.dataTransfer?.setData(DRAGGED, block.id));
    takesDrops(link, (id) => this.#acts.drop(id, { before: block.id }));
    link.addEventListener('keydown', (event) => {
      const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
      if (!event.altKey || by === null) return;
      event.preventDefault();
      this.#acts.move(block.id, by);
      this.focus({ kind: 'block', id: block.id });
    });
    return h('li', {}, link);
  }

  #link(href: string, what: Chosen, name: string, kind: string): HTMLAnchorElement {
    const link = h('a', { href, class: what.kind }, h('span', {}, name), h('small', {}, kind));
    link.addEventListener('click', (event) => {
      event.preventDefault();
      this.#acts.choose(what);
    });
    this.#links.set(href, link);
    return link;
  }
}

const isBlock = (event: DragEvent): boolean => event.dataTransfer?.types.includes(DRAGGED) === true;

/** Lets a block be dropped on an element. */
export function takesDrops(element: HTMLElement, dropped: (id: string) => void): void {
  element.addEventListener('dragover', (event) => {
    if (!isBlock(event)) return;
    event.preventDefault();
    element.classList.add('over');
  });
  element.addEventListener('dragleave', () => element.classList.remove('over'));
  element.addEventListener('drop', (event) => {
    element.classList.remove('over');
    const id = event.dataTransfer?.getData(DRAGGED) ?? '';
    if (id === '') return;
    event.preventDefault();
    dropped(id);
  });
}
