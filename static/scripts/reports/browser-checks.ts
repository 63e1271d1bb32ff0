import { sayCheck } from './check-words.ts';

/** What a check found, in words that say what to do next. */
export interface Finding {
  readonly isGood: boolean;
  readonly words: string;
}

const PATIENCE_MS = 8000;
const CLOCK_TOLERANCE_MS = 120_000;

/** Writes and reads back one entry of IndexedDB, as the player does with unsent answers. */
export async function checkStorage(): Promise<Finding> {
  try {
    const kept = await keepAndRead(`check-${Date.now()}`);
    return kept ? { isGood: true, words: sayCheck('works') } : { isGood: false, words: sayCheck('forgot') };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : sayCheck('unknown');
    return { isGood: false, words: sayCheck('storageBlocked', { reason }) };
  }
}

function keepAndRead(value: string): Promise<boolean> {
  const name = 'schoolbeat-check';
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('values'));
    opening.addEventListener('error', () => reject(opening.error ?? new Error('could not open')));
    opening.addEventListener('success', () => {
      const database = opening.result;
      const change = database.transaction('values', 'readwrite');
      change.objectStore('values').put(value, 'check');
      change.addEventListener('abort', () => reject(change.error ?? new Error('could not write')));
      change.addEventListener('complete', () => {
        const reading = database.transaction('values').objectStore('values').get('check');
        reading.addEventListener('success', () => {
          database.close();
          indexedDB.deleteDatabase(name);
          resolve(reading.result === value);
        });
      });
    });
  });
}

/** Whether the browser keeps cookies for this address. */
export function checkCookies(): Finding {
  return navigator.cookieEnabled
    ? { isGood: true, words: sayCheck('allowed') }
    : { isGood: false, words: sayCheck('cookiesBlocked') };
}

/** Asks the server for a sign of life. */
export async function checkServer(healthUrl: string): Promise<Finding> {
  const began = performance.now();
  try {
    const answer = await fetch(healthUrl, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) return { isGood: false, words: sayCheck('serverAnswered', { status: answer.status }) };
    return { isGood: true, words: sayCheck('answeredIn', { ms: Math.round(performance.now() - began) }) };
  } catch {
    return { isGood: false, words: sayCheck('noAnswer') };
  }
}

/** Compares this device's clock with the server's. */
export async function checkClock(healthUrl: string, pageTime: string): Promise<Finding> {
  const serverTime = await fetch(healthUrl, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })
    .then((answer) => Date.parse(answer.headers.get('date') ?? pageTime))
    .catch(() => Date.parse(pageTime));
  const difference = Math.abs(Date.now() - serverTime);
  return difference <= CLOCK_TOLERANCE_MS || Number.isNaN(difference)
    ? { isGood: true, words: sayCheck('right') }
    : { isGood: true, words: sayCheck('clockOff', { minutes: Math.round(difference / 60_000) }) };
}
