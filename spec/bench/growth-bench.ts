import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '../../server/platform/index.ts';
import { startBenchPostgres } from './bench-postgres.ts';
import { shootCommits } from './commit-load.ts';
import { bytesOf, growTo } from './grow-attempts.ts';
import { BenchProcess, median, type Shots } from './load.ts';

const MS = 3000;
const ROUNDS = 3;
const CONNECTIONS = 64;
/** Commits of the attempt that all others are copies of. */
const COMMITS_AN_ATTEMPT = 3;

/** Commits a second, and bytes an attempt, in databases of a thousand attempts and more; a million with `--full`. */
export async function growthBench(): Promise<string[]> {
  const sizes = [1_000, 10_000, 100_000, ...(process.argv.includes('--full') ? [1_000_000] : [])];
  const folder = await mkdtemp(join(tmpdir(), 'schoolbeat-growth-'));
  const postgres = await startBenchPostgres();
  const lines = [
    '| database | attempts | commits/s at 64 connections | server CPU ms a commit | bytes an attempt |',
    '|---|---|---|---|---|',
  ];
  const parts: string[] = [];
  try {
    for (const url of [`sqlite:${join(folder, 'growth.sqlite')}`, await postgres.emptyDatabase()]) {
      await withServer(url, (server) => shootCommits(server, { connections: 1, from: 0, most: COMMITS_AN_ATTEMPT }));
      for (const size of sizes) {
        const { dialect, perAttempt, byTable } = await grow(url, size);
        const shots: Shots[] = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          shots.push(
            await withServer(url, (server) => shootCommits(server, { connections: CONNECTIONS, from: 0, ms: MS })),
          );
        }
        const rate = median(shots.map(({ perSecond }) => perSecond)).toFixed(0);
        const cpu = median(shots.map(({ cpuMs }) => cpuMs)).toFixed(2);
        lines.push(`| ${[dialect, size, rate, cpu, perAttempt.toFixed(0)].join(' | ')} |`);
        if (size === 10_000) parts.push('', `Bytes an attempt on ${dialect}: ${byTable}.`);
      }
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return [...lines, ...parts];
}

async function withServer<T>(url: string, work: (server: BenchProcess) => Promise<T>): Promise<T> {
  const server = await BenchProcess.start('product', url);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

/** Adds attempts and tells what each takes: the growth of the whole database, by table and index. */
async function grow(
  url: string,
  size: number,
): Promise<{ dialect: Database['dialect']; perAttempt: number; byTable: string }> {
  const database = await openDatabase({ url });
  try {
    const before = await bytesOf(database);
    const added = await growTo(database, size);
    const after = await bytesOf(database);
    const parts = [...after.parts]
      .map(([name, bytes]) => [name, (bytes - (before.parts.get(name) ?? 0)) / added] as const)
      .filter(([, bytes]) => bytes >= 1)
      .toSorted(([, one], [, other]) => other - one);
    return {
      dialect: database.dialect,
      perAttempt: (after.total - before.total) / added,
      byTable: parts.map(([name, bytes]) => `${name} ${bytes.toFixed(0)}`).join(', '),
    };
  } finally {
    await database.close();
  }
}
