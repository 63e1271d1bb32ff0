import type { Writer } from './bench-server.ts';
import { startBenchPostgres, type BenchPostgres } from './bench-postgres.ts';
import { shootCommits } from './commit-load.ts';
import type { BenchResult } from './bench-result.ts';
import { BenchProcess, median, type Shots } from './load.ts';

const MS = 3000;
const ROUNDS = 3;
const CONNECTIONS = [1, 8, 64] as const;

type Dialect = 'SQLite' | 'PostgreSQL';
interface Subject {
  readonly dialect: Dialect;
  readonly writer: Writer;
  /** Shots of the rounds, by the number of connections. */
  readonly runs: Map<number, Shots[]>;
}

const SUBJECTS: readonly (readonly [Dialect, Writer])[] = [
  ['SQLite', 'product'],
  ['SQLite', 'nothing'],
  ['SQLite', 'one-by-one'],
  ['PostgreSQL', 'product'],
  ['PostgreSQL', 'nothing'],
];

/**
 * Durable commits a second through the real route: the product beside a writer that does nothing and beside one Sequelize
 * transaction a request behind a mutex. The rounds go through all of them in turn, so that what else runs hits all alike.
 */
export async function commitBench(): Promise<BenchResult> {
  const postgres = await startBenchPostgres();
  const subjects = SUBJECTS.map(([dialect, writer]): Subject => ({ dialect, writer, runs: new Map() }));
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const subject of subjects) await measure(subject, postgres);
    }
  } finally {
    await postgres.stop();
  }
  const at64 = rateOf(subjects, 'SQLite', 64);
  const lines = [
    '| database | connections | writer | commits/s | server CPU ms a commit | share of "nothing" | times "one-by-one" | failed |',
    '|---|---|---|---|---|---|---|---|',
    ...CONNECTIONS.flatMap((connections) => subjects.map((subject) => lineOf(subjects, subject, connections))),
  ];
  return {
    lines,
    floors: [
      {
        what: 'commit at 64 connections, of a writer that does nothing',
        value: at64('product') / at64('nothing'),
        atLeast: 0.25,
      },
      { what: 'commit at 64 connections, times one by one', value: at64('product') / at64('one-by-one'), atLeast: 8 },
    ],
  };
}

/** Median rate of a writer; NaN where it was not measured, which keeps to no floor. */
function rateOf(subjects: readonly Subject[], dialect: Dialect, connections: number): (writer: Writer) => number {
  return (writer) => {
    const subject = subjects.find((one) => one.dialect === dialect && one.writer === writer);
    return median((subject?.runs.get(connections) ?? []).map(({ perSecond }) => perSecond));
  };
}

async function measure({ dialect, writer, runs }: Subject, postgres: BenchPostgres): Promise<void> {
  const url = dialect === 'SQLite' ? undefined : await postgres.emptyDatabase();
  const server = await BenchProcess.start(writer, url);
  try {
    let from = 0;
    for (const connections of CONNECTIONS) {
      const shots = await shootCommits(server, { connections, from, ms: MS });
      runs.set(connections, [...(runs.get(connections) ?? []), shots]);
      from += connections;
    }
  } finally {
    await server.stop();
  }
}

function lineOf(subjects: readonly Subject[], { dialect, writer, runs }: Subject, connections: number): string {
  const all = runs.get(connections) ?? [];
  const rate = median(all.map(({ perSecond }) => perSecond));
  const of = (other: Writer): number => rate / rateOf(subjects, dialect, connections)(other);
  const times = dialect === 'SQLite' ? of('one-by-one').toFixed(1) : '';
  const cpu = median(all.map(({ cpuMs }) => cpuMs)).toFixed(2);
  const failed = all.reduce((sum, one) => sum + one.failed, 0);
  const share = of('nothing').toFixed(2);
  return `| ${[dialect, connections, writer, rate.toFixed(0), cpu, share, times, failed].join(' | ')} |`;
}
