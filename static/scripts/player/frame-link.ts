import type { FrameLaunch, FrameMessage, PageMessage } from '../frame/frame-contract.ts';

/** The sandbox of content: no pop-ups, no way to the top window, its own origin so that it can store and call. */
const SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-modals allow-downloads';
/** The API frame has this long to answer, ms. */
const PATIENCE_MS = 20_000;

/** The page's end of the wire to the API frame. */
export interface FrameLink {
  send(message: PageMessage): void;
  /** Takes the frame and everything in it away. */
  close(): void;
}

/** Opens the API frame in `place` and hands the launch over; `failed` is called when it never answers. */
export function openFrame(
  place: HTMLElement,
  url: string,
  launch: FrameLaunch,
  heard: (message: FrameMessage) => void,
  failed: () => void,
): FrameLink {
  const { port1, port2 } = new MessageChannel();
  const frame = document.createElement('iframe');
  frame.title = 'Part';
  frame.setAttribute('sandbox', SANDBOX);
  frame.allow = 'fullscreen; autoplay';
  const timer = setTimeout(failed, PATIENCE_MS);
  port1.addEventListener('message', ({ data }: MessageEvent<FrameMessage>) => {
    if (data.kind === 'ready') clearTimeout(timer);
    heard(data);
  });
  port1.start();
  frame.addEventListener(
    'load',
    () => frame.contentWindow?.postMessage({ kind: 'launch', launch }, new URL(url).origin, [port2]),
    { once: true },
  );
  frame.src = url;
  place.replaceChildren(frame);
  return {
    send: (message) => port1.postMessage(message),
    close() {
      clearTimeout(timer);
      frame.remove();
      port1.close();
    },
  };
}
