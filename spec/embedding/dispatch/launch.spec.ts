import { expect } from 'chai';
import { defineDispatchModels } from '../../../server/embedding/dispatch/dispatch-model.ts';
import { createDispatchStore } from '../../../server/embedding/dispatch/dispatch-store.ts';
import { forEachDatabase } from '../../support/databases.ts';
import {
  askLaunch,
  buildDispatch,
  changeDispatch,
  finishAt,
  install,
  letIn,
  LMS,
  openAt,
  type DispatchPlace,
} from '../../support/dispatch-site.ts';
import { openLaunchSite, type LaunchSite } from '../../support/launch-site.ts';
import { actorFor } from '../../support/people.ts';
import { standingClock } from '../../support/platform.ts';
import { scorm12Package } from '../../support/sco-packages.ts';

forEachDatabase((make) => {
  describe('launches of a dispatch package', () => {
    const clock = standingClock();
    let site: LaunchSite;
    let place: DispatchPlace;

    before(async () => {
      site = await openLaunchSite(await make(), {}, { clock });
      place = await buildDispatch(site.app, site);
    });
    after(() => site.app.close());

    const show = async (where: DispatchPlace) =>
      site.app.embedding.dispatch.show(await actorFor(site.app, where.boss), where.doorId);
    const seats = async (where: DispatchPlace) =>
      site.app.embedding.dispatch.seats(await actorFor(site.app, where.boss), where.doorId, 1);
    const another = (like: Partial<Parameters<typeof buildDispatch>[1]> = {}): Promise<DispatchPlace> =>
      buildDispatch(site.app, { courseId: site.courseId, ...like });

    it('give a learner one place, however often the course is opened, and read no cookie', async () => {
      const answers = [await letIn(site, place)];
      for (let times = 1; times < 5; times += 1) {
        const registration = answers[0]?.registration ?? null;
        answers.push(await letIn(site, place, { registration }));
      }
      expect(new Set(answers.map(({ registration }) => registration)).size).to.equal(1);
      expect(new Set(answers.map(({ url }) => url)).size).to.equal(5);
      expect(await show(place)).to.include({ seatsUsed: 1 });
      const answer = await askLaunch(site, place).set('cookie', 'sb_session=x').expect(200);
      expect(answer.headers).to.include({ 'access-control-allow-origin': '*' });
      expect(answer.headers).to.not.have.any.keys('set-cookie', 'access-control-allow-credentials');
    });

    it('make one place of five at once', async () => {
      const where = await another();
      const answers = await Promise.all(Array.from({ length: 5 }, () => letIn(site, where, { learnerId: 'at once' })));
      expect(new Set(answers.map(({ registration }) => registration)).size).to.equal(1);
      expect(await show(where)).to.include({ seatsUsed: 1 });
    });

    it('keep two learners apart, whatever registration one brings along', async () => {
      const first = await letIn(site, place, { learnerId: 'left' });
      const second = await letIn(site, place, { learnerId: 'right', registration: first.registration });
      expect(second.registration).to.not.equal(first.registration);
      const opened = [await openAt(site, place, first), await openAt(site, place, second)];
      expect(new Set(opened.map(({ owner }) => owner)).size).to.equal(2);
    });

    it('know a learner whom the LMS does not name by the registration in its suspend data', async () => {
      const where = await another();
      const first = await letIn(site, where, { learnerId: '' });
      const again = await letIn(site, where, { learnerId: '', registration: first.registration });
      const other = await letIn(site, where, { learnerId: '' });
      expect(again.registration).to.equal(first.registration);
      expect(other.registration).to.not.equal(first.registration);
      const elsewhere = await letIn(site, await another(), { learnerId: '', registration: first.registration });
      expect(elsewhere.registration).to.not.equal(first.registration);
    });

    it('refuse the seat after the last, of many who come at once too, and the others go on', async () => {
      const where = await another({ seats: 5 });
      const asked = Array.from({ length: 12 }, (_, at) => askLaunch(site, where, { learnerId: `L-${at}` }));
      const answers = await Promise.all(asked);
      const refused = answers.filter(({ status }) => status !== 200);
      expect(refused).to.have.length(7);
      for (const { body, status } of refused) {
        expect({ status, ...body }).to.include({ status: 403, code: 'DISPATCH_SEATS_USED' });
        expect(body.message).to.equal('All seats of this course are taken.');
      }
      expect(await show(where)).to.include({ seatsUsed: 5 });
      for (const [at, { status }] of answers.entries()) {
        await askLaunch(site, where, { learnerId: `L-${at}` }).expect(status);
      }
      await changeDispatch(site.app, where, { seats: 6 });
      const late = answers.findIndex(({ status }) => status !== 200);
      await letIn(site, where, { learnerId: `L-${late}` });
    });

    it('count the seats one after the other: a second launch waits until the first has ended', async () => {
      const { doorId } = await another({ seats: 1 });
      const { database } = site.app.platform;
      const destinations = createDispatchStore(defineDispatchModels(database));
      const order: string[] = [];
      let begun = (): void => undefined;
      const hasBegun = new Promise<void>((done) => (begun = done));
      const first = database.write(async (tx) => {
        await destinations.lock(tx, doorId);
        begun();
        // Time enough for one that does not wait.
        for (let tries = 0; tries < 50 && order.length === 0; tries += 1)
          await new Promise((done) => setTimeout(done, 10));
        order.push('first');
      });
      await hasBegun;
      const second = database.write(async (tx) => {
        await destinations.lock(tx, doorId);
        order.push('second');
      });
      await Promise.all([first, second]);
      expect(order).to.deep.equal(['first', 'second']);
    });

    it('leave nothing of who is refused', async () => {
      const where = await another({ seats: 1 });
      await letIn(site, where, { learnerId: 'first' });
      const { sequelize, tablePrefix } = site.app.platform.database;
      const count = async () => {
        const tables = ['people', 'identities', 'registrations', 'dispatch_seats', 'launch_codes'];
        return Promise.all(tables.map((table) => sequelize.query(`select count(*) from ${tablePrefix}${table}`)));
      };
      const before = JSON.stringify(await count());
      await askLaunch(site, where, { learnerId: 'second' }).expect(403);
      expect(JSON.stringify(await count())).to.equal(before);
      expect(await seats(where)).to.have.length(1);
    });

    it('are let in from the first day to the last, as the agency counts days', async () => {
      const today = '2026-11-23';
      const where = await another({ opensOn: '2026-11-24' });
      expect((await askLaunch(site, where).expect(403)).body).to.include({ code: 'DISPATCH_NOT_YET' });
      await changeDispatch(site.app, where, { opensOn: today, closesOn: today });
      await letIn(site, where);
      await changeDispatch(site.app, where, { closesOn: '2026-11-22' });
      expect((await askLaunch(site, where).expect(403)).body).to.include({ code: 'DISPATCH_OVER' });
      await changeDispatch(site.app, where, { closesOn: '2026-12-24' });
      await letIn(site, where);
    });

    it('are let in from the sites that are named, and say clearly what else they came from', async () => {
      const stranger = 'https://stranger.example';
      const refused = await askLaunch(site, place, {}, stranger).expect(403);
      expect(refused.body).to.deep.include({ code: 'DISPATCH_SITE', details: { site: stranger } });
      expect(refused.headers).to.include({ 'access-control-allow-origin': '*' });
      expect((await askLaunch(site, place, {}, 'null').expect(403)).body).to.include({ code: 'DISPATCH_NO_SITE' });
      await askLaunch(site, place, {}, null).expect(200);
      await changeDispatch(site.app, place, { sites: [LMS, stranger] });
      await letIn(site, place, {}, stranger);
    });

    it('are refused while the door is shut, and for a package that nobody made', async () => {
      const where = await another();
      const actor = await actorFor(site.app, where.boss);
      await site.app.embedding.doors.setEnabled(actor, where.doorId, false);
      expect((await askLaunch(site, where).expect(403)).body).to.include({ code: 'DOOR_CLOSED' });
      await site.app.embedding.doors.setEnabled(actor, where.doorId, true);
      await letIn(site, where);
      const nobody = { doorId: '0'.repeat(26) };
      expect((await askLaunch(site, nobody).expect(404)).body).to.include({ code: 'DISPATCH_UNKNOWN' });
      expect((await askLaunch(site, { doorId: 'x' }).expect(404)).body).to.include({ code: 'DISPATCH_UNKNOWN' });
    });

    it('are refused above three hundred a minute of one package, and of that package alone', async () => {
      const where = await another();
      for (let times = 0; times < 300; times += 1) {
        await site.app.platform.limits.hit(`dispatch ${where.doorId}`, 300, 60_000);
      }
      const busy = await askLaunch(site, where).expect(429);
      expect(busy.body).to.include({ code: 'DISPATCH_BUSY' });
      await letIn(site, await another());
      clock.goOn(60_001);
      await letIn(site, where);
    });

    it('refuse a body of another shape', async () => {
      await askLaunch(site, place, { learnerId: 'x'.repeat(4001) }).expect(422);
      await askLaunch(site, place, { told: { attempt: -1 } as never }).expect(422);
    });

    it('speak the language of the browser where they refuse', async () => {
      const where = await another({ seats: 1 });
      await letIn(site, where, { learnerId: 'uno' });
      const refused = await askLaunch(site, where, { learnerId: 'dos' }).set('accept-language', 'es-US').expect(403);
      expect(refused.body).to.include({
        message: 'Todos los lugares de este curso están ocupados.',
        help: 'Pregunte a quien le dio el curso.',
      });
    });

    it('play the newest version in a new attempt, while an open one stays on its own', async () => {
      const title = `Twice told ${place.doorId}`;
      const first = await install(
        site.app,
        await scorm12Package(title, [
          { id: 'one', title: 'One' },
          { id: 'two', title: 'Two' },
        ]),
      );
      const { course } = await site.app.packages.reader.loadVersion(null, first);
      const where = await another({ courseId: course.id });
      const old = await openAt(site, where, await letIn(site, where, { learnerId: 'begun' }));
      const next = await scorm12Package(title, [
        { id: 'one', title: 'One, anew' },
        { id: 'two', title: 'Two' },
      ]);
      const second = await install(site.app, next);
      const versionOf = async ({ attemptId }: { attemptId: string }): Promise<string | undefined> => {
        const { sequelize, tablePrefix } = site.app.platform.database;
        const [rows] = await sequelize.query(
          `select version_id as v from ${tablePrefix}attempts where id = '${attemptId}'`,
        );
        return (rows as { v: string }[])[0]?.v;
      };
      const again = await openAt(site, where, await letIn(site, where, { learnerId: 'begun' }));
      const fresh = await openAt(site, where, await letIn(site, where, { learnerId: 'late' }));
      expect([await versionOf(old), await versionOf(again), await versionOf(fresh)]).to.deep.equal([
        first,
        first,
        second,
      ]);
      await finishAt(site, again, 'passed', '80');
      const retake = await openAt(site, where, await letIn(site, where, { learnerId: 'begun' }), { newAttempt: true });
      expect(await versionOf(retake)).to.equal(second);
    });
  });
});
