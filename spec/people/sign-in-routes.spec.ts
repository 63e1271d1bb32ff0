import { expect } from 'chai';
import type { Express } from 'express';
import type { Passwords } from '../../server/people/index.ts';
import type { Platform } from '../../server/platform/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import {
  buildOfficer,
  buildPerson,
  buildRooms,
  hostApp,
  openBrowser,
  PASSWORD,
  quickPasswords,
  signIn,
  type PeopleRooms,
} from '../support/people.ts';
import { buildPlatform, standingClock } from '../support/platform.ts';

const cookiesOf = (headers: Record<string, unknown>): string[] => [headers['set-cookie'] ?? []].flat().map(String);
const sessionOf = (headers: Record<string, unknown>): string =>
  cookiesOf(headers).find((cookie) => cookie.startsWith('sb_session=') || /_session=/.test(cookie)) ?? '';

forEachDatabase((make) => {
  describe('signing in', () => {
    const clock = standingClock();
    let platform: Platform;
    let rooms: PeopleRooms;
    let app: Express;
    let verified = 0;

    before(async () => {
      const quick = await quickPasswords();
      const passwords: Passwords = {
        ...quick,
        verify: (stored, password) => {
          verified += 1;
          return quick.verify(stored, password);
        },
      };
      platform = await buildPlatform(await make(), { clock });
      rooms = await buildRooms(platform, { passwords });
      app = hostApp(platform, rooms.people);
    });

    beforeEach(() => {
      clock.goOn(24 * 60 * 60_000 + 1);
      verified = 0;
    });

    it('shows the form to a signed-out person', async () => {
      const { text } = await openBrowser(app).get('/login').expect(200);
      expect(text).to.include('name="password"').and.include('<title>Sign in | Schoolbeat</title>');
    });

    it('sends a signed-out person from a page to the form and back after it', async () => {
      const officer = await buildOfficer(rooms);
      const browser = openBrowser(app);
      const { headers } = await browser.get('/account?tab=2').expect(303);
      expect(headers['location']).to.equal('/login?next=%2Faccount%3Ftab%3D2');
      const { text } = await browser.get(String(headers['location']));
      expect(text).to.include('name="next" value="/account?tab&#x3D;2"');
      const answer = await browser
        .post('/login')
        .type('form')
        .send({ email: officer.email, password: officer.password, next: '/account?tab=2' })
        .expect(303);
      expect(answer.headers['location']).to.equal('/account?tab=2');
    });

    it('answers a signed-out JSON client with 401 SIGN_IN_FIRST', async () => {
      const { body } = await openBrowser(app, { accept: 'application/json' }).get('/account').expect(401);
      expect(body).to.include({ code: 'SIGN_IN_FIRST' });
    });

    it('sends each role from the front door to its own first page', async () => {
      const homes = {
        officer: '/my',
        instructor: '/author',
        supervisor: '/overview',
        administrator: '/admin/people',
        partner: '/my',
      };
      for (const [role, home] of Object.entries(homes)) {
        const person = await buildPerson(rooms, { roles: [role as keyof typeof homes] });
        const browser = openBrowser(app);
        await signIn(browser, person);
        const { headers } = await browser.get('/').expect(303);
        expect(headers['location']).to.equal(home);
      }
    });

    it('shows the entries of every role that a person has, each once', async () => {
      const person = await buildPerson(rooms, { roles: ['officer', 'instructor', 'supervisor', 'administrator'] });
      const browser = openBrowser(app);
      await signIn(browser, person);
      const { text } = await browser.get('/account').expect(200);
      const [, nav = ''] = /<nav class="nav"[^>]*>([\s\S]*?)<\/nav>/.exec(text) ?? [];
      expect([...nav.matchAll(/>([^<>]+)<\/a>/g)].map(([, label]) => label)).to.deep.equal([
        'My training',
        'Courses',
        'Catalog',
        'Practicals',
        'Toolbox',
        'Certificates',
        'Overview',
        'Officers',
        'Assignments',
        'Results',
        'People',
      ]);
    });

    it('refuses a form without an address, beside the field', async () => {
      const { text } = await openBrowser(app).post('/login').type('form').send({ password: 'x' }).expect(422);
      expect(text).to.include('id="email-fault"');
    });

    it('refuses a request that another site caused', async () => {
      const officer = await buildOfficer(rooms);
      const { email, password } = officer;
      const browser = openBrowser(app, { 'sec-fetch-site': 'cross-site', accept: 'application/json' });
      const { body } = await browser.post('/login').type('form').send({ email, password }).expect(403);
      expect(body).to.include({ code: 'CROSS_ORIGIN' });
    });

    it('refuses a wrong password and keeps what was typed but the password', async () => {
      const { email } = await buildOfficer(rooms);
      const answer = await openBrowser(app).post('/login').type('form').send({ email, password: 'wrong' }).expect(401);
      expect(answer.text).to.include('The address or the password is wrong.').and.include(`value="${email}"`);
      expect(answer.text).to.not.include('value="wrong"');
      expect(sessionOf(answer.headers)).to.equal('');
    });

    it('gives unknown, wrong, disabled and password-less accounts one answer after one check of a password each', async () => {
      const known = await buildOfficer(rooms);
      const disabled = await buildOfficer(rooms);
      const administrator = await buildPerson(rooms, { agencyId: disabled.agencyId, roles: ['administrator'] });
      const actor = await rooms.people.actors.of(await rooms.people.accounts.person(administrator.id));
      if (actor !== null) await rooms.people.members.disable(actor, disabled.id);
      const fresh = await buildOfficer(rooms, { password: null });
      const tries = [
        { email: 'nobody@station.example', password: PASSWORD },
        { email: known.email, password: 'not the password' },
        { email: disabled.email, password: PASSWORD },
        { email: fresh.email, password: PASSWORD },
      ];
      const answers = [];
      for (const attempt of tries) {
        const browser = openBrowser(app, { accept: 'application/json' });
        const { status, body } = await browser.post('/login').type('form').send(attempt);
        answers.push({ status, ...(body as object), requestId: '' });
      }
      expect(new Set(answers.map((answer) => JSON.stringify(answer)))).to.have.lengthOf(1);
      expect(answers[0]).to.include({ status: 401, code: 'SIGN_IN_FAILED' });
      expect(verified).to.equal(tries.length);
    });

    it('takes the address in any case', async () => {
      const { email, password } = await buildOfficer(rooms);
      await signIn(openBrowser(app), { email: ` ${email.toUpperCase()} `, password });
    });

    it('refuses a person without a role in an agency, after a right password only', async () => {
      const { email, password } = await buildPerson(rooms, { roles: [] });
      const browser = openBrowser(app);
      await browser.post('/login').type('form').send({ email, password: 'wrong' }).expect(401);
      const { text } = await browser.post('/login').type('form').send({ email, password }).expect(403);
      expect(text).to.include('belongs to no agency');
    });

    it('never adopts a token that the browser brought, and ends the session that it held', async () => {
      const officer = await buildOfficer(rooms);
      const name = `${platform.config.tablePrefix}session`;
      const planted = 'a'.repeat(43);
      const browser = openBrowser(app, { cookie: `${name}=${planted}` });
      const { email, password } = officer;
      const first = await browser.post('/login').type('form').send({ email, password }).expect(303);
      const token = new RegExp(`${name}=([^;]+)`).exec(sessionOf(first.headers))?.[1] ?? '';
      expect(token)
        .to.match(/^[\w-]{43}$/)
        .and.not.equal(planted);
      const again = openBrowser(app, { cookie: `${name}=${token}` });
      await again.post('/login').type('form').send({ email, password }).expect(303);
      await openBrowser(app, { cookie: `${name}=${token}` })
        .get('/account')
        .expect(303);
    });

    it('keeps the token out of the database', async () => {
      const officer = await buildOfficer(rooms);
      const { email, password } = officer;
      const { headers } = await openBrowser(app).post('/login').type('form').send({ email, password });
      const token = /_session=([^;]+)/.exec(sessionOf(headers))?.[1] ?? '-';
      const [rows] = await platform.database.sequelize.query(
        `SELECT * FROM ${platform.database.tablePrefix}sessions WHERE person_id = '${officer.id}'`,
      );
      expect(rows).to.have.lengthOf(1);
      expect(JSON.stringify(rows)).to.not.include(token);
    });

    it('sets its cookies for the mount path alone, out of reach of scripts', async () => {
      const officer = await buildOfficer(rooms);
      const mounted = hostApp(platform, rooms.people, { mount: '/training/sb' });
      const { email, password } = officer;
      const browser = openBrowser(mounted);
      const { headers } = await browser.post('/training/sb/login').type('form').send({ email, password }).expect(303);
      for (const cookie of cookiesOf(headers)) {
        expect(cookie).to.include('Path=/training/sb;').and.include('HttpOnly').and.include('SameSite=Lax');
        expect(cookie).to.not.include('Secure');
      }
      expect(headers['location']).to.equal('/training/sb/');
      await browser.get('/training/sb/account').expect(200);
    });

    it('marks its cookies Secure where the public address is https', async () => {
      const secure = await buildPlatform(platform.database, { clock, config: { publicUrl: 'https://lms.example' } });
      const other = await buildRooms(secure);
      const officer = await buildOfficer(other);
      const { email, password } = officer;
      const { headers } = await openBrowser(hostApp(secure, other.people))
        .post('/login')
        .type('form')
        .send({ email, password });
      expect(cookiesOf(headers)).to.have.lengthOf(2);
      for (const cookie of cookiesOf(headers)) expect(cookie).to.include('Secure');
    });

    it('signs one browser out and leaves the other', async () => {
      const officer = await buildOfficer(rooms);
      const [here, there] = [openBrowser(app), openBrowser(app)];
      await signIn(here, officer);
      await signIn(there, officer);
      const events: unknown[] = [];
      platform.outbox.on('people.signed-out', `spec-${officer.id}`, async (payload) => {
        if (payload['personId'] === officer.id) events.push(payload['reason']);
      });
      await here.post('/logout').expect(303);
      await here.get('/account').expect(303);
      await there.get('/account').expect(200);
      await platform.jobs.drain();
      expect(events).to.deep.equal(['sign-out']);
    });

    it('ends an idle session and one whole time after the sign-in', async () => {
      const officer = await buildOfficer(rooms);
      const { sessionIdleMs, sessionMaxMs } = platform.config;
      const browser = openBrowser(app);
      await signIn(browser, officer);
      clock.goOn(sessionIdleMs - 1000);
      await browser.get('/account').expect(200);
      clock.goOn(sessionIdleMs + 1000);
      await browser.get('/account').expect(303);

      const lasting = openBrowser(app);
      await signIn(lasting, officer);
      for (let gone = 0; gone < sessionMaxMs; gone += sessionIdleMs) {
        await lasting.get('/account').expect(200);
        clock.goOn(sessionIdleMs);
      }
      await lasting.get('/account').expect(303);
    });

    it('stops knowing a session whose person was disabled after it began', async () => {
      const officer = await buildOfficer(rooms);
      const browser = openBrowser(app);
      await signIn(browser, officer);
      const { sequelize, tablePrefix } = platform.database;
      await platform.database.write((transaction) =>
        sequelize.query(`UPDATE ${tablePrefix}people SET disabled_at = created_at WHERE id = '${officer.id}'`, {
          transaction,
        }),
      );
      await browser.get('/account').expect(303);
    });

    it('writes "last seen" at most once a minute', async () => {
      const officer = await buildOfficer(rooms);
      const browser = openBrowser(app);
      await signIn(browser, officer);
      const seen = async (): Promise<string> => {
        const [rows] = await platform.database.sequelize.query(
          `SELECT last_seen_at FROM ${platform.database.tablePrefix}sessions WHERE person_id = '${officer.id}'`,
        );
        return JSON.stringify(rows);
      };
      const before = await seen();
      clock.goOn(59_000);
      await browser.get('/account').expect(200);
      expect(await seen()).to.equal(before);
      clock.goOn(1_000);
      await browser.get('/account').expect(200);
      expect(await seen()).to.not.equal(before);
    });

    it('deletes the rows of ended sessions', async () => {
      const officer = await buildOfficer(rooms);
      await signIn(openBrowser(app), officer);
      clock.goOn(platform.config.sessionIdleMs + 1);
      await rooms.people.sessions.sweep();
      const [rows] = await platform.database.sequelize.query(`SELECT * FROM ${platform.database.tablePrefix}sessions`);
      expect(rows).to.deep.equal([]);
    });
  });
});
