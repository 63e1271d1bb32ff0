/** The element with an id; throws where the page lacks it, since the page and its script are one thing. */
export function element<T extends Element>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no ${type.name} with the id ${id}.`);
  return found;
}

/** The button of the page contract with a name. */
export function navButton(name: string): HTMLButtonElement {
  const found = document.querySelector(`[data-nav="${name}"]`);
  if (!(found instanceof HTMLButtonElement)) throw new Error(`The page has no button for ${name}.`);
  return found;
}

/** A new element with attributes and children; texts are texts. */
export function make(
  name: string,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A symbol of the page, by its whole id. */
export function drawing(symbol: string, className: string): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(space, 'use');
  use.setAttribute('href', `#${symbol}`);
  svg.append(use);
  return svg;
}

/** A button that does something; `kind` is its class. */
export function actionButton(label: string, kind: string, act: () => void): HTMLElement {
  const button = make('button', { type: 'button', class: kind }, label);
  button.addEventListener('click', act);
  return button;
}

/** A link to a page of the app. */
export function pageLink(label: string, kind: string, href: string): HTMLElement {
  return make('a', { class: kind, href }, label);
}

/** Time of day as the person's browser writes it. */
export function timeOf(at: Date): string {
  return at.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
}
