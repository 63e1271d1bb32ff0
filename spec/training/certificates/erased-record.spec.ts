import { expect } from 'chai';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { newId, type Database } from '../../../server/platform/index.ts';
import { definePeopleModels } from '../../../server/people/person-model.ts';
import { defineOutsideModels } from '../../../server/training/outside/outside-model.ts';
import { openCredentials, type Credentials } from '../../support/credentials.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { buildAgency, type Browser, type BuiltPerson } from '../../support/people.ts';

const GONE = 'Erased on request';
const NAMES = ['Maria', 'Reyes', 'Capt. Ines Ortega'];

describe('what is left of an erased record', () => {
  forEachDatabase((make) => {
    let database: Database;
    let world: Credentials;
    let admin: Browser;
    before(async () => {
      database = await make();
      world = await openCredentials(database);
      admin = await world.browser(await world.addPerson(['administrator']));
    });

    async function forget(person: BuiltPerson): Promise<void> {
      const form = { reason: 'Asked for by letter.', typed: `Dep. ${person.name}` };
      await admin.post(`/admin/people/${person.id}/anonymise`).type('form').send(form).expect(303);
    }
    /** An officer with a void and a good certificate, a correction and outside training. */
    async function recorded() {
      const officer = await world.addPerson(['officer']);
      const { courseId } = await world.addCourse({ minutes: [30] });
      await world.addCorrection({ personId: officer.id, courseId });
      const good = await world.certify({ personId: officer.id, courseId, attemptId: null });
      const bad = await world.certify({ personId: officer.id, courseId });
      const boss = await world.actor(await world.addPerson(['supervisor']));
      const decision = { decision: 'void' as const, reason: 'Maria Reyes sat in another room.' };
      await world.app.training.certificates.decide(boss, bad.id, () => decision);
      const training = {
        id: newId(),
        agencyId: world.agency.id,
        personId: officer.id,
        title: 'Basic SRO course',
        provider: 'Maria Reyes Academy',
        minutes: 60,
        topics: '[]',
        completedOn: '2025-06-06',
        expiresOn: null,
        fileKey: null,
        fileName: null,
        fileType: null,
        fileSha256: 'd4'.repeat(32),
        state: 'approved' as const,
        decidedBy: null,
        decidedAt: world.clock.now(),
        note: '',
        createdAt: world.clock.now(),
      };
      await database.write((transaction) =>
        defineOutsideModels(database).outsideTrainings.create(training, { transaction }),
      );
      return { officer, good, bad };
    }

    it('says on the check page that it was erased, tells a void one as void, and names nobody', async () => {
      const { officer, good, bad } = await recorded();
      const stranger = await world.browser(null);
      expect((await stranger.get(`/verify/${good.code}`).expect(200)).text).to.contain('Reyes');
      await forget(officer);
      for (const { code, number, contentSha256 } of [good, bad]) {
        const { text } = await stranger.get(`/verify/${code}`).expect(200);
        expect(text).to.contain(GONE).and.contain(number).and.contain(contentSha256);
        for (const name of NAMES) expect(text).to.not.contain(name);
      }
      expect((await stranger.get(`/verify/${bad.code}`)).text).to.contain('The agency had made it void.');
    });

    it('opens for supervisors, who find the number, days and hash and no PDF', async () => {
      const { officer, bad } = await recorded();
      await forget(officer);
      const boss = await world.browser(await world.addPerson(['supervisor']));
      const { text } = await boss.get(`/certificates/${bad.id}`).expect(200);
      expect(text).to.contain(GONE).and.contain(bad.number).and.not.contain('.pdf');
      // The frame names who looks.
      const page = text.slice(text.indexOf('<main'));
      for (const name of NAMES) expect(page).to.not.contain(name);
      const refused = await boss.get(`/certificates/${bad.id}.pdf`).set('accept', 'application/json').expect(410);
      expect(refused.body).to.include({ code: 'CERTIFICATE_ERASED' });
      const review = await boss.get('/outside/review').expect(200);
      expect(review.text).to.contain(GONE).and.not.contain('Maria Reyes Academy');
      const corrections = await boss.get(`/officers/${officer.id}/corrections`).expect(200);
      expect(corrections.text).to.contain(GONE).and.not.contain('changed after it was signed');
      expect((await world.app.training.verify()).faults.filter((fault) => fault.includes(bad.id))).to.deep.equal([]);
    });

    it('leaves the transcript of somebody who works for another agency whole and readable', async () => {
      const { officer, good } = await recorded();
      const other = await buildAgency(world.app);
      const membership = {
        personId: officer.id,
        organisationType: 'agency',
        organisationId: other.id,
        role: 'officer',
      };
      await database.write((transaction) =>
        definePeopleModels(database).Membership.create(
          { id: newId(), ...membership, createdAt: world.clock.now(), endedAt: null },
          { transaction },
        ),
      );
      await forget(officer);
      const browser = await world.browser(officer);
      const list = await browser.get('/certificates').expect(200);
      expect(list.text).to.contain(GONE).and.contain(good.number);
      const { transcript } = JSON.parse((await browser.get('/transcript.json').expect(200)).text);
      const line = transcript.certificates.find((one: { number: string }) => one.number === good.number);
      expect(line).to.include({ erased: true, course: 'The toolbox', minutes: 0, completedOn: null });
      expect(transcript.corrections[0]).to.include({ erased: true, statement: '' });
      expect(transcript.outside[0]).to.include({ erased: true, provider: '' });
      const pdf = await browser.get('/transcript.pdf').expect(200);
      const task = getDocument({ data: new Uint8Array(pdf.body as Buffer), verbosity: 0 });
      const { items } = await (await (await task.promise).getPage(1)).getTextContent();
      const words = items.map((item) => ('str' in item ? item.str : '')).join(' ');
      await task.destroy();
      expect(words.split(GONE).length - 1, 'two certificates, one outside, one correction').to.be.at.least(4);
    });
  });
});
