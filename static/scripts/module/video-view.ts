import { stateOf, type VideoBlock } from '../../../server/standards/module/play.ts';
import { h, trustedHtml } from './dom.ts';
import type { PlayContext } from './play-context.ts';
import { playedShare, type Stretch } from './played-share.ts';
import { heading } from './reading-view.ts';

/** A film that runs is kept whenever so much more of it was played: a page that goes then loses little. */
const STEP = 0.1;

/** A film with captions and transcript; the share that was played is kept, and it goes on behind what was. */
export function videoView(block: VideoBlock, { play, words, changed }: PlayContext): Node[] {
  const tracks = block.captions.map(({ language, src }, at) =>
    h('track', { kind: 'captions', srclang: language, label: language.toUpperCase(), src, default: at === 0 }),
  );
  const video = h(
    'video',
    { controls: true, preload: 'metadata', playsinline: true, src: block.src, poster: block.poster },
    ...tracks,
  );
  const before = stateOf(play.state, block.id, 'done')?.share ?? 0;
  let kept = before;
  const keep = (step: number): void => {
    // Only the share is remembered between sessions, not its stretches: it is taken for the beginning.
    const share = playedShare([{ start: 0, end: before * video.duration }, ...stretchesOf(video)], video.duration);
    const isReached = share >= block.require && kept < block.require;
    if (share <= kept || (share < kept + step && !isReached)) return;
    kept = share;
    play.markDone(block.id, { share, isDone: share >= block.require });
    changed();
  };
  video.addEventListener('timeupdate', () => keep(STEP));
  video.addEventListener('pause', () => keep(0));
  video.addEventListener('ended', () => keep(0));
  video.addEventListener(
    'loadedmetadata',
    () => {
      if (before > 0 && before < 1) video.currentTime = before * video.duration;
    },
    { once: true },
  );
  return [
    ...heading(block.title),
    video,
    h(
      'details',
      { class: 'fold' },
      h('summary', {}, words.transcript),
      h('div', { class: 'prose' }, trustedHtml(block.transcript)),
    ),
  ];
}

function stretchesOf({ played }: HTMLVideoElement): Stretch[] {
  return Array.from({ length: played.length }, (_, at) => ({ start: played.start(at), end: played.end(at) }));
}
