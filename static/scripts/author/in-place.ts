import { valueAtPlace } from '../../../server/standards/module/apply-edits.ts';
import type { EditPath, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import { button, h } from '../module/dom.ts';
import type { BlockLookView } from './block-look.ts';
import type { OutlineBlock } from './module-outline.ts';
import { lineBox, proseBox } from './text-controls.ts';
import { isSameEntry, textPlaces, type TextPlace } from './text-places.ts';
import type { BlockForm } from '../../../server/standards/module/block-form.ts';

/** A point of the window. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Ports {
  readonly look: (id: string) => BlockLookView | undefined;
  readonly block: (id: string) => OutlineBlock | undefined;
  readonly form: (type: string) => BlockForm | undefined;
  /** The block is chosen; the focus is here. */
  readonly begin: (id: string) => void;
  readonly write: (at: EditPath, value: SourceValue | undefined) => void;
  readonly endTyping: () => void;
  /** Puts the focus on the name of the block. */
  readonly back: (id: string) => void;
  /** Opens the form of the block, for the rest of it. */
  readonly rest: (id: string) => void;
}

interface Open {
  readonly id: string;
  readonly place: TextPlace;
  readonly look: BlockLookView;
  readonly field: HTMLElement;
  readonly box: HTMLTextAreaElement;
  /** The block as it was when the text was last known to stand at its place. */
  seen: SourceValue;
}

const HINT = 'Escape ends it. Alt and the arrows go to the next text of the block.';

/** Texts written in the picture of their block: the source of the text stands where it is read. */
export class InPlace {
  readonly #ports: Ports;
  #open: Open | null = null;
  #isPointerDown = false;

  constructor(ports: Ports) {
    this.#ports = ports;
    document.addEventListener('pointerdown', () => (this.#isPointerDown = true), { capture: true });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      document.addEventListener(
        end,
        () => {
          this.#isPointerDown = false;
          this.#closeLater();
        },
        { capture: true },
      );
    }
  }

  /** Opens the text at a point, or the first one. False where none is there. */
  open(id: string, point: Point | null): boolean {
    const look = this.#ports.look(id);
    const places = this.#placesOf(id);
    const place =
      point === null ? firstOf(places) : places.find(({ selector }) => look?.isAt(selector, point) === true);
    if (place === undefined) return false;
    this.#hold(id, place);
    return true;
  }

  /** Takes in what the text is now: others write too, and undo does. */
  refresh(): void {
    const open = this.#open;
    if (open === null) return;
    const block = this.#ports.block(open.id);
    const value = block === undefined ? undefined : valueAtPlace(block.value, open.place.at);
    if (block === undefined || this.#ports.look(open.id) !== open.look) this.close();
    else if (!isSameEntry(open.seen, block.value, open.place.at)) this.#finish(open.id);
    else open.seen = block.value;
    if (this.#open !== null && open.box.value !== textIn(value)) open.box.value = textIn(value);
  }

  close(): void {
    const open = this.#open;
    if (open === null) return;
    this.#open = null;
    open.look.release();
    this.#ports.endTyping();
  }

  #placesOf(id: string): TextPlace[] {
    const [look, block] = [this.#ports.look(id), this.#ports.block(id)];
    if (look === undefined || block === undefined) return [];
    return textPlaces(this.#ports.form(block.type), block.value).filter(({ selector }) => look.has(selector));
  }

  #hold(id: string, place: TextPlace): void {
    this.close();
    this.#ports.begin(id);
    const [look, block] = [this.#ports.look(id), this.#ports.block(id)];
    if (look === undefined || block === undefined) return;
    const told = (text: string): void => {
      const now = this.#ports.block(id);
      if (now === undefined) return;
      const shown = textPlaces(this.#ports.form(now.type), now.value).find(({ at }) => isSame(at, place.at));
      look.typed((shown ?? place).selector, text);
      // The block may stand in another section since it was opened.
      this.#ports.write([...now.at, ...place.at], text === '' && !place.isRequired ? undefined : text);
      const written = this.#ports.block(id);
      const open = this.#open;
      if (open !== null && open.box === box && written !== undefined) open.seen = written.value;
    };
    const name = `place-${id}`;
    const attributes = { id: name, 'aria-describedby': `${name}-h` };
    const value = textIn(valueAtPlace(block.value, place.at));
    const controls =
      place.kind === 'line'
        ? [lineBox(attributes, value, told)]
        : [...proseBox(attributes, value, { label: place.label, told })];
    const box = controls.at(-1);
    if (!(box instanceof HTMLTextAreaElement)) return;
    const done = button('Done', () => this.#finish(id));
    const rest = button('The rest of the block', () => {
      this.close();
      this.#ports.rest(id);
    });
    done.className = 'btn line';
    rest.className = 'btn line rest';
    const field = h(
      'div',
      { class: 'in-place', slot: 'place', role: 'group', 'aria-label': place.label },
      h('label', { for: name }, place.label),
      ...controls,
      h('p', { class: 'vh', id: `${name}-h` }, HINT),
      h('p', { class: 'acts' }, done, rest),
    );
    if (!look.hold(place.selector, field)) return;
    this.#open = { id, place, look, field, box, seen: this.#ports.block(id)?.value ?? block.value };
    field.addEventListener('focusout', () => this.#closeLater());
    field.addEventListener('keydown', (event) => this.#key(event));
    box.focus();
    box.setSelectionRange(value.trimEnd().length, value.trimEnd().length);
  }

  #key(event: KeyboardEvent): void {
    const open = this.#open;
    if (open === null) return;
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    const isEnd =
      event.key === 'Escape' || (event.key === 'Enter' && event.target === open.box && open.place.kind === 'line');
    if (isEnd) this.#finish(open.id);
    else if (event.altKey && by !== 0) this.#step(open, by);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #step({ id, place }: Open, by: number): void {
    const places = this.#placesOf(id);
    // The text that is open stands in the picture no more: its neighbours are counted in the block.
    const all = textPlaces(this.#ports.form(this.#ports.block(id)?.type ?? ''), this.#ports.block(id)?.value ?? null);
    const shown = all.filter(
      (one) => one.selector === place.selector || places.some((two) => two.selector === one.selector),
    );
    const next = shown[shown.findIndex((one) => one.selector === place.selector) + by];
    if (next !== undefined) this.#hold(id, next);
  }

  #finish(id: string): void {
    this.close();
    this.#ports.back(id);
  }

  /** Once the focus has come to rest elsewhere; not while a click is under way, that would miss what it was meant for. */
  #closeLater(): void {
    if (this.#open === null || this.#isPointerDown) return;
    setTimeout(() => {
      const isHere = this.#open?.field.contains(document.activeElement) === true;
      if (document.hasFocus() && !isHere && !this.#isPointerDown) this.close();
    }, 0);
  }
}

const firstOf = (places: readonly TextPlace[]): TextPlace | undefined =>
  places.find(({ kind }) => kind === 'prose') ?? places[0];

const isSame = (one: EditPath, other: EditPath): boolean => JSON.stringify(one) === JSON.stringify(other);

const textIn = (value: SourceValue | undefined): string => (typeof value === 'string' ? value : '');
