import { expect } from 'chai';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { QueryTypes } from 'sequelize';
import { AppError, sha256Hex, type Database } from '../../../server/platform/index.ts';
import { scratchPath } from '../databases.ts';
import { type LaunchSite, openLaunchSite } from '../launch-site.ts';
import { actorFor, type Browser, buildPerson, openBrowser, signIn } from '../people.ts';
import type { Dice } from './dice.ts';
import { tryCourse } from './try-course.ts';

/** Imports whatever it is handed, holds the import to its promises, and clears the desk again. */
export interface ImportDesk {
  /** Resolves with whether the package was taken; throws when a promise is broken. */
  take(dice: Dice, zip: Uint8Array): Promise<boolean>;
}

const TABLES = ['courses', 'course_versions', 'activities', 'content_files', 'registrations', 'attempts', 'launches'];
/** Tables of what is refused: an uploaded package that is not taken leaves no row in them. */
const IMPORT_TABLES = TABLES.slice(0, 4);
const CODE = /^[A-Z][A-Z0-9_]+$/;

/** Opens the whole product on a database, with an instructor who imports. */
export async function openImportDesk(database: Database): Promise<ImportDesk> {
  const site = await openLaunchSite(database);
  const { app } = site;
  const person = await buildPerson(app, { roles: ['instructor', 'officer'] });
  const actor = await actorFor(app, person);
  const browser = openBrowser(site.host, { accept: 'application/json' });
  await signIn(browser, person, site.base);

  async function inventory(tables = IMPORT_TABLES): Promise<Record<string, number>> {
    const counts: Record<string, number> = { keys: 0 };
    for (const table of tables) {
      const sql = `SELECT COUNT(*) AS count FROM ${database.tablePrefix}${table}`;
      const [found] = await database.sequelize.query<{ count: unknown }>(sql, { type: QueryTypes.SELECT });
      counts[table] = Number(found?.count);
    }
    for await (const _key of app.platform.storage.list('')) counts['keys'] = (counts['keys'] ?? 0) + 1;
    counts['scratch'] = (await readdir(dirname(await app.platform.storage.scratch()))).length;
    return counts;
  }

  return {
    async take(dice, zip) {
      const before = await inventory();
      const path = await scratchPath('fuzz.zip');
      await writeFile(path, zip);
      try {
        const upload = { name: 'fuzz.zip', bytes: zip.length, sha256: sha256Hex(Buffer.from(zip)) };
        const courseOf = (): Promise<null> => Promise.resolve(null);
        const outcome = await app.packages.importer.importFile(path, upload, actor, { courseOf }).catch(refusalOf);
        if (outcome === null) {
          expect(await inventory(), 'a refused package leaves nothing').to.deep.equal(before);
          return false;
        }
        if (!outcome.isNew) return true;
        const version = await app.packages.reader.loadVersion(null, outcome.versionId);
        tryCourse(dice, version.structure);
        await app.packages.reader.issuesOf(null, outcome.versionId);
        const page = browser.get(`${site.base}/author/versions/${outcome.versionId}`).set('accept', 'text/html');
        expect((await page).status, 'the page of the version').to.equal(200);
        if (dice.chance(0.2)) await launchIt(site, browser, actor, outcome);
        else await app.packages.versions.discard(actor, outcome.versionId);
        return true;
      } finally {
        await rm(path, { force: true });
      }
    },
  };
}

/** Null for a refusal as it should be: a code, a status below 500, a sentence for each thing. */
function refusalOf(error: unknown): null {
  if (!(error instanceof AppError) || error.status >= 500) throw error;
  expect(error.code).to.equal('PACKAGE_REFUSED');
  expect(error.issues?.length, 'says what is wrong').to.be.within(1, 201);
  for (const { code, message } of error.issues ?? []) {
    expect(code).to.match(CODE);
    expect(message.length, message).to.be.within(10, 3000);
  }
  return null;
}

/** As an officer would: from the catalogue to the launch, with every page on the way. */
async function launchIt(
  { app, base }: LaunchSite,
  browser: Browser,
  actor: Parameters<LaunchSite['app']['packages']['versions']['publish']>[0],
  { versionId, courseId }: { versionId: string; courseId: string },
): Promise<void> {
  await app.packages.versions.publish(actor, versionId);
  const started = await browser.post(`${base}/courses/${courseId}/start`).set('accept', 'text/html');
  expect(started.status, 'the course begins').to.equal(303);
  const registration = String(started.headers['location']).split('/').at(-1) ?? '';
  const launched: { status: number; body: { token?: string } } = await browser
    .post(`${base}/launches`)
    .send({ registration });
  expect(launched.status, JSON.stringify(launched.body).slice(0, 300)).to.equal(201);
  for (const path of [`/courses/${courseId}`, `/play/${registration}`, '/my', '/catalog']) {
    expect((await browser.get(base + path).set('accept', 'text/html')).status, path).to.equal(200);
  }
  await app.packages.versions.withdraw(actor, versionId);
}
