import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import express from 'express';
import type { Page } from 'playwright-core';
import { QueryTypes } from 'sequelize';
import type { PeopleOptions } from '../../server/people/index.ts';
import { openSchoolbeat, type Schoolbeat } from '../../server/app.ts';
import { configFor, sha256Hex, silentLog } from '../../server/platform/index.ts';
import { buildAgency, buildPerson, quickPasswords } from './people.ts';

const KEEP_ALIVE_MS = 65_000;

/** Somebody who can sign in. */
export interface SitePerson {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly name: string;
}

type Role = 'officer' | 'instructor' | 'supervisor' | 'administrator' | 'partner' | 'director';

/** A whole server on two origins, with its own database and store, that journeys open in a browser. */
export interface Site {
  readonly base: string;
  readonly origin: string;
  readonly contentOrigin: string;
  readonly app: Schoolbeat;
  readonly agencyId: string;
  readonly isRunning: boolean;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops and deletes everything. */
  remove(): Promise<void>;
  addPerson(options: { roles: readonly Role[]; agencyId?: string }): Promise<SitePerson>;
  addAgency(): Promise<string>;
  /** Imports and publishes a package as an instructor would; resolves with the course id. */
  addCourse(zip: Buffer, agencyId?: string): Promise<string>;
  signIn(page: Page, person: SitePerson): Promise<void>;
  /** Starts (or continues) a course for the person signed in on the page; resolves with the registration id. */
  register(page: Page, courseId: string): Promise<string>;
  rows<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** How a site is opened. */
export interface SiteOptions {
  /** Mount path; '' is the root. */
  readonly mount?: string;
  readonly databaseUrl?: string;
  /** Private hosts that may be called. */
  readonly outgoingAllowed?: readonly string[];
  /** People come signed in by a host. */
  readonly host?: PeopleOptions['host'];
  /** Folder with `courses/` and the built run-time; the product's own by default. */
  readonly root?: string;
  /** Told of each request to the app. */
  readonly heard?: (request: IncomingMessage, response: ServerResponse) => void;
  /** Told of each request to the content origin. */
  readonly contentHeard?: (request: IncomingMessage, response: ServerResponse) => void;
}

/** Opens a site on free ports. */
export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const mount = options.mount ?? '';
  const directory = await mkdtemp(join(tmpdir(), 'schoolbeat-site-'));
  const [port, contentPort] = [await freePort(), await freePort()];
  const origin = `http://localhost:${port}`;
  const contentOrigin = `http://127.0.0.1:${contentPort}`;
  const config = configFor({
    publicUrl: origin + mount,
    contentUrl: contentOrigin,
    database: options.databaseUrl ?? `sqlite:${join(directory, 'site.sqlite')}`,
    storage: join(directory, 'content'),
    mailDirectory: join(directory, 'mail'),
    secrets: ['a secret for specs that is long enough'],
    outgoingAllowed: [...(options.outgoingAllowed ?? [])],
  });
  let app: Schoolbeat | null = null;
  let servers: Server[] = [];
  let agencyId = '';
  let files = 0;
  const current = (): Schoolbeat => {
    if (!app) throw new Error('The site is stopped.');
    return app;
  };

  const site: Site = {
    base: origin + mount,
    origin,
    contentOrigin,
    get app() {
      return current();
    },
    get agencyId() {
      return agencyId;
    },
    get isRunning() {
      return app !== null;
    },
    async start() {
      const { host: hosted, root } = options;
      const passwords = await quickPasswords();
      app = await openSchoolbeat(config, {
        log: silentLog(),
        passwords,
        host: hosted,
        ...(root !== undefined && { root }),
      });
      await app.migrate();
      app.platform.jobs.start();
      const host = express();
      host.use((req, res, next) => {
        options.heard?.(req, res);
        next();
      });
      host.use(mount === '' ? '/' : mount, app.router);
      const { content: serve } = app;
      const content: typeof serve = (req, res) => {
        options.contentHeard?.(req, res);
        serve(req, res);
      };
      servers = [
        createServer(host).listen(port),
        createServer({ maxHeaderSize: 1 << 20 }, content).listen(contentPort, '127.0.0.1'),
      ];
      // As main.ts does: with Node's five seconds a connection may be closed in the very moment when the browser uses it again.
      for (const server of servers) server.keepAliveTimeout = KEEP_ALIVE_MS;
      await Promise.all(servers.map((server) => new Promise((done) => server.once('listening', done))));
    },
    async stop() {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
      }
      servers = [];
      await app?.close();
      app = null;
    },
    async remove() {
      await site.stop();
      await rm(directory, { recursive: true, force: true });
    },
    async addAgency() {
      return (await buildAgency(current())).id;
    },
    addPerson: ({ roles, agencyId: other }) => buildPerson(current(), { roles, agencyId: other ?? agencyId }),
    async addCourse(zip, other) {
      files += 1;
      const path = join(directory, `upload-${files}.zip`);
      await writeFile(path, zip);
      const { importer, versions } = current().packages;
      const owner = { agencyId: other ?? agencyId, personId: null };
      const upload = { name: basename(path), bytes: zip.length, sha256: sha256Hex(zip) };
      // Always a course of its own, as an upload in the browser is, also where two manifests bear one identifier.
      const courseOf = (): Promise<null> => Promise.resolve(null);
      const { courseId, versionId } = await importer.importFile(path, upload, owner, { courseOf });
      await versions.publishFor(owner, versionId);
      return courseId;
    },
    signIn: (page, person) => signInAt(site.base, page, person),
    register: (page, courseId) => registerAt(site.base, page, courseId),
    rows: (sql, values = []) =>
      current().platform.database.sequelize.query(sql, { replacements: [...values], type: QueryTypes.SELECT }),
  };
  await site.start();
  agencyId = await site.addAgency();
  return site;
}

/** Signs somebody in at the product's own page. */
export async function signInAt(base: string, page: Page, person: SitePerson): Promise<void> {
  // Who signs in next at the same computer finds all but the session of the one before.
  await page.context().clearCookies({ name: /^sb_(?!browser)/ });
  await page.goto(`${base}/login`);
  await page.fill('#email', person.email);
  await page.fill('#password', person.password);
  await page.click('main button[type=submit]');
  await page.waitForURL((url) => !url.pathname.endsWith('/login'));
}

/** Starts (or continues) a course for the person signed in on the page; resolves with the registration id. */
export async function registerAt(base: string, page: Page, courseId: string): Promise<string> {
  const answer = await page.request.post(`${base}/courses/${courseId}/start`, {
    headers: { origin: new URL(base).origin },
    maxRedirects: 0,
  });
  const location = answer.headers()['location'] ?? '';
  const [, registration] = /\/play\/([^/?]+)/.exec(location) ?? [];
  if (!registration) throw new Error(`The course did not start: ${answer.status()} ${await answer.text()}`);
  return registration;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket();
    socket.once('error', reject);
    socket.listen(0, '127.0.0.1', () => {
      const address = socket.address();
      socket.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
