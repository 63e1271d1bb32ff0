import express, { type Express } from 'express';
import { readdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { dirname } from 'node:path';
import { QueryTypes } from 'sequelize';
import supertest from 'supertest';
import { createPackages, importRoutes, packageRoutes, type Packages } from '../../server/packages/index.ts';
import type { Actor, Role } from '../../server/people/index.ts';
import {
  contextOf,
  createLog,
  enter,
  errorHandler,
  newId,
  notFound,
  systemClock,
  type Clock,
  type Config,
  type Database,
  type Platform,
} from '../../server/platform/index.ts';
import { buildPlatform } from './platform.ts';

/** The room on a database of its own, with its pages mounted at `/lms` and its content handler on another port. */
export interface PackageApp {
  readonly platform: Platform;
  readonly packages: Packages;
  readonly app: Express;
  /** Origin of the content server. */
  readonly contentOrigin: string;
  addAgency(): Promise<string>;
  /** Somebody with roles in an agency; the request names the person by {@link as}. */
  actor(agencyId: string, ...roles: Role[]): Actor;
  /** Requests as an actor, null for nobody, from the app's own origin. */
  as(actor: Actor | null): PackageAgent;
  /** Number of rows of the room's tables and the keys in the store. */
  inventory(): Promise<{ rows: Record<string, number>; keys: string[]; scratch: number }>;
  close(): Promise<void>;
}

/** Requests of one person. */
export interface PackageAgent {
  get(path: string): supertest.Test;
  post(path: string): supertest.Test;
  /** Uploads a zip as the page without script does (`html`), or as the script does. */
  upload(zip: Uint8Array, options?: { query?: string; html?: boolean; name?: string }): supertest.Test;
}

const TABLES = ['courses', 'course_versions', 'activities', 'content_files', 'audit_events'];

/** Opens the room; close it after the spec. */
export async function openPackageApp(
  database: Database,
  config: Partial<Config> = {},
  clock: Clock = systemClock,
): Promise<PackageApp> {
  const contentServer = createServer((req, res) => packages.content(req, res));
  const contentOrigin = await listen(contentServer);
  const log = createLog({ level: process.env['SPEC_LOG'] ?? 'silent' });
  const platform = await buildPlatform(database, { log, clock, config: { contentUrl: contentOrigin, ...config } });
  const packages = createPackages(platform);
  const actors = new Map<string, Actor>();
  const app = express();
  const router = express.Router();
  router.use((req, _res, next) => {
    contextOf(req).actor = actors.get(req.get('x-actor') ?? '') ?? null;
    next();
  });
  router.use(packageRoutes(packages), importRoutes(packages), notFound(), errorHandler(platform));
  app.use('/lms', (req, res, next) => void enter(platform)(req, res, next), router);

  return {
    platform,
    packages,
    app,
    contentOrigin,
    async addAgency() {
      const id = newId();
      const row = { id, name: 'Harlow County', time_zone: 'America/Chicago', state: 'TX', created_at: new Date() };
      const queries = database.sequelize.getQueryInterface();
      await database.write((tx) => queries.bulkInsert(`${database.tablePrefix}agencies`, [row], { transaction: tx }));
      return id;
    },
    actor(agencyId, ...roles) {
      const actor: Actor = {
        personId: newId(),
        agencyId,
        agencyName: 'Harlow County',
        organisationType: 'agency',
        locale: 'en',
        timeZone: 'America/Chicago',
        roles,
        name: 'Luis Ortega',
        rank: 'Sgt.',
        email: null,
      };
      actors.set(actor.personId, actor);
      return actor;
    },
    as(actor) {
      const send = (test: supertest.Test): supertest.Test =>
        test.set({ 'x-actor': actor?.personId ?? '', 'sec-fetch-site': 'same-origin' });
      return {
        get: (path) => send(supertest(app).get(`/lms${path}`)),
        post: (path) => send(supertest(app).post(`/lms${path}`)),
        upload: (zip, { query = '', html = false, name = 'course.zip' } = {}) =>
          send(supertest(app).post(`/lms/author/imports${query}`))
            .set('accept', html ? 'text/html' : 'application/json')
            .attach('package', Buffer.from(zip), name),
      };
    },
    async inventory() {
      const rows: Record<string, number> = {};
      for (const table of TABLES) {
        const sql = `SELECT COUNT(*) AS count FROM ${database.tablePrefix}${table}`;
        const [found] = await database.sequelize.query<{ count: unknown }>(sql, { type: QueryTypes.SELECT });
        rows[table] = Number(found?.count);
      }
      const keys: string[] = [];
      for await (const key of platform.storage.list('')) keys.push(key);
      return { rows, keys: keys.sort(), scratch: await scratchCount(platform) };
    },
    async close() {
      await new Promise((done) => contentServer.close(done));
      await platform.close();
    },
  };
}

async function scratchCount({ storage }: Platform): Promise<number> {
  return (await readdir(dirname(await storage.scratch()))).length;
}

/** Starts a server on a free port; resolves with its origin. */
export function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(`http://127.0.0.1:${address.port}`);
      else reject(new Error('The server has no port.'));
    });
  });
}
