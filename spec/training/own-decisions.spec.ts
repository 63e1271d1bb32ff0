import { expect } from 'chai';
import { QueryTypes } from 'sequelize';
import type { Database } from '../../server/platform/index.ts';
import { OWN_POLICY } from '../../server/training/judging/completion-input.ts';
import { openCredentials, type Credentials } from '../support/credentials.ts';
import { forEachDatabase } from '../support/databases.ts';
import type { Browser } from '../support/people.ts';
import { routesOf } from '../support/tenancy/routes.ts';

interface Own {
  readonly id: string;
  readonly courseId: string;
  readonly schoolId: string;
  readonly row: Readonly<Record<string, string>>;
}

interface Decision {
  readonly path: string;
  readonly code: string;
  readonly status: number;
  readonly to: (own: Own) => string;
  readonly form: (own: Own) => Readonly<Record<string, string>>;
}

const reason = { reason: 'Because I say so.' };
const DAY = '2026-11-20';

/** What one person decides about another, in the rooms agencies and training; each once about oneself. */
const DECISIONS: readonly Decision[] = [
  {
    path: '/officers/:id/corrections',
    code: 'OWN_CORRECTION',
    status: 403,
    to: ({ id }) => `/officers/${id}/corrections`,
    form: ({ courseId }) => ({ kind: 'completed', courseId, statement: 'Done.', seenBy: 'Me', happenedOn: DAY }),
  },
  {
    path: '/officers/:id/corrections/:correction/withdraw',
    code: 'OWN_CORRECTION',
    status: 403,
    to: ({ id, row }) => `/officers/${id}/corrections/${row['corrections']}/withdraw`,
    form: () => reason,
  },
  {
    path: '/officers/:id/exemptions',
    code: 'OWN_EXEMPTION',
    status: 403,
    to: ({ id }) => `/officers/${id}/exemptions`,
    form: () => ({ kind: 'waiver', ground: 'equivalent', startsOn: DAY, endsOn: '', ...reason }),
  },
  {
    path: '/officers/:id/exemptions/:exemption/end',
    code: 'OWN_EXEMPTION',
    status: 403,
    to: ({ id, row }) => `/officers/${id}/exemptions/${row['exemptions']}/end`,
    form: () => ({ endsOn: '2026-12-24' }),
  },
  {
    path: '/officers/:id/exemptions/:exemption/revoke',
    code: 'OWN_EXEMPTION',
    status: 403,
    to: ({ id, row }) => `/officers/${id}/exemptions/${row['exemptions']}/revoke`,
    form: () => reason,
  },
  {
    path: '/officers/:id/selection',
    code: 'OWN_SELECTION',
    status: 409,
    to: ({ id }) => `/officers/${id}/selection`,
    form: ({ schoolId }) => selected(schoolId),
  },
  {
    path: '/officers/:id/selection/:selection/withdraw',
    code: 'OWN_SELECTION',
    status: 409,
    to: ({ id, row }) => `/officers/${id}/selection/${row['selections']}/withdraw`,
    form: () => reason,
  },
  {
    path: '/officers/:id/leave',
    code: 'OWN_LEAVING',
    status: 409,
    to: ({ id }) => `/officers/${id}/leave`,
    form: () => ({}),
  },
  {
    path: '/certificates/:id/decision',
    code: 'OWN_CERTIFICATE',
    status: 403,
    to: ({ row }) => `/certificates/${row['certificates']}/decision`,
    form: () => ({ decision: 'void', ...reason }),
  },
  {
    path: '/certificates/withdrawn/:versionId',
    code: 'OWN_CERTIFICATE',
    status: 403,
    to: ({ row }) => `/certificates/withdrawn/${row['version']}`,
    form: () => ({ decision: 'kept', ...reason }),
  },
  {
    path: '/outside/:id/decision',
    code: 'OWN_CLAIM',
    status: 403,
    to: ({ row }) => `/outside/${row['outside_trainings']}/decision`,
    form: () => ({ decision: 'approved', note: '' }),
  },
  {
    path: '/claims',
    // One's own is not among those to decide.
    code: 'CLAIM_NOT_FOUND',
    status: 404,
    to: () => '/claims',
    form: ({ row }) => ({ ids: row['skill_claims'] ?? '', decision: 'approved', note: '' }),
  },
  {
    path: '/practicals/:enrollment',
    code: 'OWN_PRACTICAL',
    status: 403,
    to: ({ row }) => `/practicals/${row['enrollments']}`,
    form: () => ({ statement: 'I saw myself.', happenedOn: DAY }),
  },
  {
    path: '/admin/people/:id/anonymise',
    code: 'OWN_ACCOUNT',
    status: 409,
    to: ({ id }) => `/admin/people/${id}/anonymise`,
    form: () => ({ ...reason, typed: 'Dep. Maria Reyes' }),
  },
];

