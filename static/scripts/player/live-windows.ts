const CHANNEL = 'schoolbeat-player';
/** Windows of this browser answer within this time, ms. */
const PATIENCE_MS = 500;

type Word = { readonly ask: true } | { readonly launch: string; readonly registration: string };

/** What other windows of this browser play at this moment. */
export interface LiveWindows {
  /** Registrations and launches that another window of this browser is playing. */
  others(): Promise<{ readonly launches: ReadonlySet<string>; readonly registrations: ReadonlySet<string> }>;
  /** From now on this window answers for its launch; null: it plays nothing any more. */
  playing(launch: { readonly launch: string; readonly registration: string } | null): void;
}

/** Joins the windows of this browser; a browser without channels counts as having none. */
export function joinLiveWindows(): LiveWindows {
  const port = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
  const launches = new Set<string>();
  const registrations = new Set<string>();
  let own: { readonly launch: string; readonly registration: string } | null = null;
  port?.addEventListener('message', ({ data }: MessageEvent<Word>) => {
    if ('ask' in data) {
      if (own !== null) say(own);
      return;
    }
    launches.add(data.launch);
    registrations.add(data.registration);
  });

  function say(word: Word): void {
    port?.postMessage(word);
  }
  return {
    async others() {
      launches.clear();
      registrations.clear();
      if (port !== null) {
        say({ ask: true });
        await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
      }
      return { launches: new Set(launches), registrations: new Set(registrations) };
    },
    playing(launch) {
      own = launch;
    },
  };
}
