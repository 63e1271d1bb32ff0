import { expect } from 'chai';
import express, { type Express } from 'express';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSchoolbeat, type Schoolbeat } from '../../../server/app.ts';
import type { Role } from '../../../server/people/index.ts';
import { createAssets, silentLog, type Database } from '../../../server/platform/index.ts';
import { answering } from '../../support/answer-crowd.ts';
import { forEachDatabase, scratchPath } from '../../support/databases.ts';
import { installHall } from '../../support/hall-course.ts';
import { installOwn } from '../../support/own-course.ts';
import { actorFor, buildAgency, buildPerson, openBrowser, quickPasswords, signIn } from '../../support/people.ts';
import { buildConfig } from '../../support/platform.ts';
import { statementsOfReads } from '../../support/read-statements.ts';

const FIXTURES = join(import.meta.dirname, '../../authoring/fixtures/courses');

/** What six officers answer to q1 (b is right), q2 (c) and q3 (a); the last two of the best fall for q1's trap. */
const SHEET: readonly (readonly [string, string, string])[] = [
  ['a', 'c', 'a'],
  ['a', 'c', 'a'],
  ['b', 'a', 'a'],
  ['b', 'a', 'b'],
  ['b', 'a', 'b'],
  ['c', 'c', 'b'],
];

