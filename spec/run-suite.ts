import { spawn } from 'node:child_process';

// The whole suite: what needs a browser beside what needs none, on two cores in half the time. The first half is printed as
// it runs, the other when it has ended, then mocha's summary of both.

interface Half {
  readonly output: string;
  readonly code: number;
}

function runHalf(config: string, onText: (text: string) => void): Promise<Half> {
  const child = spawn(process.execPath, ['node_modules/mocha/bin/mocha.js', '--config', config], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      onText(text);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ output, code: code ?? 1 }));
  });
}

/** The number that mocha prints before a word; 0 where it prints none. */
function countOf({ output }: Half, word: 'passing' | 'pending' | 'failing'): number {
  return Number(new RegExp(`^ +(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0);
}

const began = Date.now();
const halves = await Promise.all([
  runHalf('.mocharc.rooms.json', (text) => process.stdout.write(text)),
  runHalf('.mocharc.browser.json', () => {}),
]);
process.stdout.write(`\n${halves[1].output}\n`);
const sum = (word: 'passing' | 'pending' | 'failing'): number =>
  halves.reduce((total, half) => total + countOf(half, word), 0);
const minutes = Math.round((Date.now() - began) / 60_000);
process.stdout.write(
  `  ${sum('passing')} passing (${minutes}m)\n  ${sum('pending')} pending\n  ${sum('failing')} failing\n`,
);
process.exitCode = halves.some(({ code }) => code !== 0) ? 1 : 0;
