import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { openSchoolbeat } from '../../server/app.ts';
import { silentLog } from '../../server/platform/index.ts';
import { buildAgency, quickPasswords } from '../support/people.ts';
import { packageZip } from '../support/zips.ts';
import { benchConfig } from './bench-config.ts';
import { film, SCRIPT } from './served-files.ts';

// One of the servers of the content bench: ours, express.static, or node:http that answers the same bytes and knows nothing.
const folder = await mkdtemp(join(tmpdir(), 'schoolbeat-content-'));

interface Served {
  readonly handler: RequestListener;
  readonly base: string;
  close(): Promise<void>;
}

async function ours(): Promise<Served> {
  const app = await openSchoolbeat(benchConfig(folder), { log: silentLog(), passwords: await quickPasswords() });
  await app.migrate();
  const extra = [
    { name: 'script.js', data: SCRIPT },
    { name: 'film.mp4', data: film() },
  ];
  await writeFile(join(folder, 'course.zip'), packageZip({ title: 'Bench', extra }));
  const owner = { agencyId: (await buildAgency(app)).id, personId: null };
  const { versionId } = await app.packages.install(join(folder, 'course.zip'), owner);
  const base = app.packages.reader.contentBaseOf(await app.packages.reader.loadVersion(null, versionId));
  return { handler: app.content, base: new URL(base ?? '').pathname, close: () => app.close() };
}

async function expressStatic(): Promise<Served> {
  await writeFile(join(folder, 'script.js'), SCRIPT);
  await writeFile(join(folder, 'film.mp4'), film());
  const handler = express().use(express.static(folder, { immutable: true, maxAge: '1y' }));
  return { handler, base: '/', close: () => Promise.resolve() };
}

function bare(): Promise<Served> {
  const body = gzipSync(SCRIPT);
  const head = ['Content-Type', 'text/javascript', 'Content-Encoding', 'gzip', 'Content-Length', String(body.length)];
  const handler: RequestListener = (_req, res) => res.writeHead(200, head).end(body);
  return Promise.resolve({ handler, base: '/', close: () => Promise.resolve() });
}

const kinds: Readonly<Record<string, () => Promise<Served>>> = { ours, static: expressStatic, bare };
const served = await kinds[process.argv[2] ?? '']?.();
if (served === undefined) throw new Error('Say which server: ours, static or bare.');
const server = createServer(served.handler);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: address !== null && typeof address === 'object' ? address.port : 0, base: served.base });
});
process.on('message', (word) => {
  if (word === 'cpu') process.send?.(process.cpuUsage());
  if (word !== 'stop') return;
  server.closeAllConnections();
  void served
    .close()
    .then(() => rm(folder, { recursive: true, force: true }))
    .then(() => process.exit(0));
});
