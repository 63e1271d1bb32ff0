import { expect } from 'chai';
import { DataTypes } from 'sequelize';
import { defineModel, type Platform } from '../../server/platform/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import { buildPlatform, standingClock } from '../support/platform.ts';

forEachDatabase((make) => {
  describe('stored jobs', () => {
    let platform: Platform;
    let clock: ReturnType<typeof standingClock>;
    let ran: Record<string, unknown>[];

    beforeEach(async () => {
      clock = standingClock();
      platform = await buildPlatform(await make(), { clock });
      ran = [];
    });

    const enqueue = (type: string, payload: Record<string, unknown>, options?: { runAt?: Date; key?: string }) =>
      platform.database.write((tx) => platform.jobs.enqueue(tx, type, payload, options));

    it('runs a job once, after its transaction', async () => {
      platform.jobs.on('greet', async (payload) => void ran.push(payload));
      await enqueue('greet', { to: 'officer' });
      await platform.jobs.drain();
      await platform.jobs.drain();
      expect(ran).to.deep.equal([{ to: 'officer' }]);
      expect((await platform.jobs.counts()).done).to.equal(1);
    });

    it('runs nothing that was rolled back', async () => {
      platform.jobs.on('greet', async (payload) => void ran.push(payload));
      const failed = platform.database.write(async (tx) => {
        await platform.jobs.enqueue(tx, 'greet', {});
        throw new Error('rolled back');
      });
      await failed.catch(() => undefined);
      await platform.jobs.drain();
      expect(ran).to.deep.equal([]);
    });

    it('waits longer after each failure and gives up after the last try', async () => {
      platform.jobs.on(
        'fail',
        async () => {
          ran.push({});
          throw new Error('no network');
        },
        { tries: 3 },
      );
      await enqueue('fail', {});
      await platform.jobs.drain();
      expect(ran).to.have.length(1);
      clock.goOn(2_000);
      await platform.jobs.drain();
      clock.goOn(2_000);
      await platform.jobs.drain();
      expect(ran, 'the second wait is longer').to.have.length(2);
      clock.goOn(2_000);
      await platform.jobs.drain();
      clock.goOn(24 * 3_600_000);
      await platform.jobs.drain();
      expect(ran).to.have.length(3);
      expect((await platform.jobs.counts()).failed).to.equal(1);
    });

    it('keeps one waiting job of a key, and takes another while the first runs', async () => {
      platform.jobs.on('tidy', async () => {
        ran.push({});
        if (ran.length === 1) await enqueue('tidy', {}, { key: 'tidy' });
      });
      await enqueue('tidy', {}, { key: 'tidy' });
      await enqueue('tidy', {}, { key: 'tidy' });
      await platform.jobs.drain();
      expect(ran).to.have.length(2);
    });

    it('lets what waits for another server keep nobody else waiting', async () => {
      let answer = (): void => undefined;
      const said = new Promise<void>((resolve) => (answer = resolve));
      const greeted = new Promise<void>((resolve) => {
        platform.jobs.on('greet', async () => resolve());
      });
      platform.jobs.on('call', () => said.then(() => void ran.push({})), { lane: 'outgoing' });
      await enqueue('call', {});
      await enqueue('greet', {});
      platform.jobs.start();
      await greeted;
      expect(ran, 'nobody has answered yet').to.deep.equal([]);
      answer();
      await platform.jobs.stop();
      await platform.jobs.drain();
      expect(ran).to.deep.equal([{}]);
    });

    it('leaves a job for its time', async () => {
      platform.jobs.on('later', async (payload) => void ran.push(payload));
      await enqueue('later', {}, { runAt: new Date(clock.now().getTime() + 60_000) });
      await platform.jobs.drain();
      expect(ran).to.have.length(0);
      clock.goOn(60_000);
      await platform.jobs.drain();
      expect(ran).to.have.length(1);
    });

    it('gives a job of a crashed process to another one', async () => {
      const jobs = defineModel<{ id: string; state: string; lockedUntil: Date }>(platform.database, 'jobs', {
        id: { type: DataTypes.STRING(26), primaryKey: true },
        state: DataTypes.STRING(12),
        lockedUntil: DataTypes.DATE(3),
      });
      platform.jobs.on('greet', async (payload) => void ran.push(payload));
      await enqueue('greet', {});
      const lockedUntil = new Date(clock.now().getTime() + 60_000);
      await platform.database.write((transaction) =>
        jobs.update({ state: 'running', lockedUntil }, { where: {}, transaction }),
      );
      await platform.jobs.drain();
      expect(ran, 'still locked').to.have.length(0);
      clock.goOn(60_001);
      await platform.jobs.drain();
      expect(ran).to.have.length(1);
    });

    it('runs each job once when two workers look for it', async () => {
      const other = await buildPlatform(platform.database, { clock });
      for (const one of [platform, other]) one.jobs.on('count', async (payload) => void ran.push(payload));
      for (let n = 0; n < 10; n += 1) await enqueue('count', { n });
      await Promise.all([platform.jobs.drain(), other.jobs.drain()]);
      expect(ran.map(({ n }) => n))
        .to.have.members([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
        .and.have.length(10);
    });

    it('enqueues a recurring job once for all processes and each span', async () => {
      const other = await buildPlatform(platform.database, { clock });
      for (const one of [platform, other]) {
        one.jobs.on('hourly', async (payload) => void ran.push(payload));
        one.jobs.every('hourly', 3_600_000);
      }
      for (const one of [platform, other]) await one.jobs.enqueueRecurring();
      for (const one of [platform, other]) await one.jobs.drain();
      for (const one of [other, platform]) await one.jobs.enqueueRecurring();
      await platform.jobs.drain();
      expect(ran).to.have.length(1);
      clock.goOn(3_600_000);
      await other.jobs.enqueueRecurring();
      await other.jobs.drain();
      expect(ran).to.have.length(2);
    });

    it('forgets the payload of a finished job, which may hold a link that lets its reader in', async () => {
      const jobs = defineModel<{ id: string; payload: string }>(platform.database, 'jobs', {
        id: { type: DataTypes.STRING(26), primaryKey: true },
        payload: DataTypes.TEXT,
      });
      platform.jobs.on('greet', async () => undefined);
      await enqueue('greet', { link: 'https://example.org/reset/abc' });
      await platform.jobs.drain();
      expect((await jobs.findAll()).map(({ payload }) => payload)).to.deep.equal(['{}']);
    });

    it('erases the error that names somebody, and not one that only fits the wildcards of an address', async () => {
      const jobs = defineModel<{ id: string; lastError: string | null }>(platform.database, 'jobs', {
        id: { type: DataTypes.STRING(26), primaryKey: true },
        lastError: DataTypes.TEXT,
      });
      platform.jobs.on('mail', async ({ error }) => Promise.reject(new Error(String(error))), { tries: 1 });
      for (const to of ['a_b@example.org', 'axb@example.org']) await enqueue('mail', { error: `refused ${to}` });
      await platform.jobs.drain();
      await platform.database.write((tx) => platform.jobs.forget(tx, 'A_b@example.org'));
      const errors = (await jobs.findAll({ order: ['id'] })).map(({ lastError }) => lastError);
      expect(errors).to.deep.equal(['Erased on request.', 'refused axb@example.org']);
    });
  });

  describe('the outbox', () => {
    let platform: Platform;
    let clock: ReturnType<typeof standingClock>;

    beforeEach(async () => {
      clock = standingClock();
      platform = await buildPlatform(await make(), { clock });
    });

    it('hands an event to each handler, with its id and time', async () => {
      const seen: unknown[] = [];
      for (const name of ['report', 'mail']) {
        platform.outbox.on('attempt.changed', name, async (payload, { at }) => void seen.push([name, payload, at]));
      }
      await platform.database.write((tx) => platform.outbox.emit(tx, 'attempt.changed', { attempt: 'a1' }));
      await platform.jobs.drain();
      const at = clock.now();
      expect(seen).to.deep.equal([
        ['report', { attempt: 'a1' }, at],
        ['mail', { attempt: 'a1' }, at],
      ]);
    });

    it('hands several events on by one job, and those alone again that failed', async () => {
      const seen: unknown[] = [];
      platform.outbox.on('attempt.changed', 'any', async ({ attempt }) => {
        seen.push(attempt);
        if (attempt === 'a2' && seen.length < 4) throw new Error('not yet');
      });
      const news = ['a1', 'a2', 'a3'].map((attempt) => ({ attempt }));
      await platform.database.write((tx) => platform.outbox.emitAll(tx, 'attempt.changed', news));
      expect((await platform.jobs.counts()).waiting).to.equal(1);
      for (let round = 0; round < 3; round += 1) {
        await platform.jobs.drain();
        clock.goOn(3_600_000);
      }
      expect(seen).to.deep.equal(['a1', 'a2', 'a3', 'a2']);
    });

    it('calls only the handler that failed again', async () => {
      const seen: string[] = [];
      platform.outbox.on('attempt.changed', 'good', async () => void seen.push('good'));
      platform.outbox.on('attempt.changed', 'bad', async () => {
        seen.push('bad');
        if (seen.length < 4) throw new Error('not yet');
      });
      await platform.database.write((tx) => platform.outbox.emit(tx, 'attempt.changed', {}));
      for (let round = 0; round < 5; round += 1) {
        await platform.jobs.drain();
        clock.goOn(3_600_000);
      }
      expect(seen).to.deep.equal(['good', 'bad', 'bad', 'bad']);
    });

    it('removes what has been delivered a month ago, and counters whose window is over', async () => {
      const { database } = platform;
      const rows = async (table: string): Promise<number> => {
        const [found] = await database.sequelize.query(`SELECT * FROM "${database.tablePrefix}${table}"`);
        return found.length;
      };
      await platform.limits.hit('key', 1, 60_000);
      await platform.database.write((tx) => platform.outbox.emit(tx, 'attempt.changed', {}));
      await platform.jobs.enqueueRecurring();
      await platform.jobs.drain();
      expect([await rows('outbox_events'), await rows('rate_limits')]).to.deep.equal([1, 1]);
      clock.goOn(31 * 24 * 3_600_000);
      await platform.jobs.enqueueRecurring();
      await platform.jobs.drain();
      expect([await rows('outbox_events'), await rows('rate_limits')]).to.deep.equal([0, 0]);
    });

    it('tells nobody of an event that was rolled back', async () => {
      const seen: string[] = [];
      platform.outbox.on('attempt.changed', 'any', async () => void seen.push('any'));
      const failed = platform.database.write(async (tx) => {
        await platform.outbox.emit(tx, 'attempt.changed', {});
        throw new Error('rolled back');
      });
      await failed.catch(() => undefined);
      await platform.jobs.drain();
      expect(seen).to.deep.equal([]);
    });
  });
});
