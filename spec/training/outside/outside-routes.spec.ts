import { expect } from 'chai';
import type { Database } from '../../../server/platform/index.ts';
import { openCredentials, type Credentials } from '../../support/credentials.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { buildAgency, type BuiltPerson } from '../../support/people.ts';

const PDF = Buffer.from('%PDF-1.4\n<script>alert(1)</script>\n%%EOF');
const FORM = {
  title: 'Basic SRO course',
  provider: 'A state academy',
  hours: '7:30',
  topics: 'Law, De-escalation',
  completedOn: '2026-06-05',
};

describe('outside training', () => {
  forEachDatabase((make) => {
    let database: Database;
    let world: Credentials;
    let officer: BuiltPerson;
    let colleague: BuiltPerson;
    let supervisor: BuiltPerson;
    let stranger: BuiltPerson;
    before(async () => {
      database = await make();
      world = await openCredentials(database);
      officer = await world.addPerson(['officer']);
      colleague = await world.addPerson(['officer']);
      supervisor = await world.addPerson(['supervisor', 'officer']);
      stranger = await world.addPerson(['supervisor'], (await buildAgency(world.app)).id);
    });

    async function send(
      person: BuiltPerson,
      change: Partial<typeof FORM> = {},
      file: Buffer | null = PDF,
      name = 'scan.pdf',
    ) {
      const sent = (await world.browser(person)).post('/outside');
      for (const [field, value] of Object.entries({ ...FORM, ...change })) void sent.field(field, value);
      if (file !== null) void sent.attach('proof', file, name);
      return sent;
    }
    interface Row {
      id: string;
      person_id: string;
      state: string;
      minutes: number;
      file_type: string;
    }
    async function rows(): Promise<Row[]> {
      const sql = `SELECT id, person_id, state, minutes, file_type FROM ${database.tablePrefix}outside_trainings ORDER BY id`;
      const [found] = await database.sequelize.query(sql);
      return found as Row[];
    }
    async function proofs(): Promise<number> {
      let count = 0;
      for await (const _key of world.app.platform.storage.list('proofs/')) count += 1;
      return count;
    }
    const last = async (): Promise<Row> => (await rows()).at(-1) as Row;
    const decide = async (person: BuiltPerson, id: string, form: object) =>
      (await world.browser(person)).post(`/outside/${id}/decision`).type('form').send(form);

    it('asks to sign in first, and lets only officers, instructors and partners send', async () => {
      await (await world.browser(null)).get('/outside').set('accept', 'application/json').expect(401);
      const administrator = await world.addPerson(['administrator']);
      expect((await send(administrator)).status).to.equal(403);
      await (await world.browser(officer)).get('/outside/review').expect(403);
    });

    it('refuses what is no PDF, JPG or PNG by its bytes, whatever its name, and what is missing or wrong; nothing is left', async () => {
      const html = Buffer.from('<html><script>alert(1)</script></html>');
      const answers = [
        [await send(officer, {}, html, 'certificate.pdf'), 'proof-fault'],
        [await send(officer, {}, null), 'proof-fault'],
        [await send(officer, { hours: 'many' }), 'hours-fault'],
        [await send(officer, { completedOn: '2026-11-24' }), 'completedOn-fault'],
      ] as const;
      for (const [answer, id] of answers) {
        expect(answer.status).to.equal(422);
        expect(answer.text).to.contain(`id="${id}"`).and.to.contain('value="Basic SRO course"');
      }
      const large = Buffer.concat([PDF, Buffer.alloc(10 * 1024 * 1024)]);
      expect((await send(officer, {}, large)).status).to.equal(413);
      expect(await rows()).to.deep.equal([]);
      expect(await proofs()).to.equal(0);
    });

    it('takes a proof, counts it only once approved, and tells of the decision', async () => {
      expect((await send(officer)).headers['location']).to.equal('/outside?notice=sent');
      const row = await last();
      expect(row).to.include({ state: 'pending', minutes: 450, file_type: 'application/pdf' });
      const { text } = await (await world.browser(officer)).get('/outside').expect(200);
      expect(text).to.contain('Waits for a supervisor');
      expect((await world.app.training.transcripts.of(officer.id)).outside).to.deep.equal([]);
      const news: unknown[] = [];
      world.app.platform.outbox.on('training.claim-decided', 'spec', (payload) => {
        news.push(payload);
        return Promise.resolve();
      });
      expect((await decide(supervisor, row.id, { decision: 'approved', note: '' })).status).to.equal(303);
      await world.app.platform.jobs.drain();
      const known = { id: row.id, personId: officer.id, agencyId: world.agency.id };
      expect(news).to.deep.equal([{ kind: 'outside', ...known, state: 'approved' }]);
      const [line] = (await world.app.training.transcripts.of(officer.id)).outside;
      expect(line).to.include({ title: 'Basic SRO course', minutes: 450 });
      expect((await decide(supervisor, row.id, { decision: 'refused', note: 'No.' })).status).to.equal(409);
    });

    it('serves the proof as an attachment that runs nothing, to its owner and who decides', async () => {
      const { id } = await last();
      for (const person of [officer, supervisor]) {
        const answer = await (await world.browser(person)).get(`/outside/${id}/proof`).buffer(true).expect(200);
        expect(answer.headers).to.include({ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff' });
        expect(answer.headers['content-security-policy']).to.equal("default-src 'none'; sandbox");
        expect(answer.headers['content-disposition']).to.equal(`attachment; filename="proof-${id}.pdf"`);
      }
      for (const person of [colleague, stranger]) {
        await (await world.browser(person)).get(`/outside/${id}/proof`).expect(404);
      }
    });

    it('refuses with a note, never about oneself, and for other agencies finds nothing', async () => {
      await send(officer);
      const { id } = await last();
      expect((await decide(supervisor, id, { decision: 'refused', note: '' })).status).to.equal(422);
      expect((await decide(stranger, id, { decision: 'refused', note: 'No.' })).status).to.equal(404);
      const list = await (await world.browser(stranger)).get('/outside/review').expect(200);
      expect(list.text).to.contain('Nothing waits').and.not.to.contain('Basic SRO course');
      expect((await decide(supervisor, id, { decision: 'refused', note: 'The page is cut off.' })).status).to.equal(
        303,
      );
      expect((await (await world.browser(officer)).get('/outside')).text).to.contain('The page is cut off.');
      await send(supervisor);
      expect((await decide(supervisor, (await last()).id, { decision: 'approved', note: '' })).status).to.equal(403);
    });

    it('is taken back by its owner while it waits', async () => {
      await send(officer);
      const { id } = await last();
      await (await world.browser(colleague)).post(`/outside/${id}/withdraw`).expect(404);
      await (await world.browser(officer)).post(`/outside/${id}/withdraw`).expect(303);
      expect((await last()).state).to.equal('withdrawn');
      await (await world.browser(officer)).post(`/outside/${id}/withdraw`).expect(409);
    });

    it('is open to whom is a partner alone, from the page of certificates on, and its review is not', async () => {
      const partner = await world.addPerson(['partner']);
      const browser = await world.browser(partner);
      expect((await browser.get('/certificates').expect(200)).text).to.contain('href="/outside"');
      expect((await browser.get('/outside').expect(200)).text).to.contain('href="/outside/new"');
      await browser.get('/outside/new').expect(200);
      expect((await send(partner)).headers['location']).to.equal('/outside?notice=sent');
      const row = await last();
      expect(row).to.include({ person_id: partner.id, state: 'pending' });
      await browser.get(`/outside/${row.id}/proof`).expect(200);
      await browser.get('/outside/review').expect(403);
      expect((await decide(partner, row.id, { decision: 'approved', note: '' })).status).to.equal(403);
      expect((await decide(supervisor, row.id, { decision: 'approved', note: '' })).status).to.equal(303);
      expect((await browser.get('/outside').expect(200)).text).to.contain('Approved');
    });
  });
});
