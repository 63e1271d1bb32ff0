import { element, timeOf, actionButton } from './page-elements.ts';
import { showBanner } from './page-banners.ts';
import { saveWordOf, saveWords } from './save-state.ts';
import type { SaveFacts, SaveFault, SaveWord } from './save-state.ts';

const SYMBOL: Record<SaveWord, string> = {
  saved: 'i-check',
  saving: 'i-upload',
  device: 'i-device',
  failed: 'i-alert',
};

/** Says what has become of the work: the word in the bar, `data-save-state`, and a banner when something is not sent. */
export interface SaveLine {
  show(facts: SaveFacts, told: SaveTold): void;
}

/** What is said beside the word. */
export interface SaveTold {
  readonly savedAt: Date | null;
  readonly isSignedOut: boolean;
  /** The server's own words about why it cannot save just now. */
  readonly trouble: SaveFault | null;
}

/** The line of one page; `tryNow` is what the banner's button does. */
export function createSaveLine(tryNow: () => void): SaveLine {
  let wasHeld = false;
  let shown = '';
  return {
    show(facts, { savedAt, isSignedOut, trouble }) {
      const word = saveWordOf(facts);
      document.documentElement.dataset['saveState'] = word;
      const words = saveWords(word, savedAt, timeOf);
      if (words !== shown) {
        shown = words;
        element('saved-words', HTMLSpanElement).textContent = words;
        element('saved-icon', SVGUseElement).setAttribute('href', `#${SYMBOL[word]}`);
      }
      const isHeld = word === 'device' || (word === 'saving' && wasHeld && facts.failures > 0) || !navigator.onLine;
      tellHeld(isHeld && word !== 'failed', facts.waiting, { isSignedOut, trouble });
      if (wasHeld && word === 'saved') tellBack(savedAt);
      if (word === 'saved') wasHeld = false;
      if (isHeld) wasHeld = true;
      tellFault(word === 'failed' ? facts : null);
    },
  };

  function tellHeld(isHeld: boolean, waiting: number, told: Omit<SaveTold, 'savedAt'>): void {
    if (!isHeld) {
      showBanner('offline', null);
      return;
    }
    showBanner('back', null);
    const count = waiting === 1 ? 'One save is' : `${waiting} saves are`;
    const until = untilWords(told);
    const words =
      waiting === 0
        ? `What you do is kept on this device and sent ${until}.`
        : `${count} kept on this device and sent ${until}.`;
    const strong = heldWords(told);
    const action = actionButton('Try now', 'btn line', tryNow);
    showBanner('offline', { kind: 'warn', symbol: 'i-offline', strong, words, action });
  }

  function tellFault(facts: SaveFacts | null): void {
    if (facts === null) {
      showBanner('fault', null);
      return;
    }
    const words =
      facts.fault?.words ??
      'The server cannot be reached, and this browser keeps no data. Leave this window open until the connection is back.';
    const action = actionButton('Try now', 'btn line', tryNow);
    showBanner('fault', { kind: 'warn', symbol: 'i-alert', strong: 'Not saved.', words, action });
  }
}

function tellBack(savedAt: Date | null): void {
  const words = savedAt === null ? 'Nothing was lost.' : `Your work was sent at ${timeOf(savedAt)}. Nothing was lost.`;
  showBanner('back', { kind: 'ok', symbol: 'i-check', strong: 'Back online.', words });
  setTimeout(() => showBanner('back', null), 12_000);
}

function heldWords({ isSignedOut, trouble }: Omit<SaveTold, 'savedAt'>): string {
  if (!navigator.onLine) return 'You are offline. Keep going.';
  if (isSignedOut) return 'You are signed out.';
  return `${trouble?.words ?? 'The server cannot be reached.'} Keep going.`;
}

function untilWords({ isSignedOut, trouble }: Omit<SaveTold, 'savedAt'>): string {
  if (isSignedOut) return 'when you have signed in again';
  return trouble === null ? 'when the connection is back' : 'by itself when the server can save again';
}
