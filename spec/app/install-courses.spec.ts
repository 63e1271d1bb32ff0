import { expect } from 'chai';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openSchoolbeat, type Schoolbeat } from '../../server/app.ts';
import { installCourses } from '../../server/install-courses.ts';
import { createAssets, silentLog, type Database } from '../../server/platform/index.ts';
import { forEachDatabase, scratchPath } from '../support/databases.ts';
import { quickPasswords } from '../support/people.ts';
import { buildConfig } from '../support/platform.ts';

const FIXTURES = join(import.meta.dirname, '../authoring/fixtures/courses');
const BUILT = ['scripts/module/module-page.js', 'styles/module.css'];
const FONTS = ['fonts/bitter-latin-wght-normal.woff2', 'fonts/public-sans-latin-wght-normal.woff2'];

/** A folder of the product with the fixture course and stand-ins for what the build makes. */
async function productRoot(): Promise<string> {
  const root = await scratchPath('product');
  await cp(FIXTURES, join(root, 'courses'), { recursive: true });
  for (const path of [...BUILT, ...FONTS, 'manifest.json']) {
    const file = join(root, 'dist/static', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, path === 'manifest.json' ? '{}' : `stand-in of ${path}`);
  }
  await writeFile(join(root, 'LICENSE'), 'a licence');
  return root;
}

async function open(database: Database): Promise<Schoolbeat> {
  const assets = createAssets({ directory: join(import.meta.dirname, '../../dist/static'), unbuilt: true });
  const config = await buildConfig({ tablePrefix: database.tablePrefix });
  return openSchoolbeat(config, { database, assets, log: silentLog(), passwords: await quickPasswords() });
}

async function onlyVersion({ platform, packages }: Schoolbeat): Promise<string> {
  const { sequelize, tablePrefix } = platform.database;
  const [[row]] = await sequelize.query(`SELECT version_id FROM ${tablePrefix}version_answers`);
  const id = row && typeof row === 'object' && 'version_id' in row ? String(row.version_id) : '';
  await packages.reader.loadVersion(null, id);
  return id;
}

forEachDatabase((make) => {
  describe('the courses that come with the server', () => {
    it('bring the kind, minutes, skills and topics of each part', async () => {
      const app = await open(await make());
      const root = await productRoot();
      expect(await installCourses(app, root)).to.have.lengthOf(1);
      const versionId = await onlyVersion(app);
      const parts = await app.packages.parts.of(versionId);
      expect(parts.map(({ identifier, kind }) => [identifier, kind])).to.deep.equal([
        ['hall-talk', 'module'],
        ['hall-test', 'final-test'],
      ]);
      expect(parts[0]?.skills).to.deep.equal([
        { skill: 'talking', adds: 'Says why the talk happens before the first question.' },
      ]);
      expect(parts[0]?.minutes).to.be.greaterThan(0);
      const { structure } = await app.packages.reader.loadVersion(null, versionId);
      for (const { identifier } of parts) expect(JSON.stringify(structure)).to.contain(`"${identifier}"`);
      const together = await app.packages.parts.ofVersions(null, [versionId, 'of nothing']);
      expect([...together]).to.deep.equal([[versionId, parts]]);
    });

    it('get their parts at the next start where an older release had installed them without', async () => {
      const app = await open(await make());
      const root = await productRoot();
      await installCourses(app, root);
      const versionId = await onlyVersion(app);
      const parts = await app.packages.parts.of(versionId);
      await app.packages.parts.keep(versionId, []);
      expect(await app.packages.parts.of(versionId)).to.deep.equal([]);
      expect(await installCourses(app, root), 'nothing is built again').to.deep.equal([]);
      expect(await app.packages.parts.of(versionId)).to.deep.equal(parts);
    });

    it('are installed once by two who start at the same moment', async () => {
      const app = await open(await make());
      const root = await productRoot();
      await Promise.all([installCourses(app, root), installCourses(app, root)]);
      const { sequelize, tablePrefix } = app.platform.database;
      const [rows] = await sequelize.query(`SELECT id FROM ${tablePrefix}course_versions`);
      expect(rows).to.have.lengthOf(1);
    });

    it('keep one set of answers and parts where two write them at the same moment', async () => {
      const app = await open(await make());
      await installCourses(app, await productRoot());
      const versionId = await onlyVersion(app);
      const { sequelize, tablePrefix } = app.platform.database;
      const parts = await app.packages.parts.of(versionId);
      for (const round of [1, 2, 3, 4, 5]) {
        await app.platform.database.write(async (transaction) => {
          await sequelize.query(`DELETE FROM ${tablePrefix}version_parts`, { transaction });
        });
        await Promise.all([1, 2, 3, 4].map(() => app.packages.parts.keep(versionId, parts)));
        expect(await app.packages.parts.of(versionId), `round ${round}`).to.deep.equal(parts);
      }
    });

    it('tell their topics by state', async () => {
      const app = await open(await make());
      const root = await productRoot();
      const file = join(root, 'courses/hall/modules/02-test.yaml');
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace(/^(summary: .*)$/m, "$1\ntopics:\n  TX: ['1', '2']\n  VA: ['viii']"));
      await installCourses(app, root);
      const parts = await app.packages.parts.of(await onlyVersion(app));
      expect(parts[1]?.topics).to.deep.equal(['TX 1', 'TX 2', 'VA viii']);
    });
  });
});
