import { expect } from 'chai';
import express, { type Express } from 'express';
import { createPasswords } from '../../server/people/index.ts';
import type { Platform } from '../../server/platform/index.ts';
import { onSqlite } from '../support/databases.ts';
import { buildOfficer, buildRooms, hostApp, openBrowser, signIn, type PeopleRooms } from '../support/people.ts';
import { buildPlatform, standingClock } from '../support/platform.ts';

const MINUTE = 60_000;

onSqlite((make) => {
  describe('throttling of sign-ins', () => {
    const clock = standingClock();
    let platform: Platform;
    let rooms: PeopleRooms;
    let app: Express;

    before(async () => {
      platform = await buildPlatform(await make(), { clock });
      rooms = await buildRooms(platform);
      app = express();
      app.set('trust proxy', true);
      app.use(hostApp(platform, rooms.people));
    });

    beforeEach(() => clock.goOn(25 * 60 * MINUTE));

    const from = (ip: string) => openBrowser(app, { 'x-forwarded-for': ip });
    const guess = async (ip: string, email: string, password = 'wrong') =>
      (await from(ip).post('/login').type('form').send({ email, password })).status;

    async function guesses(count: number, ip: string, email: string): Promise<number[]> {
      const answers: number[] = [];
      for (let done = 0; done < count; done += 1) answers.push(await guess(ip, email));
      return answers;
    }

    it('refuses the sixth try of a minute, a right password too, and says how long to wait', async () => {
      const { email, password } = await buildOfficer(rooms);
      expect(await guesses(5, '203.0.113.1', email)).to.deep.equal([401, 401, 401, 401, 401]);
      const answer = await from('203.0.113.1').post('/login').type('form').send({ email, password });
      expect(answer.status).to.equal(429);
      expect(answer.text).to.include('Wait a minute');
      clock.goOn(MINUTE);
      expect(await guess('203.0.113.1', email, password)).to.equal(303);
    });

    it('lets the wait grow from a minute to a quarter of an hour and on', async () => {
      const { email } = await buildOfficer(rooms);
      const waits: number[] = [];
      for (let round = 0; round < 15; round += 1) {
        const answer = await openBrowser(app, { 'x-forwarded-for': '203.0.113.2', accept: 'application/json' })
          .post('/login')
          .type('form')
          .send({ email, password: 'wrong' });
        if (answer.status !== 429) continue;
        const { details } = answer.body as { details: { retryAfterMs: number } };
        waits.push(details.retryAfterMs);
        clock.goOn(details.retryAfterMs);
      }
      expect(waits.slice(0, 3)).to.deep.equal([MINUTE, MINUTE, 13 * MINUTE]);
    });

    it('answers an unknown account as it answers a known one', async () => {
      const answers = await guesses(6, '203.0.113.3', 'nobody@station.example');
      expect(answers).to.deep.equal([401, 401, 401, 401, 401, 429]);
    });

    it('leaves the victim of a stranger alone at another address', async () => {
      const officer = await buildOfficer(rooms);
      await guesses(8, '198.51.100.1', officer.email);
      expect(await guess('203.0.113.4', officer.email, officer.password)).to.equal(303);
    });

    it('leaves a browser that knows the person alone at the address of the stranger', async () => {
      const officer = await buildOfficer(rooms);
      const known = from('198.51.100.2');
      await signIn(known, officer);
      await known.post('/logout').expect(303);
      await guesses(8, '198.51.100.2', officer.email);
      expect(await guess('198.51.100.2', officer.email, officer.password)).to.equal(429);
      await signIn(known, officer);
    });

    it('slows a browser that knows the person down by its own tries', async () => {
      const officer = await buildOfficer(rooms);
      const known = from('198.51.100.3');
      await signIn(known, officer);
      await known.post('/logout');
      const answers: number[] = [];
      for (let done = 0; done < 6; done += 1) {
        const { status } = await known.post('/login').type('form').send({ email: officer.email, password: 'wrong' });
        answers.push(status);
      }
      expect(answers.at(-1)).to.equal(429);
    });

    it('takes no cookie for a known browser that it did not sign, nor another person of it', async () => {
      const [officer, other] = [await buildOfficer(rooms), await buildOfficer(rooms)];
      const forged = `${platform.config.tablePrefix}known=${officer.id}~number~signature`;
      await guesses(8, '198.51.100.4', officer.email);
      const stranger = openBrowser(app, { 'x-forwarded-for': '198.51.100.4', cookie: forged });
      const { email, password } = officer;
      await stranger.post('/login').type('form').send({ email, password }).expect(429);
      const others = from('198.51.100.4');
      await signIn(others, other);
      await others.post('/login').type('form').send({ email, password }).expect(429);
    });

    it('refuses an address that sprays one password over many accounts', async () => {
      const answers: number[] = [];
      for (let done = 0; done < 61; done += 1) answers.push(await guess('198.51.100.5', `p${done}@station.example`));
      expect(answers.slice(0, 60).every((status) => status === 401)).to.equal(true);
      expect(answers.at(-1)).to.equal(429);
    });

    it('forgets the tries after a right password', async () => {
      const { email, password } = await buildOfficer(rooms);
      for (let round = 0; round < 3; round += 1) {
        expect(await guesses(4, '203.0.113.6', email)).to.deep.equal([401, 401, 401, 401]);
        expect(await guess('203.0.113.6', email, password)).to.equal(303);
      }
    });
  });

  describe('the hashing of passwords', () => {
    it('uses argon2id with 19 MiB and two passes by default', async () => {
      const stored = await (await createPasswords()).hash('lantern orbit maple');
      expect(stored).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    });

    it('takes the same letters in another Unicode form for the same password', async () => {
      const passwords = await createPasswords({ memoryCost: 64, timeCost: 1 });
      const stored = await passwords.hash('caf\u00e9 orbit maple');
      expect(await passwords.verify(stored, 'cafe\u0301 orbit maple')).to.equal(true);
      expect(await passwords.verify(stored, 'cafe orbit maple')).to.equal(false);
      expect(await passwords.verify(null, 'cafe orbit maple')).to.equal(false);
    });

    it('checks many passwords at once without losing one', async () => {
      const passwords = await createPasswords({ memoryCost: 64, timeCost: 1 });
      const stored = await passwords.hash('lantern orbit maple');
      const tries = Array.from({ length: 20 }, (_, place) =>
        passwords.verify(stored, place % 2 ? 'x' : 'lantern orbit maple'),
      );
      expect((await Promise.all(tries)).filter(Boolean)).to.have.lengthOf(10);
    });
  });
});
