/** Ids of a list response; '' is the empty list. */
export function readList(response: string): string[] {
  return response === '' ? [] : response.split(',');
}

/** `item:target` pairs of a response as a map; null where it is none or names an item twice. */
export function readPairs(response: string): Map<string, string> | null {
  const pairs = readList(response).map((pair) => pair.split(':'));
  const map = new Map(pairs.map(([item = '', target = '']) => [item, target]));
  return pairs.every((pair) => pair.length === 2) && map.size === pairs.length ? map : null;
}

/** Pairs as a response, in the order in which they stand. */
export function writePairs(pairs: Iterable<readonly [string, string]>): string {
  return [...pairs].map(([item, target]) => `${item}:${target}`).join(',');
}

/** A typed number, with a decimal comma or point and blanks around it; null where it is none. */
export function readNumber(response: string): number | null {
  const text = response.trim().replace(/^(-?\d+),(\d+)$/, '$1.$2');
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : null;
}

/** A typed text without case, accents, punctuation at the ends and doubled blanks. */
export function plainText(response: string): string {
  const bare = response.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return bare.replace(/\s+/g, ' ').replace(/^[\s.,;:'"“”‘’]+|[\s.,;:'"“”‘’]+$/g, '');
}
