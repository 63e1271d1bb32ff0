import { expect } from 'chai';
import request from 'supertest';
import type { LaunchAnswer } from '../../server/standards/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import {
  commitOf,
  launch,
  launched,
  type LaunchPerson,
  type LaunchSite,
  officerAt,
  openLaunchSite,
} from '../support/launch-site.ts';

const BEAT = { engagedMs: 1000, visible: true, idle: false };

describe('the routes of launches', () => {
  forEachDatabase((make) => {
    let site: LaunchSite;
    let officer: LaunchPerson;
    let other: LaunchPerson;
    before(async () => {
      site = await openLaunchSite(await make());
      officer = await officerAt(site);
      other = await officerAt(site);
    });

    const anonymous = (path: string) =>
      request(site.host)
        .post(site.base + path)
        .set('accept', 'application/json');
    const byToken = ({ launchId, token }: Pick<LaunchAnswer, 'launchId' | 'token'>, action: string, body: object) =>
      anonymous(`/launches/${launchId}/${action}`).set('authorization', `Bearer ${token}`).send(body);

    describe('POST /launches', () => {
      it('asks to sign in first', async () => {
        const body = { registration: officer.registration };
        const answer = await anonymous('/launches').set('sec-fetch-site', 'same-origin').send(body).expect(401);
        expect(answer.body).to.include({ code: 'SIGN_IN_FIRST' });
      });

      it('refuses a request of another site, a neighbour of the same host too', async () => {
        await launch(site, officer).set('sec-fetch-site', 'same-site').expect(403);
      });

      it('refuses fields that the contract does not know', async () => {
        await launch(site, officer, { attemptNumber: 7 }).expect(422);
        await launch(site, officer, { mode: 'cheat' }).expect(422);
        await launch(site, { ...officer, registration: 'x' }).expect(422);
      });

      it("does not find somebody else's registration", async () => {
        const answer = await launch(site, { ...other, registration: officer.registration }).expect(404);
        expect(answer.body).to.include({ code: 'REGISTRATION_NOT_FOUND' });
      });

      it('answers addresses on the content origin, the learner, and a mark for this browser', async () => {
        const answer = await launch(site, officer).expect(201);
        const body: LaunchAnswer = answer.body;
        expect(body).to.deep.include({ courseTitle: 'First bell', mode: 'normal', cmi: {} });
        expect(body.learner).to.deep.equal({ id: officer.person.id, name: 'Vance, Jordan' });
        expect(body.contentBase).to.match(/^http:\/\/127\.0\.0\.1:8081\/c\/.+\/$/);
        expect(body.apiFrameUrl).to.match(/^http:\/\/127\.0\.0\.1:8081\/frame\/scorm12\.html/);
        expect(body).to.not.have.any.keys('courseId', 'versionId');
        expect(String(answer.headers['set-cookie'])).to.match(/browser=[\w-]{43}; Path=\/training; HttpOnly/);
        const again = await launch(site, officer).expect(409);
        expect(again.body).to.include({ code: 'LAUNCH_ELSEWHERE' });
        expect(again.body.details).to.include({ sameBrowser: true });
        await launch(site, officer, { takeOver: true }).expect(201);
      });

      it('packs the tree of the course for who takes gzip, and says so', async () => {
        const person = await officerAt(site);
        for (const [offer, coding] of [
          ['gzip, deflate, br', 'gzip'],
          ['gzip;q=0', undefined],
          ['identity', undefined],
        ] as const) {
          const answer = await launch(site, person, { takeOver: true }).set('accept-encoding', offer).expect(201);
          expect([answer.headers['content-encoding'], answer.headers['vary']], offer).to.deep.equal([
            coding,
            'Accept-Encoding',
          ]);
          expect(answer.body).to.include({ courseTitle: 'First bell' });
        }
      });

      it('says why it cannot where courses have no origin of their own', async () => {
        const closed = await openLaunchSite(await make(), { contentUrl: null });
        const person = await officerAt(closed);
        const answer = await launch(closed, person).expect(409);
        expect(answer.body).to.include({ code: 'CONTENT_ORIGIN_MISSING' });
      });
    });

    describe('POST /launches/:id/commits', () => {
      it('saves by the token alone, sets no cookie, and answers a repetition as one', async () => {
        const opened = await launched(site, await officerAt(site));
        const commit = commitOf(1, { 'cmi.core.lesson_location': '5' });
        const first = await byToken(opened, 'commits', commit).expect(200);
        expect(first.body).to.include({ seq: 1, version: 1 });
        expect(first.headers).to.not.have.property('set-cookie');
        const second = await byToken(opened, 'commits', commit).expect(200);
        expect(second.body).to.deep.equal({ ...first.body, duplicate: true });
      });

      it('refuses without a token, with a made-up one, with that of another launch, and with a cookie alone', async () => {
        const person = await officerAt(site);
        const opened = await launched(site, person);
        const elsewhere = await launched(site, await officerAt(site));
        const forged = commitOf(1, { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '100' });
        const answers = [
          await anonymous(`/launches/${opened.launchId}/commits`).send(forged),
          await byToken({ ...opened, token: 'made.up' }, 'commits', forged),
          await byToken({ ...opened, token: elsewhere.token }, 'commits', forged),
          await byToken({ launchId: '0'.repeat(26), token: opened.token }, 'commits', forged),
          await byToken({ launchId: 'x', token: opened.token }, 'commits', forged),
          await person.browser.post(`${site.base}/launches/${opened.launchId}/commits`).send(forged),
        ];
        for (const { status, body } of answers) {
          expect({ status, code: body.code }).to.deep.equal({ status: 401, code: 'LAUNCH_TOKEN_UNKNOWN' });
        }
      });

      it('refuses what it cannot read: no JSON, wrong fields, a wrong hash, more than 2 MB', async () => {
        const opened = await launched(site, await officerAt(site));
        const good = commitOf(1, { 'cmi.core.lesson_location': '5' });
        await byToken(opened, 'commits', { ...good, attempt: 9 }).expect(422);
        await byToken(opened, 'commits', { ...good, seq: 0 }).expect(422);
        await byToken(opened, 'commits', { ...good, trigger: 'guess' }).expect(422);
        const damaged = await byToken(opened, 'commits', { ...good, sha256: '0'.repeat(64) }).expect(422);
        expect(damaged.body).to.include({ code: 'COMMIT_HASH' });
        const large = commitOf(1, { 'cmi.suspend_data': 'x'.repeat(2_200_000) });
        await byToken(opened, 'commits', large).expect(413);
        await anonymous(`/launches/${opened.launchId}/commits`)
          .set('authorization', `Bearer ${opened.token}`)
          .set('content-type', 'application/json')
          .send('{"seq":')
          .expect(400);
        await byToken(opened, 'commits', good).expect(200);
      });

      it('refuses a time of the browser that is none, and so stores no text there that a database would change', async () => {
        const opened = await launched(site, await officerAt(site));
        const no = [
          '\0',
          '2026-11-23T16:42:00.000Z\0',
          '\ud800',
          'a\udfff',
          '',
          'noon',
          '2026-11-23',
          '2026-11-23T16:42:00Z',
        ];
        for (const clientTime of no) {
          const { status, body } = await byToken(opened, 'commits', commitOf(1, {}, { clientTime }));
          const told = { status, code: body.code, field: body.field };
          expect(told, JSON.stringify(clientTime)).to.deep.equal({
            status: 422,
            code: 'INPUT_INVALID',
            field: 'clientTime',
          });
        }
        const wrongClocks = [0, -62_198_755_200_000, 253_402_300_800_000].map((ms) => new Date(ms).toISOString());
        for (const [at, clientTime] of wrongClocks.entries()) {
          await byToken(opened, 'commits', commitOf(at + 1, {}, { clientTime })).expect(200);
        }
        expect((await site.app.attempts.verify()).faults).to.deep.equal([]);
      });

      it('tells a superseded launch that its commit was kept', async () => {
        const person = await officerAt(site);
        const first = await launched(site, person);
        await launched(site, person, { takeOver: true });
        const answer = await byToken(first, 'commits', commitOf(1, {})).expect(409);
        expect(answer.body).to.include({ code: 'LAUNCH_SUPERSEDED' });
        expect(answer.body.details).to.deep.equal({ reason: 'superseded', kept: true });
      });
    });

    describe('POST /launches/:id/heartbeat, end and beacon', () => {
      it('keep alive, end and read their input', async () => {
        const opened = await launched(site, await officerAt(site));
        const beat = await byToken(opened, 'heartbeat', BEAT).expect(200);
        expect(beat.body).to.have.all.keys('leaseUntil', 'engagedMs');
        await byToken(opened, 'heartbeat', { ...BEAT, engagedMs: -1 }).expect(422);
        await byToken({ ...opened, token: 'x.y' }, 'heartbeat', BEAT).expect(401);
        await byToken(opened, 'end', { reason: 'bored' }).expect(422);
        await byToken({ ...opened, token: 'x.y' }, 'end', { reason: 'exit' }).expect(401);
        await byToken(opened, 'end', { reason: 'exit' }).expect(200);
      });

      it('take a beacon of several commits with the token in its body, and give the lease back', async () => {
        const person = await officerAt(site);
        const { launchId, token } = await launched(site, person);
        const commits = [
          commitOf(1, { 'cmi.core.lesson_location': '1' }),
          commitOf(2, { 'cmi.core.lesson_location': '2' }),
        ];
        const send = (body: object) =>
          anonymous(`/launches/${launchId}/beacon`).set('content-type', 'text/plain').send(JSON.stringify(body));
        const answer = await send({ token, commits, leaving: true }).expect(200);
        expect(answer.body.answers.map((one: { seq: number }) => one.seq)).to.deep.equal([1, 2]);
        expect((await launched(site, person)).cmi['one']).to.include({ 'cmi.core.lesson_location': '2' });
        await send({ token: 'x.y', commits }).expect(401);
        await send({ token, commits: [{ ...commits[0], sha256: 'x' }] }).expect(422);
        await send({ token, commits: [], filler: 'x'.repeat(200_000) }).expect(413);
      });
    });

    describe('POST /launches/:id/recover', () => {
      it('gives its own person a new token', async () => {
        const person = await officerAt(site);
        const opened = await launched(site, person);
        const path = `${site.base}/launches/${opened.launchId}/recover`;
        await request(site.host)
          .post(path)
          .set('sec-fetch-site', 'same-origin')
          .set('accept', 'application/json')
          .expect(401);
        await person.browser.post(path).set('sec-fetch-site', 'cross-site').expect(403);
        await other.browser.post(path).expect(404);
        await person.browser.post(`${site.base}/launches/x/recover`).expect(404);
        const { body } = await person.browser.post(path).expect(200);
        await byToken(body, 'commits', commitOf(1, {})).expect(200);
        await byToken(opened, 'commits', commitOf(2, {})).expect(401);
      });
    });

    it('end with the sign-out of their person', async () => {
      const person = await officerAt(site);
      const opened = await launched(site, person);
      await person.browser.post(`${site.base}/logout`).expect(303);
      await site.app.platform.jobs.drain();
      const answer = await byToken(opened, 'commits', commitOf(1, {})).expect(401);
      expect(answer.body).to.include({ code: 'LAUNCH_TOKEN_UNKNOWN' });
    });
  });
});
