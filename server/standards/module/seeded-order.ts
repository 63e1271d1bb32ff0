/** Numbers from 0 to below 1 that a seed decides: the same on every machine (mulberry32 over an FNV-1a hash). */
export function seededNumbers(seed: string): () => number {
  let state = 0x811c9dc5;
  for (let at = 0; at < seed.length; at += 1) state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A new list in the order that a seed decides. */
export function seededOrder<T>(list: readonly T[], seed: string): T[] {
  const next = seededNumbers(seed);
  const left = [...list];
  const mixed: T[] = [];
  while (left.length > 0) mixed.push(...left.splice(Math.floor(next() * left.length), 1));
  return mixed;
}
