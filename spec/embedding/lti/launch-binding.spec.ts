import { expect } from 'chai';
import request from 'supertest';
import { forEachDatabase } from '../../support/databases.ts';
import { openLtiWorld, refusalOf, type LtiWorld } from '../../support/lti-world.ts';

const MINUTE = 60_000;

describe('LTI sign-ins', () => {
  forEachDatabase((make) => {
    let world: LtiWorld;
    before(async () => {
      world = await openLtiWorld(await make());
    });
    after(() => world?.close());

    const login = (query: Record<string, string>) => request(world.site.host).get('/training/lti/login').query(query);

    it('begins by GET and by POST alike, with everything that the platform needs (SEC 5.1.1.2)', async () => {
      const fields = world.platform.loginFor(world.target);
      const posted = await request(world.site.host).post('/training/lti/login').type('form').send(fields).expect(302);
      for (const { asked } of [await world.begin(), { asked: new URL(String(posted.headers['location'])) }]) {
        expect(Object.fromEntries(asked.searchParams)).to.deep.include({
          scope: 'openid',
          response_type: 'id_token',
          response_mode: 'form_post',
          prompt: 'none',
          client_id: 'client-1',
          redirect_uri: 'http://localhost:8080/training/lti/launch',
          login_hint: 'learner-1',
          lti_message_hint: world.target,
        });
      }
    });

    it('binds the browser by a cookie that frames of other sites keep', async () => {
      const { setCookie } = await world.begin();
      expect(setCookie).to.match(/^sb_lti_[0-9a-f]{16}=[\w-]{43}; Path=\/training\/lti; Max-Age=600; /);
      expect(setCookie).to.include('HttpOnly; Secure; SameSite=None; Partitioned');
    });

    it('says what a sign-in lacks, and which LMS is not connected', async () => {
      expect(refusalOf(await login({ iss: world.platform.url }).set('accept', 'text/html'))).to.equal(
        'LTI_LOGIN_UNREADABLE',
      );
      const other = { ...world.platform.loginFor(world.target), client_id: 'nobody' };
      expect(refusalOf(await login(other).set('accept', 'text/html'))).to.equal('LTI_LMS_UNKNOWN');
      const elsewhere = world.platform.loginFor('https://evil.example/');
      expect(refusalOf(await login(elsewhere).set('accept', 'text/html'))).to.equal('LTI_TARGET_UNREGISTERED');
    });

    it('needs no client id where the issuer is connected once (LTI 4.1.3)', async () => {
      const { client_id: _left, ...query } = world.platform.loginFor(world.target);
      await login(query).expect(302);
    });

    it('refuses the nonce of another sign-in (SEC 5.1.3-9)', async () => {
      const [one, other] = [await world.begin(), await world.begin()];
      const { id_token = '' } = await world.message(other);
      const { state = '' } = await world.message(one);
      expect(refusalOf(await world.post({ id_token, state }, one.cookie))).to.equal('LTI_NONCE_WRONG');
    });

    it('takes a message once: replayed it is refused, and of two at once one opens the course', async () => {
      const begun = await world.begin();
      const fields = await world.message(begun);
      const both = await Promise.all([world.post(fields, begun.cookie), world.post(fields, begun.cookie)]);
      expect(both.map(({ status }) => status)).to.have.members([303, 400]);
      expect(refusalOf(await world.post(fields, begun.cookie))).to.equal('LTI_STATE_USED');
    });

    it('refuses the state of another browser, and one that it never gave', async () => {
      const [mine, theirs] = [await world.begin(), await world.begin()];
      const fields = await world.message(theirs);
      const name = theirs.cookie.split('=')[0] ?? '';
      const forged = `${name}=${mine.cookie.split('=')[1]}`;
      expect(refusalOf(await world.post(fields, forged))).to.equal('LTI_OTHER_BROWSER');
      expect(refusalOf(await world.post({ ...fields, state: 'x'.repeat(43) }, theirs.cookie))).to.equal(
        'LTI_STATE_UNKNOWN',
      );
      expect((await world.post(fields, theirs.cookie)).status).to.equal(303);
    });

    it('offers a new window where the browser kept nothing, and opens nothing unbound', async () => {
      const begun = await world.begin();
      const fields = await world.message(begun);
      const answer = await world.post(fields, '').expect(200);
      expect(answer.text).to.include('Open in a new window').and.to.include('target="_blank"');
      const [, href = ''] = /href="(\/training\/lti\/login\?[^"]+)"/.exec(answer.text) ?? [];
      const again = await request(world.site.host)
        .get(href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='))
        .expect(302);
      expect(String(again.headers['location'])).to.include(`${world.platform.url}/auth?`);
      // Another browser's cookie of another sign-in is none for this one.
      const { cookie } = await world.begin();
      expect((await world.post(fields, cookie)).text).to.include('Open in a new window');
    });

    it('asks the LMS to keep what binds the browser where it offers to, and believes only that', async () => {
      const query = { ...world.platform.loginFor(world.target), lti_storage_target: '_parent' };
      const page = await login(query).expect(200);
      const [, json = '{}'] = /id="page-data">([^<]+)</.exec(page.text) ?? [];
      const data = JSON.parse(json) as Record<string, string>;
      expect(data).to.include({ act: 'put', frame: '_parent', origin: world.platform.url });
      const fields = await world.message({ asked: new URL(data['next'] ?? ''), cookie: '', setCookie: '' });
      const asking = await world.post(fields, '').expect(200);
      expect(asking.text).to.include('"act":"get"').and.to.include('id="step-form"');
      expect(refusalOf(await world.post({ ...fields, stored: 'x'.repeat(43) }, ''))).to.equal('LTI_OTHER_BROWSER');
      expect((await world.post({ ...fields, stored: data['secret'] ?? '' }, '')).status).to.equal(303);
    });

    it('says what the LMS said when it signed nobody in', async () => {
      const { cookie, asked } = await world.begin();
      const state = asked.searchParams.get('state') ?? '';
      const answer = await world.post({ state, error: 'login_required', error_description: 'No session' }, cookie);
      expect(refusalOf(answer)).to.equal('LTI_PLATFORM_REFUSED');
      expect(answer.text).to.include('login_required: No session');
    });

    it('ends a sign-in after ten minutes, and sweeps it an hour later', async () => {
      const begun = await world.begin();
      world.clock.goOn(10 * MINUTE + 1);
      expect(refusalOf(await world.post(await world.message(begun), begun.cookie))).to.equal('LTI_STATE_EXPIRED');
      world.clock.goOn(61 * MINUTE);
      const { jobs, database } = world.site.app.platform;
      await database.write((tx) => jobs.enqueue(tx, 'lti.sweep-logins', {}));
      await jobs.drain();
      expect(refusalOf(await world.post(await world.message(begun), begun.cookie))).to.equal('LTI_STATE_UNKNOWN');
    });

    it('finds a new key of the LMS by asking once, and asks no more for a key that nobody knows (SEC 6.3)', async () => {
      const { platform, clock } = world;
      await world.launch();
      clock.goOn(11_000);
      await platform.rotate();
      platform.heard.splice(0);
      expect((await world.launch()).status).to.equal(303);
      expect(platform.heard.filter((line) => line === 'GET /jwks')).to.have.length(1);
      for (let tries = 0; tries < 5; tries += 1) {
        expect(refusalOf(await world.launch({ header: { kid: `nobody-${tries}` } }))).to.equal('LTI_KEY_UNKNOWN');
      }
      expect(platform.heard.filter((line) => line === 'GET /jwks')).to.have.length(1);
    });

    it('refuses a key that the LMS has taken away, ten minutes later at most', async () => {
      world.platform.removeKey();
      world.clock.goOn(10 * MINUTE + 1);
      expect(refusalOf(await world.launch())).to.equal('LTI_KEY_UNKNOWN');
      await world.platform.rotate();
      world.clock.goOn(11_000);
      expect((await world.launch()).status).to.equal(303);
    });

    it('lets nobody in by a door that is shut', async () => {
      const state = (to: string) =>
        world.desk
          .post(`/training/organisation/doors/${world.doorId}/state`)
          .type('form')
          .send({ state: to })
          .expect(303);
      const begun = await world.begin();
      await state('shut');
      expect(refusalOf(await world.post(await world.message(begun), begun.cookie))).to.equal('LTI_DOOR_SHUT');
      expect(refusalOf(await login(world.platform.loginFor(world.target)).set('accept', 'text/html'))).to.equal(
        'LTI_DOOR_SHUT',
      );
      await state('open');
    });
  });
});
