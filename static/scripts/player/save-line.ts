import { element, timeOf, actionButton } from './page-elements.ts';
import { showBanner } from './page-banners.ts';
import { saveWordOf, saveWords } from './save-state.ts';
import type { SaveFacts, SaveFault, SaveWord } from './save-state.ts';
import { say, words as said } from './words.ts';

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
      const told = saveWords(word, savedAt, timeOf);
      if (told !== shown) {
        shown = told;
        element('saved-words', HTMLSpanElement).textContent = told;
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
    const sentence = waiting === 0 ? said.noneHeld : waiting === 1 ? said.oneHeld : said.manyHeld;
    const words = say(sentence, { count: waiting, until: untilWords(told) });
    const strong = heldWords(told);
    const action = actionButton(said.tryNow, 'btn line', tryNow);
    showBanner('offline', { kind: 'warn', symbol: 'i-offline', strong, words, action });
  }

  function tellFault(facts: SaveFacts | null): void {
    if (facts === null) {
      showBanner('fault', null);
      return;
    }
    const words = facts.fault?.words ?? said.noServerNoStore;
    const action = actionButton(said.tryNow, 'btn line', tryNow);
    showBanner('fault', { kind: 'warn', symbol: 'i-alert', strong: said.notSaved, words, action });
  }
}

function tellBack(savedAt: Date | null): void {
  const words = savedAt === null ? said.nothingLost : say(said.sentAt, { time: timeOf(savedAt) });
  showBanner('back', { kind: 'ok', symbol: 'i-check', strong: said.backOnline, words });
  setTimeout(() => showBanner('back', null), 12_000);
}

function heldWords({ isSignedOut, trouble }: Omit<SaveTold, 'savedAt'>): string {
  if (!navigator.onLine) return said.offlineKeepGoing;
  if (isSignedOut) return said.signedOut;
  return say(said.keepGoing, { trouble: trouble?.words ?? said.noServer });
}

function untilWords({ isSignedOut, trouble }: Omit<SaveTold, 'savedAt'>): string {
  if (isSignedOut) return said.untilSignedIn;
  return trouble === null ? said.untilBack : said.untilServer;
}
