import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fork } from 'node:child_process';
import express from 'express';
import { SCRIPT } from './bench-server.ts';
import { BenchProcess, median, shoot, type Shots } from './load.ts';

const MS = 4000;

/** A 20 KB script from the content origin beside express.static, in the same run. */
export async function contentBench(): Promise<string[]> {
  const lines = [
    '| server | connections | answers/s | server CPU ms an answer | bytes an answer |',
    '|---|---|---|---|---|',
  ];
  for (const connections of [1, 64]) {
    const ours: Shots[] = [];
    const theirs: Shots[] = [];
    for (let round = 0; round < 3; round += 1) {
      ours.push(await measureOurs(connections));
      theirs.push(await measureStatic(connections));
    }
    for (const [name, shots] of [
      ['content origin', ours],
      ['express.static', theirs],
    ] as const) {
      const rate = median(shots.map(({ perSecond }) => perSecond)).toFixed(0);
      const cpu = median(shots.map(({ cpuMs }) => cpuMs)).toFixed(3);
      const bytes = median(shots.map((one) => one.bytes));
      lines.push(`| ${name} | ${connections} | ${rate} | ${cpu} | ${bytes} |`);
    }
  }
  return lines;
}

async function measureOurs(connections: number): Promise<Shots> {
  const server = await BenchProcess.start('product');
  const { contentPort, scriptPath } = server.about;
  const next = (): { path: string; headers: Record<string, string> } => ({
    path: scriptPath,
    headers: { 'accept-encoding': 'gzip' },
  });
  try {
    return await shoot(server, { port: contentPort, next }, connections, MS);
  } finally {
    await server.stop();
  }
}

async function measureStatic(connections: number): Promise<Shots> {
  const child = fork(import.meta.filename, ['serve'], { execArgv: ['--import', 'tsx'] });
  const about = await new Promise<{ port: number }>((done) =>
    child.once('message', (message) => done(message as never)),
  );
  const server = new BenchProcess({ port: about.port, contentPort: 0, launches: [], scriptPath: '' }, child);
  try {
    return await shoot(server, { port: about.port, next: () => ({ path: '/script.js' }) }, connections, MS);
  } finally {
    await server.stop();
  }
}

/** What most applications would do: the file on disk and express.static. */
async function serveStatic(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'schoolbeat-static-'));
  await writeFile(join(folder, 'script.js'), SCRIPT);
  const server = createServer(express().use(express.static(folder))).listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.({ port: address !== null && typeof address === 'object' ? address.port : 0 });
  });
  process.on('message', (word) => {
    if (word === 'cpu') process.send?.({ cpu: process.cpuUsage() });
    if (word !== 'stop') return;
    server.closeAllConnections();
    void rm(folder, { recursive: true, force: true }).then(() => process.exit(0));
  });
}

if (process.argv[1] === import.meta.filename && process.argv[2] === 'serve') await serveStatic();
