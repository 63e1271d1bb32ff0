import { say, words } from './words.ts';

/** The one word that the page says about the work; `data-save-state` carries it. */
export type SaveWord = 'saving' | 'saved' | 'device' | 'failed';

/** Why something was not saved, in words for the person. */
export interface SaveFault {
  readonly code: string;
  readonly words: string;
}

/** All that the word depends on, at this moment. */
export interface SaveFacts {
  /** A change that is in memory only. */
  readonly isDirty: boolean;
  /** Rows that the server has not acknowledged. */
  readonly waiting: number;
  /** Of these, rows whose transaction on this device has not completed. */
  readonly undurable: number;
  /** Attempts to send since the last that reached the server. */
  readonly failures: number;
  /** Nothing can be kept on this device. */
  readonly isStoreBroken: boolean;
  readonly fault: SaveFault | null;
}

/**
 * The word that is true now. `saved`: the server has acknowledged everything. `device`: sending fails, and everything is kept
 * on this device for certain. `failed`: something is refused, or can neither be sent nor kept. `saving`: on its way.
 */
export function saveWordOf(facts: SaveFacts): SaveWord {
  if (facts.fault !== null) return 'failed';
  if (!facts.isDirty && facts.waiting === 0) return 'saved';
  if (facts.failures === 0) return 'saving';
  if (facts.isStoreBroken) return 'failed';
  return facts.isDirty || facts.undurable > 0 ? 'saving' : 'device';
}

/** The words beside the icon; the time is that of the last acknowledged save. */
export function saveWords(word: SaveWord, savedAt: Date | null, timeOf: (at: Date) => string): string {
  switch (word) {
    case 'saving':
      return words.saving;
    case 'saved':
      return savedAt === null ? words.saved : say(words.savedAt, { time: timeOf(savedAt) });
    case 'device':
      return words.onThisDevice;
    default:
      return words.notSavedSee;
  }
}
