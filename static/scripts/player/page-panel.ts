import { element, make } from './page-elements.ts';

/** What lies over the stage: one heading, some words, what can be done next. */
export interface Panel {
  readonly title: string;
  readonly words: readonly string[];
  readonly facts?: readonly { readonly label: string; readonly value: string }[];
  readonly actions: readonly HTMLElement[];
}

/** Lays a panel over the stage and takes what is under it out of reach. */
export function showPanel(panel: Panel): void {
  const heading = make('h2', { tabindex: '-1' }, panel.title);
  const facts = (panel.facts ?? []).map(({ label, value }) =>
    make('div', {}, make('dt', {}, label), make('dd', {}, value)),
  );
  element('panel', HTMLDivElement).replaceChildren(
    heading,
    ...panel.words.map((words) => make('p', {}, words)),
    ...(facts.length === 0 ? [] : [make('dl', { class: 'facts' }, ...facts)]),
    make('div', { class: 'acts' }, ...panel.actions),
  );
  cover(true);
  heading.focus({ preventScroll: true });
}

/** Covers the stage while something is on its way. */
export function showWaiting(words: string): void {
  element('panel', HTMLDivElement).replaceChildren(make('p', { role: 'status' }, words));
  cover(true);
}

/** Takes the panel away. */
export function hidePanel(): void {
  element('panel', HTMLDivElement).replaceChildren();
  cover(false);
}

function cover(isCovered: boolean): void {
  element('veil', HTMLDivElement).hidden = !isCovered;
  element('view', HTMLDivElement).inert = isCovered;
}
