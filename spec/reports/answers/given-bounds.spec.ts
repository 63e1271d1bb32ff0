import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { QueryTypes } from 'sequelize';
import { newId, type Database } from '../../../server/platform/index.ts';
import { createGivenStore } from '../../../server/reports/answers/given-store.ts';
import { createPathStore, RUNS_PAGE } from '../../../server/reports/answers/path-store.ts';
import { createReportReader } from '../../../server/reports/report-reader.ts';
import { answering, type Answering } from '../../support/answer-crowd.ts';
import { forEachDatabase, scratchPath } from '../../support/databases.ts';
import { openLaunchSite, type LaunchSite } from '../../support/launch-site.ts';
import { actorFor, buildAgency, buildPerson } from '../../support/people.ts';
import { scorm12Package } from '../../support/sco-packages.ts';
import { statementsOfReads } from '../../support/read-statements.ts';

type Row = Record<string, unknown>;
const MOST = 7;

describe('what statements over answers bring', () => {
  forEachDatabase((make) => {
    let site: LaunchSite;
    let database: Database;
    let agencyId: string;
    let of: { agencyId: string; courseId: string; versionId: string; part: string };
    before(async () => {
      database = await make();
      site = await openLaunchSite(database);
      const path = await scratchPath('bounds.zip');
      await writeFile(path, await scorm12Package('An old package', [{ id: 'quiz', title: 'Quiz' }]));
      const { courseId, versionId } = await site.app.packages.install(path);
      agencyId = (await buildAgency(site.app)).id;
      of = { agencyId, courseId, versionId, part: 'quiz' };
    });

    async function begin(): Promise<Answering> {
      const person = await buildPerson(site.app, { roles: ['officer'], agencyId });
      return answering(site.app, await actorFor(site.app, person), of.courseId);
    }
    const quoted = (name: string) =>
      database.sequelize.getQueryInterface().quoteIdentifier(`${database.tablePrefix}${name}`);
    const insert = (table: string, rows: Row[]) =>
      database.write((tx) =>
        database.sequelize.getQueryInterface().bulkInsert(`${database.tablePrefix}${table}`, rows, { transaction: tx }),
      );
    /** The same row for others. */
    async function copies(table: string, id: string, changes: readonly Row[]): Promise<void> {
      const sql = `SELECT * FROM ${quoted(table)} WHERE id = :id`;
      const [row] = await database.sequelize.query<Row>(sql, { replacements: { id }, type: QueryTypes.SELECT });
      await insert(
        table,
        changes.map((change) => ({ ...row, ...change })),
      );
    }

    it('names on a page of runs no more ways than the page has runs, however many were taken', async () => {
      const { attemptId, registration } = await begin();
      const sql = `SELECT person_id FROM ${quoted('registrations')} WHERE id = :registration`;
      const [found] = await database.sequelize.query<{ person_id: string }>(sql, {
        replacements: { registration },
        type: QueryTypes.SELECT,
      });
      // 70 went the first way, 20 the second, and 130 each a way of their own.
      const ways = [...Array<string>(70).fill('a,a'), ...Array<string>(20).fill('a,b')];
      for (let own = 0; own < 130; own += 1) ways.push(`b,${String(own).padStart(3, '0')}`);
      const ids = ways.map(() => ({ person: newId(), registration: newId(), attempt: newId() }));
      await copies(
        'people',
        found?.person_id ?? '',
        ids.map(({ person }, at) => ({
          id: person,
          email: null,
          family_name: `Officer ${999 - at}`,
        })),
      );
      await copies(
        'registrations',
        registration,
        ids.map(({ person, registration: id }) => ({ id, person_id: person })),
      );
      await copies(
        'attempts',
        attemptId,
        ids.map((one) => ({ id: one.attempt, registration_id: one.registration })),
      );
      const graded = { agency_id: agencyId, sco_id: 'quiz', block: 'phone', kind: 'answer', number: 1 };
      const told = { result: 'correct', share: 1, given_at: new Date('2026-11-23T10:42:00.000Z') };
      await insert(
        'graded_answers',
        ids.map((one, at) => ({
          id: newId(),
          attempt_id: one.attempt,
          registration_id: one.registration,
          response: ways[at],
          ...graded,
          ...told,
        })),
      );
      const store = createPathStore(database);
      const place = { ...of, block: 'phone' };
      const through = await store.ways(null, place);
      expect(through).to.have.length(132);
      const names: string[] = [];
      for (let page = 1; page <= 6; page += 1) {
        let most = 0;
        const options: { logging: unknown } = Reflect.get(database.sequelize, 'options');
        options.logging = (text: string) => (most = Math.max(most, text.match(/'[ab],\w+'/g)?.length ?? 0));
        const runs = await store.runs(null, { ...place, through, page });
        options.logging = false;
        expect(runs, `page ${page}`).to.have.length(page < 5 ? RUNS_PAGE : page === 5 ? 20 : 0);
        expect(most, `page ${page}`).to.be.at.most(RUNS_PAGE);
        const count = await statementsOfReads(database, () => store.runs(null, { ...place, through, page }));
        expect(count).to.equal(page < 6 ? 1 : 0);
        names.push(...runs.map(({ personName, response }) => `${response} ${personName.slice(-3)}`));
      }
      // Who went alike stands together, by name; everybody is there once.
      const named = ways.map((way, at) => `${way} ${999 - at}`);
      const expected = [named.slice(0, 70).sort(), named.slice(70, 90).sort(), named.slice(90)].flat();
      expect(names).to.deep.equal(expected);
      const some = through.filter(({ response }) => response === 'a,b' || response === 'b,129');
      const found2 = await store.runs(null, { ...place, through: some, page: 1 });
      expect(found2.map(({ response }) => response)).to.deep.equal([...Array<string>(20).fill('a,b'), 'b,129']);
    });

    it('stops at a number of rows of what packages tell, those of the last begun attempts first', async () => {
      const attempts: string[] = [];
      for (let count = 0; count < 4; count += 1) {
        const work = await begin();
        attempts.push(work.attemptId);
        await work.save(
          'quiz',
          Object.fromEntries(
            [0, 1, 2].flatMap((at) => [
              [`cmi.interactions.${at}.id`, `Q${at}`],
              [`cmi.interactions.${at}.type`, 'choice'],
              [`cmi.interactions.${at}.student_response`, 'a'],
              [`cmi.interactions.${at}.result`, 'correct'],
              [`cmi.interactions.${at}.latency`, '00:00:12'],
              [`cmi.objectives.${at}.id`, `O${at}`],
              [`cmi.objectives.${at}.status`, 'passed'],
            ]),
          ),
        );
      }
      const store = createGivenStore(createReportReader(database), MOST);
      const told = await store.told(null, of);
      const last = attempts.slice(1).sort();
      expect(told.map(({ attemptId, identifier }) => `${last.indexOf(attemptId)} ${identifier}`)).to.deep.equal([
        '0 Q0',
        '1 Q0',
        '1 Q1',
        '1 Q2',
        '2 Q0',
        '2 Q1',
        '2 Q2',
      ]);
      for (const rows of [await store.times(null, of), await store.objectives(null, of)]) {
        expect(rows).to.have.length(MOST);
        expect([...new Set(rows.map(({ attemptId }) => attemptId))].sort()).to.deep.equal(last);
      }
      const whole = createGivenStore(createReportReader(database));
      expect(await whole.told(null, of)).to.have.length(12);
      for (const ask of [store.told, store.times, store.objectives]) {
        expect(await statementsOfReads(database, () => ask(null, of))).to.equal(1);
      }
    });
  });
});
