import { randomBytes } from 'node:crypto';

/** Crockford's letters: none is taken for another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 20;
const GROUP = 4;

/** A new code that cannot be guessed: 100 random bits, 20 letters. */
export function newCode(): string {
  return Array.from(randomBytes(LENGTH), (byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** A code as somebody typed it: blanks, dashes and small letters do not matter, O is 0, I and L are 1. null for what cannot be one. */
export function readCode(typed: string): string | null {
  const plain = typed
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return plain.length === LENGTH && new RegExp(`^[${LETTERS}]+$`).test(plain) ? plain : null;
}

/** "7K3M-…": a code in groups that can be read out and typed. */
export function codeWords(code: string): string {
  return (code.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-');
}
