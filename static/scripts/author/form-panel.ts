import type { FormField } from '../../../server/standards/module/block-form.ts';
import type { EditPath, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import { h } from '../module/dom.ts';
import type { BlockLook } from './editor-data.ts';
import { fieldsView } from './field-view.ts';
import type { FormContext } from './form-context.ts';

/** What stands in the form. */
export interface FormSubject {
  readonly heading: string;
  /** A sentence under the heading, and the id that records name. */
  readonly about: string;
  readonly type: string;
  readonly at: EditPath;
  readonly fields: readonly FormField[];
  /** A page that has the rest of it. */
  readonly more: { readonly href: string; readonly words: string } | null;
}

/** The form of what is chosen. It is drawn anew when something else than a key has changed it; the focus stays. */
export class FormPanel {
  readonly #side: HTMLElement;
  readonly #root = h('div');
  readonly #back: () => void;
  #slots = new Map<string, (message: string) => void>();
  #heading: HTMLElement | null = null;

  constructor(side: HTMLElement, back: () => void) {
    this.#side = side;
    side.append(this.#root);
    this.#back = back;
  }

  draw(subject: FormSubject | null, context: Omit<FormContext, 'slot' | 'focus' | 'fields'>): void {
    this.#side.hidden = subject === null;
    if (subject === null) return;
    const held = heldFocus(this.#root);
    this.#slots = new Map();
    const slot: FormContext['slot'] = (where, show) => void this.#slots.set(JSON.stringify(where), show);
    const focus = (at: EditPath): void => focusIn(this.#root, at);
    const back = h('button', { type: 'button', class: 'btn line to-blocks' }, 'Back to the blocks');
    back.addEventListener('click', this.#back);
    this.#heading = h('h2', { id: 'form-heading', tabindex: '-1' }, subject.heading);
    this.#root.replaceChildren(
      back,
      this.#heading,
      ...(subject.about === '' ? [] : [h('p', { class: 'hint' }, subject.about)]),
      ...(subject.more === null
        ? []
        : [h('p', {}, h('a', { class: 'btn line', href: subject.more.href }, subject.more.words))]),
      h(
        'form',
        { 'aria-labelledby': 'form-heading', novalidate: true },
        ...fieldsView(
          subject.fields,
          { at: subject.at, where: [] },
          { ...context, slot, focus, fields: subject.fields },
        ),
      ),
    );
    this.#root.querySelector('form')?.addEventListener('submit', (event) => event.preventDefault());
    restoreFocus(this.#root, held);
  }

  /** Says beside the fields what the schema found. */
  say(issues: BlockLook['issues']): void {
    const said = new Map<string, string>();
    for (const { at, message } of issues) {
      // A fault of something that has no field of its own is said at the nearest one around it.
      for (let length = at.length; length > 0; length -= 1) {
        const key = JSON.stringify(at.slice(0, length));
        if (!this.#slots.has(key)) continue;
        said.set(key, [said.get(key), message].filter(Boolean).join(' '));
        break;
      }
    }
    for (const [key, show] of this.#slots) show(said.get(key) ?? '');
  }

  /** Shows in the field of a place what was written elsewhere. */
  mirror(at: EditPath, value: SourceValue | undefined): void {
    const box = this.#root.querySelector(`[data-at="${CSS.escape(JSON.stringify(at))}"]`);
    if (box instanceof HTMLTextAreaElement) box.value = typeof value === 'string' ? value : '';
  }

  focusFirst(): void {
    const first = this.#root.querySelector<HTMLElement>('form :is(textarea, input, select)');
    (first ?? this.#heading)?.focus();
  }

  focusHeading(): void {
    this.#heading?.focus();
  }
}

function focusIn(root: HTMLElement, at: EditPath): void {
  const within = JSON.stringify(at).slice(0, -1);
  root.querySelector<HTMLElement>(`[data-at^="${CSS.escape(within)}"]`)?.focus();
}

interface HeldFocus {
  readonly selector: string;
  readonly start: number | null;
  readonly end: number | null;
}

function heldFocus(root: HTMLElement): HeldFocus | null {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !root.contains(active)) return null;
  const { at, focus } = active.dataset;
  const isText = active instanceof HTMLTextAreaElement;
  const [start, end] = isText ? [active.selectionStart, active.selectionEnd] : [null, null];
  if (at !== undefined) return { selector: `[data-at="${CSS.escape(at)}"]`, start, end };
  return focus === undefined ? null : { selector: `[data-focus="${CSS.escape(focus)}"]`, start, end };
}

function restoreFocus(root: HTMLElement, held: HeldFocus | null): void {
  if (held === null) return;
  const found = root.querySelector<HTMLElement>(held.selector);
  // What was operated is gone, or can do nothing more: one goes on with what stands beside it, else at the heading of the form.
  const isUsable = found !== null && !(found instanceof HTMLButtonElement && found.disabled);
  const beside = found?.parentElement?.querySelector<HTMLElement>('.tool:not([disabled])');
  const target = isUsable ? found : (beside ?? root.querySelector<HTMLElement>('h2'));
  target?.focus({ preventScroll: isUsable });
  if (found instanceof HTMLTextAreaElement && held.start !== null) found.setSelectionRange(held.start, held.end);
}
