import { h } from '../module/dom.ts';
import { playedShare, type Stretch } from '../module/played-share.ts';
import { cueTexts } from './cue-texts.ts';
import { readHandoutData, type HandoutData } from './handout-data.ts';
import { openHandout } from './handout-link.ts';
import { wordsOf } from './handout-words.ts';
import { joinStretches, packFilm, readFilm } from './seen-film.ts';

/** A film that runs is kept this often, seconds of the film. */
const EVERY = 10;
/** Browsers tell the last second unevenly: who has played this share has seen it. */
const ENOUGH = 0.97;

function start(root: HTMLElement, data: Extract<HandoutData, { kind: 'film' }>): void {
  const words = wordsOf(data.language);
  const session = openHandout(root, words);
  const before = readFilm(session.state);
  const track =
    data.captions === null
      ? null
      : h('track', {
          kind: 'captions',
          src: data.captions,
          srclang: data.language,
          label: data.language.toUpperCase(),
          default: true,
        });
  const video = h(
    'video',
    { controls: true, preload: 'metadata', playsinline: true, src: data.src, 'aria-label': data.title },
    track,
  );
  const told = h('p', { class: 'told', role: 'status' });
  root.append(video, told);
  if (data.captions !== null) root.append(transcript(words.captions, data.captions));
  let keptAt = before.at;

  const stretches = (): Stretch[] => {
    const now = Array.from({ length: video.played.length }, (_, at) => ({
      start: video.played.start(at),
      end: video.played.end(at),
    }));
    return joinStretches([...before.stretches, ...now]);
  };
  const show = (): number => {
    const share = playedShare(stretches(), video.duration);
    const isAll = share >= ENOUGH;
    told.textContent = words.playedOf(isAll ? 100 : Math.floor(share * 100));
    return isAll ? 1 : share;
  };
  const keep = (): void => {
    if (!(video.duration > 0)) return;
    keptAt = video.currentTime;
    const state = packFilm({ at: video.currentTime, stretches: stretches() });
    session.keep({ state, location: String(Math.floor(video.currentTime)), share: show() });
  };
  video.addEventListener('timeupdate', () => {
    if (Math.abs(video.currentTime - keptAt) >= EVERY) keep();
    else show();
  });
  for (const moment of ['pause', 'ended', 'seeked'] as const) video.addEventListener(moment, keep);
  video.addEventListener(
    'loadedmetadata',
    () => {
      if (before.at > 0 && before.at < video.duration - 1) video.currentTime = before.at;
      keep();
    },
    { once: true },
  );
}

/** The words of the captions, for whoever reads them rather than watching; read when it is opened. */
function transcript(title: string, src: string): HTMLElement {
  const body = h('div', { class: 'prose' });
  const fold = h('details', { class: 'fold' }, h('summary', {}, title), body);
  fold.addEventListener(
    'toggle',
    () => {
      void fetch(src)
        .then(async (answer) => body.append(...cueTexts(await answer.text()).map((text) => h('p', {}, text))))
        .catch(() => body.append(h('p', {}, '…')));
    },
    { once: true },
  );
  return fold;
}

const root = document.querySelector<HTMLElement>('#handout');
const data = readHandoutData(document);
if (root !== null && data.kind === 'film') start(root, data);
