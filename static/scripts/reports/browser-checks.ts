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
    return kept
      ? { isGood: true, words: 'Works.' }
      : {
          isGood: false,
          words: 'It forgot what was stored. Leave private browsing or allow site data for this address.',
        };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown';
    return { isGood: false, words: `Blocked (${reason}). Leave private browsing or allow site data for this address.` };
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
    ? { isGood: true, words: 'Allowed.' }
    : { isGood: false, words: 'Blocked. Allow cookies for this address, or you cannot sign in.' };
}

/** Asks the server for a sign of life. */
export async function checkServer(healthUrl: string): Promise<Finding> {
  const began = performance.now();
  try {
    const answer = await fetch(healthUrl, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) return { isGood: false, words: `The server answered ${answer.status}. Try again in a minute.` };
    return { isGood: true, words: `Answered in ${Math.round(performance.now() - began)} ms.` };
  } catch {
    return {
      isGood: false,
      words: 'No answer. Check the connection; a course that is open keeps your work meanwhile.',
    };
  }
}

/** Compares this device's clock with the server's. */
export async function checkClock(healthUrl: string, pageTime: string): Promise<Finding> {
  const serverTime = await fetch(healthUrl, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })
    .then((answer) => Date.parse(answer.headers.get('date') ?? pageTime))
    .catch(() => Date.parse(pageTime));
  const difference = Math.abs(Date.now() - serverTime);
  return difference <= CLOCK_TOLERANCE_MS || Number.isNaN(difference)
    ? { isGood: true, words: 'Right.' }
    : { isGood: true, words: `Off by about ${Math.round(difference / 60_000)} min. The server’s time counts.` };
}
