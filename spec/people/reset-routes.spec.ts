import { expect } from 'chai';
import type { Express } from 'express';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Platform } from '../../server/platform/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import {
  buildAdministrator,
  buildOfficer,
  buildRooms,
  hostApp,
  actorFor,
  openBrowser,
  PASSWORD,
  signIn,
  type PeopleRooms,
} from '../support/people.ts';
import { buildPlatform, standingClock } from '../support/platform.ts';

const NEW = 'cinnamon harbor 93 violet';
const HOUR = 60 * 60_000;

forEachDatabase((make) => {
  describe('resetting a password', () => {
    const clock = standingClock();
    let platform: Platform;
    let rooms: PeopleRooms;
    let app: Express;

    before(async () => {
      platform = await buildPlatform(await make(), { clock, config: { publicUrl: 'http://localhost:8080/training' } });
      rooms = await buildRooms(platform);
      app = hostApp(platform, rooms.people, { mount: '/training' });
    });

    beforeEach(() => clock.goOn(25 * HOUR));

    /** Letters to an address, the oldest first, as text. */
    async function lettersTo(email: string): Promise<string[]> {
      await platform.jobs.drain();
      const folder = platform.config.mailDirectory;
      const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.eml')).sort();
      const letters = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
      return letters
        .filter((letter) => letter.includes(`To: ${email}`))
        .map((letter) => letter.replaceAll('=\r\n', ''));
    }

    async function tokenFor(email: string): Promise<string> {
      await openBrowser(app).post('/training/reset').type('form').send({ email }).expect(200);
      const letter = (await lettersTo(email)).at(-1) ?? '';
      return /http:\/\/localhost:8080\/training\/reset\/([\w-]{43})\r?\n/.exec(letter)?.[1] ?? '';
    }

    const send = (token: string, password: string, again = password) =>
      openBrowser(app).post(`/training/reset/${token}`).type('form').send({ password, again });

    it('shows the form, refuses what is no address, and a request of another site', async () => {
      const browser = openBrowser(app);
      await browser.get('/training/reset').expect(200);
      const { text } = await browser.post('/training/reset').type('form').send({ email: 'maria' }).expect(422);
      expect(text).to.include('Write a mail address.').and.include('value="maria"');
      const elsewhere = openBrowser(app, { 'sec-fetch-site': 'same-site' });
      await elsewhere.post('/training/reset').type('form').send({ email: 'a@b.example' }).expect(403);
    });

    it('gives the same answer whether the address exists, and writes only to one that does', async () => {
      const { email } = await buildOfficer(rooms);
      const strip = (html: string): string => html.replaceAll(/[0-9a-z]{26}/g, '');
      const ask = async (address: string) =>
        openBrowser(app).post('/training/reset').type('form').send({ email: address }).expect(200);
      const [known, unknown] = [await ask(email), await ask('nobody@station.example')];
      expect(strip(known.text)).to.equal(strip(unknown.text));
      expect(await lettersTo(email)).to.have.lengthOf(1);
      expect(await lettersTo('nobody@station.example')).to.deep.equal([]);
    });

    it('mails a link below the mount path that sets the password once, and ends every session', async () => {
      const officer = await buildOfficer(rooms);
      const before = openBrowser(app);
      await signIn(before, officer, '/training');
      const token = await tokenFor(officer.email);
      await openBrowser(app).get(`/training/reset/${token}`).expect(200);
      const { headers } = await send(token, NEW).expect(303);
      expect(headers['location']).to.equal('/training/login?notice=password-set');
      await before.get('/training/account').expect(303);
      const { email } = officer;
      await openBrowser(app).post('/training/login').type('form').send({ email, password: PASSWORD }).expect(401);
      await signIn(openBrowser(app), { email, password: NEW }, '/training');
      const { body } = await send(token, `${NEW} 2`).set('accept', 'application/json').expect(410);
      expect(body).to.include({ code: 'RESET_LINK_OVER' });
      expect((await lettersTo(email)).at(-1)).to.include('every browser was signed out');
    });

    it('refuses a link after an hour, one that was never made, and one of a disabled account', async () => {
      const officer = await buildOfficer(rooms);
      const late = await tokenFor(officer.email);
      clock.goOn(HOUR + 1);
      await openBrowser(app).get(`/training/reset/${late}`).expect(410);
      await send(late, NEW).expect(410);
      await send('a'.repeat(43), NEW).expect(410);

      const token = await tokenFor(officer.email);
      const administrator = await buildAdministrator(rooms, { agencyId: officer.agencyId });
      await rooms.people.members.disable(await actorFor(rooms, administrator), officer.id);
      await send(token, NEW).expect(410);
      const count = (await lettersTo(officer.email)).length;
      await openBrowser(app).post('/training/reset').type('form').send({ email: officer.email }).expect(200);
      expect(await lettersTo(officer.email)).to.have.lengthOf(count);
    });

    it('makes older links useless when one of them is used', async () => {
      const { email } = await buildOfficer(rooms);
      const first = await tokenFor(email);
      const second = await tokenFor(email);
      await send(second, NEW).expect(303);
      await send(first, `${NEW} 2`).expect(410);
    });

    it('lets one of two simultaneous uses through', async () => {
      const { email } = await buildOfficer(rooms);
      const token = await tokenFor(email);
      const answers = await Promise.all([send(token, `${NEW} a`), send(token, `${NEW} b`)]);
      expect(answers.map(({ status }) => status)).to.have.members([303, 410]);
    });

    it('shows the form again for a weak password or two that differ, and keeps the link', async () => {
      const officer = await buildOfficer(rooms);
      const token = await tokenFor(officer.email);
      const weak = await send(token, 'password1234').expect(422);
      expect(weak.text).to.include('common passwords').and.include('id="password-fault"');
      const differ = await send(token, NEW, `${NEW}x`).expect(422);
      expect(differ.text).to.include('The two passwords differ.');
      await send(token, NEW).expect(303);
    });

    it('stores the hash of a link, not the link, and forgets old ones', async () => {
      const { email, id } = await buildOfficer(rooms);
      const token = await tokenFor(email);
      const read = async () => {
        const [rows] = await platform.database.sequelize.query(
          `SELECT * FROM ${platform.database.tablePrefix}password_resets WHERE person_id = '${id}'`,
        );
        return rows;
      };
      expect(await read()).to.have.lengthOf(1);
      expect(JSON.stringify(await read())).to.not.include(token);
      clock.goOn(HOUR + 1);
      await rooms.people.resets.sweep();
      expect(await read()).to.deep.equal([]);
    });

    it('writes to one mailbox three times in a quarter of an hour at most, and says nothing of it', async () => {
      const { email } = await buildOfficer(rooms);
      for (let asked = 0; asked < 5; asked += 1) {
        await openBrowser(app).post('/training/reset').type('form').send({ email }).expect(200);
      }
      expect(await lettersTo(email)).to.have.lengthOf(3);
    });

    it('opens a way in that the tries of strangers at the same address cannot close', async () => {
      const { email } = await buildOfficer(rooms);
      for (let tried = 0; tried < 6; tried += 1) {
        await openBrowser(app).post('/training/login').type('form').send({ email, password: 'wrong' });
      }
      const token = await tokenFor(email);
      const browser = openBrowser(app);
      await browser.post(`/training/reset/${token}`).type('form').send({ password: NEW, again: NEW }).expect(303);
      await signIn(browser, { email, password: NEW }, '/training');
    });
  });
});
