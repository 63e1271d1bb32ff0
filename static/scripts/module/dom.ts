type Child = Node | string | null | false;
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** An element with attributes (false, null and undefined leave one out) and children. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

/** The builder's own HTML as nodes; nothing else may be handed in, because it is taken as it is. */
export function trustedHtml(html: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

/** A button that does something. */
export function button(label: string, act: () => void, kind: 'main' | 'plain' | 'quiet' = 'plain'): HTMLButtonElement {
  const element = h('button', { type: 'button', class: `btn ${kind}` }, label);
  element.addEventListener('click', act);
  return element;
}

/** Moves the focus to something that is read rather than operated. */
export function focusOn(element: HTMLElement): void {
  if (!element.hasAttribute('tabindex')) element.setAttribute('tabindex', '-1');
  element.focus({ preventScroll: true });
  // At once: a page that still slides moves under the finger, and a tap that begins on one thing and ends on another is lost.
  element.scrollIntoView({ block: 'start', behavior: 'instant' });
}
