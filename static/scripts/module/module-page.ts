import { decodeState, type CompiledModule } from '../../../server/standards/module/play.ts';
import { button, h } from './dom.ts';
import { findApi } from './find-api.ts';
import { localGrader, type Grader } from './grader.ts';
import { link12 } from './lms-12.ts';
import { link2004 } from './lms-2004.ts';
import { noLms, type LmsLink } from './lms-link.ts';
import { ModulePlay } from './module-play.ts';
import { ModuleShell } from './module-shell.ts';
import { readPageData, type PageData } from './page-data.ts';
import { bridgeOf, serverGrader } from './server-grader.ts';
import { english } from './words-en.ts';
import { spanish } from './words-es.ts';
import type { Words } from './words.ts';

const WORDS: Readonly<Record<string, Words>> = { en: english, es: spanish };

/** Opens the link to the system that plays this page. */
function openLink(data: PageData): LmsLink {
  const found = findApi(window);
  if (found === null) return noLms();
  const link = found.version === '2004' ? link2004(found.api, data) : link12(found.api, data);
  return link ?? noLms();
}

function main(): void {
  const data = readPageData(document);
  const root = document.querySelector<HTMLElement>('#module');
  const [first] = data.languages;
  if (root === null || first === undefined) return;
  const link = openLink(data);
  const state = decodeState(first.module, link.suspendData, preferred(data, link.language));
  play(root, data, link, state);
}

function preferred(data: PageData, told: string): string {
  const wanted = told.slice(0, 2).toLowerCase();
  const known = data.languages.map(({ module }) => module.language);
  return known.includes(wanted) ? wanted : (known[0] ?? 'en');
}

function play(root: HTMLElement, data: PageData, link: LmsLink, state: ModulePlay['state']): void {
  const chosen = data.languages.find(({ module }) => module.language === state.language) ?? data.languages[0];
  if (chosen === undefined) return;
  const { module, key } = chosen;
  const words = WORDS[module.language] ?? english;
  document.documentElement.lang = module.language;
  document.title = module.title;
  const trouble = h('p', { class: 'fb trouble', role: 'alert', hidden: true });
  const waiting = h('p', { class: 'fb trouble', role: 'status', hidden: true }, words.waiting);
  const grader = graderOf(module, key, link, (isWaiting) => (waiting.hidden = !isWaiting));
  const onSaved = (isKept: boolean): void => {
    trouble.hidden = isKept;
    trouble.textContent = isKept ? '' : words.notSaved;
  };
  const playing = new ModulePlay({ module, link, grader, state, onSaved });
  const standing = link.kind === 'none' ? words.notRecorded : link.mode === 'normal' ? '' : words.reviewMode;
  const languages = languageSwitch(data, module, words, (language) => {
    playing.setLanguage(language);
    stop();
    play(root, data, link, playing.state);
  });
  const notices = h(
    'div',
    { class: 'notices' },
    languages,
    standing === '' ? null : h('p', { class: 'note' }, standing),
    trouble,
    waiting,
  );
  new ModuleShell(root, playing, words, notices).start();
  const stop = keepOnLeaving(playing);
}

function graderOf(
  module: CompiledModule,
  key: PageData['languages'][number]['key'],
  link: LmsLink,
  onWaiting: (isWaiting: boolean) => void,
): Grader {
  if (key !== null) return localGrader(module, key, link.learnerId || String(Date.now()));
  return serverGrader(bridgeOf(window), module.language, onWaiting);
}

/** Keeps everything whenever the page may go; ends the session when it does. Returns how to stop listening. */
function keepOnLeaving(playing: ModulePlay): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  window.addEventListener('beforeunload', () => playing.save(), { signal });
  window.addEventListener('pagehide', () => playing.end(), { signal });
  // A page out of the back-forward cache has no session any more: begin one.
  window.addEventListener('pageshow', (event) => event.persisted && window.location.reload(), { signal });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && playing.save(), {
    signal,
  });
  return () => listening.abort();
}

function languageSwitch(
  data: PageData,
  module: CompiledModule,
  words: Words,
  change: (language: string) => void,
): HTMLElement | null {
  if (data.languages.length < 2) return null;
  const names = new Intl.DisplayNames([module.language], { type: 'language' });
  const others = data.languages.filter((one) => one.module.language !== module.language);
  const buttons = others.map(({ module: { language } }) =>
    button(names.of(language) ?? language, () => change(language), 'quiet'),
  );
  return h('p', { class: 'language' }, `${words.language}: `, ...buttons);
}

/** Printing shows what is folded. */
function openForPrint(): void {
  let opened: HTMLDetailsElement[] = [];
  window.addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details')].filter((one) => !one.open);
    for (const one of opened) one.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const one of opened) one.open = false;
  });
}

openForPrint();
main();
