import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { answering } from '../../support/answer-crowd.ts';
import { forEachDatabase, scratchPath } from '../../support/databases.ts';
import { handIn, installEssay } from '../../support/essay-course.ts';
import { openLaunchSite, type LaunchSite } from '../../support/launch-site.ts';
import { actorFor, buildAgency, buildPerson, openBrowser, signIn } from '../../support/people.ts';
import { scorm12Package } from '../../support/sco-packages.ts';

/** What five officers answered to two questions of a package that grades itself. */
const TOLD: readonly (readonly [string, string])[] = [
  ['a', 'x'],
  ['a', 'x'],
  ['b', 'x'],
  ['b', 'y'],
  ['b', 'y'],
];

describe('results of what was told', () => {
  forEachDatabase((make) => {
    let site: LaunchSite;
    before(async () => {
      site = await openLaunchSite(await make());
    });

    async function teacherOf(agencyId: string) {
      const browser = openBrowser(site.host);
      await signIn(browser, await buildPerson(site.app, { roles: ['instructor'], agencyId }), site.base);
      return browser;
    }
    async function workOf(agencyId: string, courseId: string) {
      const person = await buildPerson(site.app, { roles: ['officer'], agencyId });
      return answering(site.app, await actorFor(site.app, person), courseId);
    }
    const rowsOf = (html: string): string[] =>
      [...html.matchAll(/<tr role="row"><th scope="row".*?<\/tr>/gs)].map(([row]) =>
        row
          .replaceAll(/<[^>]+>/g, ' ')
          .replaceAll(/\s+/g, ' ')
          .trim(),
      );

    it('tells the questions of a package by its own words, the first answer of each attempt', async () => {
      const path = await scratchPath('told.zip');
      await writeFile(path, await scorm12Package('An old package', [{ id: 'quiz', title: 'Quiz' }]));
      const { courseId } = await site.app.packages.install(path);
      const { id } = await buildAgency(site.app);
      for (const [first, second] of TOLD) {
        const work = await workOf(id, courseId);
        await work.save('quiz', {
          'cmi.core.lesson_status': 'incomplete',
          'cmi.interactions.0.id': 'Q1',
          'cmi.interactions.0.type': 'choice',
          'cmi.interactions.0.student_response': first,
          'cmi.interactions.0.result': first === 'a' ? 'correct' : 'wrong',
          'cmi.interactions.0.latency': '00:00:12',
          'cmi.interactions.1.id': 'Q2',
          'cmi.interactions.1.type': 'choice',
          'cmi.interactions.1.student_response': second,
          'cmi.interactions.1.result': second === 'x' ? 'correct' : 'wrong',
          'cmi.interactions.2.id': 'Q1',
          'cmi.interactions.2.type': 'choice',
          'cmi.interactions.2.student_response': 'a',
          'cmi.interactions.2.result': 'correct',
        });
      }
      const teacher = await teacherOf(id);
      const results = `${site.base}/courses/${courseId}/results`;
      const { text } = await teacher.get(`${results}/items`).expect(200);
      // Right 1 1 0 0 0 beside 1 1 1 0 0: r = 2/3.
      expect(rowsOf(text)).to.deep.equal(['Q1 5 40% +0.67 12 s', 'Q2 5 60% +0.67 Not told']);
      const one = await teacher.get(`${results}/item?part=quiz&item=Q1`).expect(200);
      expect(rowsOf(one.text)).to.deep.equal(['b Taken more often than the right answer Wrong 3 60%', 'a Right 2 40%']);
      const paths = await teacher.get(`${results}/paths`).expect(200);
      expect(paths.text).to.include('No scenarios in this version');
      const stop = await teacher.get(`${results}/drop-off`).expect(200);
      expect(rowsOf(stop.text)).to.deep.equal(['Quiz 5 0 0%']);
    });

    it('counts by what pages remember who came how far', async () => {
      const essay = await installEssay(site.app);
      const { id } = await buildAgency(site.app);
      for (let count = 0; count < 2; count += 1) await handIn(await workOf(id, essay.courseId), essay, 'My plan.');
      const left = await workOf(id, essay.courseId);
      await left.answer('guest-teacher', 'q1', 'b');
      await left.save('guest-teacher', { 'cmi.suspend_data': '' });
      const teacher = await teacherOf(id);
      const { text } = await teacher.get(`${site.base}/courses/${essay.courseId}/results/drop-off`).expect(200);
      expect(rowsOf(text)).to.deep.equal([
        'The guest teacher 3 2 67%',
        'The lesson Section opened 2 67% 0',
        'What comes first? 3 100% 0',
        'Your lesson plan 2 67% 1, the most',
      ]);
    });
  });
});
