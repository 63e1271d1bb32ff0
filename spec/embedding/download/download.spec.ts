import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildCourse,
  DEFAULT_POLICY,
  directoryTree,
  filesOf,
  packCourse,
  readCourses,
  readRuntime,
} from '../../../server/authoring/index.ts';
import { installCourses } from '../../../server/install-courses.ts';
import { sha256Hex } from '../../../server/platform/index.ts';
import { forEachDatabase, scratchPath } from '../../support/databases.ts';
import { openLaunchSite, type LaunchSite } from '../../support/launch-site.ts';
import { buildOfficer, buildPerson, openBrowser, signIn, type Browser } from '../../support/people.ts';
import { sourceRoot } from '../../support/source-root.ts';
import { readZip } from '../../support/zip.ts';

const PAGE = '/organisation/doors/download';

forEachDatabase((make) => {
  describe('a package of a course of our own', () => {
    let root: string;
    let site: LaunchSite;
    let browser: Browser;
    let courseId: string;

    before(async () => {
      root = await sourceRoot();
      site = await openLaunchSite(await make(), {}, { root });
      await installCourses(site.app, root);
      const person = await buildPerson(site.app, { roles: ['instructor'] });
      browser = await signedIn(person);
      const page = await browser.get(site.base + PAGE).expect(200);
      courseId = /<option value="([0-9a-z]{26})"/.exec(page.text)?.[1] ?? '';
    });
    after(() => site.app.close());

    async function signedIn(person: Parameters<typeof signIn>[1]): Promise<Browser> {
      const made = openBrowser(site.host);
      await signIn(made, person, site.base);
      return made;
    }

    const ask = (form: Record<string, string>, who: Browser = browser) =>
      who
        .post(site.base + PAGE)
        .type('form')
        .send({ courseId, target: 'scorm12', ...form });

    async function download(form: Record<string, string>): Promise<{ zip: Buffer; name: string; told: string }> {
      const answer = await ask(form)
        .buffer(true)
        .parse((res, done) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => chunks.push(chunk));
          res.on('end', () => done(null, Buffer.concat(chunks)));
        })
        .expect(200);
      const name = /filename="([^"]+)"/.exec(String(answer.headers['content-disposition']))?.[1] ?? '';
      return { zip: answer.body as Buffer, name, told: String(answer.headers['x-package-sha256']) };
    }

    for (const target of ['scorm12', 'scorm2004-3', 'scorm2004-4'] as const) {
      it(`is the one that the builder makes, by a name that tells the version: ${target}`, async () => {
        const tree = directoryTree(join(root, 'courses'));
        const { courses, skills } = readCourses(tree, 'hall');
        const course = buildCourse(courses[0] as NonNullable<(typeof courses)[0]>, skills?.data ?? null, tree);
        const files = filesOf(course, tree, 'hall', await readRuntime(root));
        const built = await packCourse(course, target, files, DEFAULT_POLICY);
        const { zip, name, told } = await download({ target });
        expect(name).to.equal(`hall-v1-${target}.zip`);
        expect([sha256Hex(zip), told]).to.deep.equal([sha256Hex(built), sha256Hex(built)]);
      });
    }

    it('has the same bytes for the same wish, and others for another policy', async () => {
      const [first, again] = [await download({}), await download({})];
      const free = await download({ freeTest: '1', target: 'scorm2004-4' });
      const kept = await download({ target: 'scorm2004-4' });
      const strict = await download({ incompleteUntilPassed: '1' });
      expect(again.zip.equals(first.zip)).to.equal(true);
      expect(strict.zip.equals(first.zip)).to.equal(false);
      expect(free.zip.equals(kept.zip)).to.equal(false);
      const path = await scratchPath('strict.zip');
      writeFileSync(path, strict.zip);
      const page = Buffer.from((await readZip(path)).get('hall-test.html') ?? '').toString('utf8');
      expect(page).to.include('"incompleteUntilPassed":true');
    });

    it('carries nothing of this installation or of anybody in it', async () => {
      const path = await scratchPath('secret.zip');
      writeFileSync(path, (await download({})).zip);
      const { secrets, publicUrl, contentUrl } = site.app.platform.config;
      for (const [name, bytes] of await readZip(path)) {
        const text = Buffer.from(bytes).toString('latin1');
        for (const word of [...secrets, publicUrl, String(contentUrl), courseId]) {
          expect(text.includes(word), `${word} in ${name}`).to.equal(false);
        }
      }
    });

    it('is for instructors and administrators, of courses written here, and is written down', async () => {
      await openBrowser(site.host)
        .get(site.base + PAGE)
        .expect(303);
      const officer = await buildOfficer(site.app);
      const learner = await signedIn(officer);
      await learner.get(site.base + PAGE).expect(403);
      await ask({}, learner).expect(403);
      const uploaded = await ask({ courseId: site.courseId }).expect(404);
      expect(uploaded.text).to.include('This course cannot be downloaded.').and.to.include('Uploaded packages');
      await ask({ target: 'own' }).expect(422);
      const boss = await buildPerson(site.app, { roles: ['administrator'] });
      await ask({}, await signedIn(boss)).expect(200);
      const [entry] = await site.app.platform.audit.list(boss.agencyId, { limit: 1 });
      expect(entry).to.include({ action: 'package.downloaded', actorId: boss.id });
    });
  });
});
