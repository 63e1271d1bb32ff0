import type { ResultsWanted } from '../../server/attempts/index.ts';
import { expect } from 'chai';
import request from 'supertest';
import type { Actor } from '../../server/people/index.ts';
import type { Platform } from '../../server/platform/index.ts';
import type { ReportSources } from '../../server/reports/index.ts';
import { onSqlite } from '../support/databases.ts';
import { buildPlatform } from '../support/platform.ts';
import { buildActor, reportSite } from '../support/report-site.ts';
import { buildAttempt, buildFinished, buildResultRow, buildTaken, NOW } from '../support/report-rows.ts';

const officer = buildActor();
const instructor = buildActor({ personId: 'person2', roles: ['instructor'] });
const supervisor = buildActor({ personId: 'person3', roles: ['supervisor'] });

const pages = [
  '/my',
  '/my/history',
  '/courses/course1',
  '/courses/course1/results',
  '/courses/course1/results.csv',
  '/results',
  '/attempts/attempt1',
  '/attempts/attempt1/log',
  '/registrations/reg1/log',
];

async function* brokenRows() {
  yield await Promise.resolve(buildResultRow());
  throw new Error('the database went away');
}

describe('report pages', () => {
  let platform: Platform;
  onSqlite((make) => {
    before(async () => {
      platform = await buildPlatform(await make(), { clock: { now: () => NOW.now } });
    });
  });
  const site = (actor: Actor | null, change: Partial<ReportSources> = {}, mount = '/') =>
    reportSite(platform, actor, change, mount);

  for (const path of pages) {
    it(`asks to sign in before showing ${path}`, async () => {
      const answer = await request(site(null)).get(path).set('Accept', 'application/json').expect(401);
      expect(answer.body).to.include({ code: 'SIGN_IN_FIRST' });
    });
  }

  for (const path of ['/courses/course1/results', '/courses/course1/results.csv', '/results']) {
    it(`keeps officers out of ${path}`, async () => {
      const answer = await request(site(officer)).get(path).set('Accept', 'application/json').expect(403);
      expect(answer.body).to.include({ code: 'NOT_ALLOWED' });
    });
  }

  for (const path of [
    '/courses/other',
    '/courses/other/results',
    '/courses/other/results.csv',
    '/attempts/other',
    '/attempts/other/log',
    '/registrations/other/log',
  ]) {
    it(`does not find ${path} of another agency`, async () => {
      await request(site(instructor)).get(path).expect(404);
    });
  }

  it('does not find the attempt of a colleague for an officer', async () => {
    await request(site(officer)).get('/attempts/attempt1').set('Accept', 'application/json').expect(404);
    const own = { attempt: async () => Promise.resolve(buildAttempt({ isOwn: true })) };
    await request(site(officer, own)).get('/attempts/attempt1').expect(200);
    await request(site(supervisor)).get('/attempts/attempt1').expect(200);
  });

  it('shows the next thing on the officer’s home, links below the mount path', async () => {
    const { text } = await request(site(officer, {}, '/a/b'))
      .get('/a/b/my')
      .expect(200);
    expect(text).to.contain('href="/a/b/play/reg1">Resume');
    expect(text).to.match(/<form method="post" action="\/a\/b\/courses\/course2\/start"/);
    expect(text).not.to.match(/(href|action|src)="\/(?!a\/b\/)/);
  });

  it('keeps the finished attempts of a course that is taken again', async () => {
    const again = buildTaken({ attemptId: 'attempt2', attemptNumber: 2, engagedMs: 60_000 });
    const { registrationId, state, result, engagedMs, lastSavedAt, finishedAt } = buildFinished();
    const startedAt = NOW.now;
    const first = { attemptId: 'attempt1', number: 1, state, result, engagedMs, startedAt, lastSavedAt, finishedAt };
    const second = { ...first, attemptId: 'attempt2', number: 2, state: again.state, finishedAt: null };
    const sources: Partial<ReportSources> = {
      takenBy: async () => Promise.resolve([again]),
      ownRecord: async () => Promise.resolve({ registrationId, attempts: [second, first], parts: {} }),
    };
    const { text } = await request(site(officer, sources)).get('/my/history').expect(200);
    expect(text).to.contain('1 finished attempt, 38 min active time').and.to.contain('/attempts/attempt1"');
    expect(text).not.to.contain('/attempts/attempt2"');
  });

  it('tells where the officer is placed', async () => {
    const line = 'Assigned to Cedar Grove Middle School since Aug 2026';
    const { text } = await request(site(officer, { assignmentLine: async () => Promise.resolve(line) }))
      .get('/my')
      .expect(200);
    expect(text).to.contain(line);
  });

  it('shows the link to everyone’s results only to those who may open it', async () => {
    const asOfficer = await request(site(officer)).get('/courses/course1').expect(200);
    const asInstructor = await request(site(instructor)).get('/courses/course1').expect(200);
    expect(asOfficer.text).not.to.contain('/courses/course1/results');
    expect(asInstructor.text).to.contain('/courses/course1/results');
  });

  it('falls back to the first page of everyone when the query makes no sense', async () => {
    let asked: ResultsWanted | undefined;
    const shown = site(supervisor, {
      results: async (_actor, _id, query) => {
        asked = query;
        return Promise.resolve({ rows: [buildResultRow()], total: 1, pageSize: 50 });
      },
    });
    await request(shown)
      .get('/courses/course1/results?page=-4&sort=drop&status[]=x&direction=up&search=a&search=b')
      .expect(200);
    expect(asked).to.deep.equal({ search: '', status: 'all', sort: 'name', direction: 'asc', page: 1 });
  });

  it('escapes what people and courses are named', async () => {
    const evil = {
      attempt: async () => Promise.resolve(buildAttempt({ personName: '<script>x</script>', courseTitle: '"><img>' })),
    };
    const { text } = await request(site(supervisor, evil)).get('/attempts/attempt1').expect(200);
    expect(text).not.to.match(/<script>x|<img>/);
  });

  it('sends the results as a CSV attachment that no formula survives', async () => {
    const answer = await request(site(supervisor)).get('/courses/course1/results.csv').expect(200);
    expect(answer.headers['content-type']).to.equal('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).to.equal('attachment; filename="results-talking-with-students.csv"');
    expect(answer.text.split('\r\n')[1]).to.match(/^'=1\+1,/);
  });

  it('breaks the download off when the rows break off, instead of ending it as if it were whole', async () => {
    const fault: unknown = await request(site(supervisor, { allResults: brokenRows }))
      .get('/courses/course1/results.csv')
      .catch((error: unknown) => error);
    expect(fault).to.be.an('error');
  });

  it('leads from a registration to the log of its newest attempt', async () => {
    const answer = await request(site(officer, {}, '/lms'))
      .get('/lms/registrations/reg1/log')
      .expect(303);
    expect(answer.headers['location']).to.equal('/lms/attempts/attempt1/log');
  });

  it('shows help to everybody, with the address of the content', async () => {
    const { text } = await request(site(null)).get('/help').expect(200);
    expect(text).to.contain('data-content="http://127.0.0.1:8081"');
    expect(text).to.contain(`data-now="${NOW.now.toISOString()}"`);
  });
});
