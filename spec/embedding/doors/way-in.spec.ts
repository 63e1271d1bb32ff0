import { expect } from 'chai';
import type { LaunchAnswer } from '../../../server/standards/index.ts';
import { forEachDatabase } from '../../support/databases.ts';
import {
  buildDoor,
  entered,
  fromElsewhere,
  handOver,
  launchBy,
  ORIGINS,
  redeem,
  type DoorPlace,
} from '../../support/door-site.ts';
import { commitOf, launch, officerAt, openLaunchSite, type LaunchSite } from '../../support/launch-site.ts';
import { actorFor } from '../../support/people.ts';
import { standingClock } from '../../support/platform.ts';

forEachDatabase((make) => {
  describe('the way in through a door', () => {
    const clock = standingClock();
    let site: LaunchSite;
    let door: DoorPlace;

    before(async () => {
      site = await openLaunchSite(await make(), {}, { clock });
      door = await buildDoor(site);
    });
    after(() => site.app.close());

    const setEnabled = async (place: DoorPlace, isEnabled: boolean): Promise<void> =>
      site.app.embedding.doors.setEnabled(await actorFor(site.app, place.boss), place.doorId, isEnabled);

    describe('the code', () => {
      it('is worth a pass, the registration, the way back and the sites to tell, once', async () => {
        const returnUrl = 'https://lms.harlow.example/course/7';
        const { code, registrationId } = await handOver(site, door, { returnUrl, mode: 'review' });
        const answer = await redeem(site, door, code).expect(200);
        expect(answer.body).to.include({
          registration: registrationId,
          returnUrl,
          doorId: door.doorId,
          mode: 'review',
        });
        expect(answer.body.tellOrigins).to.deep.equal(ORIGINS);
        expect(answer.headers).to.not.have.property('set-cookie');
        const again = await redeem(site, door, code).expect(401);
        expect(again.body).to.include({ code: 'LAUNCH_CODE_USED', help: 'Open the course in your LMS again.' });
      });

      it('is taken by one of two who bring it at once', async () => {
        const { code } = await handOver(site, door, { subject: 'twice' });
        const answers = await Promise.all([redeem(site, door, code), redeem(site, door, code)]);
        expect(answers.map(({ status }) => status)).to.have.members([200, 401]);
      });

      it('is too old after a minute, and unknown once it is swept', async () => {
        const { code } = await handOver(site, door, { subject: 'slow' });
        clock.goOn(60_000);
        expect((await redeem(site, door, code).expect(401)).body).to.include({ code: 'LAUNCH_CODE_EXPIRED' });
        clock.goOn(60 * 60_000 + 1);
        await site.app.platform.jobs.enqueueRecurring();
        await site.app.platform.jobs.drain();
        expect((await redeem(site, door, code).expect(401)).body).to.include({ code: 'LAUNCH_CODE_UNKNOWN' });
      });

      it('is unknown when it was made up, and at the page of another door', async () => {
        const { code } = await handOver(site, door, { subject: 'elsewhere' });
        const other = await buildDoor(site);
        expect((await redeem(site, door, 'made-up').expect(401)).body).to.include({ code: 'LAUNCH_CODE_UNKNOWN' });
        expect((await redeem(site, other, code).expect(401)).body).to.include({ code: 'LAUNCH_CODE_UNKNOWN' });
        await entered(site, door, code);
      });

      it('opens nothing at a door that is shut, and is not used up by it', async () => {
        const place = await buildDoor(site);
        const { code } = await handOver(site, place);
        await setEnabled(place, false);
        expect((await redeem(site, place, code).expect(403)).body).to.include({ code: 'DOOR_CLOSED' });
        await setEnabled(place, true);
        await entered(site, place, code);
      });

      it('keeps a way back that is a web address, and no other', async () => {
        const { code } = await handOver(site, door, { subject: 'script', returnUrl: 'javascript:alert(1)' });
        expect((await entered(site, door, code)).returnUrl).to.equal(null);
      });
    });

    describe('the pass', () => {
      it('opens the course without a cookie, asks when it is open elsewhere, and recovers what was not sent', async () => {
        const { code } = await handOver(site, door, { subject: 'officer-1' });
        const entry = await entered(site, door, code);
        const first = await launchBy(site, entry).expect(201);
        expect(first.headers).to.not.have.property('set-cookie');
        const opened: LaunchAnswer = first.body;
        expect(opened.learner.name).to.equal('Moss, Al');
        const elsewhere = await launchBy(site, entry).expect(409);
        expect(elsewhere.body).to.include({ code: 'LAUNCH_ELSEWHERE' });
        await launchBy(site, entry, { takeOver: true }).expect(201);
        const recovered = await fromElsewhere(site, `/launches/${opened.launchId}/recover`)
          .set('authorization', `Bearer ${entry.pass}`)
          .expect(200);
        expect(recovered.headers).to.not.have.property('set-cookie');
        const late = await fromElsewhere(site, `/launches/${opened.launchId}/commits`)
          .set('authorization', `Bearer ${recovered.body.token}`)
          .send(commitOf(1, { 'cmi.core.lesson_location': '5' }));
        expect(late.body).to.include({ code: 'LAUNCH_SUPERSEDED' });
      });

      it('says what counts, for its registration alone', async () => {
        const { code } = await handOver(site, door, { subject: 'standing' });
        const { pass, registration } = await entered(site, door, code);
        const ask = (id: string) =>
          fromElsewhere(site, `/play/${id}/standing`, 'get').set('authorization', `Bearer ${pass}`);
        expect((await ask(registration).expect(200)).body).to.deep.equal({ lines: [] });
        const other = await handOver(site, door, { subject: 'somebody-else' });
        expect((await ask(other.registrationId).expect(404)).body).to.include({ code: 'REGISTRATION_NOT_FOUND' });
      });

      it('is refused for another registration and for a launch of another one', async () => {
        const entry = await entered(site, door, (await handOver(site, door, { subject: 'mine' })).code);
        const other = await entered(site, door, (await handOver(site, door, { subject: 'theirs' })).code);
        const opened: LaunchAnswer = (await launchBy(site, other).expect(201)).body;
        const wrong = await launchBy(site, { ...entry, registration: other.registration }).expect(404);
        expect(wrong.body).to.include({ code: 'REGISTRATION_NOT_FOUND' });
        const recovered = await fromElsewhere(site, `/launches/${opened.launchId}/recover`)
          .set('authorization', `Bearer ${entry.pass}`)
          .expect(404);
        expect(recovered.body).to.include({ code: 'LAUNCH_NOT_FOUND' });
      });

      it('is refused for a launch that the same person made by another registration', async () => {
        const place = await buildDoor(site);
        const second = await entered(site, place, (await handOver(site, place)).code);
        const third = await buildDoorOf(place);
        const entry = await entered(site, third, (await handOver(site, third, { issuer: place.doorId })).code);
        const opened: LaunchAnswer = (await launchBy(site, second).expect(201)).body;
        await fromElsewhere(site, `/launches/${opened.launchId}/recover`)
          .set('authorization', `Bearer ${entry.pass}`)
          .expect(404);
      });

      it('is refused when it was made up, after twelve hours, and once the door is shut', async () => {
        const place = await buildDoor(site);
        const entry = await entered(site, place, (await handOver(site, place)).code);
        const forged = await launchBy(site, { ...entry, pass: `${entry.pass.slice(0, -4)}AAAA` }).expect(401);
        expect(forged.body).to.include({ code: 'DOOR_PASS_UNKNOWN' });
        await setEnabled(place, false);
        expect((await launchBy(site, entry).expect(403)).body).to.include({ code: 'DOOR_CLOSED' });
        await setEnabled(place, true);
        clock.goOn(12 * 60 * 60_000 - 1);
        await launchBy(site, entry).expect(201);
        clock.goOn(1);
        expect((await launchBy(site, entry).expect(401)).body).to.include({ code: 'DOOR_PASS_EXPIRED' });
      });

      it('is no session: everything else asks to sign in, and signed-in people need none', async () => {
        const entry = await entered(site, door, (await handOver(site, door, { subject: 'curious' })).code);
        await fromElsewhere(site, '/my', 'get').set('authorization', `Bearer ${entry.pass}`).expect(401);
        const officer = await officerAt(site);
        await launch(site, officer).expect(201);
      });
    });

    async function buildDoorOf({ agencyId, boss }: DoorPlace): Promise<DoorPlace> {
      const actor = await actorFor(site.app, boss);
      const made = { kind: 'dispatch', title: 'Another', frameAncestors: ORIGINS } as const;
      const doorId = await site.app.platform.database.write((tx) => site.app.embedding.doors.create(tx, actor, made));
      return { agencyId, boss, doorId };
    }

    describe('the page', () => {
      const page = ({ doorId }: Pick<DoorPlace, 'doorId'>) =>
        fromElsewhere(site, `/doors/${doorId}/play`, 'get').set('accept', 'text/html');

      it('may be shown in a frame by the sites of the door alone, and sets no cookie', async () => {
        const answer = await page(door).expect(200);
        const policy = String(answer.headers['content-security-policy']);
        expect(policy).to.include(`frame-ancestors ${ORIGINS.join(' ')};`);
        expect(policy).to.include("script-src 'self'");
        for (const name of ['x-frame-options', 'cross-origin-opener-policy', 'set-cookie']) {
          expect(answer.headers, name).to.not.have.property(name);
        }
        expect(answer.text).to.include(`data-door="${door.doorId}"`).and.not.include('Moss');
      });

      it('stands in no frame where the door names no site', async () => {
        const place = await buildDoor(site, { frameAncestors: [] });
        const answer = await page(place).expect(200);
        expect(String(answer.headers['content-security-policy'])).to.include("frame-ancestors 'none';");
      });

      it('speaks the language of the browser', async () => {
        const answer = await page(door).set('accept-language', 'es-MX,es;q=0.9').expect(200);
        expect(answer.text).to.include('<html lang="es"').and.to.include('Salir del curso');
      });

      it('says so when the door is shut, inside the frame too, and knows no door that was made up', async () => {
        const place = await buildDoor(site);
        await setEnabled(place, false);
        const shut = await page(place).expect(403);
        expect(shut.text).to.include('closed at the moment');
        expect(String(shut.headers['content-security-policy'])).to.include(`frame-ancestors ${ORIGINS[0]}`);
        const unknown = await page({ doorId: '0'.repeat(26) }).expect(404);
        expect(String(unknown.headers['content-security-policy'])).to.include("frame-ancestors 'none'");
      });
    });
  });
});
