import { expect } from 'chai';
import type { LaunchAnswer } from '../../server/standards/index.ts';
import { buildDispatch, letIn, openAt } from '../support/dispatch-site.ts';
import { ESSAY, ESSAY_PART, essayRecord, installEssay } from '../support/essay-course.ts';
import { forEachDatabase } from '../support/databases.ts';
import { commitOf, fromToken } from '../support/launch-site.ts';
import { openLtiWorld, type LtiWorld } from '../support/lti-world.ts';
import type { OwnCourse } from '../support/own-course.ts';
import { openBrowser, signIn, type Browser, type BuiltPerson } from '../support/people.ts';

const BASE = '/training';

describe('a score that a person gives', () => {
  forEachDatabase((make) => {
    let world: LtiWorld;
    let course: OwnCourse;

    before(async () => {
      world = await openLtiWorld(await make());
      course = await installEssay(world.site.app);
    });
    after(() => world?.close());

    /** Answers the question wrong and hands the essay in. */
    async function handIn(launch: LaunchAnswer): Promise<void> {
      const wrong = { scoId: ESSAY_PART, block: 'q1', response: 'a', attempt: 1 };
      await fromToken(world.site, launch, 'answers', wrong).expect(200);
      const record = essayRecord(course.answers, 'My plan.');
      await fromToken(world.site, launch, 'commits', commitOf(1, record, { scoId: ESSAY_PART })).expect(200);
      await fromToken(world.site, launch, 'end', { reason: 'exit' }).expect(200);
      await world.site.app.platform.jobs.drain();
    }

    async function deskOf(person: BuiltPerson): Promise<Browser> {
      const desk = openBrowser(world.site.host);
      await signIn(desk, person, BASE);
      return desk;
    }

    async function grade(desk: Browser, attemptId: string, points: string): Promise<void> {
      const results = `${BASE}/courses/${course.courseId}/results`;
      const rubric = { part: ESSAY_PART, block: ESSAY, criteria: '10 All of it' };
      const set = await desk.post(`${results}/rubric`).type('form').send(rubric).expect(303);
      const id = /grading\/([0-9a-z]{26})/i.exec(String(set.headers['location']))?.[1] ?? '';
      const mark = { points0: points, note: '' };
      await desk.post(`${results}/grading/${id}/${attemptId}`).type('form').send(mark).expect(303);
      await world.site.app.platform.jobs.drain();
    }

    async function override(desk: Browser, attemptId: string): Promise<void> {
      const form = { score: '90', success: 'passed', reason: 'The question was wrong.' };
      await desk.post(`${BASE}/attempts/${attemptId}/score`).type('form').send(form).expect(303);
      await world.site.app.platform.jobs.drain();
    }

    it('goes to the LMS as a grade (LTI AGS 3.4)', async () => {
      const target = `http://localhost:8080/training/lti/courses/${course.courseId}`;
      const launched = await world.launch({}, { target_link_uri: target, lti_message_hint: target });
      const launch = await world.enter(launched);
      await handIn(launch);
      const told = () => world.platform.scores.map(({ body }) => body['scoreGiven']).at(-1);
      expect(told()).to.equal(0);
      await grade(world.desk, launch.attemptId, '10');
      expect(told()).to.equal(67);
      await override(world.desk, launch.attemptId);
      expect(told()).to.equal(90);
    });

    it('stands in the summary that a dispatch package tells its LMS', async () => {
      const place = await buildDispatch(world.site.app, { courseId: course.courseId });
      const launch = await openAt(world.site, place, await letIn(world.site, place));
      await handIn(launch);
      const summary = async () => (await letIn(world.site, place)).summary;
      expect(await summary()).to.include({ scoreScaled: 0, success: 'failed' });
      const desk = await deskOf(place.boss);
      await grade(desk, launch.attemptId, '10');
      expect(await summary()).to.include({ scoreScaled: 0.67, success: 'passed' });
      await override(desk, launch.attemptId);
      expect(await summary()).to.include({ scoreScaled: 0.9, success: 'passed' });
    });
  });
});
