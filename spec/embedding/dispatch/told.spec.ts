import { expect } from 'chai';
import request from 'supertest';
import { forEachDatabase } from '../../support/databases.ts';
import { buildDispatch, finishAt, letIn, openAt, type DispatchPlace } from '../../support/dispatch-site.ts';
import { openLaunchSite, type LaunchSite } from '../../support/launch-site.ts';
import { actorFor } from '../../support/people.ts';

const PASSED = { completion: 'completed', success: 'passed', scoreScaled: 0.9, scoreRaw: 90 } as const;

forEachDatabase((make) => {
  describe('what the LMS of a dispatch package was told', () => {
    let site: LaunchSite;
    let place: DispatchPlace;

    before(async () => {
      site = await openLaunchSite(await make());
      place = await buildDispatch(site.app, site);
    });
    after(() => site.app.close());

    const lineOf = async (registration: string) => {
      const actor = await actorFor(site.app, place.boss);
      const lines = await site.app.embedding.dispatch.seats(actor, place.doorId, 1);
      return lines.find((one) => one.registrationId === registration);
    };
    const tell = (ticket: string, summary: object, { doorId } = place) =>
      request(site.host)
        .post(`${site.base}/dispatch/${doorId}/told`)
        .set({ accept: 'application/json', 'content-type': 'text/plain' })
        .send(JSON.stringify({ ticket, summary }));

    it('is handed back at the next launch as the server knows it, so that a lost word is healed', async () => {
      const first = await letIn(site, place, { learnerId: 'heal' });
      expect(first).to.deep.include({ summary: null, mapping: 'success' });
      await finishAt(site, await openAt(site, place, first), 'passed', '90');
      const again = await letIn(site, place, { learnerId: 'heal' });
      expect(again.summary).to.include({ attempt: 1, completion: 'completed', success: 'passed', scoreRaw: 90 });
      expect((await lineOf(first.registration))?.summary).to.deep.equal(again.summary);
      expect((await lineOf(first.registration))?.lastTold).to.equal(null);
    });

    it('is the best attempt that is done: a new one takes nothing away', async () => {
      const first = await letIn(site, place, { learnerId: 'retake' });
      await finishAt(site, await openAt(site, place, first), 'passed', '90');
      const again = await letIn(site, place, { learnerId: 'retake' });
      const retake = await openAt(site, place, again, { newAttempt: true });
      expect(retake.attemptNumber).to.equal(2);
      expect((await letIn(site, place, { learnerId: 'retake' })).summary).to.include({ attempt: 1, success: 'passed' });
    });

    it('is kept with its moment, never an older word over a newer one', async () => {
      const { ticket, registration } = await letIn(site, place, { learnerId: 'kept' });
      await tell(ticket, { attempt: 1, version: 4, ...PASSED }).expect(200);
      await tell(ticket, { attempt: 1, version: 3, ...PASSED, success: 'unknown' }).expect(200);
      const line = await lineOf(registration);
      expect(line?.lastTold).to.include({ version: 4, success: 'passed' });
      expect(line?.toldAt).to.be.a('date');
    });

    it('comes with the launch too, out of the suspend data of the LMS', async () => {
      const told = { attempt: 1, version: 7, ...PASSED };
      const { registration } = await letIn(site, place, { learnerId: 'brought', told });
      expect((await lineOf(registration))?.lastTold).to.deep.equal(told);
    });

    it('is taken by the ticket of the launch alone', async () => {
      const { ticket, registration } = await letIn(site, place, { learnerId: 'forged' });
      const other = await buildDispatch(site.app, site);
      const summary = { attempt: 1, version: 1, ...PASSED };
      expect((await tell('made-up', summary).expect(401)).body).to.include({ code: 'DISPATCH_TICKET' });
      expect((await tell(ticket, summary, other).expect(401)).body).to.include({ code: 'DISPATCH_TICKET' });
      await tell(ticket, { ...summary, success: 'great' }).expect(422);
      expect((await lineOf(registration))?.lastTold).to.equal(null);
    });

    it('stands beside the name as the LMS gives it, marked as its word until it is joined', async () => {
      const first = await letIn(site, place, { learnerId: 'named', learnerName: 'Moss, Al' });
      expect(await lineOf(first.registration)).to.deep.include({ name: 'Al Moss' });
      await letIn(site, place, { learnerId: 'named', learnerName: 'Moss, Alexander' });
      const line = await lineOf(first.registration);
      expect(line?.name).to.equal('Alexander Moss');
      expect(line?.waiting).to.include({ kind: 'dispatch', isAsserted: true });
    });
  });
});
