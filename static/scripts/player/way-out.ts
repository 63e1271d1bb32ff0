import { LEFT_COURSE } from '../../../server/standards/dispatch-contract.ts';
import type { DoorEntry } from '../../../server/standards/launch-contract.ts';
import type { PlayerData } from './page-data.ts';
import { actionButton, element, make, pageLink } from './page-elements.ts';
import { showPanel } from './page-panel.ts';
import { embeddingWindows } from './tell-embedder.ts';
import { words } from './words.ts';

/** Where a person goes from the course. */
export interface WayOut {
  /** Leaves the page. */
  readonly leave: () => void;
  /** What leads out, on a panel; `kind` is its class. */
  readonly action: (kind: string) => HTMLElement;
  /** Address of the same course once more; `query` begins with `?` or is ''. */
  readonly again: (query: string) => string;
}

/** The way out of a signed-in person: home. */
export function wayHome({ base, registration }: Pick<PlayerData, 'base' | 'registration'>): WayOut {
  return {
    leave: () => location.assign(element('exit', HTMLAnchorElement).href),
    action: (kind) => pageLink(words.backHome, kind, `${base}/my`),
    again: (query) => `${base}/play/${registration}${query}`,
  };
}

/**
 * The way out through a door: to the address that the LMS named, over all frames, else to a last page, since the frame or the
 * window is the LMS's own to close.
 */
export function wayThroughDoor({ base, door }: Pick<PlayerData, 'base' | 'door'>, entry: DoorEntry | null): WayOut {
  const leave = (): void => {
    const back = entry?.returnUrl ?? null;
    // Who embeds the course ends the session in the LMS then, and shows its own last word.
    for (const origin of entry?.tellOrigins ?? []) {
      for (const embedder of embeddingWindows()) embedder.postMessage({ type: LEFT_COURSE }, origin);
    }
    const link = back === null ? [] : [make('a', { class: 'btn', href: back, target: '_top' }, words.backToLms)];
    showPanel({ title: words.mayClose, words: [words.mayCloseWords], actions: link });
    document.documentElement.dataset['playerState'] = 'ended';
    // A frame that may not lead the whole window away stays on the page just shown, with the link.
    if (back !== null) window.open(back, '_top');
  };
  return {
    leave,
    action: (kind) => actionButton(words.backHome, kind, leave),
    again: (query) => `${base}/doors/${door?.id ?? ''}/play${query}`,
  };
}
