import { expect } from 'chai';
import { forEachDatabase } from '../../support/databases.ts';
import { expectedSignature, openWebhookSite, type WebhookSite } from '../../support/webhook-site.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

forEachDatabase((make) => {
  describe('webhooks', function () {
    this.timeout(120_000);
    let site: WebhookSite;
    beforeEach(async () => {
      site = await openWebhookSite(await make());
    });
    afterEach(async () => {
      await site.app.close();
      await site.receiver.close();
    });

    const tries = () =>
      site.rows(
        `SELECT status, fault, duration_ms FROM ${site.app.platform.database.tablePrefix}webhook_tries ORDER BY id`,
      );
    const deliveries = () =>
      site.rows(
        `SELECT id, state, tries, type FROM ${site.app.platform.database.tablePrefix}webhook_deliveries ORDER BY id`,
      );

    it('come to a receiver that was down three times exactly once, under the same id', async () => {
      const { secret } = await site.hook(['person.joined']);
      site.receiver.answer(503, null, 500);
      const personId = await site.join();
      await site.settle();
      for (let round = 0; round < 5; round += 1) await site.pass(10 * MINUTE);
      const { heard } = site.receiver;
      expect(heard.map(({ answered }) => answered)).to.deep.equal([503, 0, 500, 204]);
      expect(new Set(heard.map(({ id }) => id)).size).to.equal(1);
      expect(new Set(heard.map(({ body }) => body)).size, 'the same message').to.equal(1);
      expect(JSON.parse(heard[3]?.body ?? '')).to.deep.include({ type: 'person.joined', data: { personId } });
      for (const one of heard) expect(one.headers['webhook-signature']).to.equal(expectedSignature(secret, one));
      const log = await tries();
      expect(log.map(({ status }) => status)).to.deep.equal([503, null, 500, 204]);
      expect(log.map(({ fault }) => fault !== '')).to.deep.equal([true, true, true, false]);
      expect(await deliveries()).to.have.length(1);
    });

    it('are sent once, however often the same news are told', async () => {
      await site.hook(['person.joined']);
      await site.join();
      await site.settle();
      const { database, jobs } = site.app.platform;
      const events = `${database.tablePrefix}outbox_events`;
      const ids = (await site.rows(`SELECT id FROM ${events}`)).map(({ id }) => id);
      await site.change(`UPDATE ${events} SET done_at = NULL, handled_by = NULL`);
      await database.write((tx) => jobs.enqueue(tx, 'outbox.deliver', { events: ids }));
      await site.settle();
      expect(site.receiver.heard).to.have.length(1);
    });

    it('are signed by both secrets for a day after a new one was made, then by the new one alone', async () => {
      const { id, secret } = await site.hook(['person.joined']);
      const page = await site.administrator.browser.post(`/organisation/api/webhooks/${id}/rotate`);
      const [, fresh = ''] = /<code data-secret>([^<]+)</.exec(page.text) ?? [];
      expect(fresh)
        .to.match(/^whsec_/)
        .and.to.not.equal(secret);
      await site.join();
      await site.settle();
      const [first] = site.receiver.heard;
      if (first === undefined) throw new Error('Nothing was sent.');
      expect(String(first.headers['webhook-signature']).split(' ')).to.deep.equal([
        expectedSignature(fresh, first),
        expectedSignature(secret, first),
      ]);
      await site.pass(DAY);
      await site.join();
      await site.settle();
      const last = site.receiver.heard.at(-1) ?? first;
      expect(last.headers['webhook-signature']).to.equal(expectedSignature(fresh, last));
    });

    it('wait as long as the receiver asks, and follow no redirect', async () => {
      await site.hook(['person.joined']);
      site.receiver.with({ 'retry-after': '3600', location: `${site.receiver.url}/elsewhere` });
      site.receiver.answer(429, 302);
      await site.join();
      await site.settle();
      await site.pass(59 * MINUTE);
      expect(site.receiver.heard).to.have.length(1);
      await site.pass(2 * MINUTE);
      await site.pass(61 * MINUTE);
      expect(site.receiver.heard.map(({ answered }) => answered)).to.deep.equal([429, 302, 204]);
    });

    it('are given up after ten tries, and sent again by hand under the same id', async () => {
      const { id } = await site.hook(['person.joined']);
      site.receiver.answer(...Array.from({ length: 10 }, () => 500));
      await site.join();
      await site.settle();
      for (let round = 0; round < 25; round += 1) await site.pass(3 * 60 * MINUTE);
      expect(site.receiver.heard).to.have.length(10);
      const [delivery] = await deliveries();
      expect(delivery).to.include({ state: 'failed' });
      const place = `/organisation/api/webhooks/${id}/deliveries/${delivery?.['id']}/replay`;
      await site.signIn();
      await site.administrator.browser.post(place).expect(303);
      await site.settle();
      expect(site.receiver.heard.at(-1)).to.include({ answered: 204, id: `msg_${delivery?.['id']}` });
      expect((await deliveries())[0]).to.include({ state: 'delivered' });
      const shown = await site.administrator.browser.get(`/organisation/api/webhooks/${id}`);
      expect(shown.text).to.include('Taken').and.to.include('204').and.to.include('500');
    });

    it('are switched off after five days of failures, with a letter to the administrators', async () => {
      const { id } = await site.hook(['person.joined']);
      site.receiver.answer(...Array.from({ length: 100 }, () => 500));
      await site.join();
      await site.settle();
      await site.pass(4 * DAY);
      await site.signIn();
      expect((await site.administrator.browser.get('/organisation/api')).text).to.include('Not taken at the moment');
      await site.pass(DAY);
      await site.join();
      await site.settle();
      await site.signIn();
      const shown = await site.administrator.browser.get(`/organisation/api/webhooks/${id}`);
      expect(shown.text).to.include('Switched off').and.to.include('It took nothing for five days.');
      const letters = (await site.mails()).filter((mail) => mail.includes('are switched off'));
      expect(letters).to.have.length(1);
      expect(letters[0]).to.include(`To: ${site.administrator.email}`);
      const heard = site.receiver.heard.length;
      await site.join();
      await site.pass(DAY);
      expect(site.receiver.heard, 'nothing is sent meanwhile').to.have.length(heard);
    });

    it('are switched off at once where the receiver says that it is gone', async () => {
      await site.hook(['person.joined']);
      site.receiver.answer(410);
      await site.join();
      await site.settle();
      await site.pass(DAY);
      expect(site.receiver.heard).to.have.length(1);
      await site.signIn();
      expect((await site.administrator.browser.get('/organisation/api')).text).to.include('Switched off');
    });

    it('end with the webhook that is switched off or removed, also those that wait', async () => {
      const { id } = await site.hook(['person.joined']);
      site.receiver.answer(500);
      await site.join();
      await site.settle();
      await site.administrator.browser.post(`/organisation/api/webhooks/${id}/remove`).expect(303);
      await site.pass(DAY);
      expect(site.receiver.heard).to.have.length(1);
      expect((await deliveries())[0]).to.include({ state: 'failed' });
    });

    it('carry nothing of another agency, and nothing that nobody asked for', async () => {
      await site.hook(['person.left']);
      const { id: elsewhere } = await site.app.agencies.createAgency({
        name: 'Elsewhere',
        timeZone: 'America/Chicago',
        state: 'TX',
      });
      await site.person('officer', elsewhere);
      await site.join();
      await site.settle();
      expect(site.receiver.heard).to.deep.equal([]);
    });

    it('forget after a month what was sent', async () => {
      await site.hook(['person.joined']);
      await site.join();
      await site.settle();
      site.clock.goOn(31 * DAY);
      await site.app.platform.jobs.enqueueRecurring();
      await site.settle();
      expect([await deliveries(), await tries()]).to.deep.equal([[], []]);
    });
  });
});
