import { act } from './form-parts.ts';

const STEPS = [0.25, 0.4, 0.55, 0.7, 0.85, 1, 1.25, 1.5, 2];
const PAN = 80;

/**
 * Puts a map into a frame in which it is moved and made larger or smaller: by arrow keys, + and -, 0 for the whole of it, by
 * dragging, by the wheel with Ctrl, and by the buttons. `told` hears the size in words.
 */
export function openMapFrame(
  frame: HTMLElement,
  map: SVGSVGElement,
  buttons: HTMLElement,
  told: (words: string) => void,
): void {
  new MapFrame(frame, map, told).open(buttons);
}

class MapFrame {
  readonly #frame: HTMLElement;
  readonly #map: SVGSVGElement;
  readonly #size: { readonly width: number; readonly height: number };
  readonly #told: (words: string) => void;
  #scale = 1;

  constructor(frame: HTMLElement, map: SVGSVGElement, told: (words: string) => void) {
    this.#frame = frame;
    this.#map = map;
    this.#size = { width: map.viewBox.baseVal.width, height: map.viewBox.baseVal.height };
    this.#told = told;
  }

  open(buttons: HTMLElement): void {
    const frame = this.#frame;
    frame.replaceChildren(this.#map);
    buttons.replaceChildren(
      act('Larger', 'map-larger', () => this.#step(1)),
      act('Smaller', 'map-smaller', () => this.#step(-1)),
      act('Whole map', 'map-whole', () => this.whole()),
    );
    frame.addEventListener('keydown', (event) => this.#key(event));
    frame.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    this.#drag();
    this.whole();
  }

  /** The largest scale at which all of it is seen, 1 at most; letters stay readable where the frame is narrow. */
  whole(): void {
    const { clientWidth, clientHeight } = this.#frame;
    this.#setScale(Math.max(0.4, Math.min(1, (clientWidth - 8) / this.#size.width, clientHeight / this.#size.height)));
    this.#frame.scrollTo({ left: Math.max(0, (this.#frame.scrollWidth - clientWidth) / 2), top: 0 });
  }

  #setScale(scale: number): void {
    this.#scale = scale;
    this.#map.setAttribute('width', String(Math.round(this.#size.width * scale)));
    this.#map.setAttribute('height', String(Math.round(this.#size.height * scale)));
    this.#told(`${Math.round(scale * 100)} %`);
  }

  /** Keeps what is in the middle there. */
  #step(by: 1 | -1): void {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.#frame;
    const before = this.#scale;
    const steps = by > 0 ? STEPS : STEPS.toReversed();
    const next = steps.find((step) => (by > 0 ? step > before + 0.001 : step < before - 0.001));
    if (next === undefined) return;
    this.#setScale(next);
    const ratio = next / before;
    this.#frame.scrollTo({
      left: (scrollLeft + clientWidth / 2) * ratio - clientWidth / 2,
      top: (scrollTop + clientHeight / 2) * ratio - clientHeight / 2,
    });
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const run: Readonly<Record<string, () => void>> = {
      '+': () => this.#step(1),
      '=': () => this.#step(1),
      '-': () => this.#step(-1),
      '0': () => this.whole(),
      ArrowLeft: () => this.#frame.scrollBy(-PAN, 0),
      ArrowRight: () => this.#frame.scrollBy(PAN, 0),
      ArrowUp: () => this.#frame.scrollBy(0, -PAN),
      ArrowDown: () => this.#frame.scrollBy(0, PAN),
    };
    const move = run[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  }

  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.#step(event.deltaY < 0 ? 1 : -1);
  }

  /** A mouse drags the map; a finger scrolls it as it scrolls anything. */
  #drag(): void {
    let from: { x: number; y: number; left: number; top: number } | null = null;
    let hasMoved = false;
    this.#frame.addEventListener('pointerdown', ({ pointerType, button, clientX, clientY }) => {
      if (pointerType !== 'mouse' || button !== 0) return;
      from = { x: clientX, y: clientY, left: this.#frame.scrollLeft, top: this.#frame.scrollTop };
      hasMoved = false;
    });
    this.#frame.addEventListener('pointermove', ({ clientX, clientY, buttons }) => {
      if (from === null || buttons === 0) return;
      hasMoved ||= Math.abs(clientX - from.x) + Math.abs(clientY - from.y) > 4;
      if (hasMoved) this.#frame.scrollTo({ left: from.left - (clientX - from.x), top: from.top - (clientY - from.y) });
    });
    window.addEventListener('pointerup', () => (from = null));
    this.#frame.addEventListener('dragstart', (event) => event.preventDefault());
    // The end of a drag is no click on the node below.
    this.#frame.addEventListener('click', (event) => hasMoved && event.preventDefault(), { capture: true });
  }
}
