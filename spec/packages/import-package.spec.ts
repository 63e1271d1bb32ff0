import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { createPackages } from '../../server/packages/index.ts';
import type { Actor } from '../../server/people/index.ts';
import { sha256Hex } from '../../server/platform/index.ts';
import { forEachDatabase, onSqlite } from '../support/databases.ts';
import { listen, openPackageApp, type PackageApp } from '../support/package-app.ts';
import { hasShared, manifest12, packageZip, rawZip, SHARED_PACKAGES } from '../support/zips.ts';

describe('importing a package', () => {
  forEachDatabase((makeDatabase) => {
    let app: PackageApp;
    let instructor: Actor;

    before(async () => {
      app = await openPackageApp(await makeDatabase());
      instructor = app.actor(await app.addAgency(), 'instructor');
    });
    after(() => app.close());

    it('keeps course, version, activities and files, and says where they are', async () => {
      const zip = packageZip({ title: 'Front desk', extra: [{ name: 'media/map.png', data: 'picture' }] });
      const { status, body } = await app.as(instructor).upload(zip);
      expect([status, body.isNew, body.number, body.title]).to.deep.equal([201, true, 1, 'Front desk']);
      const version = await app.packages.reader.loadVersion(null, body.versionId);
      expect(version.course.state).to.equal('draft');
      expect(version.structure.root.children.map((child) => child.title)).to.deep.equal(['Front desk']);
      expect(version.contentLimits).to.deep.equal({ suspendData: 4096 });
      const { rows, keys } = await app.inventory();
      expect(rows).to.include({ courses: 1, course_versions: 1, activities: 2, content_files: 3 });
      expect(keys).to.have.length(1);
      expect(keys[0]).to.match(new RegExp(`^packages/../[0-9a-f]{64}/${body.versionId}\\.zip$`));
    });

    it('finds the same bytes again and stores nothing a second time', async () => {
      const zip = packageZip({ title: 'Same bytes' });
      const first = await app.as(instructor).upload(zip);
      const before = await app.inventory();
      const second = await app.as(instructor).upload(zip, { name: 'renamed.zip' });
      expect(second.status).to.equal(200);
      expect(second.body.message).to.equal(
        'This is the same package as version 1 of Same bytes. Nothing was stored again.',
      );
      expect(second.body.versionId).to.equal(first.body.versionId);
      expect(await app.inventory()).to.deep.equal(before);
    });

    it('keeps the same bytes of two agencies apart', async () => {
      const zip = packageZip({ title: 'Of two agencies' });
      const other = app.actor(await app.addAgency(), 'instructor');
      const first = await app.as(instructor).upload(zip);
      const second = await app.as(other).upload(zip);
      expect(second.status).to.equal(201);
      expect(second.body.versionId).not.to.equal(first.body.versionId);
    });

    it('makes a new version of a course, and leaves the title that people gave it', async () => {
      const { body: first } = await app.as(instructor).upload(packageZip({ title: 'Bus duty' }));
      const query = `?course=${first.courseId}`;
      const { body: second } = await app.as(instructor).upload(packageZip({ title: 'Bus duty, revised' }), { query });
      expect([second.courseId, second.number, second.title]).to.deep.equal([first.courseId, 2, 'Bus duty']);
      const { course } = await app.packages.reader.loadVersion(null, second.versionId);
      expect(course.currentVersionId).to.equal(null);
    });

    it('numbers versions that arrive together one by one', async () => {
      const { body: first } = await app.as(instructor).upload(packageZip({ title: 'Crowded' }));
      const zips = [1, 2, 3, 4].map((number) => packageZip({ title: `Crowded ${number}` }));
      const answers = await Promise.all(
        zips.map((zip) => app.as(instructor).upload(zip, { query: `?course=${first.courseId}` })),
      );
      expect(answers.map(({ body }) => Number(body.number))).to.have.members([2, 3, 4, 5]);
    });

    it('leaves nothing behind of a refused package', async () => {
      const before = await app.inventory();
      const zip = packageZip({ extra: [{ name: '../evil.txt' }, { name: 'link', mode: 0o120777 }] });
      const { status, body } = await app.as(instructor).upload(zip);
      expect([status, body.code]).to.deep.equal([422, 'PACKAGE_REFUSED']);
      expect(body.issues.map((issue: { code: string }) => issue.code)).to.deep.equal([
        'ZIP_PATH_OUTSIDE',
        'ZIP_SYMLINK',
      ]);
      expect(await app.inventory()).to.deep.equal(before);
    });
  });

  onSqlite((makeDatabase) => {
    let app: PackageApp;
    let instructor: Actor;

    before(async () => {
      app = await openPackageApp(await makeDatabase(), { uploadLimit: 300_000 });
      instructor = app.actor(await app.addAgency(), 'instructor');
    });
    after(() => app.close());

    async function expectRefused(zip: Uint8Array, code: string, status = 422): Promise<void> {
      const before = await app.inventory();
      const answer = await app.as(instructor).upload(zip);
      const codes = [answer.body.code, ...(answer.body.issues ?? []).map((issue: { code: string }) => issue.code)];
      expect(answer.status, JSON.stringify(answer.body)).to.equal(status);
      expect(codes).to.include(code);
      expect(await app.inventory()).to.deep.equal(before);
    }

    const hostile: Record<string, () => { zip: Uint8Array; code: string }> = {
      'a damaged file found late': () => ({
        zip: packageZip({ extra: [{ name: 'a.txt', data: 'x', crc: 1 }] }),
        code: 'ZIP_CORRUPT',
      }),
      'external entities': () => ({
        zip: packageZip({ prolog: '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>', title: '&x;' }),
        code: 'MANIFEST_DOCTYPE',
      }),
      'a truncated archive': () => ({ zip: packageZip().subarray(0, 200), code: 'ZIP_UNREADABLE' }),
      'a missing start file': () => ({
        zip: rawZip([{ name: 'imsmanifest.xml', data: manifest12() }]),
        code: 'START_FILE_MISSING',
      }),
      'deep nesting of items': () => ({
        zip: packageZip({ resources: '<a>'.repeat(300) + '</a>'.repeat(300) }),
        code: 'MANIFEST_TOO_DEEP',
      }),
      'a cmi5 package': () => ({
        zip: rawZip([{ name: 'cmi5.xml', data: '<courseStructure/>' }]),
        code: 'CMI5_NOT_PLAYED',
      }),
      'something that is no zip': () => ({ zip: Buffer.from('GIF89a'), code: 'ZIP_UNREADABLE' }),
    };
    for (const [what, build] of Object.entries(hostile)) {
      it(`refuses ${what} and leaves nothing behind`, async () => {
        const { zip, code } = build();
        await expectRefused(zip, code);
      });
    }

    it('refuses an upload above the limit, told beforehand or not', async () => {
      await expectRefused(Buffer.alloc(500_000), 'UPLOAD_TOO_LARGE', 413);
      await expectRefused(Buffer.alloc(310_000), 'UPLOAD_TOO_LARGE', 413);
    });

    it('refuses an empty file, a form without one, and what is no form', async () => {
      await expectRefused(Buffer.alloc(0), 'UPLOAD_NO_FILE');
      const empty = await app.as(instructor).post('/author/imports').accept('json').field('title', 'x');
      expect([empty.status, empty.body.code]).to.deep.equal([422, 'UPLOAD_NO_FILE']);
      const json = await app.as(instructor).post('/author/imports').accept('json').send({});
      expect([json.status, json.body.code]).to.deep.equal([415, 'UPLOAD_EXPECTED']);
    });

    it('leaves nothing behind of an upload that breaks off', async () => {
      const before = await app.inventory();
      const server = createServer(app.app);
      const { port } = new URL(await listen(server));
      const headers = {
        'content-type': 'multipart/form-data; boundary=cut',
        'content-length': 200_000,
        'sec-fetch-site': 'same-origin',
        'x-actor': instructor.personId,
      };
      await new Promise<void>((done) => {
        const upload = request({ port, method: 'POST', path: '/lms/author/imports', headers });
        upload.on('error', () => done());
        const part = '--cut\r\ncontent-disposition: form-data; name="package"; filename="a.zip"\r\n\r\n';
        upload.write(part + 'x'.repeat(50_000), () => setTimeout(() => upload.destroy(), 100));
      });
      for (let tries = 0; tries < 50 && (await app.inventory()).scratch > before.scratch; tries += 1) {
        await new Promise((done) => setTimeout(done, 20));
      }
      expect(await app.inventory()).to.deep.equal(before);
      server.close();
    });

    it('leaves nothing behind when the database refuses the last step', async () => {
      const before = await app.inventory();
      const broken = {
        ...app.platform,
        audit: { ...app.platform.audit, record: () => Promise.reject(new Error('disk')) },
      };
      const { importer } = createPackages({ ...broken, jobs: { ...broken.jobs, on: () => {}, every: () => {} } });
      const { path, upload } = await writeZip(app, packageZip({ title: 'Never finished' }));
      const failure = await importer
        .importFile(path, upload, instructor, { courseOf: () => Promise.resolve(null) })
        .catch((error: Error) => error.message);
      expect(failure).to.equal('disk');
      await rm(path);
      expect(await app.inventory()).to.deep.equal(before);
    });

    it('tells how far an import is to the person who uploads, and to nobody else', async () => {
      const name = 'ab'.repeat(16);
      await app.as(instructor).upload(packageZip({ title: 'Watched' }), { query: `?name=${name}` });
      const mine = await app.as(instructor).get(`/author/imports/${name}`).accept('json');
      expect(mine.body.phase).to.equal('storing');
      expect(mine.body.done).to.equal(mine.body.total);
      // Another process on the same rows is asked as well as the one that takes the upload.
      const { jobs } = app.platform;
      const other = createPackages({ ...app.platform, jobs: { ...jobs, on: () => {}, every: () => {} } });
      expect(await other.progress.get(instructor.personId, name)).to.deep.equal(mine.body);
      const colleague = app.actor(instructor.agencyId, 'instructor');
      expect((await app.as(colleague).get(`/author/imports/${name}`).accept('json')).status).to.equal(404);
    });
  });
});

