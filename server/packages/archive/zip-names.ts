import { crc32 } from 'node:zlib';

const UPPER =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';
const UTF8_FLAG = 0x800;
const UNICODE_PATH = 0x7075;
const LONGEST_NAME = 1000;
const DEEPEST = 40;

/** A file name as the archive means it, or why it cannot be taken. */
export type ZipName = { readonly path: string } | { readonly code: string; readonly message: string };

/**
 * Name of an entry (APPNOTE 4.4.4, 4.6.9, appendix D): UTF-8 where the flag or the Unicode path field says so; else UTF-8
 * when the bytes are valid UTF-8 (macOS never sets the flag), else CP437. Null when flagged bytes are no UTF-8.
 */
export function decodeZipName(
  flags: number,
  raw: Uint8Array,
  extras: readonly { id: number; data: Uint8Array }[] = [],
): string | null {
  const told = extras.find(({ id, data }) => id === UNICODE_PATH && data.length > 5 && data[0] === 1)?.data;
  if (told !== undefined && Buffer.from(told).readUInt32LE(1) === crc32(raw)) {
    return decodeZipName(UTF8_FLAG, told.subarray(5));
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return (flags & UTF8_FLAG) === 0 ? decodeCp437(raw) : null;
  }
}

function decodeCp437(raw: Uint8Array): string {
  return Array.from(raw, (byte) => (byte < 128 ? String.fromCharCode(byte) : UPPER.charAt(byte - 128))).join('');
}

/** A safe relative path with slashes (`a/b.html`); folders keep their slash at the end. Refuses whatever leaves the folder. */
export function cleanZipName(name: string): ZipName {
  if (/\p{Cc}/u.test(name)) return refuse('ZIP_NAME_CONTROL', 'The name has control characters.');
  const slashed = name.replaceAll('\\', '/');
  if (/^[a-z]:/i.test(slashed)) return refuse('ZIP_PATH_DRIVE', 'The name begins with a drive letter.');
  if (slashed.startsWith('/')) return refuse('ZIP_PATH_ABSOLUTE', 'The name is an absolute path.');
  const segments = slashed.split('/');
  if (segments.includes('..')) return refuse('ZIP_PATH_OUTSIDE', 'The name leads out of the package.');
  const kept = segments.filter((segment) => segment !== '' && segment !== '.');
  if (kept.length === 0) return refuse('ZIP_NAME_EMPTY', 'The entry has no name.');
  if (kept.length > DEEPEST) return refuse('ZIP_PATH_DEEP', `The file lies more than ${DEEPEST} folders deep.`);
  const path = kept.join('/') + (slashed.endsWith('/') ? '/' : '');
  if (path.length > LONGEST_NAME) return refuse('ZIP_NAME_LONG', `The name is longer than ${LONGEST_NAME} characters.`);
  return { path };
}

function refuse(code: string, message: string): ZipName {
  return { code, message };
}

/** Form in which names are compared when their exact spelling is not found: one Unicode form, lower case. */
export function foldName(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
