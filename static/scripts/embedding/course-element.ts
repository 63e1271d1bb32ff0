import { readNews } from './read-news.ts';

const LEAST_HEIGHT = 480;
const MOST_HEIGHT = 1400;

/**
 * The element `<schoolbeat-course>`: shows the course of a launch link in a frame.
 *
 * Attributes: `src` (address of the link), or `door` and `code` of it with `base` (address of the server, by default that
 * of the script); `course` (the title, which screen readers say); `height` (px, by default as high as the course asks).
 * Events: `schoolbeat-status`, whose `detail` says how the course stands.
 */
export function courseElement(ownBase: string): CustomElementConstructor {
  return class extends HTMLElement {
    static readonly observedAttributes = ['src', 'base', 'door', 'code', 'course', 'height'];

    readonly #frame = document.createElement('iframe');
    #shown = '';

    constructor() {
      super();
      this.#frame.allow = 'fullscreen';
      this.#frame.referrerPolicy = 'origin';
      Object.assign(this.#frame.style, { display: 'block', width: '100%', border: '0' });
      this.attachShadow({ mode: 'closed' }).append(this.#frame);
    }

    connectedCallback(): void {
      // By its property: a page whose policy allows no inline style shows it all the same.
      if (this.style.display === '') this.style.display = 'block';
      window.addEventListener('message', this.#hear);
      this.#show();
    }

    disconnectedCallback(): void {
      window.removeEventListener('message', this.#hear);
      this.#shown = '';
    }

    attributeChangedCallback(): void {
      if (this.isConnected) this.#show();
    }

    #show(): void {
      this.#frame.title = this.getAttribute('course') ?? 'Course';
      const fixed = Number(this.getAttribute('height'));
      if (fixed > 0) this.#setHeight(fixed);
      else if (this.#frame.style.height === '') this.#setHeight(LEAST_HEIGHT);
      const address = this.#address();
      // A code works once: the same address is not opened a second time.
      if (address === null || address === this.#shown) return;
      this.#shown = address;
      this.#frame.src = address;
    }

    #address(): string | null {
      const src = this.getAttribute('src');
      if (src !== null) return isWebAddress(src) ? src : null;
      const [door, code] = [this.getAttribute('door'), this.getAttribute('code')];
      const base = (this.getAttribute('base') ?? ownBase).replace(/\/+$/, '');
      if (door === null || code === null || !isWebAddress(base)) return null;
      return `${base}/doors/${encodeURIComponent(door)}/play#c=${encodeURIComponent(code)}`;
    }

    #setHeight(height: number): void {
      this.#frame.style.height = `${height}px`;
    }

    /** Only the frame of this element, and only while it shows our server. */
    readonly #hear = ({ source, origin, data }: MessageEvent<unknown>): void => {
      if (this.#shown === '' || source !== this.#frame.contentWindow || origin !== new URL(this.#shown).origin) return;
      const news = readNews(data);
      if (news === null) return;
      if (news.kind === 'status') {
        this.dispatchEvent(
          new CustomEvent('schoolbeat-status', { detail: news.status, bubbles: true, composed: true }),
        );
        return;
      }
      if (this.getAttribute('height') === null) {
        this.#setHeight(Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, news.height)));
      }
    };
  };
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
