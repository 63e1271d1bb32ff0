import { TextDecoder } from 'node:util';

/** Text of an XML file, or why it cannot be read; `line` counts from 1. */
export type DecodedXml = { readonly text: string } | { readonly problem: string; readonly line?: number };

/** What bytes 0x80 to 0x9f mean in windows-1252; Node 20 decodes them as if they were Latin-1. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const DECLARATION = /^<\?xml[^>]*?\?>/;

/**
 * Decodes an XML file as XML 1.0 appendix F says: byte order mark, else the pattern of the first bytes, else the declared
 * encoding, else UTF-8. The declaration becomes blank lines, so that a parser takes the text for what it now is.
 */
export function decodeXml(bytes: Uint8Array): DecodedXml {
  const encoding = encodingOf(bytes);
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { problem: `it is written in the encoding "${encoding}", which is not known`, line: 1 };
  }
  try {
    const text = decoder.encoding === 'windows-1252' ? decodeWindows1252(bytes) : decoder.decode(bytes);
    return { text: text.replace(DECLARATION, (declaration) => '\n'.repeat(declaration.split('\n').length - 1)) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { problem: `it has bytes that are not ${encoding.toUpperCase()}`, line: firstBadLine(bytes, encoding) };
  }
}

function decodeWindows1252(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes).toString('latin1');
  return latin.replaceAll(/[\u0080-\u009f]/g, (letter) => WINDOWS_1252.charAt(letter.charCodeAt(0) - 0x80));
}

function encodingOf(bytes: Uint8Array): string {
  const [a = -1, b = -1, c = -1, d = -1] = bytes;
  if ((a === 0 && b === 0) || (a === 0xff && b === 0xfe && c === 0 && d === 0)) return 'utf-32';
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  const head = Buffer.from(bytes.subarray(0, 300)).toString('latin1');
  const told = /encoding\s*=\s*["']([^"']*)["']/.exec(DECLARATION.exec(head)?.[0] ?? '')?.[1]?.toLowerCase() ?? 'utf-8';
  // Tools copy "utf-16" from a template into files that they write as UTF-8; the first bytes have shown that it is not so.
  return told.startsWith('utf-16') ? 'utf-8' : told;
}

/** Lines can be told apart by bytes in encodings that keep ASCII; in UTF-16 no line is named. */
function firstBadLine(bytes: Uint8Array, encoding: string): number | undefined {
  if (encoding.startsWith('utf-16')) return undefined;
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    const stop = end < 0 ? bytes.length : end + 1;
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(start, stop));
    } catch (error) {
      if (error instanceof TypeError) return line;
      throw error;
    }
    start = stop;
  }
  return undefined;
}

/** Line of a document type declaration in the prolog, null where there is none: entities can only be declared there. */
export function lineOfDoctype(text: string): number | null {
  let at = 0;
  for (;;) {
    while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
    const end = text.startsWith('<!--', at) ? '-->' : text.startsWith('<?', at) ? '?>' : null;
    if (end === null) break;
    const next = text.indexOf(end, at + 2);
    if (next < 0) return null;
    at = next + end.length;
  }
  if (text.slice(at, at + 9).toUpperCase() !== '<!DOCTYPE') return null;
  return text.slice(0, at).split('\n').length;
}
