/** Random choices that a seed repeats: the same seed throws the same numbers on every machine. */
export class Dice {
  #state: number;

  constructor(seed: string) {
    let state = 0x811c9dc5;
    for (let at = 0; at < seed.length; at += 1) state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193);
    this.#state = state >>> 0;
  }

  /** From 0 to below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    const chosen = list[this.below(list.length)];
    if (chosen === undefined && list.length === 0) throw new Error('There is nothing to pick from.');
    return chosen as T;
  }

  /** A few of them: from one on, each further one half as likely. */
  few(most = 12): number {
    let count = 1;
    while (count < most && this.chance(0.5)) count += 1;
    return count;
  }
}

/** Numbers as people, tools and attackers write them. */
export const NUMBERS = [
  '0', '1', '-1', '2', '3', '0.5', '.5', '1.', '-0', '+1', '1e3', '1e400', '-1e400', '0x10', 'NaN', 'Infinity', '-Infinity',
  '2147483647', '2147483648', '-2147483649', '9007199254740993', '4294967296', '1,5', '٣', ' 7 ', '', ' ', '00012',
  '0.0000000000000000000000001', '99999999999999999999999999', '9'.repeat(400), `0.${'1'.repeat(5000)}`,
] as const; // prettier-ignore

/** Texts that break what takes text for granted. */
export const TEXTS = [
  '', ' ', '\n', '\u00a0', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'null', 'undefined', 'true',
  '../../../etc/passwd', 'C:\\windows\\x', '/absolute', '//host/x', 'https://example.invalid/x', 'javascript:alert(1)', '%', '%2e%2e%2f',
  '%00', '%zz', '%E0%A4%A', 'a?b#c', '#', '?', '{{x}}', '<b>&amp;</b>', "'; DROP TABLE x; --", '\u202eabc', '😀', 'é'.repeat(300),
  'x'.repeat(255), 'x'.repeat(256), 'x'.repeat(1000), 'x'.repeat(1001), 'x'.repeat(70_000), 'P1Y', 'PT1H', '-PT1S', 'P99999999999Y',
  'PT1e400S', '0000:00:00.00', '9999:99:99.99', 'a&b|c', '(((a', '~a', '3*{a,b,c}', 'a="passed"', '(a&'.repeat(5000), '~'.repeat(20_000),
] as const; // prettier-ignore

/** A value of any kind, or one of those that the caller knows. */
export function anyText(dice: Dice, known: readonly string[] = []): string {
  if (known.length > 0 && dice.chance(0.5)) return dice.pick(known);
  return dice.chance(0.5) ? dice.pick(NUMBERS) : dice.pick(TEXTS);
}