/** Changes that decide nothing about one person: a posting and its days, rules for many, one's own mail and files. */
const NO_DECISION =
  /^\/(?:officers\/(?:new|import)|officers\/:id\/placements|assignments|curricula|notices|toolbox|outside(?:$|\/:id\/withdraw)|admin\/(?:organisations|retention))/;
const ROOMS =
  /^\/(?:officers|certificates|outside|claims|practicals|toolbox|assignments|curricula|notices|admin\/people\/:id\/anonymise|admin\/retention)/;

const selected = (schoolId: string) => ({
  schoolId,
  yearsOfService: '9',
  record: 'None.',
  reason: 'The best.',
  decision: 'selected',
  interviewedOn: DAY,
  interviewedWith: 'The principal',
});

const TABLES = [
  'corrections',
  'exemptions',
  'selections',
  'certificate_decisions',
  'outside_trainings',
  'skill_claims',
  'memberships',
  'people',
];

describe('decisions about oneself', () => {
  forEachDatabase((make) => {
    let database: Database;
    let world: Credentials;
    let own: Own;
    let self: Browser;
    let boss: Browser;

    before(async () => {
      database = await make();
      world = await openCredentials(database);
      const person = await world.addPerson(['officer', 'supervisor', 'administrator', 'instructor']);
      const other = await world.addPerson(['supervisor', 'administrator']);
      [self, boss] = [await world.browser(person), await world.browser(other)];
      const { agencies, platform, training } = world.app;
      const district = await agencies.createDistrict({ name: 'D', timeZone: 'America/Chicago', state: 'TX' });
      await agencies.serveDistrict(world.agency.id, district.id, { keeps: true });
      const schoolId = (await agencies.createSchool(district.id, { name: 'Harlow High' })).id;
      const course = await world.addCourse({ minutes: [30] });
      await world.certify({ personId: person.id, ...course });
      await training.rules.assignments.create(await world.actor(other), {
        title: 'Clear a hall',
        courseId: course.courseId,
        curriculumId: null,
        audience: { kind: 'people', ids: [person.id] },
        due: { kind: 'none' },
        policy: { ...OWN_POLICY, practical: 'either' },
        renewalMonths: null,
        countsFrom: null,
      });
      const about = `/officers/${person.id}`;
      const seen = { kind: 'completed', statement: 'Seen.', seenBy: 'Sgt. Park', happenedOn: DAY };
      await send(boss, `${about}/corrections`, { ...seen, courseId: course.courseId });
      const leave = { kind: 'exemption', ground: 'leave', startsOn: DAY, endsOn: '', reason: 'Leave.' };
      await send(boss, `${about}/exemptions`, leave);
      await send(boss, `${about}/selection`, selected(schoolId));
      await send(self, '/toolbox/academy', { parts: 'presence:1', proof: 'Academy 2019' });
      await self
        .post('/outside')
        .field({ title: 'Basic course', provider: 'Academy', hours: '8', topics: '', completedOn: '2026-01-05' })
        .attach('proof', Buffer.from('%PDF-1.7 proof'), { filename: 'scan.pdf', contentType: 'application/pdf' })
        .expect(303);
      await platform.jobs.drain();
      const withdrawn = `UPDATE ${database.tablePrefix}course_versions SET state = 'withdrawn'`;
      await database.write((transaction) => database.sequelize.query(withdrawn, { transaction }));
      const row: Record<string, string> = { version: course.versionId };
      for (const table of [...TABLES.slice(0, 3), 'certificates', 'outside_trainings', 'skill_claims', 'enrollments']) {
        row[table] = (await rowsOf(table)).find((one) => one['person_id'] === person.id)?.['id'] ?? '';
        expect(row[table], table).to.have.length(26);
      }
      own = { id: person.id, courseId: course.courseId, schoolId, row };
    });

    async function send(browser: Browser, path: string, form: object): Promise<void> {
      await browser.post(path).type('form').send(form).expect(303);
    }

    async function rowsOf(table: string): Promise<Record<string, string>[]> {
      return database.sequelize.query(`SELECT * FROM ${database.tablePrefix}${table} ORDER BY id`, {
        type: QueryTypes.SELECT,
      });
    }

    for (const { path, code, status, to, form } of DECISIONS) {
      it(`refuses ${path} with ${code}, in words, and changes nothing`, async () => {
        const all = async () => Promise.all(TABLES.map(rowsOf));
        const before = await all();
        const ask = () => self.post(to(own)).type('form').send(form(own));
        const told = await ask().set('accept', 'application/json').expect(status);
        expect(told.body).to.include({ code });
        const words: string = told.body.message;
        const page = await ask().set('accept', 'text/html').expect(status);
        expect(page.text).to.include(words.replaceAll('’', '&#x27;'));
        expect(await all()).to.deep.equal(before);
      });
    }

    it('names every decision of these rooms: another route is in the table, or is none', () => {
      const changes = routesOf(world.app.router).filter(({ method, path }) => method === 'POST' && ROOMS.test(path));
      const decisions = changes.filter(({ path }) => !NO_DECISION.test(path)).map(({ path }) => path);
      expect(decisions).to.have.members(DECISIONS.map(({ path }) => path));
    });

    it('shows no form for them on one’s own pages, and shows it to another', async () => {
      const { id, row } = own;
      for (const [page, button] of [
        [`/officers/${id}/corrections`, 'Withdraw it'],
        [`/officers/${id}/exemptions`, 'Grant it'],
        [`/officers/${id}/exemptions`, 'Revoke it'],
        [`/officers/${id}/selection`, 'Put the decision on record'],
        [`/officers/${id}/selection`, 'Take the decision back'],
        [`/certificates/${row['certificates']}`, 'Make it void'],
      ] as const) {
        expect((await self.get(page).expect(200)).text, page).to.not.include(button);
        expect((await boss.get(page).expect(200)).text, page).to.include(button);
      }
    });

    it('counts nothing of one’s own among what needs one today, and counts it for another', async () => {
      const needs = ['/claims', '/outside/review', '/certificates/withdrawn'];
      const listed = async (browser: Browser): Promise<string[]> => {
        const { text } = await browser.get('/overview').expect(200);
        const rows = text.split('id="needs"')[1]?.split('</section>')[0] ?? '';
        return needs.filter((path) => rows.includes(`href="${path}"`));
      };
      expect(await listed(self)).to.deep.equal([]);
      expect(await listed(boss)).to.deep.equal(needs);
    });

    it('leaves one’s own certificate waiting when a version is decided for all', async () => {
      const mate = await world.addPerson(['officer']);
      await world.certify({ personId: mate.id, courseId: own.courseId, versionId: own.row['version'] ?? '' });
      const path = `/certificates/withdrawn/${own.row['version']}`;
      await send(self, path, { decision: 'kept', reason: 'Still good.' });
      const decided = (await rowsOf('certificate_decisions')).map((one) => one['certificate_id']);
      expect(decided).to.have.length(1).and.not.include(own.row['certificates']);
      await send(boss, path, { decision: 'kept', reason: 'Still good.' });
      expect(await rowsOf('certificate_decisions')).to.have.length(2);
    });
  });
});
