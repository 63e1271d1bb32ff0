import { drawing, element, make } from './page-elements.ts';

/** A message above the course; of one name there is one at a time. */
export interface Banner {
  readonly kind: '' | 'ok' | 'warn';
  readonly symbol: string;
  readonly strong: string;
  readonly words: string;
  readonly action?: HTMLElement;
}

/** Shows a banner under a name, or takes it away; drawn anew only when its words change. */
export function showBanner(name: string, banner: Banner | null): void {
  const place = element('banners', HTMLElement);
  const old = [...place.children].find((child) => child instanceof HTMLElement && child.dataset['banner'] === name);
  const key = banner === null ? '' : `${banner.kind}|${banner.strong}|${banner.words}`;
  if (old instanceof HTMLElement && old.dataset['key'] === key) return;
  old?.remove();
  if (banner === null) return;
  const words = make('p', {}, make('b', {}, banner.strong), ` ${banner.words}`);
  const made = make('div', { class: `note ${banner.kind}`.trim(), role: 'status' });
  made.dataset['banner'] = name;
  made.dataset['key'] = key;
  made.append(drawing(banner.symbol, 'i'), words, ...(banner.action ? [banner.action] : []));
  place.append(made);
}
