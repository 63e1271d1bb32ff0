import { expect } from 'chai';
import type { Database } from '../../../server/platform/index.ts';
import type { CertificateRow } from '../../../server/training/certificates/certificate-model.ts';
import { openCredentials, type Credentials } from '../../support/credentials.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { buildAgency, type BuiltPerson } from '../../support/people.ts';

describe('certificate pages', () => {
  forEachDatabase((make) => {
    let database: Database;
    let world: Credentials;
    let officer: BuiltPerson;
    let colleague: BuiltPerson;
    let partner: BuiltPerson;
    let supervisor: BuiltPerson;
    let strangers: BuiltPerson[];
    let course: { courseId: string; versionId: string; sha256: string };
    let row: CertificateRow;
    before(async () => {
      database = await make();
      world = await openCredentials(database);
      officer = await world.addPerson(['officer']);
      colleague = await world.addPerson(['officer']);
      partner = await world.addPerson(['partner']);
      supervisor = await world.addPerson(['supervisor']);
      const { id: otherAgency } = await buildAgency(world.app);
      strangers = [];
      for (const role of ['officer', 'supervisor', 'administrator'] as const) {
        strangers.push(await world.addPerson([role], otherAgency));
      }
      course = await world.addCourse({ agencyId: world.agency.id, minutes: [30] });
      row = await world.certify({ personId: officer.id, ...course });
    });

    it('asks to sign in first', async () => {
      const browser = await world.browser(null);
      for (const path of [
        '/certificates',
        `/certificates/${row.id}`,
        `/certificates/${row.id}.pdf`,
        '/transcript.pdf',
      ]) {
        await browser.get(path).set('accept', 'application/json').expect(401);
      }
    });

    it('shows nothing to other agencies and to colleagues', async () => {
      for (const person of [...strangers, colleague, partner]) {
        const browser = await world.browser(person);
        await browser.get(`/certificates/${row.id}`).expect(404);
        await browser.get(`/certificates/${row.id}.pdf`).expect(404);
        const { text } = await browser.get('/certificates').expect(200);
        expect(text).to.contain('No certificates yet').and.not.to.contain(row.number);
      }
      const form = { decision: 'void', reason: 'Ours now.' };
      for (const person of strangers.slice(1)) {
        await (
          await world.browser(person)
        )
          .post(`/certificates/${row.id}/decision`)
          .type('form')
          .send(form)
          .expect(404);
        const list = await (await world.browser(person)).get('/certificates/withdrawn').expect(200);
        expect(list.text).to.contain('Nothing to decide');
      }
    });

    it('lets only supervisors and administrators decide', async () => {
      const form = { decision: 'void', reason: 'Because.' };
      for (const person of [officer, partner]) {
        const browser = await world.browser(person);
        await browser.post(`/certificates/${row.id}/decision`).type('form').send(form).expect(403);
        await browser.get('/certificates/withdrawn').expect(403);
        await browser.post(`/certificates/withdrawn/${course.versionId}`).type('form').send(form).expect(403);
      }
    });

    it('lists one’s own with download and check link, and opens them for the supervisor', async () => {
      const { text } = await (await world.browser(officer)).get('/certificates').expect(200);
      expect(text).to.contain(`/certificates/${row.id}.pdf`).and.to.contain(`/verify/${row.code}`);
      const page = await (await world.browser(supervisor)).get(`/certificates/${row.id}`).expect(200);
      expect(page.text).to.contain(course.sha256).and.to.contain('Make it void');
      const pdf = await (await world.browser(supervisor)).get(`/certificates/${row.id}.pdf`).expect(200);
      expect(pdf.headers).to.include({ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff' });
      expect(pdf.headers['content-disposition']).to.contain('certificate-HC-2026-000001.pdf');
    });

    it('asks for a reason beside the field', async () => {
      const browser = await world.browser(supervisor);
      const form = { decision: 'void', reason: ' ' };
      const { text } = await browser.post(`/certificates/${row.id}/decision`).type('form').send(form).expect(422);
      expect(text).to.contain('id="reason-fault"');
    });

    it('keeps certificates of a withdrawn version standing until somebody decides about each or all', async () => {
      const rows = [row];
      for (const person of [colleague, partner]) rows.push(await world.certify({ personId: person.id, ...course }));
      const news: unknown[] = [];
      world.app.platform.outbox.on('packages.version-withdrawn', 'spec', (payload) => {
        news.push(payload);
        return Promise.resolve();
      });
      const instructor = await world.addPerson(['instructor']);
      await (await world.browser(instructor)).post(`/author/versions/${course.versionId}/withdraw`).expect(303);
      await world.app.platform.jobs.drain();
      expect(news).to.deep.equal([{ versionId: course.versionId, courseId: course.courseId, number: 3 }]);

      const browser = await world.browser(supervisor);
      expect((await browser.get('/certificates')).text).to.contain('3 certificates wait for a decision');
      for (const { code } of rows) expect((await browser.get(`/verify/${code}`)).text).to.contain('answer valid');
      const one = { decision: 'void', reason: 'The statute on page 4 was wrong.' };
      await browser.post(`/certificates/${row.id}/decision`).type('form').send(one).expect(303);
      const all = { decision: 'kept', reason: 'They had the class in person too.' };
      await browser.post(`/certificates/withdrawn/${course.versionId}`).type('form').send(all).expect(303);
      expect((await browser.get('/certificates/withdrawn')).text).to.contain('0 certificates wait for a decision');
      const answers = [];
      for (const { code } of rows) answers.push(/answer (\w+)/.exec((await browser.get(`/verify/${code}`)).text)?.[1]);
      expect(answers).to.deep.equal(['void', 'valid', 'valid']);
      const decided = (await world.app.platform.audit.list(world.agency.id, { limit: 3 })).map(({ action }) => action);
      expect(decided).to.deep.equal(['certificate.kept', 'certificate.kept', 'certificate.voided']);
      expect(await world.rows(), 'the rows are as they were').to.deep.include(row);
    });

    it('decides about those of versions that another one follows, but the own, once, and only by who may', async () => {
      const old = await world.addCourse({ agencyId: world.agency.id, minutes: [30] });
      const rows = [];
      for (const person of [colleague, supervisor]) rows.push(await world.certify({ personId: person.id, ...old }));
      const decide = async (person: BuiltPerson): Promise<number> => {
        const actor = await world.actor(person);
        const decision = { decision: 'void', reason: 'The law changed.' } as const;
        return database.write((tx) =>
          world.app.training.certificates.decideVersions(tx, actor, [old.versionId], decision),
        );
      };
      expect(await decide(officer).catch((error: unknown) => error)).to.include({ code: 'NOT_ALLOWED', status: 403 });
      const waiting = async (person: BuiltPerson): Promise<number> =>
        world.app.training.certificates.countVersions(await world.actor(person), [old.versionId, row.versionId ?? '']);
      const before = await waiting(officer);
      for (const stranger of strangers.slice(1)) {
        expect(await decide(stranger)).to.equal(0);
        expect(await waiting(stranger)).to.equal(0);
      }
      expect(await decide(supervisor)).to.equal(1);
      expect(await waiting(officer)).to.equal(before - 1);
      expect(await decide(supervisor)).to.equal(0);
      const browser = await world.browser(supervisor);
      const answers = [];
      for (const { code } of rows) answers.push(/answer (\w+)/.exec((await browser.get(`/verify/${code}`)).text)?.[1]);
      expect(answers).to.deep.equal(['void', 'valid']);
    });

    it('lets a void certificate stand again, both decisions on record', async () => {
      const browser = await world.browser(supervisor);
      const form = { decision: 'kept', reason: 'It was another page.' };
      await browser.post(`/certificates/${row.id}/decision`).type('form').send(form).expect(303);
      const { text } = await browser.get(`/certificates/${row.id}`).expect(200);
      expect(text).to.contain('The statute on page 4 was wrong.').and.to.contain('It was another page.');
      const check = (await browser.get(`/verify/${row.code}`)).text;
      expect(check).to.contain('answer valid').and.to.contain('It was another page.');
      expect(check).not.to.contain('The statute on page 4 was wrong.');
    });
  });
});
