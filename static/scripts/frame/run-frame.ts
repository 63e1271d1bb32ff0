import { createActivityWatch } from './activity-watch.ts';
import { coalescedPost } from './coalesced-post.ts';
import { openCmiModel } from './cmi-model.ts';
import type { MakeScormAgain } from './cmi-model.ts';
import type { FrameLaunch, FrameMessage, PageMessage } from './frame-contract.ts';
import type { FramePlayer, FramePorts } from './frame-player.ts';
import { createGradingBridge } from './grading-bridge.ts';
import { createStage } from './stage.ts';

/** What differs between the standards. */
export interface FrameStandard {
  /** Name under which SCOs look for the API. */
  readonly apiName: 'API' | 'API_1484_11';
  readonly make: MakeScormAgain;
  readonly createPlayer: (launch: FrameLaunch, ports: FramePorts) => FramePlayer;
}

/**
 * Waits for the page's first message and runs the player. Only the window above is listened to, and only once: content that
 * comes to this window later can neither speak for the page nor take the port.
 */
export function runFrame(standard: FrameStandard): void {
  const listen = (event: MessageEvent<unknown>): void => {
    const { data, ports, source } = event;
    const [port] = ports;
    if (source !== window.parent || port === undefined || !isLaunchMessage(data)) return;
    removeEventListener('message', listen);
    play(standard, data.launch, port);
  };
  addEventListener('message', listen);
}

function play(standard: FrameStandard, launch: FrameLaunch, port: MessagePort): void {
  const post = coalescedPost((message: FrameMessage): void => port.postMessage(message), queueMicrotask);
  const watch = createActivityWatch((isMediaPlaying) => post({ kind: 'activity', isMediaPlaying }));
  const stage = createStage({
    opened(content) {
      watch.watch(content);
      content.close = close;
    },
    scaled: (scale, isActualSize) => post({ kind: 'scale', scale, isActualSize }),
  });
  const player = standard.createPlayer(launch, {
    post,
    stage,
    expose: (api) => Object.defineProperty(window, standard.apiName, { value: api ?? undefined, configurable: true }),
    openModel: (stored) => openCmiModel(standard.make, stored),
    later: (work) => void setTimeout(work, 0),
  });
  const bridge = createGradingBridge(post, () => player.currentId);
  Object.defineProperty(window, 'schoolbeat', { value: bridge.offered });
  // Contents close their window when they are done; here the window is ours.
  function close(): void {
    player.contentClosed();
  }
  window.close = close;
  addEventListener('error', ({ message }) => post({ kind: 'fault', code: 'FRAME_ERROR', words: message }));
  port.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
    if (data.kind === 'navigate') player.navigate(data.id, data.request);
    else if (data.kind === 'told') bridge.hear(data);
    else if (data.kind === 'focus') stage.focus();
    else stage.setActualSize(data.isActualSize);
  });
  port.start();
  hidePageAbove();
  post({ kind: 'ready' });
  player.start();
}

/**
 * Content looks for its API from window to window upwards and stops at one that is its own parent. The page above is of
 * another origin: content that looks for both APIs would touch it, and the browser would throw.
 */
function hidePageAbove(): void {
  Object.defineProperty(window, 'parent', { value: window, configurable: true });
}

function isLaunchMessage(data: unknown): data is { kind: 'launch'; launch: FrameLaunch } {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'launch' && 'launch' in data;
}
