import type { ContentsEntry, PlayerView } from '../frame/frame-contract.ts';
import { drawing, element, make } from './page-elements.ts';
import { say, words } from './words.ts';

const STATUS: Record<ContentsEntry['status'], { symbol: string; kind: string; word: string }> = {
  done: { symbol: 'st-done', kind: 'st d', word: words.done },
  passed: { symbol: 'st-done', kind: 'st d', word: words.passed },
  failed: { symbol: 'st-failed', kind: 'st f', word: words.notPassed },
  begun: { symbol: 'st-now', kind: 'st n', word: words.begun },
  open: { symbol: 'st-open', kind: 'st', word: '' },
  locked: { symbol: 'st-locked', kind: 'st', word: words.locked },
};

/** Draws the contents by the page contract: `[data-activity]` wraps the title and nothing else. */
export function drawContents(
  { entries }: PlayerView,
  minutes: ReadonlyMap<string, number>,
  choose: (id: string) => void,
): void {
  const list = element('entries', HTMLUListElement);
  const { activeElement } = document;
  const focused = activeElement instanceof HTMLElement ? activeElement.dataset['activity'] : undefined;
  list.replaceChildren(...entries.map((entry, index) => line(entry, index, minutes.get(entry.id) ?? null, choose)));
  if (focused !== undefined) entryButton(focused)?.focus();
  element('contents-sum', HTMLParagraphElement).textContent = sumOf(entries, minutes);
}

function line(entry: ContentsEntry, index: number, minutes: number | null, choose: (id: string) => void): HTMLElement {
  const { id, title, depth, isGroup, isOpen, isCurrent, reason } = entry;
  const { symbol, kind, word } = STATUS[entry.status];
  const told = reason ?? word;
  const length = minutes === null ? '' : say(words.minutes, { minutes });
  const described = [...(length === '' ? [] : [`takes-${index}`]), ...(told === '' ? [] : [`told-${index}`])];
  const button = make(
    'button',
    {
      type: 'button',
      'data-activity': id,
      'aria-disabled': String(!isOpen),
      ...(isCurrent && { 'aria-current': 'step' }),
      ...(depth === 0 && { 'data-root': 'true' }),
      ...(described.length > 0 && { 'aria-describedby': described.join(' ') }),
    },
    title,
  );
  button.addEventListener('click', () => {
    if (isOpen) choose(id);
  });
  const kinds = ['entry', `deep-${Math.min(depth, 4)}`, ...(isGroup ? ['group'] : [])];
  const icon = isGroup && entry.status === 'locked' ? drawing('st-open', 'st') : drawing(symbol, kind);
  return make(
    'li',
    { class: kinds.join(' ') },
    icon,
    button,
    ...(length === '' ? [] : [make('small', { id: `takes-${index}` }, length)]),
    ...(told === '' ? [] : [make('small', { id: `told-${index}`, ...(reason !== null && { class: 'reason' }) }, told)]),
  );
}

function entryButton(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-activity="${CSS.escape(id)}"]`);
}

/** How many parts are done and how long the others take, where that is known. */
function sumOf(entries: readonly ContentsEntry[], minutes: ReadonlyMap<string, number>): string {
  const parts = entries.filter(({ isGroup }) => !isGroup);
  const open = parts.filter(({ status }) => !['done', 'passed', 'failed'].includes(status));
  const left = open.reduce((sum, { id }) => sum + (minutes.get(id) ?? 0), 0);
  const told = { done: parts.length - open.length, of: parts.length };
  return left === 0 ? say(words.doneOf, told) : say(words.doneOfLeft, { ...told, minutes: left });
}
