import { gzipSync } from 'node:zlib';
import { newId } from '../../../server/platform/index.ts';
import { Dice } from './dice.ts';

/** How long to go on, and from which seed. */
export interface FuzzPlan {
  readonly name: string;
  readonly seed: string;
  /** Cases to play; absent: until `minutes` are over. */
  readonly cases?: number;
  readonly minutes?: number;
}

/** Keeps what a case is about to feed, so that a failure can show it. */
export type KeepInput = (input: string | Uint8Array) => void;

/** A case that takes more of the processor's time than this is a fault of its own, however busy the machine is. */
const WATCHDOG_MS = 60_000;
/** A case that has not come back by then hangs: the product's own deadlines are a tenth of it. */
const HANG_MS = 600_000;
/** What a run of any length may hold: cases leave nothing behind. */
const MOST_RSS = 2 ** 31;
const cpuMs = (): number => (process.cpuUsage().user + process.cpuUsage().system) / 1000;
const MOST_SHOWN = 20_000;

/** Plan of an acceptance run: `FUZZ_MINUTES` (10) and `FUZZ_SEED` (a new one), which is printed. */
export function longPlan(name: string): FuzzPlan {
  return { name, seed: process.env['FUZZ_SEED'] ?? newId(), minutes: Number(process.env['FUZZ_MINUTES'] ?? 10) };
}

/**
 * Plays cases, each with dice of its own, and resolves with their number. A failure names seed and case, so that `FUZZ_SEED`
 * and `FUZZ_CASE` play that one alone, and holds the input as gzip in base64.
 */
export async function runFuzz(
  plan: FuzzPlan,
  play: (dice: Dice, keep: KeepInput, number: number) => Promise<void>,
): Promise<number> {
  const { name, seed, cases = Number.POSITIVE_INFINITY, minutes = Number.POSITIVE_INFINITY } = plan;
  const only = process.env['FUZZ_CASE'];
  const end = performance.now() + minutes * 60_000;
  if (plan.cases === undefined) process.stdout.write(`      ${name}: FUZZ_SEED=${seed}\n`);
  let number = only === undefined ? 0 : Number(only);
  let slowest = { ms: 0, number: 0 };
  for (let played = 0; played < cases && performance.now() < end; played += 1, number += 1) {
    let input: string | Uint8Array = '';
    const began = cpuMs();
    try {
      await beforeItHangs(play(new Dice(`${seed}/${number}`), (fed) => (input = fed), number));
    } catch (cause) {
      throw failure(plan, number, input, cause);
    }
    const ms = cpuMs() - began;
    if (ms > slowest.ms) slowest = { ms, number };
    if (ms > WATCHDOG_MS)
      throw failure(plan, number, input, new Error(`The case took ${Math.round(ms / 1000)} s of the processor.`));
    if (only !== undefined) return 1;
  }
  if (plan.cases === undefined) {
    const held = process.memoryUsage.rss();
    const rss = (held / 2 ** 20).toFixed(0);
    process.stdout.write(
      `      ${name}: ${number} cases, most work ${Math.round(slowest.ms)} ms (case ${slowest.number}), RSS ${rss} MB\n`,
    );
    if (held > MOST_RSS) throw failure(plan, number, '', new Error(`The run holds ${rss} MB.`));
  }
  return number;
}

async function beforeItHangs(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const hang = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The case hangs since ${HANG_MS / 60_000} minutes.`)), HANG_MS);
  });
  try {
    await Promise.race([work, hang]);
  } finally {
    clearTimeout(timer);
  }
}

function failure({ name, seed }: FuzzPlan, number: number, input: string | Uint8Array, cause: unknown): Error {
  const words = cause instanceof Error ? cause.message : String(cause);
  const shown = gzipSync(input).toString('base64');
  const kept = shown.length > MOST_SHOWN ? `${shown.slice(0, MOST_SHOWN)}… (${shown.length})` : shown;
  return new Error(`${name}: FUZZ_SEED=${seed} FUZZ_CASE=${number}: ${words}\ninput (gzip, base64): ${kept}`, {
    cause,
  });
}
