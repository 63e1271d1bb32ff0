import { expect } from 'chai';
import { sha256Hex, type Database } from '../../../server/platform/index.ts';
import { readContent } from '../../../server/training/certificates/certificate-content.ts';
import { canonicalJson } from '../../../server/training/certificates/canonical-json.ts';
import { EXAM_POLICY, openCredentials, type Credentials } from '../../support/credentials.ts';
import { forEachDatabase } from '../../support/databases.ts';

const EXAM = JSON.stringify(EXAM_POLICY);

describe('making certificates', () => {
  forEachDatabase((make) => {
    let database: Database;
    let world: Credentials;
    let personId: string;
    before(async () => {
      database = await make();
    });
    beforeEach(async () => {
      world = await openCredentials(database);
      personId = (await world.addPerson(['officer'])).id;
    });
    const own = async () => (await world.rows()).filter((row) => row.agencyId === world.agency.id);

    it('freezes what it says: person, agency, hours, topics, version, policy, score, days', async () => {
      const { courseId, versionId, sha256 } = await world.addCourse({ minutes: [25, 35] });
      const assignment = await world.addAssignment({ courseId, renewalMonths: 24 });
      const facts = { personId, courseId, versionId, assignmentId: assignment.id, policy: EXAM, score: 0.92 };
      const row = await world.certify(facts);
      const content = readContent(row.content);
      expect(content).to.deep.equal({
        format: 1,
        number: 'HC-2026-000001',
        person: { name: 'Maria Reyes', rank: 'Dep.' },
        agency: { id: world.agency.id, name: 'Harlow County Sheriff’s Office' },
        course: { id: courseId, title: 'The toolbox', minutes: 60, basis: 'course', topics: ['TX 1', 'TX 2'] },
        version: { number: 3, sha256 },
        policy: {
          rule: EXAM_POLICY,
          sha256: sha256Hex(EXAM),
          words: ['Examination passed with 80 % or more, one retest allowed.'],
        },
        score: 0.92,
        assignment: { title: 'Year one' },
        paper: null,
        completedOn: '2026-11-20',
        issuedOn: '2026-11-23',
        expiresOn: '2028-11-20',
      });
      expect(row).to.include({
        issuedOn: '2026-11-23',
        expiresOn: '2028-11-20',
        contentSha256: sha256Hex(row.content),
      });
      expect(row.content).to.equal(canonicalJson(content));
      expect(row.code).to.match(/^[0-9A-HJKMNP-TV-Z]{20}$/);
    });

    it('says the engaged minutes where the course tells none, and no score where the policy asks no exam', async () => {
      const { courseId } = await world.addCourse();
      const policy = JSON.stringify({ ...EXAM_POLICY, exam: { rule: 'forbidden' } });
      const { content } = await world.certify({ personId, courseId, policy, score: 0.7 });
      expect(readContent(content)).to.deep.include({ score: null, expiresOn: null });
      expect(readContent(content).course).to.include({ minutes: 42, basis: 'engaged' });
    });

    it('makes one certificate of a verdict that is told of twice', async () => {
      const { courseId } = await world.addCourse();
      const verdict = await world.reach({ personId, courseId });
      await world.app.platform.jobs.drain();
      await database.write((tx) =>
        world.app.platform.outbox.emit(tx, 'training.verdict-reached', { ...verdict, verdictId: verdict.id }),
      );
      await world.app.platform.jobs.drain();
      expect(await own()).to.have.length(1);
    });

    it('makes none of a verdict that is not complete', async () => {
      const { courseId } = await world.addCourse();
      for (const outcome of ['not-met', 'waived', 'in-progress'] as const) {
        await world.reach({ personId, courseId, outcome, attemptId: null });
      }
      await world.app.platform.jobs.drain();
      expect(await own()).to.deep.equal([]);
    });

    it('takes the same certificate for a second assignment of the same attempt, another one where it expires otherwise', async () => {
      const { courseId } = await world.addCourse();
      const attemptId = 'a'.repeat(26);
      for (const renewalMonths of [24, 24, 12]) {
        const { id: assignmentId } = await world.addAssignment({ courseId, renewalMonths });
        await world.reach({ personId, courseId, attemptId, assignmentId });
        await world.app.platform.jobs.drain();
      }
      expect((await own()).map(({ expiresOn }) => expiresOn)).to.deep.equal(['2028-11-20', '2027-11-20']);
    });

    it('says that it was completed on paper, and by whom that was recorded', async () => {
      const { courseId } = await world.addCourse();
      await world.addCorrection({ personId, courseId, withdrawnAt: new Date(), signerName: 'Nobody' });
      await world.addCorrection({ personId, courseId });
      const { content } = await world.certify({ personId, courseId, attemptId: null });
      expect(readContent(content).paper).to.deep.equal({
        recordedBy: 'Sgt. Lee Park',
        seenBy: 'Capt. Ines Ortega',
        statement: 'Took the class in person.',
      });
    });

    it('numbers by agency and year without gaps, also while two processes make them at once', async () => {
      const other = await openCredentials(database);
      const { courseId } = await world.addCourse();
      await world.certify({ personId, courseId });
      for (let count = 0; count < 12; count += 1) await world.reach({ personId, courseId });
      await Promise.all([world.app.platform.jobs.drain(), other.app.platform.jobs.drain()]);
      await world.app.platform.jobs.drain();
      world.clock.goOn(60 * 24 * 3_600_000);
      await world.certify({ personId, courseId });
      const numbers = (await own()).map(({ number }) => number);
      const wanted = Array.from({ length: 13 }, (_, place) => `HC-2026-${String(place + 1).padStart(6, '0')}`);
      expect(numbers).to.deep.equal([...wanted, 'HC-2027-000001']);
    });
  });
});
