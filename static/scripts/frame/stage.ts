import { fitContent, type Fit } from './fit-content.ts';
import { fixedSizeOf } from './fixed-size.ts';
import type { Stage } from './frame-player.ts';

/** Unload handlers and the next page have this long, ms. */
const PATIENCE_MS = 4000;
const UNLOAD_MS = 1500;
const BLANK = 'about:blank';

/** The SCO's frame, named `sco`, with what the player learns about it. */
export interface ScoStage extends Stage {
  focus(): void;
  /** Shows a wide SCO at its own size instead of scaled to fit. */
  setActualSize(isActual: boolean): void;
}

/** What the stage tells. */
export interface StageListener {
  /** A document of the content is there: its window can be listened to (not when it comes from another origin). */
  readonly opened: (content: Window) => void;
  readonly scaled: (scale: number, isActualSize: boolean) => void;
}

/** Puts the SCO's frame into the document. */
export function createStage(listener: StageListener): ScoStage {
  let frame = addFrame();
  let isActual = false;
  let isShown = false;
  let toldScale = 1;

  /** Goes to an address; resolves when it has loaded, or after `ms`: true when it has. */
  function go(url: string, ms: number): Promise<boolean> {
    const target = frame;
    return new Promise((resolve) => {
      const done = (hasLoaded: boolean) => (): void => {
        clearTimeout(timer);
        target.removeEventListener('load', onLoad);
        resolve(hasLoaded);
      };
      const onLoad = done(true);
      const timer = setTimeout(done(false), ms);
      target.addEventListener('load', onLoad);
      // Replacing leaves no step in the history: Back leaves the player and not the part before.
      if (target.contentWindow === null) target.src = url;
      else target.contentWindow.location.replace(url);
    });
  }

  function look(): void {
    const content = contentOf(frame);
    if (content === null || content.location.href === BLANK) return;
    listener.opened(content);
    fit();
  }

  /** A page made for one size is scaled until it fits; one that flows has the whole room. */
  function fit(): void {
    const content = contentOf(frame);
    if (!isShown || content === null) return;
    place(frame, null);
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const { scrollWidth } = content.document.documentElement;
    const page = { scrollWidth, fixed: fixedSizeOf(content, frame) };
    const scale = fitContent({ width, height }, page, false)?.scale ?? 1;
    place(frame, fitContent({ width, height }, page, isActual));
    if (scale === toldScale && scale === 1) return;
    toldScale = scale;
    listener.scaled(scale, isActual);
  }

  frame.addEventListener('load', look);
  addEventListener('resize', fit);

  return {
    async show(url, title) {
      frame.title = title;
      isShown = true;
      place(frame, null);
      const hasLoaded = await go(url, PATIENCE_MS);
      // Slow content goes on loading; its load event is heard by the listener above.
      if (!hasLoaded) look();
    },
    async clear() {
      if (!isShown) return;
      isShown = false;
      const isGone = await go(BLANK, UNLOAD_MS);
      if (isGone) return;
      // Content that holds its window open is taken out with it; unload handlers run all the same.
      frame.remove();
      frame = addFrame();
      frame.addEventListener('load', look);
    },
    focus() {
      frame.focus();
      contentOf(frame)?.focus();
    },
    setActualSize(actual) {
      isActual = actual;
      fit();
    },
  };
}

function addFrame(): HTMLIFrameElement {
  for (const element of [document.documentElement, document.body]) {
    Object.assign(element.style, { margin: '0', height: '100%' });
  }
  document.body.style.overflow = 'auto';
  const frame = document.createElement('iframe');
  frame.name = 'sco';
  frame.allow = 'fullscreen; autoplay';
  Object.assign(frame.style, { display: 'block', border: '0', transformOrigin: '0 0' });
  place(frame, null);
  document.body.append(frame);
  return frame;
}

const px = (value: number): string => `${value}px`;

function place(frame: HTMLIFrameElement, fit: Fit | null): void {
  Object.assign(frame.style, {
    width: fit === null ? '100%' : px(fit.width),
    height: fit === null ? '100%' : px(fit.height),
    marginLeft: px(fit?.left ?? 0),
    marginTop: px(fit?.top ?? 0),
    transform: fit === null || fit.scale === 1 ? 'none' : `scale(${fit.scale})`,
  });
  // What is scaled takes less room than its box says.
  document.body.style.overflow = fit === null || fit.scale === 1 ? 'auto' : 'hidden';
}

/** The content's window when it is of our own origin. */
function contentOf(frame: HTMLIFrameElement): Window | null {
  try {
    const content = frame.contentWindow;
    return content?.document.documentElement === undefined ? null : content;
  } catch {
    return null;
  }
}
