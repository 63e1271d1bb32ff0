import request, { type Test } from 'supertest';
import { SCOPE_NAMES, type Scope } from '../../server/embedding/api/scope-policy.ts';
import type { Config, Database } from '../../server/platform/index.ts';
import { holdToDocument, type ReadDocument } from './open-api.ts';
import { openBrowser, signIn, type Browser, type BuiltPerson } from './people.ts';
import { buildTenancyWorld, type TenancyWorld } from './tenancy/world.ts';

/** What is sent. */
interface Asked {
  readonly key?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back. */
export interface Came {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** Parsed JSON, null where nothing came. */
  readonly body: Record<string, unknown>;
}

type Method = 'get' | 'post' | 'put' | 'delete';

/** Two agencies with keys; everything that is answered is held against the document. */
export interface ApiWorld extends TenancyWorld {
  readonly document: ReadDocument;
  /** With every right of the agency behind the wall. */
  readonly key: string;
  /** With every right of another agency. */
  readonly foreignKey: string;
  readonly administrator: Browser;
  ask(method: Method, path: string, asked?: Asked): Promise<Came>;
  /** Makes a key on the page, as an administrator does. */
  makeKey(scopes: readonly Scope[], browser?: Browser, origins?: string): Promise<string>;
  id(table: string): string;
}

/** Builds it on a database. */
export async function buildApiWorld(database: Database, settings: Partial<Config> = {}): Promise<ApiWorld> {
  const world = await buildTenancyWorld(database, settings);
  await tellResults(database, world.agencyId);
  const { host, own, strangers } = world;
  const administrator = await browserOf(own);
  const stranger = strangers.find(({ person }) => person.roles.includes('administrator'));
  if (stranger === undefined) throw new Error('No administrator of another agency.');
  const foreign = await browserOf(stranger.person);

  async function browserOf(person: BuiltPerson): Promise<Browser> {
    const browser = openBrowser(host);
    await signIn(browser, person);
    return browser;
  }

  async function makeKey(scopes: readonly Scope[], browser = administrator, origins = ''): Promise<string> {
    const form = browser.post('/organisation/api/keys').type('form');
    const { status, text } = await form.send({ name: 'Personnel system', scopes: [...scopes], origins });
    const [, key] = /<code data-secret>([^<]+)</.exec(text) ?? [];
    if (key === undefined) throw new Error(`No key was made: ${status} ${text}`);
    return key;
  }

  const key = await makeKey(SCOPE_NAMES);
  const foreignKey = await makeKey(SCOPE_NAMES, foreign);
  const document: ReadDocument = JSON.parse((await request(host).get('/api/openapi.json')).text);

  return {
    ...world,
    document,
    key,
    foreignKey,
    administrator,
    makeKey,
    async ask(method, path, { key: given = key, body, headers = {} } = {}) {
      let sent: Test = request(host)[method](`/api${path}`).set(headers);
      if (given !== null) sent = sent.set('authorization', `Bearer ${given}`);
      const answer = await (body === undefined ? sent : sent.send(body as object)).buffer(true).parse(textOf);
      const text = String(answer.body);
      const type = answer.headers['content-type'] ?? '';
      holdToDocument(document, { method, path, status: answer.status, type, text });
      return { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) };
    },
    id(table) {
      const found = world.ids.get(table);
      if (found === undefined) throw new Error(`No row of ${table}.`);
      return found;
    },
  };
}

/** Planted rows hold letters where the product writes one of a few words. */
async function tellResults(database: Database, agencyId: string): Promise<void> {
  const words = `completion = 'completed', success = 'passed'`;
  const { sequelize, tablePrefix } = database;
  const sql = `UPDATE ${tablePrefix}sco_tracks SET ${words} WHERE agency_id = :agencyId`;
  await database.write(async (transaction) => {
    await sequelize.query(sql, { replacements: { agencyId }, transaction });
  });
}

type Parser = Parameters<Test['parse']>[0];

/** The body as text, so that a validator parses it and nothing else has. */
const textOf: Parser = (res, done) => {
  const chunks: Buffer[] = [];
  res.on('data', (chunk: Buffer) => chunks.push(chunk));
  res.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')));
};
