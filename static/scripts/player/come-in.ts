import type { DoorEntry } from '../../../server/standards/launch-contract.ts';
import type { LaunchClient } from './launch-client.ts';
import { actionButton } from './page-elements.ts';
import { showPanel, showWaiting } from './page-panel.ts';
import { words } from './words.ts';

/** What coming in needs of the page; specs hand in their own. */
export interface ComeInPorts {
  readonly door: string;
  readonly client: Pick<LaunchClient, 'redeem'>;
  /** The code of the address, which shows it no longer; null where there is none. */
  readonly code: string | null;
  readonly memory: EntryMemory;
  readonly say: (word: 'loading' | 'error') => void;
}

/** What this tab remembers, so that a reload goes on. */
export interface EntryMemory {
  read(): { readonly code: string; readonly entry: DoorEntry } | null;
  write(kept: { readonly code: string; readonly entry: DoorEntry }): void;
}

/** Comes in through a door by its code, or by what this tab remembers; null where neither leads in, and the page says so. */
export async function comeIn({ door, client, code, memory, say }: ComeInPorts): Promise<DoorEntry | null> {
  const kept = memory.read();
  // The same address once more, as some LMSs open it: the code was used, and the pass is here.
  if (kept !== null && (code === null || code === kept.code)) return kept.entry;
  if (code === null) return refuse(say, words.openAgain, words.openAgainWords);
  for (;;) {
    say('loading');
    showWaiting(words.opening);
    const outcome = await client.redeem(code, door);
    if (outcome.kind === 'entered') {
      memory.write({ code, entry: outcome.entry });
      return outcome.entry;
    }
    if (outcome.code !== null) return refuse(say, outcome.words, outcome.help);
    await askToTryAgain(say, outcome.words);
  }
}

/** Takes the code out of the address, so that nobody copies it along and no history keeps it. */
export function takeCode(): string | null {
  const code = /^#c=([\w-]+)$/.exec(location.hash)?.[1] ?? null;
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  return code;
}

/** This tab's own memory; a browser that keeps nothing in frames has none, and only a reload notices. */
export function tabMemory(door: string): EntryMemory {
  const key = `schoolbeat-door ${location.pathname} ${door}`;
  return {
    read() {
      try {
        const text = sessionStorage.getItem(key);
        return text === null ? null : readKept(JSON.parse(text));
      } catch {
        return null;
      }
    },
    write(kept) {
      try {
        sessionStorage.setItem(key, JSON.stringify(kept));
      } catch (error) {
        // Blocked or full: the page has the pass in memory.
        if (!(error instanceof DOMException)) throw error;
      }
    },
  };
}

function readKept(value: unknown): ReturnType<EntryMemory['read']> {
  return isKept(value) ? value : null;
}

function isKept(value: unknown): value is { code: string; entry: DoorEntry } {
  return typeof value === 'object' && value !== null && 'code' in value && 'entry' in value;
}

function refuse(say: ComeInPorts['say'], title: string, told: string): null {
  say('error');
  showPanel({ title, words: [told].filter((one) => one !== ''), actions: [] });
  return null;
}

function askToTryAgain(say: ComeInPorts['say'], told: string): Promise<void> {
  say('error');
  return new Promise((resolve) => {
    showPanel({ title: words.cannotOpen, words: [told], actions: [actionButton(words.tryAgain, 'btn', resolve)] });
  });
}
