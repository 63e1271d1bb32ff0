import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import type { Schoolbeat } from '../../server/app.ts';
import type { LaunchAnswer } from '../../server/standards/index.ts';
import { forEachDatabase, scratchPath } from '../support/databases.ts';
import { letIn, openAt, TERMS } from '../support/dispatch-site.ts';
import { commitOf, fromToken } from '../support/launch-site.ts';
import { playThrough } from '../support/launch-steps.ts';
import { openLtiWorld, type LtiWorld } from '../support/lti-world.ts';
import { openOfficerSite } from '../support/officer-site.ts';
import { actorFor, buildPerson, type BuiltPerson } from '../support/people.ts';
import { scorm12Package } from '../support/sco-packages.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const OLD_PACKAGE = 'An old package that never says passed';
/** From 70 on it is passed; what the package says of itself is not asked. */
const BY_SCORE = {
  rule: { needs: 'all', conditions: [{ kind: 'score', least: 70 }], gives: 'passed' },
  reason: 'It tells a score and never says passed.',
} as const;
/** Begun, without a grade. */
const OPEN = { activityProgress: 'InProgress', gradingProgress: 'NotReady' };
/** What such a package says at its end: completed, whatever the score. */
const said = (score: number, status = 'completed') => ({
  'cmi.core.lesson_status': status,
  'cmi.core.score.raw': String(score),
  'cmi.core.score.max': '100',
});

/** Installs the package as a course of an agency; accepts the rule when it is asked to. */
async function bring(app: Schoolbeat, { agencyId, author }: { agencyId: string; author: BuiltPerson }, name: string) {
  const path = await scratchPath('ruled.zip');
  await writeFile(path, await scorm12Package(`${OLD_PACKAGE} ${name}`, [{ id: 'one', title: 'Quiz' }]));
  const { courseId, versionId } = await app.packages.install(path, { agencyId, personId: author.id });
  return {
    courseId,
    accept: async (isForEarlier = false) => {
      await app.packages.rules.accept(await actorFor(app, author), versionId, () => ({ ...BY_SCORE, isForEarlier }));
      await app.platform.jobs.drain();
    },
  };
}

describe('a package under an accepted rule', () => {
  forEachDatabase((make) => {
    describe('at its doors', () => {
      let world: LtiWorld;
      let author: BuiltPerson;
      before(async () => {
        world = await openLtiWorld(await make());
        author = await buildPerson(world.site.app, { agencyId: world.agencyId, roles: ['instructor'] });
      });
      after(() => world?.close());

      const course = (name: string) => bring(world.site.app, { agencyId: world.agencyId, author }, name);
      /** Saves what the package says and leaves; what follows of it is sent. */
      async function leave(launch: LaunchAnswer, ...saves: object[]): Promise<void> {
        for (const [at, cmi] of saves.entries()) {
          const commit = commitOf(at + 1, cmi as Record<string, string>, { scoId: 'one' });
          await fromToken(world.site, launch, 'commits', commit).expect(200);
        }
        await fromToken(world.site, launch, 'end', { reason: 'exit' }).expect(200);
        await world.site.app.platform.jobs.drain();
      }
      async function byLti(courseId: string): Promise<LaunchAnswer> {
        world.platform.always = { [`${LTI}resource_link`]: { id: `link-${courseId}`, title: 'An old package' } };
        const target = `http://localhost:8080/training/lti/courses/${courseId}`;
        return world.enter(await world.launch({}, { target_link_uri: target, lti_message_hint: target }));
      }
      const lastGrade = () => world.platform.scores.at(-1)?.body;
      async function dispatch(courseId: string) {
        const { agencyId, boss } = world;
        const actor = await actorFor(world.site.app, boss);
        const doorId = await world.site.app.embedding.dispatch.create(actor, { ...TERMS, courseId });
        return { agencyId, boss, doorId, courseId };
      }

      it('tells an LMS no completed grade before the rule is met, and the grade of the rule from then on (LTI AGS 3.4)', async () => {
        const { courseId, accept } = await course('by LTI');
        await accept();
        await leave(await byLti(courseId), said(60));
        expect(lastGrade()).to.include(OPEN).and.not.have.property('scoreGiven');
        await leave(await byLti(courseId), said(75, 'incomplete'));
        expect(lastGrade()).to.include({
          scoreGiven: 75,
          activityProgress: 'Completed',
          gradingProgress: 'FullyGraded',
        });
        const sent = world.platform.scores.length;
        await leave(await byLti(courseId), said(10, 'failed'));
        expect(lastGrade(), 'a late word takes nothing back').to.include({ scoreGiven: 75 });
        expect(world.platform.scores.length).to.equal(sent);
      });

      it('tells an LMS of what a rule makes of earlier records', async () => {
        const { courseId, accept } = await course('by LTI before');
        await leave(await byLti(courseId), said(80, 'incomplete'));
        expect(lastGrade()).to.include(OPEN).and.not.have.property('scoreGiven');
        await accept(true);
        expect(lastGrade()).to.include({ scoreGiven: 80, activityProgress: 'Completed' });
      });

      it('stands in the state that a dispatch package reads and hands on', async () => {
        const { courseId, accept } = await course('by dispatch');
        await accept();
        const place = await dispatch(courseId);
        const open = async () => openAt(world.site, place, await letIn(world.site, place));
        const summary = async () => (await letIn(world.site, place)).summary;
        await leave(await open(), said(60));
        expect(await summary()).to.include({ completion: 'incomplete', success: 'unknown', scoreRaw: 60 });
        await leave(await open(), said(75, 'incomplete'));
        expect(await summary()).to.include({ completion: 'completed', success: 'passed', scoreRaw: 75 });
      });

      it('stands in that state for earlier records as well, where the rule holds for them', async () => {
        const { courseId, accept } = await course('by dispatch before');
        const place = await dispatch(courseId);
        await leave(await openAt(world.site, place, await letIn(world.site, place)), said(90, 'incomplete'));
        expect((await letIn(world.site, place)).summary).to.include({ completion: 'incomplete', success: 'unknown' });
        await accept(true);
        expect((await letIn(world.site, place)).summary).to.include({ completion: 'completed', success: 'passed' });
      });
    });

    it('certifies when its rule is met, and not by the word of the package', async () => {
      const site = await openOfficerSite(await make());
      const [officer, supervisor] = [await site.person('officer'), await site.person('supervisor')];
      const author = await site.person('instructor');
      const { courseId, accept } = await bring(site.app, { agencyId: site.agencyId, author }, 'certified');
      await accept();
      const who = { title: 'Yearly', what: `course ${courseId}`, audience: 'officers', due: 'assigned', dueDays: '30' };
      const counts = { exam: 'forbidden', passMark: '70', retests: '3', renewalMonths: '12', step: 'save' };
      const assign = supervisor.browser.post('/assignments').type('form');
      await assign.send({ ...who, ...counts }).expect(303);
      const certificates = async () => {
        const { database, jobs } = site.app.platform;
        await database.write((tx) => jobs.enqueue(tx, 'training.enrol', {}));
        await jobs.drain();
        return site.rows(`SELECT content FROM ~certificates WHERE person_id = '${officer.id}'`);
      };
      await playThrough(officer.browser, courseId, [said(60)]);
      expect(await certificates()).to.deep.equal([]);
      await playThrough(officer.browser, courseId, [said(75, 'incomplete')]);
      const all = await certificates();
      expect(all).to.have.length(1);
      expect(JSON.parse(all[0]?.['content'] ?? '{}').course).to.include({ id: courseId });
      await site.app.close();
    });
  });
});