describe('the shared packages', () => {
  onSqlite((makeDatabase) => {
    let app: PackageApp;
    let instructor: Actor;

    before(async function () {
      if (!hasShared('packages')) this.skip();
      app = await openPackageApp(await makeDatabase());
      instructor = app.actor(await app.addAgency(), 'instructor');
    });
    after(() => app?.close());

    const expected: Record<string, string> = {
      'golf12_RuntimeMinimumCalls.zip': 'imported 1.2',
      'golf12_singlesco.zip': 'imported 1.2',
      'golf12_missing_org.zip': 'MANIFEST_NO_ORGANIZATION',
      'golf2004_3rd_RuntimeBasicCalls.zip': 'imported 2004-3rd',
      'golf2004_3rd_SeqSimpleRemediation.zip': 'imported 2004-3rd',
      'moodle_badscorm_manifest_in_subdir.zip': 'MANIFEST_NOT_WELL_FORMED',
      'moodle_invalid_no_manifest.zip': 'MANIFEST_MISSING',
      'exelearning_default_package.zip': 'MANIFEST_MISSING',
      'mut_bom.zip': 'imported 1.2',
      'mut_nested_folder.zip': 'imported 1.2',
      'mut_zipslip.zip': 'ZIP_PATH_OUTSIDE ZIP_PATH_ABSOLUTE ZIP_PATH_OUTSIDE',
      'mut_truncated.zip': 'ZIP_UNREADABLE',
      'mut_badxml.zip': 'MANIFEST_NOT_WELL_FORMED',
    };
    for (const [name, outcome] of Object.entries(expected)) {
      it(`brings ${name} to its expected outcome: ${outcome}`, async () => {
        const before = await app.inventory();
        const { status, body } = await app.as(instructor).upload(readFileSync(join(SHARED_PACKAGES, 'packages', name)));
        if (outcome.startsWith('imported')) {
          expect(status, JSON.stringify(body)).to.equal(201);
          const { structure } = await app.packages.reader.loadVersion(null, body.versionId);
          expect(`imported ${structure.edition}`).to.equal(outcome);
        } else {
          const errors = body.issues.filter((issue: { severity: string }) => issue.severity === 'error');
          expect(status).to.equal(422);
          expect(errors.map((issue: { code: string }) => issue.code).join(' ')).to.equal(outcome);
          expect(await app.inventory()).to.deep.equal(before);
        }
      });
    }

    it('knows an outcome for each of them', () => {
      const names = readdirSync(join(SHARED_PACKAGES, 'packages'));
      expect(names.sort()).to.deep.equal(Object.keys(expected).sort());
    });

    it('imports the courses of the conformance suites without an error', async () => {
      const suites = ['adl12', 'adl2004'].flatMap((suite) =>
        readdirSync(join(SHARED_PACKAGES, suite))
          .filter((name) => name.endsWith('.zip'))
          .map((name) => join(suite, name)),
      );
      const refused: string[] = [];
      for (const name of suites) {
        const { status } = await app.as(instructor).upload(readFileSync(join(SHARED_PACKAGES, name)));
        if (status !== 201) refused.push(name);
      }
      expect(refused).to.deep.equal([]);
    });
  });
});

async function writeZip(app: PackageApp, zip: Uint8Array) {
  const path = await app.platform.storage.scratch();
  await writeFile(path, zip);
  return { path, upload: { name: 'course.zip', bytes: zip.length, sha256: sha256Hex(Buffer.from(zip)) } };
}
