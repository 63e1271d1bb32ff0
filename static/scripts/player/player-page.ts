import type { DoorEntry } from '../../../server/standards/launch-contract.ts';
import { comeIn, tabMemory, takeCode } from './come-in.ts';
import { createLaunchClient, type LaunchClient } from './launch-client.ts';
import { joinLiveWindows } from './live-windows.ts';
import { openCourse } from './open-course.ts';
import { openOutboxStore } from './outbox-store.ts';
import { readPlayerData, type PlayerData } from './page-data.ts';
import { element } from './page-elements.ts';
import { playCourse } from './play-course.ts';
import { createEmbedderTeller, embeddingWindows } from './tell-embedder.ts';
import { tellHeight } from './tell-height.ts';
import { wayHome, wayThroughDoor } from './way-out.ts';
import { words } from './words.ts';

const say = (word: string): void => {
  document.documentElement.dataset['playerState'] = word;
};
const delay = (ms: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

async function start(): Promise<void> {
  const page = readPlayerData(element('player-data', HTMLScriptElement).text);
  const client = createLaunchClient(page.base);
  const entry = page.door === null ? null : await enter(page.door.id, client);
  if (page.door !== null && entry === null) return;
  const data = entry === null ? page : throughDoor(page, entry);
  const way = entry === null ? wayHome(data) : wayThroughDoor(data, entry);
  if (entry !== null) tellHeight(embeddingWindows(), entry.tellOrigins);
  const teller = createEmbedderTeller(embeddingWindows(), entry?.tellOrigins ?? []);
  const windows = joinLiveWindows();
  const store = await openOutboxStore(indexedDB).catch(() => null);
  const launch = await openCourse({ data, client, store, windows, way, delay, say });
  windows.playing({ launch: launch.launchId, registration: data.registration });
  playCourse(launch, { data, client, store, way, teller, delay, say, finished: () => windows.playing(null) });
}

async function enter(door: string, client: LaunchClient): Promise<DoorEntry | null> {
  const entry = await comeIn({ door, client, code: takeCode(), memory: tabMemory(door), say });
  if (entry !== null) client.bear(entry.pass);
  return entry;
}

/** The address may ask for a review of what the code opened. */
function throughDoor(page: PlayerData, { registration, mode }: DoorEntry): PlayerData {
  return { ...page, registration, mode: page.mode === 'normal' ? mode : page.mode };
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
