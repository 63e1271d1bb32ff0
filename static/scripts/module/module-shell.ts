import { isDone, isRequired, type CompiledBlock, type CompiledSection } from '../../../server/standards/module/play.ts';
import { blockView } from './block-view.ts';
import { button, focusOn, h } from './dom.ts';
import type { ModulePlay } from './module-play.ts';
import { endPanel, startPanel } from './panels.ts';
import type { PlayContext } from './play-context.ts';
import { say, type Words } from './words.ts';

/** Where the officer is: before the first section, in one, or behind the last. */
type Place = number | 'start' | 'end';

/** What stands around the blocks: title, parts, back and next. */
export class ModuleShell {
  readonly #root: HTMLElement;
  readonly #play: ModulePlay;
  readonly #words: Words;
  readonly #live = h('p', { class: 'live', 'aria-live': 'polite' });
  readonly #body = h('div', { class: 'body' });
  readonly #parts = h('nav', { class: 'parts' });
  readonly #retries = new Set<string>();
  readonly #notices: HTMLElement;
  #place: Place = 'start';

  constructor(root: HTMLElement, play: ModulePlay, words: Words, notices: HTMLElement) {
    this.#root = root;
    this.#play = play;
    this.#words = words;
    this.#notices = notices;
    this.#parts.setAttribute('aria-label', words.parts);
  }

  /** Shows the module where the officer stopped: at the first open block of the section, without a question. */
  start(): void {
    const { module, state, score } = this.#play;
    this.#root.replaceChildren(h('h1', {}, module.title), this.#notices, this.#parts, this.#body, this.#live);
    const at = module.sections.findIndex(({ id }) => id === state.section);
    const isOver = score.completion === 'completed' && at === module.sections.length - 1;
    this.#show(isOver ? 'end' : at < 0 ? 'start' : at, false);
    const section = module.sections[at];
    const open = section?.blocks.find((block) => isRequired(block) && !isDone(block, state));
    const isBegun = section?.blocks.some((block) => isRequired(block) && isDone(block, state)) === true;
    if (!isOver && open !== undefined && isBegun) this.#goTo(open.id);
  }

  #show(place: Place, hasFocus: boolean): void {
    this.#place = place;
    const { module } = this.#play;
    const section = typeof place === 'number' ? module.sections[place] : undefined;
    if (section !== undefined) this.#body.replaceChildren(...this.#section(section));
    else if (place === 'end') this.#body.replaceChildren(...endPanel(this.#context(), () => this.#leave()));
    else this.#body.replaceChildren(...startPanel(module, this.#words, () => this.#move(0)));
    this.#drawParts();
    if (hasFocus) focusOn(this.#body);
  }

  #move(place: Place): void {
    const { sections } = this.#play.module;
    const left = typeof this.#place === 'number' ? (sections[this.#place]?.id ?? null) : null;
    const to = typeof place === 'number' ? sections[place] : sections.at(-1);
    if (to !== undefined) this.#play.open(to.id, left);
    this.#show(place, true);
  }

  #section(section: CompiledSection): Node[] {
    const { sections } = this.#play.module;
    const at = sections.indexOf(section);
    const next = sections[at + 1];
    const label = next === undefined ? this.#words.finish : say(this.#words.next, { title: next.title });
    const back = button(this.#words.back, () => this.#move(at === 0 ? 'start' : at - 1));
    const forward = button(label, () => this.#move(next === undefined ? 'end' : at + 1), 'main');
    return [
      h('p', { class: 'kind' }, say(this.#words.partOf, { at: at + 1, of: sections.length })),
      h('h2', {}, section.title),
      ...section.blocks.map((block) => this.#block(block)),
      h('p', { class: 'actions way' }, back, forward),
    ];
  }

  #block(block: CompiledBlock): HTMLElement {
    return h('div', { class: `block is-${block.type}`, id: block.id }, ...blockView(block, this.#context()));
  }

  #drawParts(): void {
    const { module, state } = this.#play;
    const entries = module.sections.map((section, at) => {
      const isSeen = state.seen.includes(section.id);
      const isOpen = section.blocks.some((block) => isRequired(block) && !isDone(block, state));
      const go = button(section.title, () => this.#move(at), 'quiet');
      if (at === this.#place) go.setAttribute('aria-current', 'step');
      const mark = isSeen && !isOpen ? h('span', { class: 'done' }, ` ${this.#words.done}`) : null;
      return h('li', {}, go, mark);
    });
    this.#parts.hidden = module.sections.length < 2;
    this.#parts.replaceChildren(h('ol', {}, ...entries));
  }

  #leave(): void {
    this.#play.end();
    this.#body.replaceChildren(h('p', { class: 'fb good', role: 'status' }, this.#words.left));
    this.#parts.hidden = true;
    focusOn(this.#body);
  }

  #goTo(id: string): void {
    const at = this.#play.module.sections.findIndex(({ blocks }) => blocks.some((block) => block.id === id));
    if (at >= 0 && at !== this.#place) this.#move(at);
    const element = document.getElementById(id);
    if (element !== null) focusOn(element);
  }

  #redraw(block: CompiledBlock): void {
    document.getElementById(block.id)?.replaceWith(this.#block(block));
    const element = document.getElementById(block.id);
    if (element !== null) focusOn(element);
  }

  #context(): PlayContext {
    return {
      play: this.#play,
      words: this.#words,
      redraw: (block) => this.#redraw(block),
      retry: (block) => {
        this.#retries.add(block.id);
        this.#redraw(block);
        this.#retries.delete(block.id);
      },
      isRetry: (id) => this.#retries.has(id),
      changed: () => this.#changed(),
      goTo: (id) => this.#goTo(id),
      announce: (words) => (this.#live.textContent = words),
    };
  }

  /** What shows the state of other blocks is drawn anew: the parts, and checkpoints below. */
  #changed(): void {
    this.#drawParts();
    const section = typeof this.#place === 'number' ? this.#play.module.sections[this.#place] : undefined;
    for (const block of section?.blocks ?? []) {
      if (block.type === 'checkpoint') document.getElementById(block.id)?.replaceWith(this.#block(block));
    }
  }
}
