import { expect } from 'chai';
import express, { type Express } from 'express';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { Agent, createServer, get } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import request from 'supertest';
import { SMTPServer } from 'smtp-server';
import { text } from 'node:stream/consumers';
import {
  assetRoutes,
  createAssets,
  createLog,
  createRouter,
  enter,
  errorHandler,
  gracefulStop,
  healthRoutes,
  notFound,
  openDatabase,
  type Platform,
} from '../../server/platform/index.ts';
import { forEachDatabase, onSqlite, scratchPath } from '../support/databases.ts';
import { buildPlatform, standingClock } from '../support/platform.ts';

const hostOf = (platform: Platform): Express => {
  const router = createRouter();
  router.use(enter(platform), healthRoutes(platform), assetRoutes(platform), notFound(), errorHandler(platform));
  return express().use('/training', router);
};

forEachDatabase((make) => {
  describe('rate limits', () => {
    it('counts hits of the same instant exactly, and starts again after the window', async () => {
      const clock = standingClock();
      const { limits } = await buildPlatform(await make(), { clock });
      const hits = await Promise.all(Array.from({ length: 10 }, () => limits.hit('sign-in:198.51.100.7', 3, 60_000)));
      expect(hits.filter(({ allowed }) => allowed)).to.have.length(3);
      clock.goOn(20_000);
      expect(await limits.hit('sign-in:198.51.100.7', 3, 60_000)).to.deep.equal({
        allowed: false,
        retryAfterMs: 40_000,
        left: 0,
        resetsInMs: 40_000,
      });
      expect((await limits.hit('another', 3, 60_000)).allowed).to.equal(true);
      clock.goOn(40_000);
      expect((await limits.hit('sign-in:198.51.100.7', 3, 60_000)).allowed).to.equal(true);
    });

    it('forgets a key that is cleared', async () => {
      const { limits } = await buildPlatform(await make());
      await limits.hit('key', 1, 60_000);
      await limits.clear('key');
      expect((await limits.hit('key', 1, 60_000)).allowed).to.equal(true);
    });
  });

  describe('health', () => {
    it('is ready when the database answers and no migration waits', async () => {
      const platform = await buildPlatform(await make());
      const { body, status } = await request(hostOf(platform)).get('/training/readyz');
      expect([status, body]).to.deep.equal([200, { ok: true, database: { ok: true }, storage: { ok: true } }]);
    });

    it('answers 503 with the reason once the database is gone, and still lives', async () => {
      const database = await make();
      const platform = await buildPlatform(database);
      await database.close();
      const ready = await request(hostOf(platform)).get('/training/readyz');
      expect([ready.status, ready.body.database.reason]).to.deep.equal([503, 'the database does not answer']);
      expect((await request(hostOf(platform)).get('/training/healthz')).status).to.equal(200);
    });
  });
});

