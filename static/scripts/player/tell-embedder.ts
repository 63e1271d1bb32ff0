import type { CourseNews } from '../../../server/standards/launch-contract.ts';
import type { CourseResult } from '../../../server/standards/runtime-record.ts';

/** What is told beside the result. */
export type NewsFacts = Pick<CourseNews, 'engagedMs' | 'attempt' | 'version'>;

/** Tells whoever embeds the course how it stands. */
export interface EmbedderTeller {
  /** What the page knows by itself: told at once, since the server's word takes a round trip. */
  claimed(result: CourseResult, facts: NewsFacts): void;
  /** The server's word, which stands until the page knows something newer. */
  said(result: CourseResult, facts: NewsFacts): void;
}

/** A window that takes messages. */
export type NewsWindow = Pick<Window, 'postMessage'>;

/** Tells `windows` by message, of these origins alone, whenever something has changed; the same is not told twice. */
export function createEmbedderTeller(windows: readonly NewsWindow[], origins: readonly string[]): EmbedderTeller {
  let claim = '';
  let word = '';
  let told = '';

  function tell({ completion, success, scoreScaled, scoreRaw }: CourseResult, facts: NewsFacts): void {
    const { engagedMs, attempt, version } = facts;
    const outcome = { status: completion, success, scoreScaled, scoreRaw };
    const news: CourseNews = { type: 'schoolbeat', ...outcome, engagedMs: Math.round(engagedMs), attempt, version };
    // Time alone is news when the server has saved something; else each second would be.
    const key = JSON.stringify({ ...outcome, attempt, version });
    if (key === told) return;
    told = key;
    for (const window of windows) for (const origin of origins) window.postMessage(news, origin);
  }

  return {
    claimed(result, facts) {
      const key = JSON.stringify(result);
      if (key === claim) return;
      claim = key;
      tell(result, facts);
    },
    said(result, facts) {
      const key = JSON.stringify([result, facts.version]);
      if (key === word) return;
      word = key;
      tell(result, facts);
    },
  };
}

/** The windows that may have embedded or opened this page. */
export function embeddingWindows(): NewsWindow[] {
  const { parent, opener }: { parent: Window; opener: unknown } = window;
  return [...(parent === window ? [] : [parent]), ...(isWindow(opener) ? [opener] : [])];
}

function isWindow(value: unknown): value is NewsWindow {
  return typeof value === 'object' && value !== null && 'postMessage' in value;
}
