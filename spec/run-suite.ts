import { type ChildProcess, spawn } from 'node:child_process';

// The whole suite, or with the word `acceptance` everything long: what needs a browser beside what needs none, on two cores in
// half the time. Both are printed as they run, the browser's lines behind a bar; mocha's summary of both closes.

interface Half {
  readonly output: string;
  readonly code: number;
}

const isAcceptance = process.argv.includes('acceptance');
/** A half that says nothing for so long hangs: the longest spec of the suite takes two minutes, the soak of acceptance thirty. */
const MOST_SILENT_MINUTES = isAcceptance ? 90 : 15;
/** What a process of its own may hold open of its parent's output when that has ended. */
const REST_MS = 5_000;

const halves: ChildProcess[] = [];

function runHalf(config: string, bar: string): Promise<Half> {
  // A group of its own: what its specs have started ends with it.
  const child = spawn(process.execPath, ['node_modules/mocha/bin/mocha.js', '--config', config], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  halves.push(child);
  let output = '';
  const tell = (text: string): void => {
    output += text;
    process.stdout.write(text.replaceAll(/^(?=.)/gm, bar));
  };
  const silence = setTimeout(() => {
    tell(`\n  ${config} said nothing for ${MOST_SILENT_MINUTES} minutes: ended.\n`);
    endGroup(child, 'SIGKILL');
  }, MOST_SILENT_MINUTES * 60_000);
  for (const stream of [child.stdout, child.stderr]) {
    // Whole lines alone, so that the two halves never share one.
    let begun = '';
    stream.setEncoding('utf8').on('data', (text: string) => {
      silence.refresh();
      const lines = (begun + text).split('\n');
      begun = lines.pop() ?? '';
      tell(lines.map((line) => `${line}\n`).join(''));
    });
    stream.once('end', () => {
      if (begun !== '') tell(`${begun}\n`);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(silence);
      const done = (): void => resolve({ output, code: code ?? 1 });
      child.once('close', done);
      setTimeout(done, REST_MS).unref();
    });
  });
}

function endGroup({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, signal);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const half of halves) endGroup(half, signal);
    process.exit(1);
  });
}

/** The number that mocha prints before a word; 0 where it prints none. */
function countOf({ output }: Half, word: 'passing' | 'pending' | 'failing'): number {
  return Number(new RegExp(`^ +(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0);
}

const began = Date.now();
const configs = isAcceptance
  ? ['.mocharc.acceptance-rooms.json', '.mocharc.acceptance-browser.json']
  : ['.mocharc.rooms.json', '.mocharc.browser.json'];
const ended = await Promise.all([runHalf(configs[0] ?? '', ''), runHalf(configs[1] ?? '', 'browser | ')]);
const sum = (word: 'passing' | 'pending' | 'failing'): number =>
  ended.reduce((total, half) => total + countOf(half, word), 0);
const minutes = Math.round((Date.now() - began) / 60_000);
process.stdout.write(
  `\n  ${sum('passing')} passing (${minutes}m)\n  ${sum('pending')} pending\n  ${sum('failing')} failing\n`,
);
process.exit(ended.some(({ code }) => code !== 0) ? 1 : 0);
