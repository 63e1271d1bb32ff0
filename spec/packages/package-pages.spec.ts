import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { QueryTypes } from 'sequelize';
import type { Actor } from '../../server/people/index.ts';
import { newId } from '../../server/platform/index.ts';
import { onSqlite } from '../support/databases.ts';
import { openPackageApp, type PackageApp } from '../support/package-app.ts';
import { packageZip } from '../support/zips.ts';

describe('the pages of courses', () => {
  onSqlite((makeDatabase) => {
    let app: PackageApp;
    let instructor: Actor;
    let administrator: Actor;
    let officer: Actor;
    let stranger: Actor;
    let uploads = 0;

    before(async () => {
      app = await openPackageApp(await makeDatabase());
      const agencyId = await app.addAgency();
      instructor = app.actor(agencyId, 'instructor');
      administrator = app.actor(agencyId, 'administrator');
      officer = app.actor(agencyId, 'officer', 'supervisor');
      stranger = app.actor(await app.addAgency(), 'instructor', 'administrator');
    });
    after(() => app.close());

    async function upload(query = ''): Promise<{ courseId: string; versionId: string; title: string }> {
      uploads += 1;
      const { body } = await app.as(instructor).upload(packageZip({ title: `Course ${uploads}` }), { query });
      return body;
    }

    const post = (actor: Actor | null, path: string, form: object = {}) =>
      app.as(actor).post(path).type('form').accept('text/html').send(form);

    async function audited(subjectId: string): Promise<string[]> {
      const { sequelize, tablePrefix } = app.platform.database;
      const rows = await sequelize.query<{ action: string; actor_id: string | null }>(
        `SELECT action, actor_id FROM ${tablePrefix}audit_events WHERE subject_id = ? ORDER BY id`,
        { replacements: [subjectId], type: QueryTypes.SELECT },
      );
      return rows.map((row) => `${row.action} ${row.actor_id === instructor.personId ? 'instructor' : row.actor_id}`);
    }

    describe('who may', () => {
      const pages = ['/author', '/author/import', '/author/versions/:id'];
      const changes = ['publish', 'withdraw', 'discard', 'details', 'limits'].map(
        (name) => `/author/versions/:id/${name}`,
      );

      for (const path of [...pages, '/catalog']) {
        it(`sends nobody signed in to sign-in from ${path}`, async () => {
          const { versionId } = await upload();
          const { status, body } = await app.as(null).get(path.replace(':id', versionId)).accept('json');
          expect([status, body.code]).to.deep.equal([401, 'SIGN_IN_FIRST']);
        });
      }

      for (const path of pages) {
        it(`shows ${path} to authors and to no officer`, async () => {
          const { versionId } = await upload();
          const address = path.replace(':id', versionId);
          expect((await app.as(officer).get(address).accept('json')).body.code).to.equal('NOT_ALLOWED');
          for (const author of [instructor, administrator]) await app.as(author).get(address).expect(200);
        });
      }

      for (const path of [...changes, '/author/imports']) {
        it(`refuses ${path} to nobody, to officers, to another agency, and from another origin`, async () => {
          const { versionId } = await upload();
          const address = path.replace(':id', versionId);
          const codeFor = async (actor: Actor | null): Promise<string> =>
            (await post(actor, address).accept('json')).body.code;
          expect(await codeFor(null)).to.equal('SIGN_IN_FIRST');
          expect(await codeFor(officer)).to.equal('NOT_ALLOWED');
          if (path !== '/author/imports') expect(await codeFor(stranger)).to.equal('COURSE_NOT_FOUND');
          for (const site of ['same-site', 'cross-site', 'none']) {
            const answer = await post(instructor, address).set('sec-fetch-site', site).accept('json');
            expect([answer.status, answer.body.code]).to.deep.equal([403, 'CROSS_ORIGIN']);
          }
          expect(await audited(versionId)).to.deep.equal(['package.imported instructor']);
        });
      }

      it('shows another agency nothing: 404 for its versions, and for its courses as target of an upload', async () => {
        const { versionId, courseId } = await upload();
        expect((await app.as(stranger).get(`/author/versions/${versionId}`)).status).to.equal(404);
        expect((await app.as(stranger).get(`/author/import?course=${courseId}`)).status).to.equal(404);
        const query = `?course=${courseId}`;
        const { status, body } = await app.as(stranger).upload(packageZip({ title: 'Foreign' }), { query });
        expect([status, body.code]).to.deep.equal([404, 'COURSE_NOT_FOUND']);
      });

      it('finds a course for its own agency, and a draft for its authors only', async () => {
        const { courseId, versionId } = await upload();
        const find = (actor: Actor): Promise<string> =>
          app.packages.catalogue.courseFor(null, actor, courseId).then(
            () => 'found',
            (error: { code: string }) => error.code,
          );
        expect([await find(instructor), await find(officer)]).to.deep.equal(['found', 'COURSE_NOT_FOUND']);
        await post(instructor, `/author/versions/${versionId}/publish`);
        expect([await find(officer), await find(stranger)]).to.deep.equal(['found', 'COURSE_NOT_FOUND']);
      });

      it('answers 404 to ids that are none', async () => {
        for (const id of ['x', newId(), `${newId()}'--`, '%00']) {
          expect((await app.as(instructor).get(`/author/versions/${id}`)).status, id).to.equal(404);
        }
      });
    });

    describe('publishing', () => {
      it('offers a course in the catalog once it is published, and no more once it is withdrawn', async () => {
        const { versionId, title } = await upload();
        const catalog = async (actor: Actor): Promise<string> => (await app.as(actor).get('/catalog')).text;
        expect(await catalog(officer)).not.to.include(title);
        const published = await post(instructor, `/author/versions/${versionId}/publish`);
        expect(published.headers['location']).to.equal(`/lms/author/versions/${versionId}?done=published`);
        expect(await catalog(officer)).to.include(title);
        expect(await catalog(stranger)).not.to.include(title);
        await post(instructor, `/author/versions/${versionId}/withdraw`).expect(303);
        expect(await catalog(officer)).not.to.include(title);
        await post(instructor, `/author/versions/${versionId}/publish`).expect(303);
        expect(await catalog(officer)).to.include(title);
        expect(await audited(versionId)).to.deep.equal([
          'package.imported instructor',
          'package.published instructor',
          'course.withdrawn instructor',
          'package.published instructor',
        ]);
      });

      it('makes a new version current and can go back to the one before', async () => {
        const first = await upload();
        await post(instructor, `/author/versions/${first.versionId}/publish`);
        const second = await upload(`?course=${first.courseId}`);
        const current = async (): Promise<string | null> =>
          (await app.packages.catalogue.offeredCourse(null, officer, first.courseId)).currentVersionId;
        expect(await current()).to.equal(first.versionId);
        await post(instructor, `/author/versions/${second.versionId}/publish`);
        expect(await current()).to.equal(second.versionId);
        await post(instructor, `/author/versions/${first.versionId}/publish`);
        expect(await current()).to.equal(first.versionId);
      });

      it('discards a version that was never published, with its rows and files', async () => {
        const before = await app.inventory();
        const { versionId } = await upload();
        await post(instructor, `/author/versions/${versionId}/discard`).expect(303);
        const after = await app.inventory();
        expect({ ...after.rows, audit_events: 0 }).to.deep.equal({ ...before.rows, audit_events: 0 });
        expect(after.keys).to.deep.equal(before.keys);
        expect((await app.as(instructor).get(`/author/versions/${versionId}`)).status).to.equal(404);
      });

      it('keeps a version that was published', async () => {
        const { versionId } = await upload();
        await post(instructor, `/author/versions/${versionId}/publish`);
        const { status, body } = await post(instructor, `/author/versions/${versionId}/discard`).accept('json');
        expect([status, body.code]).to.deep.equal([409, 'VERSION_IN_USE']);
      });
    });

    describe('changing', () => {
      it('changes title, description and strand, and shows the form again with what is wrong', async () => {
        const { versionId } = await upload();
        const path = `/author/versions/${versionId}/details`;
        const good = { title: ' Front <b>desk</b> ', description: 'Who comes in', strand: 'school' };
        await post(instructor, path, good).expect(303);
        const page = await app.as(instructor).get(`/author/versions/${versionId}`);
        expect(page.text).to.include('<h1>Front &lt;b&gt;desk&lt;/b&gt;</h1>');
        const bad = await post(instructor, path, { ...good, title: '  ', description: 'Kept as typed' });
        expect(bad.status).to.equal(422);
        expect(bad.text).to.include('A course needs a title.').and.to.include('Kept as typed');
        await post(instructor, path, { ...good, description: 'One\r\n\tand\v two' }).expect(303);
        const nul = await post(instructor, path, { ...good, description: 'One\0' }).accept('json');
        expect([nul.status, nul.body.field], 'NUL').to.deep.equal([422, 'description']);
        const unknown = await post(instructor, path, { ...good, strand: 'astronomy' }).accept('json');
        expect([unknown.status, unknown.body.field]).to.deep.equal([422, 'strand']);
      });

      it('allows 64 KB of suspend data under the name of the instructor', async () => {
        const { versionId } = await upload();
        await post(instructor, `/author/versions/${versionId}/limits`, { largeSuspendData: 'on', popups: 'on' });
        const { contentLimits, limits } = await app.packages.reader.loadVersion(null, versionId);
        expect(contentLimits.suspendData).to.equal(65_536);
        expect(limits.popups).to.equal(true);
        expect(await audited(versionId)).to.include('package.limits-changed instructor');
      });

      it('takes host names and nothing that would change the policy', async () => {
        const { versionId } = await upload();
        const path = `/author/versions/${versionId}/limits`;
        for (const allowedHosts of [
          'https://example.org',
          'example.org;script-src',
          "'unsafe-inline'",
          '*',
          '*.org x',
          'localhost',
          'a.b/c',
          '10.0.0.1',
        ]) {
          const { status, body } = await post(instructor, path, { allowedHosts }).accept('json');
          expect([status, body.code], allowedHosts).to.deep.equal([422, 'INPUT_INVALID']);
        }
      });
    });

    describe('the library', () => {
      it('is seen by every agency, changed by none, and renewed by other bytes of the same course', async () => {
        const install = async (title: string) => {
          const path = await app.platform.storage.scratch();
          await writeFile(path, packageZip({ title }));
          return app.packages.install(path);
        };
        const first = await install('First bell');
        expect((await install('First bell')).isNew).to.equal(false);
        for (const actor of [officer, stranger]) {
          expect((await app.as(actor).get('/catalog')).text).to.include('First bell');
        }
        const page = await app.as(instructor).get(`/author/versions/${first.versionId}`);
        expect(page.text).not.to.include('/publish"');
        const refused = await post(instructor, `/author/versions/${first.versionId}/withdraw`).accept('json');
        expect([refused.status, refused.body.code]).to.deep.equal([403, 'NOT_ALLOWED']);
        const second = await install('First bell, revised');
        expect([second.courseId, second.number]).to.deep.equal([first.courseId, 2]);
        const offered = await app.packages.catalogue.offeredCourse(null, stranger, first.courseId);
        expect(offered.currentVersionId).to.equal(second.versionId);
      });

      it('lets a course be seen by an agency that it is shared with', async () => {
        const { courseId, versionId, title } = await upload();
        await post(instructor, `/author/versions/${versionId}/publish`);
        const { database } = app.platform;
        const row = { id: newId(), course_id: courseId, agency_id: stranger.agencyId, created_at: new Date() };
        const queries = database.sequelize.getQueryInterface();
        await database.write((tx) =>
          queries.bulkInsert(`${database.tablePrefix}course_shares`, [row], { transaction: tx }),
        );
        expect((await app.as(stranger).get('/catalog')).text).to.include(title);
        expect((await app.as(stranger).get(`/author/versions/${versionId}`)).status).to.equal(200);
        const refused = await post(stranger, `/author/versions/${versionId}/withdraw`).accept('json');
        expect(refused.status).to.equal(403);
      });

      it('shows drafts and unpublished versions to nobody with whom the course is shared', async () => {
        const { courseId, versionId } = await upload();
        const { database } = app.platform;
        const row = { id: newId(), course_id: courseId, agency_id: stranger.agencyId, created_at: new Date() };
        await database.write((tx) =>
          database.sequelize
            .getQueryInterface()
            .bulkInsert(`${database.tablePrefix}course_shares`, [row], { transaction: tx }),
        );
        const statusFor = async (id: string) => (await app.as(stranger).get(`/author/versions/${id}`)).status;
        expect(await statusFor(versionId)).to.equal(404);
        const draft = await app.packages.catalogue.courseFor(null, stranger, courseId).catch(({ code }) => code);
        expect(draft).to.equal('COURSE_NOT_FOUND');
        await post(instructor, `/author/versions/${versionId}/publish`);
        expect(await statusFor(versionId)).to.equal(200);
        const next = await upload(`?course=${courseId}`);
        expect(await statusFor(next.versionId)).to.equal(404);
        expect((await app.as(instructor).get(`/author/versions/${next.versionId}`)).status).to.equal(200);
      });
    });

    describe('without a script', () => {
      it('leads from the form to the version that was found', async () => {
        const zip = packageZip({ title: 'By hand', files: ['lost.png'] });
        const answer = await app.as(instructor).upload(zip, { html: true });
        expect(answer.status).to.equal(303);
        const page = await app.as(instructor).get(String(answer.headers['location']).replace('/lms', ''));
        expect(page.text).to.include('Look at what was found').and.to.include('lost.png');
        expect(page.text).to.include('SCORM 1.2');
      });

      it('shows the report of a refused package beside the form', async () => {
        const zip = packageZip({ extra: [{ name: '../evil.txt' }] });
        const { status, text } = await app.as(instructor).upload(zip, { html: true });
        expect(status).to.equal(422);
        expect(text).to.include('The name leads out of the package').and.to.include('type="file"');
      });
    });

    it('says of which version an uploaded package is the same', async () => {
      const zip = packageZip({ title: 'Twice' });
      await app.as(instructor).upload(zip);
      const again = await app.as(instructor).upload(zip, { html: true });
      const page = await app.as(instructor).get(String(again.headers['location']).replace('/lms', ''));
      expect(page.text).to.include('This is the same package as version 1 of Twice. Nothing was stored again.');
    });

    it('asks the database the same number of questions for few courses and for many', async () => {
      const count = async (): Promise<number> => {
        const options: { logging: unknown } = Reflect.get(app.platform.database.sequelize, 'options');
        let statements = 0;
        options.logging = () => (statements += 1);
        try {
          await app.as(officer).get('/catalog').expect(200);
          await app.as(instructor).get('/author').expect(200);
        } finally {
          options.logging = false;
        }
        return statements;
      };
      const before = await count();
      for (let course = 0; course < 10; course += 1) {
        const { versionId } = await upload();
        await post(instructor, `/author/versions/${versionId}/publish`);
      }
      expect(before).to.be.greaterThan(0);
      expect(await count()).to.equal(before);
    });
  });
});
