import { hash } from 'node:crypto';

const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 26;

/**
 * Identifier of a row that can be computed again: 26 characters out of the sha256 of its key. So a rebuilt projection has
 * the very rows that it had before.
 */
export function derivedId(...key: readonly (string | number)[]): string {
  const digest = hash('sha256', JSON.stringify(key), 'buffer');
  let id = '';
  for (let place = 0; place < LENGTH; place += 1) id += LETTERS[(digest[place] ?? 0) & 31];
  return id;
}
