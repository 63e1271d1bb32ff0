import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { manifest12 } from '../support/zips.ts';

const KIB = 1024;
const WORDS =
  'school officer hall bell student door radio class parent report duty calm speak listen step line time plan'.split(
    ' ',
  );

/** Numbers below 2^32 that are the same in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** Words in a row: packs four to one, as pages and scripts do. */
function words(bytes: number, seed: number): Buffer {
  const next = numbers(seed);
  let text = '<!doctype html>';
  while (text.length < bytes) text += `${WORDS[next() % WORDS.length]}${next() % 7 === 0 ? next().toString(36) : ''} `;
  return Buffer.from(text.slice(0, bytes));
}

/** Bytes that do not pack, as pictures and films. */
function noise(bytes: number, seed: number): Buffer {
  const next = numbers(seed);
  const data = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at += 4) data.writeUInt32LE(next(), at);
  return data;
}

/** A zip of about 81 MB with 2,000 files: 1,400 pages and scripts, 590 pictures, 10 films; half of the media is deflated in vain. */
export async function writeLargePackage(path: string): Promise<void> {
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream, createWriteStream(path));
  const names = Array.from({ length: 1998 }, (_, number) => {
    const kind = number % 200 === 0 ? 'mp4' : number % 10 < 3 ? 'png' : number % 2 === 0 ? 'html' : 'js';
    return `part-${number % 20}/file-${number}.${kind}`;
  });
  zip.addBuffer(Buffer.from(manifest12({ files: names })), 'imsmanifest.xml');
  zip.addBuffer(Buffer.from('<!doctype html><title>Start</title>'), 'index.html');
  for (const [number, name] of names.entries()) {
    if (name.endsWith('.mp4')) zip.addBuffer(noise(2048 * KIB, number), name, { compress: number % 400 === 0 });
    else if (name.endsWith('.png')) zip.addBuffer(noise(84 * KIB, number), name, { compress: number % 2 === 0 });
    else zip.addBuffer(words(25 * KIB, number), name);
  }
  zip.end();
  await written;
}
