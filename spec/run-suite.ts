import { spawn } from 'node:child_process';

// The whole suite, or with the word `acceptance` everything long: what needs a browser beside what needs none, on two cores in
// half the time. Both are printed as they run, the browser's lines behind a bar; mocha's summary of both closes.

interface Half {
  readonly output: string;
  readonly code: number;
}

function runHalf(config: string, bar: string): Promise<Half> {
  const child = spawn(process.execPath, ['node_modules/mocha/bin/mocha.js', '--config', config], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    // Whole lines alone, so that the two halves never share one.
    let begun = '';
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const lines = (begun + text).split('\n');
      begun = lines.pop() ?? '';
      process.stdout.write(lines.map((line) => `${bar}${line}\n`).join(''));
    });
    stream.once('end', () => {
      if (begun !== '') process.stdout.write(`${bar}${begun}\n`);
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
const configs = process.argv.includes('acceptance')
  ? ['.mocharc.acceptance-rooms.json', '.mocharc.acceptance-browser.json']
  : ['.mocharc.rooms.json', '.mocharc.browser.json'];
const halves = await Promise.all([runHalf(configs[0] ?? '', ''), runHalf(configs[1] ?? '', 'browser | ')]);
const sum = (word: 'passing' | 'pending' | 'failing'): number =>
  halves.reduce((total, half) => total + countOf(half, word), 0);
const minutes = Math.round((Date.now() - began) / 60_000);
process.stdout.write(
  `\n  ${sum('passing')} passing (${minutes}m)\n  ${sum('pending')} pending\n  ${sum('failing')} failing\n`,
);
process.exitCode = halves.some(({ code }) => code !== 0) ? 1 : 0;
