import { expect } from 'chai';
import express, { type Express } from 'express';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSchoolbeat, type Schoolbeat } from '../../server/app.ts';
import type { Actor, Role } from '../../server/people/index.ts';
import { createAssets, sha256Hex, silentLog, type Database } from '../../server/platform/index.ts';
import { commitPayload, type CmiRecord } from '../../server/standards/index.ts';
import { forEachDatabase, scratchPath } from '../support/databases.ts';
import {
  actorFor,
  buildAgency,
  buildPerson,
  openBrowser,
  quickPasswords,
  type BuiltPerson,
} from '../support/people.ts';
import { buildConfig } from '../support/platform.ts';
import { scorm12Package } from '../support/sco-packages.ts';

const ITEMS = [
  { id: 'read', title: 'Voice and distance' },
  { id: 'test', title: 'Final test', inside: '<adlcp:masteryscore>80</adlcp:masteryscore>' },
];
const PASSING: CmiRecord = {
  'cmi.core.lesson_location': '5',
  'cmi.core.score.raw': '92',
  'cmi.core.score.min': '0',
  'cmi.core.score.max': '100',
  'cmi.core.lesson_status': 'passed',
  'cmi.interactions.0.id': 'q1',
  'cmi.interactions.0.type': 'choice',
  'cmi.interactions.0.student_response': 'a,c',
  'cmi.interactions.0.result': 'correct',
};

/** A whole application with an agency that has one course. */
interface Office {
  readonly app: Schoolbeat;
  readonly host: Express;
  readonly database: Database;
  readonly agencyId: string;
  readonly courseId: string;
}

async function openOffice(database: Database): Promise<Office> {
  const assets = createAssets({ directory: join(import.meta.dirname, '../../dist/static'), unbuilt: true });
  const config = await buildConfig({ tablePrefix: database.tablePrefix });
  const app = await openSchoolbeat(config, { database, assets, log: silentLog(), passwords: await quickPasswords() });
  const { id: agencyId } = await buildAgency(app);
  const file = await scratchPath('course.zip');
  await writeFile(file, await scorm12Package('Talking with students', ITEMS));
  const { courseId } = await app.packages.install(file, { agencyId, personId: null });
  const host = express().use(app.router);
  return { app, host, database, agencyId, courseId };
}

async function person({ app, agencyId }: Office, role: Role, other?: string): Promise<BuiltPerson & { actor: Actor }> {
  const built = await buildPerson(app, { roles: [role], agencyId: other ?? agencyId });
  return { ...built, actor: await actorFor(app, built) };
}

async function browserOf(office: Office, { email, password }: BuiltPerson) {
  const browser = openBrowser(office.host);
  await browser.post('/login').type('form').send({ email, password, next: '/' }).expect(303);
  return browser;
}

/** Plays one save of one part; resolves with the attempt. */
async function save({ app, courseId }: Office, actor: Actor, scoId: string, cmi: CmiRecord): Promise<string> {
  const { id: registration } = await app.attempts.registrations.ensureRegistration(actor, courseId);
  const opened = await app.attempts.launches.open(
    actor,
    { registration, takeOver: true },
    { userAgent: '', browser: 'b' },
  );
  const bearer = app.attempts.bearerOf(opened.launchId, opened.token);
  if (bearer === null) throw new Error('The token does not read.');
  const commit = {
    seq: 1,
    final: true,
    trigger: 'finish' as const,
    scoId,
    cmi,
    clientTime: '2026-11-23T16:42:00.000Z',
  };
  await app.attempts.commits.commit(bearer, { ...commit, sha256: sha256Hex(commitPayload(commit)) });
  return opened.attemptId;
}

/** Number of statements that a request takes. */
async function statementsOf({ database }: Office, work: () => PromiseLike<unknown>): Promise<number> {
  const options: { logging: unknown } = Reflect.get(database.sequelize, 'options');
  let count = 0;
  options.logging = () => void (count += 1);
  try {
    await work();
  } finally {
    options.logging = false;
  }
  return count;
}

