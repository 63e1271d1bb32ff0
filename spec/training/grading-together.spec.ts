import { expect } from 'chai';
import { answering, type Answering } from '../support/answer-crowd.ts';
import { forEachDatabase } from '../support/databases.ts';
import { ESSAY, ESSAY_PART, essayRecord, handIn, installEssay } from '../support/essay-course.ts';
import { openLaunchSite, type LaunchSite } from '../support/launch-site.ts';
import type { OwnCourse } from '../support/own-course.ts';
import { actorFor, buildAgency, buildPerson, openBrowser, signIn, type Browser } from '../support/people.ts';
import { statementsOfReads } from '../support/read-statements.ts';

describe('grading by several at once', () => {
  forEachDatabase((make) => {
    let site: LaunchSite;
    let course: OwnCourse;

    before(async () => {
      site = await openLaunchSite(await make());
      course = await installEssay(site.app);
    });

    const results = (rest: string): string => `${site.base}/courses/${course.courseId}/results/${rest}`;

    async function place(): Promise<{ agencyId: string; teacher: Browser; work: Answering; rubric: string }> {
      const { id: agencyId } = await buildAgency(site.app);
      const officer = await buildPerson(site.app, { roles: ['officer'], agencyId });
      const work = await answering(site.app, await actorFor(site.app, officer), course.courseId);
      await handIn(work, course, 'My plan.');
      const teacher = openBrowser(site.host);
      await signIn(teacher, await buildPerson(site.app, { roles: ['instructor'], agencyId }), site.base);
      return { agencyId, teacher, work, rubric: await setRubric(teacher, ESSAY) };
    }

    async function setRubric(teacher: Browser, block: string): Promise<string> {
      const form = { part: ESSAY_PART, block, criteria: '4 Fits the age\n6 Asks first' };
      const answer = await teacher.post(results('rubric')).type('form').send(form).expect(303);
      return /grading\/([0-9a-z]{26})/i.exec(String(answer.headers['location']))?.[1] ?? '';
    }

    const post = (teacher: Browser, path: string, form: object) =>
      teacher.post(path).type('form').set('accept', 'application/json').send(form);

    async function rows(table: string, where: string): Promise<Record<string, unknown>[]> {
      const { tablePrefix, sequelize } = site.app.platform.database;
      const [found] = await sequelize.query(`SELECT * FROM "${tablePrefix}${table}" WHERE ${where} ORDER BY id`);
      return found as Record<string, unknown>[];
    }

    it('leaves one mark, and each names the one that it replaced', async () => {
      const { agencyId, teacher, work, rubric } = await place();
      const given = ['1', '2', '3', '4'].map((points0) =>
        post(teacher, results(`grading/${rubric}/${work.attemptId}`), { points0, points1: '0', note: '' }),
      );
      expect((await Promise.all(given)).map(({ status }) => status)).to.deep.equal([303, 303, 303, 303]);
      const marks = await rows('marks', `attempt_id = '${work.attemptId}'`);
      const held = marks.filter((row) => row['replaced_at'] === null);
      expect([marks.length, held.length]).to.deep.equal([4, 1]);
      const [graded] = await rows('graded_answers', `attempt_id = '${work.attemptId}' AND block = '${ESSAY}'`);
      expect(graded).to.include({ response: `${String(held[0]?.['total'])}/10` });
      const audited = await rows('audit_events', `agency_id = '${agencyId}' AND action = 'work.graded'`);
      const before = audited.map(({ details }) => (JSON.parse(String(details)) as { before: string | null }).before);
      expect(new Set(before).size).to.equal(4);
    });

    it('leaves one score given by hand', async () => {
      const { teacher, work } = await place();
      const path = `${site.base}/attempts/${work.attemptId}/score`;
      const given = ['10', '20', '30', '40'].map((score) =>
        post(teacher, path, { score, success: '', reason: 'Looked at again.' }),
      );
      expect((await Promise.all(given)).map(({ status }) => status)).to.deep.equal([303, 303, 303, 303]);
      const held = await rows('score_changes', `attempt_id = '${work.attemptId}' AND withdrawn_at IS NULL`);
      const [attempt] = await rows('attempts', `id = '${work.attemptId}'`);
      expect(held.map(({ score }) => score)).to.deep.equal([attempt?.['score_scaled']]);
    });

    it('leaves one rubric for a work', async () => {
      const { agencyId, teacher } = await place();
      await Promise.all([1, 2, 3, 4].map(async () => setRubric(teacher, 'give-it')));
      const held = await rows('rubrics', `agency_id = '${agencyId}' AND block = 'give-it' AND ended_at IS NULL`);
      expect(held).to.have.length(1);
    });

    it('shows the last answer that was told under an id, and counts it once', async () => {
      const { teacher, work, rubric } = await place();
      const told = essayRecord(course.answers, 'My better plan.');
      const again = Object.entries(told).map(([name, value]) => [
        name.replace('interactions.0.', 'interactions.1.'),
        value,
      ]);
      await work.save(ESSAY_PART, {
        ...told,
        ...essayRecord(course.answers, 'My plan.'),
        ...Object.fromEntries(again),
      });
      const sheet = await teacher.get(results(`grading/${rubric}/${work.attemptId}`)).expect(200);
      expect(sheet.text).to.include('My better plan.').and.not.include('My plan.');
      const queue = await teacher.get(results(`grading/${rubric}`)).expect(200);
      expect(queue.text.match(new RegExp(`grading/${rubric}/${work.attemptId}"`, 'g'))).to.have.length(1);
      await setRubric(teacher, 'give-it');
      const overview = await teacher.get(results('grading')).expect(200);
      expect(overview.text.match(/1 to grade/g)).to.have.length(2);
    });

    it('counts what waits in one statement, however many rubrics there are', async () => {
      const { teacher } = await place();
      const { database } = site.app.platform;
      const reads = (): Promise<number> =>
        statementsOfReads(database, async () => teacher.get(results('grading')).expect(200));
      await reads();
      const one = await reads();
      await setRubric(teacher, 'give-it');
      expect(await reads()).to.equal(one);
    });

    it('refuses what no database takes with a sentence, and looks for nothing of such a name', async () => {
      const { teacher, work, rubric } = await place();
      const mark = { points0: '1', points1: '1', note: 'Well\0 planned' };
      const refused = await post(teacher, results(`grading/${rubric}/${work.attemptId}`), mark).expect(422);
      expect(refused.body).to.include({ code: 'INPUT_INVALID', field: 'note' });
      const reason = { score: '10', success: '', reason: 'Wrong\0' };
      await post(teacher, `${site.base}/attempts/${work.attemptId}/score`, reason).expect(422);
      for (const path of [
        `${site.base}/attempts/${work.attemptId}/run?part=%00&block=%00`,
        results('rubric?part=%00&block=a'),
        results('path?part=%00&block=%00'),
      ]) {
        await teacher.get(path).expect(404);
      }
      await teacher.get(results('items?part=%00')).expect(200);
    });
  });
});
