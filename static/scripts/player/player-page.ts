import { createLaunchClient } from './launch-client.ts';
import { joinLiveWindows } from './live-windows.ts';
import { openCourse } from './open-course.ts';
import { openOutboxStore } from './outbox-store.ts';
import { readPlayerData } from './page-data.ts';
import { element } from './page-elements.ts';
import { playCourse } from './play-course.ts';
import { words } from './words.ts';

const say = (word: string): void => {
  document.documentElement.dataset['playerState'] = word;
};
const delay = (ms: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

async function start(): Promise<void> {
  const data = readPlayerData(element('player-data', HTMLScriptElement).text);
  const client = createLaunchClient(data.base);
  const windows = joinLiveWindows();
  const store = await openOutboxStore(indexedDB).catch(() => null);
  const launch = await openCourse({ data, client, store, windows, delay, say });
  windows.playing({ launch: launch.launchId, registration: data.registration });
  playCourse(launch, { data, client, store, delay, say, finished: () => windows.playing(null) });
}

function offerFullScreen(): void {
  const button = element('full-screen', HTMLButtonElement);
  button.hidden = !document.fullscreenEnabled;
  button.addEventListener('click', () => {
    const change =
      document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen();
    // Refused by the browser: the page stays as it is, which is what the person sees.
    change.catch(() => button.blur());
  });
  document.addEventListener('fullscreenchange', () => {
    button.setAttribute('aria-pressed', String(document.fullscreenElement !== null));
  });
}

offerFullScreen();
start().catch((error: unknown) => {
  say('error');
  element('panel', HTMLDivElement).textContent = words.pageFailed;
  reportError(error);
});
