import { button, h } from '../module/dom.ts';
import { readHandoutData, type HandoutData } from './handout-data.ts';
import { openHandout } from './handout-link.ts';
import { wordsOf, type HandoutWords } from './handout-words.ts';
import { openDocument, type OpenedDocument } from './pdf-reader.ts';
import { packPages, readPages } from './seen-pages.ts';

/** A page counts as seen after it stood there, visible, for so long, ms. */
const SEEN_MS = 2000;
const STEPS = [0.75, 1, 1.25, 1.5, 2] as const;

function start(root: HTMLElement, data: Extract<HandoutData, { kind: 'pdf' }>): void {
  const words = wordsOf(data.language);
  const session = openHandout(root, words);
  const { pages } = data;
  const before = readPages(session.state, pages);
  const seen = new Set(before.seen);
  let at = before.at;
  let step = 1;
  let timer = 0;
  let turn = 0;

  const canvas = h('canvas', { class: 'page' });
  const wait = h('p', { class: 'told', role: 'status' }, words.loading);
  const text = h('div', { class: 'prose' });
  const fold = h('details', { class: 'fold' }, h('summary', {}, words.text), text);
  const number = h('input', { id: 'page', type: 'text', inputmode: 'numeric', maxlength: 4, autocomplete: 'off' });
  const told = h('p', { class: 'told', role: 'status' });
  const previous = button(words.previous, () => go(at - 1));
  const next = button(words.next, () => go(at + 1), 'main');
  const form = h(
    'form',
    { class: 'turn' },
    h('label', { for: 'page' }, words.page),
    number,
    h('button', { class: 'btn plain' }, words.go),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go(Number(number.value) || at);
  });
  const sizes = [button(words.smaller, () => zoom(-1), 'quiet'), button(words.larger, () => zoom(1), 'quiet')];
  const bar = h('div', { class: 'pages' }, previous, next, form, ...sizes);
  const stage = h('div', { class: 'paper', tabindex: '0', role: 'group' }, canvas);
  root.append(bar, wait, stage, told, fold);
  stage.addEventListener('keydown', (event) => {
    const by =
      event.key === 'PageDown' || event.key === 'ArrowRight'
        ? 1
        : event.key === 'PageUp' || event.key === 'ArrowLeft'
          ? -1
          : 0;
    if (by === 0) return;
    event.preventDefault();
    go(at + by);
  });

  const opened = openDocument(data.src);
  show();
  document.addEventListener('visibilitychange', count);
  window.addEventListener('resize', () => void draw());

  function go(page: number): void {
    const wanted = Math.min(Math.max(1, Math.floor(page)), pages);
    if (wanted === at) return;
    at = wanted;
    show();
  }

  function zoom(by: number): void {
    step = Math.min(Math.max(0, step + by), STEPS.length - 1);
    void draw();
  }

  function show(): void {
    number.value = String(at);
    previous.disabled = at === 1;
    next.disabled = at === pages;
    stage.setAttribute('aria-label', words.pageOf(at, pages));
    stage.scrollTop = 0;
    keep();
    void draw();
  }

  async function draw(): Promise<void> {
    turn += 1;
    const mine = turn;
    window.clearTimeout(timer);
    wait.hidden = false;
    wait.textContent = words.loading;
    const width = stage.clientWidth * (STEPS[step] ?? 1);
    const drawn = await drawPage(await opened, { canvas, page: at, width });
    if (mine !== turn) return;
    wait.hidden = drawn.isDrawn;
    if (!drawn.isDrawn) wait.textContent = words.notShown;
    showText(text, drawn.text, words);
    count();
  }

  /** What stands there unseen, in a window behind others, is not read. */
  function count(): void {
    window.clearTimeout(timer);
    if (document.visibilityState !== 'visible' || seen.has(at)) return;
    const page = at;
    timer = window.setTimeout(() => {
      seen.add(page);
      keep();
    }, SEEN_MS);
  }

  function keep(): void {
    told.textContent = words.seenOf(seen.size, pages);
    session.keep({ state: packPages({ at, seen }, pages), location: String(at), share: seen.size / pages });
  }
}

async function drawPage(
  opened: OpenedDocument | null,
  wanted: { canvas: HTMLCanvasElement; page: number; width: number },
): Promise<{ isDrawn: boolean; text: string }> {
  return opened === null ? { isDrawn: false, text: '' } : opened.draw(wanted);
}

function showText(place: HTMLElement, text: string, words: HandoutWords): void {
  const paragraphs = text === '' ? [words.noText] : text.split('\n');
  place.replaceChildren(...paragraphs.map((one) => h('p', {}, one)));
}

const root = document.querySelector<HTMLElement>('#handout');
const data = readHandoutData(document);
if (root !== null && data.kind === 'pdf') start(root, data);
