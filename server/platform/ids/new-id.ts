import { randomBytes } from 'node:crypto';

const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const RANDOM_LENGTH = 16;

/** Asking the system for a few bytes costs as much as asking for many. */
const POOL = 4096;
let pool = Buffer.alloc(0);

/** Letters that nobody has seen, one number below 32 for each. */
function randomLetters(): number[] {
  if (pool.length < RANDOM_LENGTH) pool = randomBytes(POOL);
  const letters = Array.from(pool.subarray(0, RANDOM_LENGTH), (byte) => byte & 31);
  pool = pool.subarray(RANDOM_LENGTH);
  return letters;
}

let lastTime = 0;
/** Random part of the last identifier, one number below 32 per letter. */
let lastRandom: number[] = [];

/** Identifier of a row: a ULID in lower case, 26 characters, rising within this process even when the clock does not. */
export function newId(): string {
  const now = Date.now();
  if (now > lastTime) {
    lastTime = now;
    lastRandom = randomLetters();
  } else if (!increment(lastRandom)) {
    lastTime += 1;
    lastRandom = randomLetters();
  }
  return encodeTime(lastTime) + lastRandom.map((value) => LETTERS[value]).join('');
}

function encodeTime(time: number): string {
  let text = '';
  for (let rest = time, place = 0; place < 10; place += 1) {
    text = `${LETTERS[rest % 32]}${text}`;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** False when the random part is used up, once in 2^80 of one millisecond. */
function increment(digits: number[]): boolean {
  for (let place = digits.length - 1; place >= 0; place -= 1) {
    const digit = digits[place] ?? 0;
    if (digit < 31) {
      digits[place] = digit + 1;
      return true;
    }
    digits[place] = 0;
  }
  return false;
}
