/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { saveState, storedRecord } from './player.ts';
import type { Site, SitePerson } from './site.ts';

const PLACE = 'cmi.core.lesson_location';

/** Looks at what the page says about the work, and whether it is so. */
export interface TruthWatch {
  /** Words that were seen, in their order, each once in a row. */
  readonly words: readonly string[];
  /** What was said and was not so. */
  readonly lies: readonly string[];
  /** The content set this place last; returns when the page has heard of it. */
  setTo(place: string): Promise<void>;
  /** Looks again and again while the work goes on. */
  during<T>(work: Promise<T>): Promise<T>;
}

/** Watches one page of one person; `isUp` says whether the server can be asked at all. */
export function watchTruth(page: Page, site: Pick<Site, 'rows'>, person: SitePerson, isUp: () => boolean): TruthWatch {
  const words: string[] = [];
  const lies: string[] = [];
  let wanted = '';

  const atServer = async (): Promise<string> => (isUp() ? ((await storedRecord(site, person))[PLACE] ?? '') : '');

  async function look(): Promise<void> {
    const word = await saveState(page);
    if (words.at(-1) !== word) words.push(word);
    if (word === 'failed') lies.push('said "failed" although the work was kept');
    if (word !== 'saved' && word !== 'device') return;
    const isOnDevice = word === 'device' && (await placesOnDevice(page)).includes(wanted);
    if (isOnDevice) return;
    const stored = await atServer();
    if (stored !== wanted) lies.push(`said "${word}" at ${wanted}; the server had "${stored}"`);
  }

  return {
    words,
    lies,
    async setTo(place) {
      wanted = place;
      for (;;) {
        if ((await saveState(page)) !== 'saved' || (await atServer()) === place) return;
      }
    },
    async during(work) {
      const over = new AbortController();
      const ended = work.finally(() => over.abort());
      while (!over.signal.aborted) await look();
      return ended;
    },
  };
}

/** The places in the commits that are kept on the device of this page. */
async function placesOnDevice(page: Page): Promise<string[]> {
  // No function has a name in here: the loader of the specs marks named ones with a helper that the page lacks.
  const rows = await page.evaluate(
    () =>
      new Promise<KeptRow[]>((resolve, reject) => {
        const opening = indexedDB.open('schoolbeat-outbox');
        opening.addEventListener('error', () => reject(new Error('The outbox does not open.')));
        opening.addEventListener('success', () => {
          const outbox = opening.result;
          const reading = outbox.transaction('rows', 'readonly').objectStore('rows').getAll();
          reading.addEventListener('error', () => reject(new Error('The outbox does not answer.')));
          reading.addEventListener('success', () => {
            outbox.close();
            resolve(reading.result as KeptRow[]);
          });
        });
      }),
  );
  return rows.map(({ body }) => body.commit?.cmi[PLACE] ?? '');
}

interface KeptRow {
  readonly body: { readonly commit?: { readonly cmi: Record<string, string> } };
}