forEachDatabase((make) => {
  describe('the pages about answers', () => {
    let app: Schoolbeat;
    let host: Express;
    let courseId: string;

    before(async () => {
      const database: Database = await make();
      const assets = createAssets({ directory: join(import.meta.dirname, '../../../dist/static'), unbuilt: true });
      const config = await buildConfig({ tablePrefix: database.tablePrefix });
      app = await openSchoolbeat(config, { database, assets, log: silentLog(), passwords: await quickPasswords() });
      host = express().use(app.router);
      ({ courseId } = await installHall(app));
    });
    after(() => app.close());

    async function officer(of: string) {
      const person = await buildPerson(app, { roles: ['officer'], agencyId: of });
      return answering(app, await actorFor(app, person), courseId);
    }

    /** An agency of its own, where six officers answered unless nobody did. */
    async function place(isAnswered = true): Promise<string> {
      const { id } = await buildAgency(app);
      if (isAnswered) await answerSheet(id);
      return id;
    }

    async function answerSheet(of: string): Promise<void> {
      for (const row of SHEET) {
        const person = await officer(of);
        for (const [at, response] of row.entries()) await person.answer('hall-talk', `q${at + 1}`, response);
        await person.save('hall-talk', {
          'cmi.interactions.0.id': 'q1',
          'cmi.interactions.0.type': 'choice',
          'cmi.interactions.0.latency': 'PT8S',
          'cmi.suspend_data': '',
        });
        await person.leave();
      }
    }

    async function browserOf(role: Role, of: string) {
      const browser = openBrowser(host);
      await signIn(browser, await buildPerson(app, { roles: [role], agencyId: of }));
      return browser;
    }
    const page = (name: string): string => `/courses/${courseId}/results/${name}`;
    const cells = (html: string): string[] =>
      [...html.matchAll(/<t[dh] [^>]*role="(?:cell|rowheader)"[^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell = '']) =>
        cell.replaceAll(/<[^>]+>/g, ' ').trim(),
      );

    const rowsOf = (html: string): string[] => {
      const all = cells(html);
      return all.flatMap((_cell, at) => (at % 4 === 0 ? [all.slice(at, at + 4).join(', ')] : []));
    };

    it('say how many are still needed', async () => {
      const agencyId = await place(false);
      const teacher = await browserOf('instructor', agencyId);
      for (const name of ['items', 'drop-off', 'mastery']) {
        const { text } = await teacher.get(page(name)).expect(200);
        expect(text, name).to.include('Five attempts are needed; 0 so far');
      }
      for (let count = 0; count < 3; count += 1)
        await (await officer(agencyId)).answer('hall-talk', 'q7', 'late:school,knife:officer,cap:school');
      const { text } = await teacher.get(page('items')).expect(200);
      expect(text).to.include('Five answers are needed; 3 so far').and.include('Five answers are needed; 0 so far');
      const one = await teacher.get(`${page('item')}?part=hall-talk&item=q7`).expect(200);
      expect(one.text).to.include('Five answers are needed; 3 so far');
    });

    it('tell what a hand-made sheet comes to: right, discrimination, time, and the wrong texts', async () => {
      const teacher = await browserOf('instructor', await place());
      const { text } = await teacher.get(`${page('items')}?part=hall-talk`).expect(200);
      const all = cells(text);
      const at = all.findIndex((cell) => cell.startsWith('What do you say first in case 1'));
      expect(all.slice(at + 1, at + 5)).to.deep.equal(['6', '50%', `−${byHand().toFixed(2)}`, '8 s']);
      expect(text).to.include('Negative discrimination');
      const one = await teacher.get(`${page('item')}?part=hall-talk&item=q1`).expect(200);
      expect(rowsOf(one.text)).to.deep.equal([
        'Ask who owns the phone now, Right, 3, 50%',
        'Ask if the student is okay, Wrong, 2, 33%',
        'Ask for the names of all, Wrong, 1, 17%',
      ]);
    });

    it('tell which objectives are weak and where people stop', async () => {
      const teacher = await browserOf('supervisor', await place());
      const { text } = await teacher.get(`${page('mastery')}?part=hall-talk`).expect(200);
      const weak = cells(text).find((cell) => cell.startsWith('Choose a place that is safe and open'));
      expect(weak).to.include('Below 80%');
      const stop = await teacher.get(`${page('drop-off')}?part=hall-talk`).expect(200);
      const all = cells(stop.text);
      expect(all.slice(0, 4)).to.deep.equal(['A talk in the hall', '6', '0', '0%']);
      expect(all.some((cell) => cell.includes('the most'))).to.equal(true);
    });

    it('show nothing of another agency, and nothing to officers or to who is signed out', async () => {
      const [agencyId, other] = [await place(), await place(false)];
      const person = await officer(other);
      await person.answer('hall-talk', 'q1', 'c');
      const stranger = await browserOf('instructor', other);
      const { text } = await stranger.get(page('items')).expect(200);
      expect(text).to.include('Version 1, 1 attempt');
      const own = await (await browserOf('instructor', agencyId)).get(page('items')).expect(200);
      expect(own.text).to.include('Version 1, 6 attempts');
      const learner = await browserOf('officer', agencyId);
      for (const name of ['items', 'item', 'drop-off', 'mastery']) {
        await learner.get(page(name)).expect(403);
        await openBrowser(host).get(page(name)).expect(303);
        await stranger.get(`/courses/nowhere/results/${name}`).expect(404);
      }
      await stranger.get(`${page('item')}?part=hall-talk&item=nothing`).expect(404);
    });

    it('ask the same number of questions, however many answered', async () => {
      const agencyId = await place();
      const teacher = await browserOf('instructor', agencyId);
      const count = (name: string) =>
        statementsOfReads(app.platform.database, async () => teacher.get(`${page(name)}?part=hall-talk`).expect(200));
      const names = ['items', 'drop-off', 'mastery'];
      const before: number[] = [];
      for (const name of names) before.push(await count(name));
      await answerSheet(agencyId);
      for (const [at, name] of names.entries()) expect(await count(name), name).to.equal(before[at]);
    });

    it('keep what an older version came to, whatever a newer one says', async () => {
      const agencyId = await place();
      const teacher = await browserOf('instructor', agencyId);
      const before = await teacher.get(`${page('item')}?version=1&part=hall-talk&item=q1`).expect(200);
      const root = await scratchPath('edited');
      await cp(FIXTURES, root, { recursive: true });
      const file = join(root, 'hall/modules/01-hall.yaml');
      const source = await readFile(file, 'utf8');
      await writeFile(
        file,
        source
          .replace('Ask who owns the phone now', 'Ask nothing at all')
          .replace('in case 1?', 'in case one, edited?'),
      );
      const edited = await installOwn(app, { root, folder: 'hall', policy: { testAfterModules: false } });
      expect(edited.courseId).to.equal(courseId);
      const person = await officer(agencyId);
      await person.answer('hall-talk', 'q1', 'a');
      const after = await teacher.get(`${page('item')}?version=1&part=hall-talk&item=q1`).expect(200);
      expect(cells(after.text)).to.deep.equal(cells(before.text));
      expect(after.text).to.include('Ask who owns the phone now');
      const newest = await teacher.get(page('items')).expect(200);
      expect(newest.text).to.include('in case one, edited?').and.include('Five answers are needed; 1 so far');
    });
  });
});

/** The correlation of q1 with the share right of q2 and q3, as a table calculator has it, without its sign. */
function byHand(): number {
  const right = SHEET.map(([q1]) => (q1 === 'b' ? 1 : 0));
  const rest = SHEET.map(([, q2, q3]) => (Number(q2 === 'c') + Number(q3 === 'a')) / 2);
  const count = SHEET.length;
  const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);
  const top = count * sum(right.map((one, at) => one * (rest[at] ?? 0))) - sum(right) * sum(rest);
  const spread = (list: readonly number[]): number => count * sum(list.map((one) => one * one)) - sum(list) ** 2;
  return Math.abs(top / Math.sqrt(spread(right) * spread(rest)));
}
