import { expect } from 'chai';
import { forEachDatabase } from '../support/databases.ts';
import {
  launch,
  launched,
  type LaunchPerson,
  type LaunchSite,
  officerAt,
  openLaunchSite,
} from '../support/launch-site.ts';
import { openBrowser } from '../support/people.ts';

describe('the player page', () => {
  forEachDatabase((make) => {
    let site: LaunchSite;
    let officer: LaunchPerson;
    let other: LaunchPerson;
    before(async () => {
      site = await openLaunchSite(await make());
      officer = await officerAt(site);
      other = await officerAt(site);
    });

    const get = (person: LaunchPerson, path: string) =>
      person.browser.get(`${site.base}/play/${person.registration}${path}`).set('accept', 'text/html');

    async function dataOf(path: string): Promise<unknown> {
      const { text } = await get(officer, path).expect(200);
      return JSON.parse(/id="player-data">([^<]*)</.exec(text)?.[1] ?? 'null');
    }

    it('asks to sign in first', async () => {
      const path = `${site.base}/play/${officer.registration}`;
      const answer = await openBrowser(site.host, { accept: 'text/html' }).get(path).expect(303);
      expect(answer.headers['location']).to.match(/\/training\/login\?next=/);
    });

    it("does not find somebody else's registration, nor one that never was", async () => {
      for (const path of ['', '/done', '/review', '/standing']) {
        await get({ ...other, registration: officer.registration }, path).expect(404);
        await get({ ...other, registration: '0'.repeat(26) }, path).expect(404);
      }
    });

    it('tells its last panel how the person stands: no line where nothing is assigned', async () => {
      const { body } = await get(officer, '/standing').set('accept', 'application/json').expect(200);
      expect(body).to.deep.equal({ lines: [] });
    });

    it('says in the language that a page asks for why a launch alone is refused', async () => {
      const ask = (lang: string) =>
        openBrowser(site.host, { accept: 'application/json' })
          .post(`${site.base}/launches/${'0'.repeat(26)}/heartbeat`)
          .set('accept-language', lang)
          .set('authorization', 'Bearer nothing')
          .send({ engagedMs: 0, visible: true, idle: false })
          .expect(401);
      expect((await ask('en')).body.message).to.equal('This token does not belong to the launch.');
      expect((await ask('es')).body.message).to.equal('Esta clave no pertenece a la sesión de curso.');
    });

    it('says nothing of the person or the course: that comes with the launch', async () => {
      const { text } = await get(officer, '').expect(200);
      const { person } = officer;
      for (const secret of [person.id, person.email, person.name, 'First bell']) expect(text).not.to.contain(secret);
      expect(text).to.contain('data-player-state="loading"').and.to.contain('data-save-state="saved"');
    });

    it('tells its script where it is and what was asked for', async () => {
      const signIn = { isHere: true, url: null };
      const place = { registration: officer.registration, base: '/training', door: null };
      const plain = { ...place, mode: 'normal', signIn };
      expect(await dataOf('')).to.deep.equal({ ...plain, isChoosing: false, isNewAttempt: false });
      expect(await dataOf('?open=contents&again=1&mode=browse')).to.deep.equal({
        ...plain,
        mode: 'browse',
        isChoosing: true,
        isNewAttempt: true,
      });
    });

    it('opens the course all the same when the query is nonsense', async () => {
      expect(await dataOf('?mode=cheat&open=all&again=9')).to.include({ mode: 'normal', isChoosing: false });
    });

    it('opens a review by its own address', async () => {
      const answer = await get(officer, '/review').expect(303);
      expect(answer.headers['location']).to.equal(`/training/play/${officer.registration}?mode=review`);
    });

    it('shows the result only once there is an attempt', async () => {
      const fresh = await officerAt(site);
      const before = await get(fresh, '/done').expect(303);
      expect(before.headers['location']).to.equal(`/training/play/${fresh.registration}`);
      await launch(site, fresh).expect(201);
      const { text } = await get(fresh, '/done').expect(200);
      expect(text).to.contain('First bell').and.to.contain('Not complete yet').and.to.contain('Go on');
    });

    it('may not be put into a frame of another site, and lets content come from its origin only', async () => {
      await launched(site, officer, { takeOver: true });
      const { headers } = await get(officer, '').expect(200);
      const policy = String(headers['content-security-policy']);
      expect(policy).to.contain("frame-ancestors 'self'").and.to.contain("script-src 'self'");
      expect(policy).not.to.contain('unsafe-inline');
      expect(headers['cache-control']).to.contain('no-store');
    });
  });
});
