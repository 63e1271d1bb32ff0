import { expect } from 'chai';
import express, { type Express } from 'express';
import request from 'supertest';
import {
  createRouter,
  enter,
  errorHandler,
  healthRoutes,
  route,
  type Database,
  type PartHealth,
  type Platform,
} from '../../server/platform/index.ts';
import { createHealth } from '../../server/platform/health/create-health.ts';
import { onSqlite } from '../support/databases.ts';
import { buildPlatform } from '../support/platform.ts';

const full = (): Error => Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });

/** A platform whose database may fill up; `at.code` is what its own look then says. */
async function platformThatFills(database: Database): Promise<{ platform: Platform; at: { code: string | null } }> {
  const at: { code: string | null } = { code: null };
  const isReady = async (): Promise<PartHealth> =>
    at.code === null ? { ok: true } : { ok: false, code: at.code, reason: 'no room left' };
  const plain = await buildPlatform(database);
  const { storage, log, metrics } = plain;
  return { platform: { ...plain, health: createHealth({ database: { isReady }, storage, log, metrics }) }, at };
}

function hostOf(platform: Platform, work: () => Promise<void>): Express {
  const router = createRouter();
  router.use(enter(platform), healthRoutes(platform));
  route(router).post('/work', async (_req, res) => {
    await work();
    res.json({ ok: true });
  });
  router.use(errorHandler(platform));
  return express().use(router);
}

/** Asks until the answer is as it should be; the spec's own limit ends what never comes. */
async function until(ask: () => Promise<boolean>): Promise<void> {
  while (!(await ask())) await new Promise((resolve) => setTimeout(resolve, 20));
}

onSqlite((make) => {
  describe('a fault that a person meets', () => {
    it('is answered 503 with code, words, a next step and when to come back, and is counted', async () => {
      const { platform } = await platformThatFills(await make());
      const host = hostOf(platform, () => Promise.reject(full()));
      const { status, headers, body } = await request(host).post('/work').set('Accept', 'application/json');
      platform.health.stop();
      expect([status, headers['retry-after'], body.code]).to.deep.equal([503, '5', 'DATABASE_FULL']);
      expect(body.message).to.contain('no room left');
      expect(body.help).to.match(/\w/);
      const metrics = await platform.metrics.text();
      expect(metrics).to.contain('schoolbeat_errors_total{code="DATABASE_FULL"} 1');
      expect(metrics).to.contain('schoolbeat_faults_total{part="database",code="DATABASE_FULL"} 1');
    });

    it('is known to /healthz from then on, until a look by itself finds it over', async () => {
      const { platform, at } = await platformThatFills(await make());
      at.code = 'DATABASE_FULL';
      const host = hostOf(platform, () => Promise.reject(full()));
      await request(host).post('/work').set('Accept', 'application/json');
      const seen = async (): Promise<unknown[]> => (await request(host).get('/healthz').expect(200)).body.faults;
      expect(await seen()).to.have.length(1);
      at.code = null;
      await until(async () => (await seen()).length === 0);
      platform.health.stop();
    });

    it('makes /readyz answer 503 with code and reason while it lasts, and 200 afterwards', async () => {
      const { platform, at } = await platformThatFills(await make());
      const host = hostOf(platform, () => Promise.resolve());
      at.code = 'DATABASE_READ_ONLY';
      const { status, body } = await request(host).get('/readyz');
      expect(status).to.equal(503);
      expect(body.database).to.deep.equal({ ok: false, code: 'DATABASE_READ_ONLY', reason: 'no room left' });
      at.code = null;
      await request(host).get('/readyz').expect(200);
      platform.health.stop();
    });

    it('is logged when it begins and when it is over, not at each request', async () => {
      const lines: string[] = [];
      const log = {
        error: (_: object, words: string) => lines.push(words),
        warn: (_: object, words: string) => lines.push(words),
      };
      const { platform, at } = await platformThatFills(await make());
      const { storage, metrics } = platform;
      const isReady = async (): Promise<PartHealth> => (at.code === null ? { ok: true } : { ok: false, code: at.code });
      const health = createHealth({ database: { isReady }, storage, metrics, log: Object.assign(platform.log, log) });
      at.code = 'DATABASE_FULL';
      for (let count = 0; count < 3; count += 1) await health.check();
      at.code = null;
      await health.check();
      health.stop();
      expect(lines).to.deep.equal(['a fault began', 'a fault is over']);
    });
  });

  describe('looking at a database', () => {
    it('writes a small row where nobody has just written, and none right after a write', async () => {
      const count = async ({ sequelize, tablePrefix }: Database): Promise<number> => {
        const [rows] = await sequelize.query(`SELECT id FROM ${tablePrefix}write_probes`);
        return rows.length;
      };
      const [idle, busy] = [await make(), await make()];
      await busy.write(async () => undefined);
      for (const database of [idle, busy]) expect(await database.isReady()).to.deep.equal({ ok: true });
      expect([await count(idle), await count(busy)]).to.deep.equal([1, 0]);
    });
  });
});
