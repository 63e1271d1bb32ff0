import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { QueryTypes } from 'sequelize';
import { openSchoolbeat } from '../../server/app.ts';
import { configFor, openDatabase, sha256Hex, silentLog, type Database } from '../../server/platform/index.ts';
import { buildAgency, buildPerson, quickPasswords } from './people.ts';
import { PUPPET, scorm12Package } from './sco-packages.ts';
import { registerAt, signInAt, type Site, type SitePerson } from './site.ts';
import { startStandAlone, type StandAlone } from './stand-alone.ts';

/** The stand-alone server in a process of its own, with an officer, an author and a course, whose ground can be taken away. */
export interface FaultSite extends Pick<Site, 'base' | 'rows' | 'register' | 'signIn'> {
  readonly server: StandAlone;
  readonly officer: SitePerson;
  readonly author: SitePerson;
  readonly courseId: string;
  readonly storage: string;
  /** What a path says to anybody: `/readyz`, `/healthz`, `/metrics`. */
  ask(path: string): Promise<{ status: number; text: string }>;
  /** Waits until `/readyz` answers with this status; resolves with its text. */
  untilReady(status: 200 | 503): Promise<string>;
  /** Own eyes on the rows: the file is let go, so that its disk can be changed. */
  lookAway(): Promise<void>;
  remove(): Promise<void>;
}

/** Where its rows and files are; folders of its own unless said otherwise. */
export interface FaultSiteOptions {
  readonly databaseUrl?: string;
  readonly storage?: string;
}

const SECRET = 'a secret for specs that is long enough';

/** Makes the rows in this process, then starts the server on them. */
export async function startFaultSite(options: FaultSiteOptions = {}): Promise<FaultSite> {
  const folder = await mkdtemp(join(tmpdir(), 'schoolbeat-fault-'));
  const storage = options.storage ?? join(folder, 'content');
  const databaseUrl = options.databaseUrl ?? `sqlite:${join(folder, 'rows', 'site.sqlite')}`;
  await mkdir(join(folder, 'rows'));
  const made = await makeRows(databaseUrl, storage, folder);
  const server = await startStandAlone({
    DATABASE_URL: databaseUrl,
    SCHOOLBEAT_STORAGE: storage,
    SCHOOLBEAT_MAIL_DIRECTORY: join(folder, 'mail'),
    SCHOOLBEAT_SECRETS: SECRET,
  });
  const { base } = server;
  let eyes: Database | null = null;
  const ask = async (path: string): Promise<{ status: number; text: string }> => {
    const answer = await fetch(base + path);
    return { status: answer.status, text: await answer.text() };
  };
  const lookAway = async (): Promise<void> => {
    await eyes?.close();
    eyes = null;
  };
  return {
    ...made,
    server,
    base,
    storage,
    ask,
    lookAway,
    async untilReady(status) {
      for (;;) {
        const { status: now, text } = await ask('/readyz');
        if (now === status) return text;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async rows(sql, values = []) {
      eyes ??= await openDatabase({ url: databaseUrl });
      return eyes.sequelize.query(sql, { replacements: [...values], type: QueryTypes.SELECT });
    },
    signIn: (page, person) => signInAt(base, page, person),
    register: (page, courseId) => registerAt(base, page, courseId),
    async remove() {
      await lookAway();
      await server.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function makeRows(
  database: string,
  storage: string,
  folder: string,
): Promise<{ officer: SitePerson; author: SitePerson; courseId: string }> {
  const config = configFor({ publicUrl: 'http://localhost:1', database, storage, secrets: [SECRET] });
  const app = await openSchoolbeat(config, { log: silentLog(), passwords: await quickPasswords() });
  await app.migrate();
  const agencyId = (await buildAgency(app)).id;
  const officer = await buildPerson(app, { roles: ['officer'], agencyId });
  const author = await buildPerson(app, { roles: ['instructor', 'administrator'], agencyId });
  const more = { 'extra.txt': 'not asked for yet' };
  const zip = await scorm12Package('Ground', [{ id: 'one', title: 'One', html: PUPPET }], more);
  const path = join(folder, 'ground.zip');
  await writeFile(path, zip);
  const owner = { agencyId, personId: null };
  const upload = { name: basename(path), bytes: zip.length, sha256: sha256Hex(zip) };
  const courseOf = (): Promise<null> => Promise.resolve(null);
  const { courseId, versionId } = await app.packages.importer.importFile(path, upload, owner, { courseOf });
  await app.packages.versions.publishFor(owner, versionId);
  await app.close();
  return { officer, author, courseId };
}
