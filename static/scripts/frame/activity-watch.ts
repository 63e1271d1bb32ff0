/** Input is told once in this time, ms. */
const TELL_MS = 4000;
const INPUT = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'scroll'];

/** Watches what a person does in the content: input, and media that plays. */
export interface ActivityWatch {
  /** Listens in a document of the content and in the frames inside it. */
  watch(content: Window): void;
  /** The SCO called its API: somebody is at it. */
  touch(): void;
}

/** A watch that tells at most once in four seconds. */
export function createActivityWatch(tell: (isMediaPlaying: boolean) => void): ActivityWatch {
  const media = new Set<HTMLMediaElement>();
  const watched = new WeakSet<Document>();
  let toldAt = Number.NEGATIVE_INFINITY;

  const isPlaying = (): boolean => [...media].some((one) => one.isConnected && !one.paused && !one.ended);
  const touch = (): void => {
    const now = performance.now();
    if (now - toldAt < TELL_MS) return;
    toldAt = now;
    tell(isPlaying());
  };
  const hear = ({ target }: Event): void => {
    // Content has classes of its own realm: a media element is known by what it does.
    if (isMedia(target)) media.add(target);
    touch();
  };

  function watch(content: Window): void {
    const { document } = content;
    if (watched.has(document)) return;
    watched.add(document);
    for (const type of INPUT) document.addEventListener(type, touch, { capture: true, passive: true });
    for (const type of ['play', 'timeupdate', 'pause']) document.addEventListener(type, hear, { capture: true });
    for (const inner of innerWindows(content)) watch(inner);
  }
  return { watch, touch };
}

function isMedia(target: EventTarget | null): target is HTMLMediaElement {
  return target !== null && 'paused' in target && 'isConnected' in target;
}

/** Frames inside the content that come from our own origin. */
function innerWindows(content: Window): Window[] {
  const found: Window[] = [];
  for (let n = 0; n < content.frames.length; n += 1) {
    try {
      const inner = content.frames[n];
      if (inner?.document !== undefined) found.push(inner);
    } catch {
      // Another origin: nothing of it can be seen, and nothing needs to be.
      continue;
    }
  }
  return found;
}
