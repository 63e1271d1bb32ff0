import { expect } from 'chai';
import type { Role } from '../../server/people/index.ts';
import { answering, type Answering } from '../support/answer-crowd.ts';
import { ESSAY, ESSAY_PART, handIn, installEssay } from '../support/essay-course.ts';
import { forEachDatabase } from '../support/databases.ts';
import { openLaunchSite, type LaunchSite } from '../support/launch-site.ts';
import type { OwnCourse } from '../support/own-course.ts';
import {
  actorFor,
  buildAgency,
  buildPerson,
  openBrowser,
  signIn,
  type Browser,
  type BuiltPerson,
} from '../support/people.ts';

const RUBRIC = '4 Fits the age of the class\n6 Asks before it tells';
const HOSTILE = '<script>alert(1)</script> {{constructor}} \u202Egnihsurc';

describe('grading by a rubric', () => {
  forEachDatabase((make) => {
    let site: LaunchSite;
    let course: OwnCourse;

    before(async () => {
      site = await openLaunchSite(await make());
      course = await installEssay(site.app);
    });

    interface Place {
      readonly agencyId: string;
      readonly teacher: Browser;
      readonly officer: BuiltPerson;
      readonly work: Answering;
    }
    const at = (path: string): string => `${site.base}${path}`;
    const grading = (rest = ''): string => at(`/courses/${course.courseId}/results/${rest}`);
    const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

    async function browserOf(agencyId: string, roles: readonly Role[]): Promise<Browser> {
      const browser = openBrowser(site.host);
      await signIn(browser, await buildPerson(site.app, { roles, agencyId }), site.base);
      return browser;
    }
    async function as(person: BuiltPerson): Promise<Browser> {
      const browser = openBrowser(site.host);
      await signIn(browser, person, site.base);
      return browser;
    }

    /** An agency where an officer has handed in an essay. */
    async function place({ option = 'b', roles = ['officer'] as Role[], text = 'My plan.' } = {}): Promise<Place> {
      const { id: agencyId } = await buildAgency(site.app);
      const officer = await buildPerson(site.app, { roles, agencyId, familyName: 'Okafor' });
      const work = await answering(site.app, await actorFor(site.app, officer), course.courseId);
      await handIn(work, course, text, option);
      return { agencyId, teacher: await browserOf(agencyId, ['instructor']), officer, work };
    }

    async function setRubric(teacher: Browser, more: object = {}): Promise<string> {
      const form = { part: ESSAY_PART, block: ESSAY, criteria: RUBRIC, ...more };
      const answer = await teacher.post(grading('rubric')).type('form').send(form).expect(303);
      return /grading\/([0-9a-z]{26})/i.exec(String(answer.headers['location']))?.[1] ?? '';
    }
    const give = (teacher: Browser, rubric: string, { attemptId }: Answering, form: object) =>
      teacher
        .post(grading(`grading/${rubric}/${attemptId}`))
        .type('form')
        .send(form);

    type Row = Record<string, unknown>;
    async function rows(table: string, where: string): Promise<Row[]> {
      const { tablePrefix, sequelize } = site.app.platform.database;
      return (await sequelize.query(`SELECT * FROM "${tablePrefix}${table}" WHERE ${where} ORDER BY id`))[0] as Row[];
    }
    const attemptOf = async ({ attemptId }: Answering): Promise<Row> =>
      (await rows('attempts', `id = '${attemptId}'`))[0] ?? {};
    const drain = () => site.app.platform.jobs.drain();

    it('lists what can be graded, takes a rubric, and says what is wrong with one', async () => {
      const { teacher } = await place();
      const before = await teacher.get(grading('grading')).expect(200);
      expect(textOf(before.text))
        .to.include('Your lesson plan')
        .and.include('Give the lesson')
        .and.include('No rubric yet');
      const form = { part: ESSAY_PART, block: ESSAY, criteria: 'Fits the age' };
      const wrong = await teacher.post(grading('rubric')).type('form').send(form).expect(422);
      expect(textOf(wrong.text)).to.include('Begin each line with its points').and.include('Fits the age');
      await setRubric(teacher);
      const after = await teacher.get(grading('grading')).expect(200);
      expect(textOf(after.text)).to.include('2 criteria, 10 points').and.include('1 to grade');
      const practical = await teacher.get(`${grading('rubric')}?part=${ESSAY_PART}&block=give-it`).expect(200);
      expect(practical.text).to.include('1 Words fit the age');
    });

    it('gives work back with words: the score rises into the record, the verdict and the audit trail, and the officer is told', async () => {
      const { teacher, officer, work, agencyId } = await place({ option: 'a', text: HOSTILE });
      expect(await attemptOf(work)).to.include({ success: 'failed', score_raw: 0, state: 'finished' });
      const rubric = await setRubric(teacher);
      const sheet = await teacher.get(grading(`grading/${rubric}/${work.attemptId}`)).expect(200);
      expect(sheet.text).to.include('&lt;script&gt;').and.include('Okafor').and.not.include('<script>alert');
      await give(teacher, rubric, work, { points0: '9', points1: '6', note: '' }).expect(422);
      await give(teacher, rubric, work, { points0: '4', points1: '6', note: 'Well planned.' }).expect(303);
      // 10 of 10 points by hand and 0 of 5 by the question: 67 %, and 60 % pass.
      expect(await attemptOf(work)).to.include({ success: 'passed', score_raw: 67 });
      await drain();
      const verdicts = await rows('verdicts', `person_id = '${officer.id}'`);
      expect(verdicts.at(-1)).to.include({ outcome: 'complete' });
      const [audited] = await rows('audit_events', `agency_id = '${agencyId}' AND action = 'work.graded'`);
      expect(JSON.parse(String(audited?.['details']))).to.deep.include({ total: 10, most: 10, points: [4, 6] });
      const [notice] = await rows('notices', `person_id = '${officer.id}' AND kind = 'work-graded'`);
      const page = await (await as(officer)).get(at(String(notice?.['href']))).expect(200);
      expect(textOf(page.text)).to.include('Well planned.').and.include('Asks before it tells 6 of 6');
      const attempt = await (await as(officer)).get(at(`/attempts/${work.attemptId}`)).expect(200);
      expect(textOf(attempt.text)).to.include('Graded work Your lesson plan 10 of 10');
      expect((await site.app.attempts.verify()).faults).to.deep.equal([]);
    });

    it('lets a later mark lower a finished record, and keeps the earlier one', async () => {
      const { teacher, work } = await place();
      const rubric = await setRubric(teacher);
      await give(teacher, rubric, work, { points0: '4', points1: '6', note: '' }).expect(303);
      expect(await attemptOf(work)).to.include({ success: 'passed', score_raw: 100 });
      await give(teacher, rubric, work, { points0: '1', points1: '0.5', note: 'Read again.' }).expect(303);
      expect(await attemptOf(work)).to.include({ success: 'failed', score_raw: 43 });
      const marks = await rows('marks', `attempt_id = '${work.attemptId}'`);
      expect(marks.map((row) => [row['total'], row['replaced_at'] === null])).to.deep.equal([
        [10, false],
        [1.5, true],
      ]);
      await site.app.attempts.rebuild();
      expect(await attemptOf(work)).to.include({ success: 'failed', score_raw: 43 });
    });

    it('leaves what was graded by an older rubric as it was', async () => {
      const { teacher, work } = await place();
      const rubric = await setRubric(teacher);
      await give(teacher, rubric, work, { points0: '4', points1: '0', note: '' }).expect(303);
      const before = await attemptOf(work);
      const [mark] = await rows('marks', `attempt_id = '${work.attemptId}'`);
      await setRubric(teacher, { criteria: '20 Something else' });
      expect(await attemptOf(work)).to.deep.equal(before);
      const page = await teacher.get(at(`/marks/${String(mark?.['id'])}`)).expect(200);
      expect(textOf(page.text)).to.include('Fits the age of the class 4 of 4').and.not.include('Something else');
    });

    it('hides names from who grades blind', async () => {
      const { teacher, work } = await place();
      const rubric = await setRubric(teacher, { isBlind: 'on' });
      for (const path of [`grading/${rubric}`, `grading/${rubric}/${work.attemptId}`]) {
        const { text } = await teacher.get(grading(path)).expect(200);
        expect(text, path).to.include('Work 1').and.include('names are hidden').and.not.include('Okafor');
      }
    });

    it('grades a practical part by what was seen', async () => {
      const { teacher, work } = await place();
      const rubric = await setRubric(teacher, {
        block: 'give-it',
        criteria: '1 Words fit the age\n1 Keeps to the time',
      });
      const sheet = await teacher.get(grading(`grading/${rubric}/${work.attemptId}`)).expect(200);
      expect(textOf(sheet.text)).to.include('Grade what you saw');
      await give(teacher, rubric, work, { points0: '1', points1: '0', note: '' }).expect(303);
      expect(await attemptOf(work)).to.include({ score_raw: 86 });
    });

    it('is refused to officers, to other agencies and for one’s own work', async () => {
      const { teacher, officer, work, agencyId } = await place({ roles: ['officer', 'instructor'] });
      const rubric = await setRubric(teacher);
      const sheet = grading(`grading/${rubric}/${work.attemptId}`);
      const form = { points0: '1', points1: '1', note: '' };
      const own = await (
        await as(officer)
      )
        .post(sheet)
        .type('form')
        .set('accept', 'application/json')
        .send(form)
        .expect(403);
      expect(own.body).to.include({ code: 'OWN_WORK' });
      const learner = await browserOf(agencyId, ['officer']);
      const stranger = await browserOf((await buildAgency(site.app)).id, ['instructor']);
      for (const path of ['grading', `rubric?part=${ESSAY_PART}&block=${ESSAY}`, `grading/${rubric}`]) {
        await learner.get(grading(path)).expect(403);
      }
      await learner.post(sheet).type('form').send(form).expect(403);
      await stranger.get(grading(`grading/${rubric}`)).expect(404);
      await stranger.post(sheet).type('form').send(form).expect(404);
      await teacher.post(sheet).set('sec-fetch-site', 'cross-site').type('form').send(form).expect(403);
      await openBrowser(site.host).get(sheet).expect(303);
      expect(await rows('marks', `attempt_id = '${work.attemptId}'`)).to.have.length(0);
      await give(teacher, rubric, work, form).expect(303);
      const [mark] = await rows('marks', `attempt_id = '${work.attemptId}'`);
      await stranger.get(at(`/marks/${String(mark?.['id'])}`)).expect(404);
      await learner.get(at(`/marks/${String(mark?.['id'])}`)).expect(404);
    });

    it('changes a score by hand, signed with a reason, until it is taken back', async () => {
      const { teacher, officer, work, agencyId } = await place({ option: 'a', roles: ['officer', 'supervisor'] });
      const path = at(`/attempts/${work.attemptId}/score`);
      const change = { score: '80', success: 'passed', reason: 'The question was wrong.' };
      const vague = await teacher
        .post(path)
        .type('form')
        .send({ ...change, reason: '' })
        .expect(422);
      expect(vague.text).to.include('Write the reason.');
      await teacher.post(path).type('form').send(change).expect(303);
      expect(await attemptOf(work)).to.include({ success: 'passed', score_raw: 80 });
      await drain();
      expect((await rows('verdicts', `person_id = '${officer.id}'`)).at(-1)).to.include({ outcome: 'complete' });
      expect(await rows('notices', `person_id = '${officer.id}' AND kind = 'score-changed'`)).to.have.length(1);
      expect(await rows('audit_events', `agency_id = '${agencyId}' AND action = 'score.changed'`)).to.have.length(1);
      const shown = await teacher.get(path).expect(200);
      expect(textOf(shown.text)).to.include('80%, passed').and.include('The question was wrong.');
      await teacher.post(`${path}/withdraw`).type('form').send({ reason: 'It was right.' }).expect(303);
      expect(await attemptOf(work)).to.include({ success: 'failed', score_raw: 0 });
      await teacher.post(`${path}/withdraw`).type('form').send({ reason: 'Again.' }).expect(409);
      const { tablePrefix, sequelize } = site.app.platform.database;
      const forge = `UPDATE "${tablePrefix}score_changes" SET score = 0.99 WHERE attempt_id = '${work.attemptId}'`;
      await site.app.platform.database.write((transaction) => sequelize.query(forge, { transaction }));
      expect((await teacher.get(path).expect(200)).text).to.include('changed after it was signed');
      const own = (await as(officer)).post(path).type('form').set('accept', 'application/json').send(change);
      expect((await own.expect(403)).body).to.include({ code: 'OWN_SCORE' });
      const learner = await browserOf(agencyId, ['officer']);
      await learner.post(path).type('form').send(change).expect(403);
      const stranger = await browserOf((await buildAgency(site.app)).id, ['administrator']);
      await stranger.get(path).expect(404);
      await stranger.post(path).type('form').send(change).expect(404);
    });
  });
});
