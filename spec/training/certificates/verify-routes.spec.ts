import { expect } from 'chai';
import type { Database } from '../../../server/platform/index.ts';
import { codeWords, newCode, readCode } from '../../../server/training/certificates/certificate-code.ts';
import { openCredentials, type Credentials } from '../../support/credentials.ts';
import { onSqlite } from '../../support/databases.ts';
import type { BuiltPerson } from '../../support/people.ts';

describe('the check of a certificate', () => {
  onSqlite((make) => {
    let database: Database;
    let world: Credentials;
    let officer: BuiltPerson;
    beforeEach(async () => {
      database = await make();
      world = await openCredentials(database);
      officer = await world.addPerson(['officer']);
    });
    const check = async (code: string) => (await world.browser(null)).get(`/verify/${code}`);
    const certify = async (renewalMonths: number | null) => {
      const course = await world.addCourse({ minutes: [30] });
      const { id: assignmentId } = await world.addAssignment({ courseId: course.courseId, renewalMonths });
      return { course, row: await world.certify({ personId: officer.id, assignmentId, ...course }) };
    };

    it('tells a valid one with its number, name, course, agency, hours, days and version, and nothing else of the person', async () => {
      const { course, row } = await certify(12);
      const answer = await check(row.code);
      expect(answer.status).to.equal(200);
      expect(answer.text).to.contain('answer valid').and.to.contain('It is valid until November 20, 2027.');
      for (const words of [row.number, 'Dep. Maria Reyes', 'The toolbox', 'Harlow County', '30 min', course.sha256]) {
        expect(answer.text).to.contain(words);
      }
      expect(answer.text).not.to.contain(officer.email);
      expect(answer.text).not.to.contain(officer.id);
      expect(answer.text).not.to.match(/Year one|Score/);
    });

    it('tells an expired one from the day after its last', async () => {
      const { row } = await certify(1);
      world.clock.goOn(27 * 24 * 3_600_000);
      expect((await check(row.code)).text, 'December 20').to.contain('answer valid');
      world.clock.goOn(24 * 3_600_000);
      expect((await check(row.code)).text)
        .to.contain('answer expired')
        .and.to.contain('was valid until December 20, 2026');
    });

    it('tells a void one with reason and day', async () => {
      const { row } = await certify(null);
      const actor = await world.actor(await world.addPerson(['supervisor']));
      const decision = { decision: 'void' as const, reason: 'Somebody else sat the test.' };
      await world.app.training.certificates.decide(actor, row.id, () => decision);
      const { text } = await check(row.code);
      expect(text)
        .to.contain('answer void')
        .and.to.contain('void on November 23, 2026. Reason: Somebody else sat the test.');
    });

    it('tells an unknown one, and what cannot be a code', async () => {
      for (const code of [newCode(), 'nothing']) {
        const answer = await check(code);
        expect(answer.status).to.equal(404);
        expect(answer.text).to.contain('answer unknown').and.to.contain('No certificate has this code.');
      }
    });

    it('takes a typed code with dashes, blanks, small letters and letters that look like digits', async () => {
      const { row } = await certify(null);
      const typed = ` ${codeWords(row.code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `;
      const browser = await world.browser(null);
      const answer = await browser.get(`/verify?code=${encodeURIComponent(typed)}`).expect(303);
      expect(answer.headers['location']).to.equal(`/verify/${row.code}`);
      expect((await check(codeWords(row.code).toLowerCase())).text).to.contain('answer valid');
      expect(readCode('O0IL-1111-2222-3333-4444')).to.equal('00111111222233334444');
    });

    it('is found by no search engine, and answers 30 times a minute', async () => {
      const code = newCode();
      const first = await check(code);
      expect(first.headers['x-robots-tag']).to.equal('noindex, nofollow');
      expect(first.text).to.contain('name="robots" content="noindex');
      for (let count = 1; count < 30; count += 1) expect((await check(code)).status).to.equal(404);
      const answer = await (await world.browser(null)).get(`/verify/${code}`).set('accept', 'application/json');
      expect(answer.status).to.equal(429);
      expect(answer.body).to.include({ code: 'TOO_MANY_TRIES' });
      world.clock.goOn(60_000);
      expect((await check(code)).status).to.equal(404);
    });
  });
});
