const DIGITS = 6;
const SMALL_WORDS = new Set(['OF', 'THE', 'AND']);
/** Words that tell what kind of agency it is, not which. */
const KIND_WORDS = new Set(['OFFICE', 'DEPARTMENT', 'POLICE', 'SHERIFF', 'SHERIFFS', 'DEPT', 'PD', 'SO']);

/** "HC" for Harlow County Sheriff's Office: first letters of the words that name the agency. */
export function prefixOf(agencyName: string): string {
  const words = agencyName
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/['’]/g, '')
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '' && !SMALL_WORDS.has(word));
  const named = words.filter((word) => !KIND_WORDS.has(word));
  const used = named.length > 0 ? named : words;
  const letters = used.map((word) => word.charAt(0)).join('');
  return letters === '' ? 'C' : letters.slice(0, 4);
}

/** The number after `last`, which is the highest of its prefix and year; the first where there is none. */
export function numberAfter(last: string | null, prefix: string, year: string): string {
  const count = last === null ? 0 : Number(last.split('-').at(-1));
  return `${prefix}-${year}-${String(count + 1).padStart(DIGITS, '0')}`;
}

/** The prefix of a number that was given. */
export function prefixIn(number: string): string {
  return number.split('-')[0] ?? '';
}
