import { randomToken, type Secrets } from '../platform/index.ts';

const PURPOSE = 'known-browser';
/** A station's desktop is used by several officers. */
const MOST_PEOPLE = 8;

/** The signed cookie by which a browser shows whom it has signed in before; it signs nobody in. */
export interface KnownBrowser {
  readonly personIds: readonly string[];
  /** Random number of the browser. */
  readonly number: string;
}

/** Reads the cookie; null when it is missing or its signature does not fit. */
export function readKnownBrowser(secrets: Secrets, cookie: string | null): KnownBrowser | null {
  const [ids, number, signature, ...rest] = (cookie ?? '').split('~');
  if (ids === undefined || number === undefined || signature === undefined || rest.length > 0) return null;
  if (!secrets.verify(PURPOSE, `${ids}~${number}`, signature)) return null;
  return { personIds: ids.split('.'), number };
}

/** Cookie of a browser that has just signed `personId` in, the others that it knows kept. */
export function writeKnownBrowser(secrets: Secrets, before: KnownBrowser | null, personId: string): string {
  const others = (before?.personIds ?? []).filter((id) => id !== personId);
  const text = `${[personId, ...others].slice(0, MOST_PEOPLE).join('.')}~${before?.number ?? randomToken()}`;
  return `${text}~${secrets.sign(PURPOSE, text)}`;
}
