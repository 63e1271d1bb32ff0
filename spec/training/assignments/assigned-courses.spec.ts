import { writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Schoolbeat } from '../../../server/app.ts';
import { newId } from '../../../server/platform/index.ts';
import { OWN_POLICY } from '../../../server/training/judging/completion-input.ts';
import { openCredentials, type Credentials } from '../../support/credentials.ts';
import { forEachDatabase, scratchPath } from '../../support/databases.ts';
import { buildAgency, type Browser, type BuiltPerson } from '../../support/people.ts';
import { scorm12Package } from '../../support/sco-packages.ts';

forEachDatabase((make) => {
  describe('courses that are assigned', () => {
    let world: Credentials;
    let app: Schoolbeat;
    let supervisor: BuiltPerson;
    before(async () => {
      world = await openCredentials(await make());
      ({ app } = world);
      supervisor = await world.addPerson(['supervisor']);
    });

    const change = (sql: string, replacements: Record<string, string>): Promise<unknown> => {
      const { database } = app.platform;
      return database.write((transaction) =>
        database.sequelize.query(sql.replaceAll('@', database.tablePrefix), { replacements, transaction }),
      );
    };
    /** A course of the library. */
    async function addCourse(title: string): Promise<string> {
      const path = await scratchPath('course.zip');
      await writeFile(path, await scorm12Package(title, [{ id: 'one', title: 'One' }]));
      return (await app.packages.install(path)).courseId;
    }
    const assign = async (courseId: string, person: BuiltPerson): Promise<string> =>
      app.training.rules.assignments.create(await world.actor(supervisor), {
        title: 'Yearly training',
        courseId,
        curriculumId: null,
        audience: { kind: 'people', ids: [person.id] },
        due: { kind: 'none' },
        policy: OWN_POLICY,
        renewalMonths: null,
        countsFrom: null,
      });
    const statuses = async (browser: Browser, courseId: string): Promise<number[]> => [
      (await browser.get(`/courses/${courseId}`)).status,
      (await browser.post(`/courses/${courseId}/start`)).status,
    ];
    async function share(courseId: string, isShared: boolean): Promise<void> {
      const { database } = app.platform;
      const table = `${database.tablePrefix}course_shares`;
      const row = { id: newId(), course_id: courseId, agency_id: world.agency.id, created_at: new Date() };
      await database.write(async (transaction) => {
        const queries = database.sequelize.getQueryInterface();
        if (isShared) await queries.bulkInsert(table, [row], { transaction });
        else await queries.bulkDelete(table, { course_id: courseId }, { transaction });
      });
    }

    it('are the only ones that a partner opens, starts and finds at home', async () => {
      const partner = await world.addPerson(['partner']);
      const browser = await world.browser(partner);
      const [given, other] = [await addCourse('Given to the pair'), await addCourse('Left in the catalogue')];
      expect(await statuses(browser, given)).to.deep.equal([404, 404]);
      const assignment = await assign(given, partner);
      expect(await statuses(browser, given)).to.deep.equal([200, 303]);
      expect(await statuses(browser, other)).to.deep.equal([404, 404]);
      expect((await browser.get('/catalog')).status).to.equal(403);
      const { text } = await browser.get('/my').expect(200);
      expect(text).to.include('Given to the pair').and.not.include('Left in the catalogue').and.not.include('/catalog');
      await app.training.rules.assignments.end(await world.actor(supervisor), assignment);
      expect(await statuses(browser, given), 'taken away again').to.deep.equal([404, 303]);
    });

    it('leave the catalogue as it is for whom is an officer too', async () => {
      const both = await world.addPerson(['partner', 'officer']);
      const courseId = await addCourse('For anyone');
      expect(await statuses(await world.browser(both), courseId)).to.deep.equal([200, 303]);
    });

    it('open and start after their share has ended, for nobody else', async () => {
      const owner = await buildAgency(app);
      const courseId = await addCourse('From a neighbour');
      await change('UPDATE @courses SET agency_id = :agencyId WHERE id = :courseId', { agencyId: owner.id, courseId });
      const [assigned, colleague] = [await world.addPerson(['officer']), await world.addPerson(['officer'])];
      await share(courseId, true);
      await assign(courseId, assigned);
      await share(courseId, false);
      expect(await statuses(await world.browser(assigned), courseId)).to.deep.equal([200, 303]);
      expect(await statuses(await world.browser(colleague), courseId)).to.deep.equal([404, 404]);
    });

    it('are corrected by a supervisor after their share has ended, and so are those that were begun', async () => {
      const owner = await buildAgency(app);
      const courseId = await addCourse('From a neighbour');
      await change('UPDATE @courses SET agency_id = :agencyId WHERE id = :courseId', { agencyId: owner.id, courseId });
      const people = [await world.addPerson(['officer']), await world.addPerson(['officer'])];
      const [assigned, begun] = people;
      const colleague = await world.addPerson(['officer']);
      await share(courseId, true);
      if (assigned !== undefined) await assign(courseId, assigned);
      if (begun !== undefined) expect((await statuses(await world.browser(begun), courseId))[1]).to.equal(303);
      await share(courseId, false);
      const boss = await world.browser(supervisor);
      const form = { kind: 'completed', courseId, assignmentId: '', statement: 'On paper.', seenBy: 'Sgt. Ito' };
      const sign = ({ id }: BuiltPerson) =>
        boss
          .post(`/officers/${id}/corrections`)
          .type('form')
          .send({ ...form, happenedOn: '2026-11-20' });
      for (const person of people) {
        const { text } = await boss.get(`/officers/${person.id}/corrections`).expect(200);
        expect(text).to.contain('From a neighbour');
        await sign(person).expect(303);
      }
      const page = await boss.get(`/officers/${colleague.id}/corrections`).expect(200);
      expect(page.text).to.not.contain('From a neighbour');
      await sign(colleague).expect(404);
    });

    it('do not start while their course is withdrawn', async () => {
      const officer = await world.addPerson(['officer']);
      const courseId = await addCourse('Taken back');
      await assign(courseId, officer);
      await change("UPDATE @courses SET state = 'withdrawn' WHERE id = :courseId", { courseId });
      expect((await statuses(await world.browser(officer), courseId))[1]).to.equal(404);
    });
  });
});
