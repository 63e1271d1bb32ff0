import { expect } from 'chai';
import express, { type Express } from 'express';
import { join } from 'node:path';
import { openSchoolbeat, type Schoolbeat } from '../../../server/app.ts';
import type { Role } from '../../../server/people/index.ts';
import { createAssets, silentLog } from '../../../server/platform/index.ts';
import { answering } from '../../support/answer-crowd.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { installHall } from '../../support/hall-course.ts';
import { actorFor, buildAgency, buildPerson, openBrowser, quickPasswords, signIn } from '../../support/people.ts';
import { buildConfig } from '../../support/platform.ts';
import { statementsOfReads } from '../../support/read-statements.ts';

const GOOD = ['welfare', 'principal', 'lead'];
const BAD = ['demand', 'push'];

forEachDatabase((make) => {
  describe('the paths of a scenario', () => {
    let app: Schoolbeat;
    let host: Express;
    let courseId: string;

    before(async () => {
      const database = await make();
      const assets = createAssets({ directory: join(import.meta.dirname, '../../../dist/static'), unbuilt: true });
      const config = await buildConfig({ tablePrefix: database.tablePrefix });
      app = await openSchoolbeat(config, { database, assets, log: silentLog(), passwords: await quickPasswords() });
      host = express().use(app.router);
      ({ courseId } = await installHall(app));
    });
    after(() => app.close());

    async function runIn(agencyId: string, choices: readonly string[], familyName = 'Vance'): Promise<string> {
      const person = await buildPerson(app, { roles: ['officer'], agencyId, familyName });
      const run = await answering(app, await actorFor(app, person), courseId);
      await run.run('hall-talk', 'phone', choices);
      return run.attemptId;
    }
    async function browserOf(role: Role, agencyId: string) {
      const browser = openBrowser(host);
      await signIn(browser, await buildPerson(app, { roles: [role], agencyId }));
      return browser;
    }
    const map = (more = ''): string => `/courses/${courseId}/results/path?part=hall-talk&block=phone${more}`;
    const runOf = (attemptId: string): string => `/attempts/${attemptId}/run?part=hall-talk&block=phone`;
    const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
    const rowsOf = (html: string): string[] =>
      [...html.matchAll(/<tr role="row"><th scope="row".*?<\/tr>/gs)].map(([row]) => textOf(row).trim());

    it('show where people went, and the runs that took an edge', async () => {
      const { id } = await buildAgency(app);
      for (let count = 0; count < 7; count += 1) await runIn(id, BAD, `Bad ${count}`);
      for (let count = 0; count < 3; count += 1) await runIn(id, GOOD, `Good ${count}`);
      await runIn(id, ['demand'], 'Stopped');
      const teacher = await browserOf('instructor', id);
      const list = await teacher.get(`/courses/${courseId}/results/paths`).expect(200);
      expect(textOf(list.text)).to.include('The phone in the hall').and.include('11 people');
      const { text } = await teacher.get(map()).expect(200);
      const demand = rowsOf(text).find((row) => row.startsWith('“Whose phone is that?”'));
      expect(demand).to.include('He says nothing −1 8 of 11, 73%');
      expect(rowsOf(text).find((row) => row.startsWith('“Empty your pockets.”'))).to.include('7 of 11, 64%');
      expect(textOf(text)).to.include('Stopped here');
      const push = await teacher.get(map(`&edge=${encodeURIComponent('shut.push>complaint')}`)).expect(200);
      expect(textOf(push.text)).to.include('7 runs').and.include('Bad 6').and.not.include('Good 1');
    });

    it('tell one run again, decision by decision', async () => {
      const { id } = await buildAgency(app);
      const attempt = await runIn(id, ['demand', 'repair', 'principal', 'lead'], 'Late');
      const supervisor = await browserOf('supervisor', id);
      const words = textOf((await supervisor.get(runOf(attempt)).expect(200)).text);
      expect(words).to.include('4 of 6 points').and.include('Late but right').and.include('Fair ending');
      expect(words).to.include('“Whose phone is that?” Chosen, −1 points');
      expect(words).to.include('Are you okay?” +2 points, would have been the best');
    });

    it('counts the first run of each person alone, and none that looked around', async () => {
      const { id } = await buildAgency(app);
      const person = await buildPerson(app, { roles: ['officer'], agencyId: id });
      const actor = await actorFor(app, person);
      const first = await answering(app, actor, courseId);
      await first.run('hall-talk', 'phone', BAD);
      const again = await app.attempts.registrations.ensureRegistration(actor, courseId, 'assignment', 'once more');
      expect(again.id).not.to.equal(first.registration);
      const opened = await app.attempts.launches.open(
        actor,
        { registration: again.id, takeOver: true },
        { userAgent: '', browser: 'b' },
      );
      const bearer = app.attempts.bearerOf(opened.launchId, opened.token);
      if (bearer === null) throw new Error('The token does not read.');
      const asked = { scoId: 'hall-talk', block: 'phone', response: 'welfare', attempt: 1, language: 'en' };
      await app.attempts.commits.answer(bearer, asked);
      const looker = await answering(
        app,
        await actorFor(app, await buildPerson(app, { roles: ['officer'], agencyId: id })),
        courseId,
      );
      await looker.run('hall-talk', 'phone', GOOD);
      const { sequelize, tablePrefix } = app.platform.database;
      const preview = `UPDATE "${tablePrefix}registrations" SET door = 'preview' WHERE id = '${looker.registration}'`;
      await app.platform.database.write((transaction) => sequelize.query(preview, { transaction }));
      const { text } = await (await browserOf('instructor', id)).get(map()).expect(200);
      expect(textOf(text)).to.include('1 of 1, 100%').and.include('Shares say little below five people; 1 so far');
      expect(rowsOf(text).some((row) => row.includes('Are you okay?'))).to.equal(false);
    });

    it('are behind the wall for another agency, and closed to officers', async () => {
      const [{ id }, { id: other }] = [await buildAgency(app), await buildAgency(app)];
      const attempt = await runIn(id, GOOD);
      const stranger = await browserOf('instructor', other);
      await stranger.get(runOf(attempt)).expect(404);
      await stranger.get(map()).expect(404);
      const teacher = await browserOf('instructor', id);
      await teacher.get(runOf(attempt)).expect(200);
      await teacher.get(`/courses/${courseId}/results/path?part=hall-talk&block=q1`).expect(404);
      await teacher.get(`/attempts/${attempt}/run?part=hall-talk&block=q1`).expect(404);
      const officer = await browserOf('officer', id);
      await officer.get(runOf(attempt)).expect(403);
      await officer.get(map()).expect(403);
      await openBrowser(host).get(map()).expect(303);
    });

    it('ask the same number of questions, however many ran', async () => {
      const { id } = await buildAgency(app);
      await runIn(id, GOOD);
      const teacher = await browserOf('instructor', id);
      const count = () => statementsOfReads(app.platform.database, async () => teacher.get(map()).expect(200));
      const before = await count();
      for (let at = 0; at < 5; at += 1) await runIn(id, at % 2 === 0 ? BAD : GOOD);
      expect(await count()).to.equal(before);
    });
  });
});