describe('report pages over real records', () => {
  forEachDatabase((make) => {
    let office: Office;
    before(async () => {
      office = await openOffice(await make());
    });

    it('leads the officer from starting to resuming', async () => {
      const officer = await person(office, 'officer');
      const browser = await browserOf(office, officer);
      const fresh = await browser.get('/my').expect(200);
      expect(fresh.text).to.contain('Your first course').and.to.contain(`/courses/${office.courseId}/start`);
      await save(office, officer.actor, 'read', { 'cmi.core.lesson_status': 'completed' });
      const later = await browser.get('/my').expect(200);
      expect(later.text).to.contain('Pick up where you stopped today').and.to.contain('Part 2 of 2: Final test');
      const course = await browser.get(`/courses/${office.courseId}`).expect(200);
      expect(course.text).to.contain('“Final test” is passed with a score of 80 or more.').and.to.contain('>Resume');
    });

    it('tells an attempt down to its answers, and every save', async () => {
      const officer = await person(office, 'officer');
      const attempt = await save(office, officer.actor, 'test', PASSING);
      const browser = await browserOf(office, await person(office, 'instructor'));
      const shown = await browser.get(`/attempts/${attempt}`).expect(200);
      expect(shown.text).to.contain(officer.name).and.to.contain('92%').and.to.contain('a, c');
      const log = await browser.get(`/attempts/${attempt}/log`).expect(200);
      expect(log.text).to.match(/location 5, score 92, passed/);
    });

    it('shows the officer the own record and no colleague’s', async () => {
      const officer = await person(office, 'officer');
      const colleague = await person(office, 'officer');
      const own = await save(office, officer.actor, 'read', {});
      const theirs = await save(office, colleague.actor, 'read', {});
      const browser = await browserOf(office, officer);
      await browser.get(`/attempts/${own}/log`).expect(200);
      for (const path of [`/attempts/${theirs}`, `/attempts/${theirs}/log`]) await browser.get(path).expect(404);
    });

    it('finds nothing of another agency for any role', async () => {
      const attempt = await save(office, (await person(office, 'officer')).actor, 'read', {});
      const other = await buildAgency(office.app);
      for (const role of ['officer', 'instructor', 'supervisor', 'administrator'] as const) {
        const browser = await browserOf(office, await person(office, role, other.id));
        await browser.get(`/courses/${office.courseId}`).expect(404);
        await browser.get(`/attempts/${attempt}`).expect(404);
        await browser.get(`/attempts/${attempt}/log`).expect(404);
        const results = await browser.get(`/courses/${office.courseId}/results.csv`);
        expect(results.status).to.equal(role === 'officer' ? 403 : 404);
      }
    });

    it('takes as many statements for a hundred people as for a few', async () => {
      const supervisor = await person(office, 'supervisor');
      const officer = await person(office, 'officer');
      await save(office, officer.actor, 'read', {});
      const [desk, home] = [await browserOf(office, supervisor), await browserOf(office, officer)];
      const { id: own } = await office.app.attempts.registrations.ensureRegistration(officer.actor, office.courseId);
      const pages: [string, () => PromiseLike<unknown>][] = [
        ['/my', () => home.get('/my').expect(200)],
        ['/catalog', () => home.get('/catalog').expect(200)],
        ['course', () => home.get(`/courses/${office.courseId}`).expect(200)],
        ['player', () => home.get(`/play/${own}`).expect(200)],
        ['results', () => desk.get(`/courses/${office.courseId}/results`).expect(200)],
        ['/results', () => desk.get('/results').expect(200)],
      ];
      const measure = async (): Promise<Record<string, number>> => {
        const counts: Record<string, number> = {};
        for (const [name, work] of pages) {
          await work();
          counts[name] = await statementsOf(office, work);
        }
        return counts;
      };
      const few = await measure();
      const crowd = await Promise.all(Array.from({ length: 100 }, () => person(office, 'officer')));
      await Promise.all(crowd.map(({ actor }) => save(office, actor, 'test', PASSING)));
      expect(await measure()).to.deep.equal(few);
      expect(Math.max(...Object.values(few))).to.be.at.most(30);
    });

    it('finds nothing under an address with NUL in it', async () => {
      const browser = await browserOf(office, await person(office, 'supervisor'));
      const nul = [
        '/courses/%00',
        '/courses/a%00/results.csv',
        '/attempts/%00/log',
        '/registrations/%00/log',
        '/play/%00',
      ];
      const statuses = await Promise.all(nul.map(async (path) => (await browser.get(path)).status));
      expect(statuses).to.deep.equal(nul.map(() => 404));
    });

    it('pages, searches and exports the results of a hundred people', async () => {
      const browser = await browserOf(office, await person(office, 'supervisor'));
      const wanted = await buildPerson(office.app, {
        roles: ['officer'],
        agencyId: office.agencyId,
        givenName: '=Zed',
        familyName: 'Quill',
      });
      await save(office, await actorFor(office.app, wanted), 'read', {});
      const first = await browser.get(`/courses/${office.courseId}/results`).expect(200);
      expect(first.text.match(/<th scope="row"/g)).to.have.length(50);
      expect(first.text).to.contain('Page 1 of 3');
      const found = await browser.get(`/courses/${office.courseId}/results?search=quill`).expect(200);
      expect(found.text.match(/<th scope="row"/g)).to.have.length(1);
      const nonsense = await browser.get(`/courses/${office.courseId}/results?search=quill%00`).expect(200);
      expect(nonsense.text, 'no name holds what no text can hold').not.to.contain('<th scope="row"');
      const csv = await browser.get(`/courses/${office.courseId}/results.csv`).expect(200);
      const lines = csv.text.trimEnd().split('\r\n');
      expect(lines).to.have.length.above(101);
      expect(lines.filter((line) => line.startsWith("'=Zed Quill"))).to.have.length(1);
    });
  });
});
