import { button, h } from '../module/dom.ts';
import type { BlockComment } from './comment-calls.ts';
import { UnsentWords } from './unsent-words.ts';

/** What the panel is about. */
export interface CommentsSubject {
  /** Null: the module as a whole. */
  readonly blockId: string | null;
  /** “this block” */
  readonly of: string;
  readonly comments: readonly BlockComment[];
}

interface Ports {
  /** Resolves with whether it was kept. */
  readonly add: (blockId: string | null, words: string) => Promise<boolean>;
  readonly settle: (id: string, state: 'resolved' | 'open') => void;
  /** Page with all comments of the draft. */
  readonly reviewHref: string;
}

/** What colleagues say of the chosen block, below its form. What is typed and not sent yet stays with its block. */
export class CommentsView {
  readonly element: HTMLElement;
  readonly #ports: Ports;
  readonly #heading = h('h2', { id: 'talk-heading', tabindex: '-1' });
  readonly #lists = h('div');
  readonly #label = h('label', { for: 'talk-words' });
  readonly #words = h('textarea', { id: 'talk-words', rows: 3, maxlength: 4000, 'aria-describedby': 'talk-fault' });
  readonly #fault = h('p', { class: 'error', id: 'talk-fault', role: 'alert' });
  readonly #said = h('p', { class: 'vh', role: 'status' });
  readonly #all = h('a', {}, 'All comments of the draft');
  readonly #unsent = new UnsentWords();
  #about: string | null = null;
  #shown = '';

  constructor(ports: Ports) {
    this.#ports = ports;
    const form = h(
      'form',
      { novalidate: true, 'aria-labelledby': 'talk-heading' },
      h('div', { class: 'field' }, this.#label, this.#words, this.#fault),
      h('p', { class: 'acts' }, h('button', { class: 'btn line' }, 'Keep the comment')),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#send();
    });
    this.#words.addEventListener('input', () => this.#unsent.typed(this.#about, this.#words.value));
    this.element = h(
      'section',
      { class: 'talk', 'aria-labelledby': 'talk-heading', hidden: true },
      this.#heading,
      this.#lists,
      form,
      h('p', {}, this.#all),
      this.#said,
    );
  }

  /** Shows the comments of what is chosen; what is the same already stays as it is. Null: nothing that one comments on. */
  draw(subject: CommentsSubject | null): void {
    this.element.hidden = subject === null;
    const shown = JSON.stringify(subject);
    if (subject === null || shown === this.#shown) return;
    this.#shown = shown;
    const open = subject.comments.filter(({ resolvedBy }) => resolvedBy === null);
    const resolved = subject.comments.filter(({ resolvedBy }) => resolvedBy !== null);
    if (subject.blockId !== this.#about || this.#words.value === '') {
      this.#about = subject.blockId;
      this.#words.value = this.#unsent.of(this.#about);
      this.fault('');
    }
    this.#heading.textContent = open.length === 0 ? 'Comments' : `Comments (${open.length} open)`;
    this.#label.textContent = open.length === 0 ? `Comment on ${subject.of}` : 'Answer, or another comment';
    this.#all.href = this.#ports.reviewHref + (subject.blockId === null ? '' : `%20${subject.blockId}`);
    this.#lists.replaceChildren(
      open.length === 0 ? h('p', { class: 'hint' }, `Nobody has an open comment on ${subject.of}.`) : this.#list(open),
      ...(resolved.length === 0
        ? []
        : [h('details', { class: 'fold' }, h('summary', {}, `${resolved.length} resolved`), this.#list(resolved))]),
    );
  }

  focus(): void {
    this.#heading.focus();
    this.element.scrollIntoView({ block: 'nearest' });
  }

  /** Tells screen readers what was done. */
  say(words: string): void {
    this.#said.textContent = words;
  }

  fault(words: string): void {
    this.#fault.textContent = words;
    if (words === '') this.#words.removeAttribute('aria-invalid');
    else this.#words.setAttribute('aria-invalid', 'true');
  }

  #list(comments: readonly BlockComment[]): HTMLElement {
    return h('ul', {}, ...comments.map((one) => this.#comment(one)));
  }

  #comment({ id, words, by, made, resolvedBy, blockId }: BlockComment): HTMLElement {
    const isOpen = resolvedBy === null;
    const settle = button(isOpen ? 'Resolve' : 'Open again', () =>
      this.#ports.settle(id, isOpen ? 'resolved' : 'open'),
    );
    settle.className = 'btn line';
    settle.append(h('span', { class: 'vh' }, `: ${by}, ${made}`));
    const gone = blockId !== null && this.#about === null ? ` about “${blockId}”, which is gone` : '';
    return h(
      'li',
      {},
      h('p', { class: 'words' }, words),
      h('p', { class: 'hint' }, `${by}, ${made}${gone}${isOpen ? '' : ` (resolved by ${resolvedBy})`}`),
      settle,
    );
  }

  async #send(): Promise<void> {
    const about = this.#about;
    this.#unsent.typed(about, this.#words.value);
    if (this.#words.value.trim() === '') {
      this.fault('Write the comment.');
      this.#words.focus();
      return;
    }
    await this.#unsent.send(about, (words) => this.#ports.add(about, words));
    if (about === this.#about) this.#words.value = this.#unsent.of(about);
  }
}
