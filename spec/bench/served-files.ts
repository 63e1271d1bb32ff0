import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** A script of 20 KB as courses have them: the beginning of a well-known library. */
export const SCRIPT = readFileSync(createRequire(import.meta.url).resolve('handlebars/dist/handlebars.js')).subarray(
  0,
  20 * 1024,
);

/** A film of 20 MB that does not pack. */
export function film(): Buffer {
  return Buffer.from(Array.from({ length: 20 * 1024 * 1024 }, (_, at) => (at * at * 31) >> 5));
}