onSqlite((make) => {
  describe('operating it', () => {
    it('is not ready while migrations wait', async () => {
      const database = await openDatabase({ url: `sqlite:${await scratchPath('empty.sqlite')}` });
      const platform = await buildPlatform(database);
      const { body, status } = await request(hostOf(platform)).get('/training/readyz');
      await database.close();
      expect(status).to.equal(503);
      expect(body.database.reason).to.contain('0001-platform');
    });

    it('counts requests in metrics that only this machine may read', async () => {
      const host = hostOf(await buildPlatform(await make()));
      await request(host).get('/training/healthz');
      const { text: metrics } = await request(host).get('/training/metrics');
      expect(metrics).to.contain('schoolbeat_http_request_seconds_count{method="GET",status="2xx"} 1');
      const forwarded = await request(host).get('/training/metrics').set('X-Forwarded-For', '203.0.113.9');
      expect(forwarded.status).to.equal(404);
    });

    it('asks for the token of the metrics where one is set', async () => {
      const platform = await buildPlatform(await make(), { config: { metricsToken: 'a token for metrics' } });
      const from = async (token: string): Promise<number> =>
        (await request(hostOf(platform)).get('/training/metrics').set('Authorization', `Bearer ${token}`)).status;
      expect(await from('a token for metrics')).to.equal(200);
      expect(await from('another')).to.equal(404);
      expect((await request(hostOf(platform)).get('/training/metrics')).status).to.equal(404);
    });

    it('logs each request with its id, without query and tokens', async () => {
      const lines: string[] = [];
      const log = createLog({ destination: { write: (line) => void lines.push(line) } });
      const host = hostOf(await buildPlatform(await make(), { log }));
      const path = `/training/reset/${'s'.repeat(43)}?code=hunter2`;
      const { headers } = await request(host).get(path).set('Cookie', 'sb_session=hunter2');
      const line = JSON.parse(lines.find((one) => one.includes('"msg":"request"')) ?? '{}') as object;
      expect(line).to.include({ requestId: headers['x-request-id'], path: '/training/reset/[token]', status: 404 });
      expect(lines.join('')).to.not.match(/hunter2|sssss/);
    });

    it('serves built files for ever by their hash, and nothing else', async () => {
      const directory = await scratchPath('static');
      await mkdir(join(directory, 'styles'), { recursive: true });
      await writeFile(
        join(directory, 'manifest.json'),
        JSON.stringify({ 'styles/app.css': 'styles/app.AB12CD34.css' }),
      );
      await writeFile(join(directory, 'styles/app.AB12CD34.css'), 'body{}');
      const host = hostOf(await buildPlatform(await make(), { assets: createAssets({ directory }) }));
      const { headers, text: css } = await request(host).get('/training/assets/styles/app.AB12CD34.css');
      expect(css).to.equal('body{}');
      expect(headers['cache-control']).to.contain('immutable');
      expect((await request(host).head('/training/assets/styles/app.AB12CD34.css')).headers['content-length']).to.equal(
        '6',
      );
      for (const path of ['styles/app.css', 'styles/%2e%2e%2fmanifest.json', '../manifest.json']) {
        expect((await request(host).get(`/training/assets/${path}`)).status, path).to.equal(404);
      }
    });

    it('serves what the build packed to those who take it, and says so to caches', async () => {
      const directory = await scratchPath('packed');
      await mkdir(join(directory, 'styles'), { recursive: true });
      const path = 'styles/app.AB12CD34.css';
      await writeFile(join(directory, 'manifest.json'), JSON.stringify({ 'styles/app.css': path }));
      await writeFile(join(directory, path), 'body{color:red}');
      await writeFile(join(directory, `${path}.gz`), gzipSync('body{color:red}'));
      await writeFile(join(directory, `${path}.br`), brotliCompressSync('body{color:red}'));
      const host = hostOf(await buildPlatform(await make(), { assets: createAssets({ directory }) }));
      for (const [offer, coding] of [
        ['gzip, deflate, br, zstd', 'br'],
        ['gzip, deflate', 'gzip'],
        ['br;q=0, gzip', 'gzip'],
        ['gzip;q=0.0', undefined],
        ['identity', undefined],
      ] as const) {
        const { headers, text: css } = await request(host)
          .get(`/training/assets/${path}`)
          .set('Accept-Encoding', offer);
        expect([headers['content-encoding'], headers['vary'], css], offer).to.deep.equal([
          coding,
          'Accept-Encoding',
          'body{color:red}',
        ]);
      }
      expect((await request(host).get(`/training/assets/${path}.gz`)).status).to.equal(404);
    });

    it('lets a request under way end before it closes the rest', async () => {
      const order: string[] = [];
      const server = createServer((_req, res) => {
        setTimeout(() => {
          order.push('answered');
          res.end('done');
        }, 50);
      }).listen(0);
      const { port } = server.address() as AddressInfo;
      const answer = new Promise<string>((resolve) => get({ port }, (res) => resolve(text(res))));
      await new Promise((resolve) => server.once('request', resolve));
      await gracefulStop({ servers: [server], close: async () => void order.push('closed') });
      expect(await answer).to.equal('done');
      expect(order).to.deep.equal(['answered', 'closed']);
    });

    it('closes a connection that is kept alive once its last request has been answered, long before the grace is over', async () => {
      let answer: (() => void) | undefined;
      const server = createServer((_req, res) => (answer = () => void res.end('done'))).listen(0);
      server.keepAliveTimeout = 3_600_000;
      const { port } = server.address() as AddressInfo;
      const agent = new Agent({ keepAlive: true });
      const answered = new Promise<string>((resolve) => get({ port, agent }, (res) => resolve(text(res))));
      await once(server, 'request');
      const stopping = gracefulStop({ servers: [server], close: async () => undefined, graceMs: 3_600_000 });
      answer?.();
      expect(await answered).to.equal('done');
      await stopping;
      agent.destroy();
    });

    it('cuts a request that outlasts the grace', async () => {
      const server = createServer(() => undefined).listen(0);
      const { port } = server.address() as AddressInfo;
      const failure = new Promise((resolve) => get({ port }).once('error', resolve));
      await new Promise((resolve) => server.once('request', resolve));
      await gracefulStop({ servers: [server], close: async () => undefined, graceMs: 20 });
      expect(await failure).to.be.instanceOf(Error);
    });
  });

  describe('mail', () => {
    const send = (platform: Platform): Promise<void> =>
      platform.database.write((tx) =>
        platform.mail.send(tx, { to: 'officer@example.org', subject: 'Résumé', text: 'Hello\nthere' }),
      );

    it('becomes a file that its owner alone may read where no server is configured', async () => {
      const platform = await buildPlatform(await make());
      await send(platform);
      await platform.jobs.drain();
      const names = await readdir(platform.config.mailDirectory);
      expect(names).to.have.length(1);
      const mail = await readFile(join(platform.config.mailDirectory, names[0] ?? ''), 'utf8');
      expect(mail).to.contain('To: officer@example.org').and.contain('Hello\r\nthere');
    });

    it('goes to the server, and is tried again when that was away', async () => {
      const received: string[] = [];
      const server = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        onData(stream, _session, done) {
          text(stream)
            .then((mail) => received.push(mail), done)
            .finally(() => done());
        },
      });
      const port = await new Promise<number>((resolve) => {
        const listening = server.listen(0, '127.0.0.1', () => resolve((listening.address() as AddressInfo).port));
      });
      const clock = standingClock();
      const away = await buildPlatform(await make(), { clock, config: { smtpUrl: 'smtp://127.0.0.1:1' } });
      await send(away);
      await away.jobs.drain();
      expect(await away.jobs.counts()).to.include({ waiting: 1, failed: 0 });
      clock.goOn(60_000);
      const back = await buildPlatform(away.database, { clock, config: { smtpUrl: `smtp://127.0.0.1:${port}` } });
      await back.jobs.drain();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      expect(received).to.have.length(1);
      expect(received[0]).to.contain('To: officer@example.org');
    });
  });
});
