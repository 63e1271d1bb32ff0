import express from 'express';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createPackages, importRoutes } from '../../server/packages/index.ts';
import type { Actor } from '../../server/people/index.ts';
import {
  configFor,
  contextOf,
  createAssets,
  createPlatform,
  enter,
  errorHandler,
  silentLog,
} from '../../server/platform/index.ts';

// A server in a process of its own that takes one upload over HTTP and tells its parent how its memory grew.
const [folder = '', path = '', agencyId = ''] = process.argv.slice(2);
const config = configFor({
  publicUrl: 'http://localhost:8080',
  contentUrl: 'http://127.0.0.1:8081',
  database: `sqlite:${join(folder, 'large.sqlite')}`,
  storage: join(folder, 'content'),
  mailDirectory: join(folder, 'mail'),
  secrets: ['a secret for specs only, long enough'],
});
const assets = createAssets({ directory: join(folder, 'static'), unbuilt: true });
const platform = await createPlatform(config, { log: silentLog(), assets });
await platform.database.migrate();
const agency = { id: agencyId, name: 'Harlow County', time_zone: 'UTC', state: 'TX', created_at: new Date() };
const queries = platform.database.sequelize.getQueryInterface();
await platform.database.write((tx) => queries.bulkInsert('sb_agencies', [agency], { transaction: tx }));

const actor: Actor = {
  personId: agencyId,
  agencyId,
  agencyName: agency.name,
  organisationType: 'agency',
  locale: 'en',
  timeZone: 'UTC',
  roles: ['instructor'],
  name: 'Luis Ortega',
  rank: '',
  email: null,
};
const app = express();
app.use((req, res, next) => void enter(platform)(req, res, next));
app.use((req, _res, next) => {
  contextOf(req).actor = actor;
  next();
});
app.use(importRoutes(createPackages(platform)), errorHandler(platform));
const server = createServer(app);
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const address = server.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;

/** Uploads a file as a browser does, from the disk; resolves with the answer. */
async function upload(file: string): Promise<{ status: number; body: unknown }> {
  const head =
    '--large\r\ncontent-disposition: form-data; name="package"; filename="large.zip"\r\n' +
    'content-type: application/zip\r\n\r\n';
  const tail = '\r\n--large--\r\n';
  const { size } = await stat(file);
  const headers = {
    'content-type': 'multipart/form-data; boundary=large',
    'content-length': head.length + size + tail.length,
    'sec-fetch-site': 'same-origin',
    accept: 'application/json',
  };
  const sent = request({ port, host: '127.0.0.1', method: 'POST', path: '/author/imports', headers });
  const answered = new Promise<{ status: number; body: unknown }>((resolve, reject) => {
    sent.on('error', reject);
    sent.on('response', (res) => {
      text(res).then((body) => resolve({ status: res.statusCode ?? 0, body: JSON.parse(body) }), reject);
    });
  });
  sent.write(head);
  await pipeline(createReadStream(file), sent, { end: false });
  sent.end(tail);
  return answered;
}

// A small package first: what is loaded once is no growth.
const [warmUp = '', large = ''] = path.split(':');
await upload(warmUp);
globalThis.gc?.();
const rssBefore = process.memoryUsage.rss();
let rssMost = rssBefore;
const timer = setInterval(() => {
  rssMost = Math.max(rssMost, process.memoryUsage.rss());
}, 20);
const answer = await upload(large);
clearInterval(timer);
process.send?.({ ...answer, rssBefore, rssMost }, () => process.exit(0));
