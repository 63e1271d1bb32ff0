import { expect } from 'chai';
import { createOutbox } from '../../../static/scripts/player/outbox.ts';
import type { Outbox, OutboxPorts } from '../../../static/scripts/player/outbox.ts';
import type { OutboxPlace, OutboxRow, SendVerdict } from '../../../static/scripts/player/outbox-queue.ts';
import { saveWordOf } from '../../../static/scripts/player/save-state.ts';
import { buildRow } from '../../support/outbox-rows.ts';

const SAVED: SendVerdict = { kind: 'saved', savedAt: '2026-03-04T10:42:00.000Z', result: null, version: 1 };
const RETRY: SendVerdict = { kind: 'retry' };

/** A device and a server under the spec's hands. */
class World {
  readonly kept = new Map<number, OutboxRow>();
  readonly sent: number[] = [];
  readonly timers: { ms: number; work: () => void; isOff: boolean }[] = [];
  verdicts: SendVerdict[] = [];
  isDeviceFull = false;
  recovery: 'ok' | 'wait' | 'retry' | 'never' = 'ok';
  most = 0;
  private running = 0;
  readonly outbox: Outbox;

  constructor(change: Partial<OutboxPorts> = {}) {
    this.outbox = createOutbox({
      store: {
        put: async (row: OutboxRow, needless: readonly OutboxPlace[]) => {
          if (this.isDeviceFull) throw new Error('QuotaExceededError');
          this.kept.set(row.seq, row);
          for (const { seq } of needless) this.kept.delete(seq);
        },
        remove: async ({ seq }: OutboxPlace) => void this.kept.delete(seq),
        places: async () => [...this.kept.values()],
        rowsOf: async () => [...this.kept.values()],
      },
      send: async (row) => {
        this.running += 1;
        this.most = Math.max(this.most, this.running);
        await settle();
        this.sent.push(row.seq);
        this.running -= 1;
        return this.verdicts.shift() ?? SAVED;
      },
      recover: async () => this.recovery,
      delay: (ms, work) => {
        const timer = { ms, work, isOff: false };
        this.timers.push(timer);
        return () => {
          timer.isOff = true;
        };
      },
      random: () => 0,
      changed: () => undefined,
      ...change,
    });
  }

  get word(): string {
    const { rows, undurable, failures, isStoreBroken, fault } = this.outbox;
    return saveWordOf({ isDirty: false, waiting: rows.length, undurable, failures, isStoreBroken, fault });
  }

  /** Runs what waits for its time. */
  async elapse(): Promise<void> {
    const due = this.timers.splice(0).filter(({ isOff }) => !isOff);
    for (const { work } of due) work();
    await settle();
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('the outbox', () => {
  it('tells the trouble of the server while it lasts, and no longer', async () => {
    const world = new World();
    const trouble = { code: 'DATABASE_FULL', words: 'No room left.' };
    world.verdicts = [{ kind: 'retry', trouble }];
    world.outbox.add(buildRow(1));
    await settle();
    await settle();
    expect([world.word, world.outbox.trouble]).to.deep.equal(['device', trouble]);
    await world.elapse();
    await settle();
    expect([world.word, world.outbox.trouble]).to.deep.equal(['saved', null]);
  });

  it('waits as long as the server asks for, for that one time, and sends at once when asked', async () => {
    const world = new World();
    world.verdicts = [
      { kind: 'retry', waitMs: 20_000 },
      RETRY,
      { kind: 'retry', waitMs: 1 },
      { kind: 'retry', waitMs: 60_000 },
    ];
    world.outbox.add(buildRow(1));
    const waits: (number | undefined)[] = [];
    for (let tries = 0; tries < 3; tries += 1) {
      await settle();
      await settle();
      waits.push(world.timers.at(-1)?.ms);
      await world.elapse();
    }
    expect(waits, 'never less than our own wait').to.deep.equal([20_000, 2000, 4000]);
    await settle();
    expect(world.timers.at(-1)?.ms).to.equal(60_000);
    world.outbox.tryNow();
    await settle();
    await settle();
    expect([world.word, world.timers.every(({ isOff }) => isOff)]).to.deep.equal(['saved', true]);
  });

  it('sends one request at a time, in order, and forgets what is acknowledged', async () => {
    const world = new World();
    for (const seq of [1, 2, 3]) world.outbox.add(buildRow(seq, { scoId: `sco-${seq}` }));
    expect(world.word).to.equal('saving');
    await settle();
    await settle();
    await settle();
    expect(world.sent).to.deep.equal([1, 2, 3]);
    expect(world.most).to.equal(1);
    expect(world.kept.size).to.equal(0);
    expect(world.word).to.equal('saved');
    expect(world.outbox.savedAt?.toISOString()).to.equal('2026-03-04T10:42:00.000Z');
  });

  it('has a row on its way to the device before add returns, and says "device" only when it is there', async () => {
    let complete: (() => void) | null = null;
    const store = {
      put: () =>
        new Promise<void>((resolve) => {
          complete = resolve;
        }),
      remove: async () => undefined,
      places: async () => [],
      rowsOf: async () => [],
    };
    const world = new World({ store });
    world.verdicts = [RETRY, RETRY];
    world.outbox.add(buildRow(1));
    expect(complete).to.not.equal(null);
    await settle();
    await settle();
    expect(world.outbox.failures).to.equal(1);
    expect(world.word).to.equal('saving');
    (complete as unknown as () => void)();
    await settle();
    expect(world.word).to.equal('device');
  });

  it('tries again after a growing wait, and at once when asked', async () => {
    const world = new World();
    world.verdicts = [RETRY, RETRY, RETRY];
    world.outbox.add(buildRow(1));
    await settle();
    await settle();
    await world.elapse();
    await settle();
    expect(world.timers.filter(({ isOff }) => !isOff).map(({ ms }) => ms)).to.deep.equal([2000]);
    world.outbox.tryNow();
    await settle();
    await settle();
    await world.elapse();
    await settle();
    expect(world.sent).to.deep.equal([1, 1, 1, 1]);
    expect(world.word).to.equal('saved');
  });

  it('drops what a newer row carries, but never the row that is under way', async () => {
    const world = new World();
    world.verdicts = [RETRY];
    world.outbox.add(buildRow(1));
    world.outbox.add(buildRow(2));
    world.outbox.add(buildRow(3));
    expect(world.outbox.rows.map(({ seq }) => seq)).to.deep.equal([1, 3]);
    await settle();
    expect([...world.kept.keys()]).to.deep.equal([1, 3]);
  });

  it('renews the token and sends the same row once more', async () => {
    const world = new World();
    world.verdicts = [{ kind: 'recover' }];
    world.outbox.add(buildRow(1));
    await settle();
    await settle();
    await settle();
    expect(world.sent).to.deep.equal([1, 1]);
    expect(world.word).to.equal('saved');
  });

  it('keeps everything while the person has to sign in first', async () => {
    const world = new World();
    world.verdicts = [{ kind: 'recover' }];
    world.recovery = 'wait';
    world.outbox.add(buildRow(1));
    await settle();
    await settle();
    expect(world.word).to.equal('device');
    world.recovery = 'ok';
    world.outbox.tryNow();
    await settle();
    await settle();
    expect(world.word).to.equal('saved');
  });

  it('keeps another person’s row on the device and sends it no more', async () => {
    const world = new World();
    world.verdicts = [{ kind: 'recover' }];
    world.recovery = 'never';
    world.outbox.add(buildRow(1));
    await settle();
    await settle();
    expect(world.sent).to.deep.equal([1]);
    expect(world.kept.size).to.equal(1);
    expect(world.outbox.fault?.code).to.equal('OTHER_PERSON');
  });

  it('says why a row was refused, until a later save of the same SCO carries it', async () => {
    const world = new World();
    world.verdicts = [{ kind: 'refused', code: 'BODY_TOO_LARGE', words: 'Too much at once.' }];
    world.outbox.add(buildRow(1, { final: true, trigger: 'finish' }));
    await settle();
    await settle();
    expect(world.word).to.equal('failed');
    expect(world.outbox.fault?.words).to.equal('Too much at once.');
    world.outbox.add(buildRow(2));
    await settle();
    await settle();
    expect(world.word).to.equal('saved');
    expect(world.kept.size).to.equal(0);
  });

  it('tells that a later launch goes on, and hands over what is left so that the server keeps it', async () => {
    const world = new World();
    world.verdicts = [{ kind: 'superseded' }, { kind: 'superseded' }];
    world.outbox.add(buildRow(1, { scoId: 'a' }));
    world.outbox.add(buildRow(2, { scoId: 'b' }));
    await settle();
    await settle();
    await settle();
    expect(world.outbox.isSuperseded).to.equal(true);
    expect(world.sent).to.deep.equal([1, 2]);
    expect(world.kept.size).to.equal(0);
  });

  it('says not saved when the device is full and the server away', async () => {
    const world = new World();
    world.isDeviceFull = true;
    world.verdicts = [RETRY];
    world.outbox.add(buildRow(1));
    await settle();
    await settle();
    expect(world.word).to.equal('failed');
  });

  it('waits until all is sent, and gives up waiting in time', async () => {
    const world = new World();
    world.verdicts = [RETRY];
    expect(await world.outbox.settled(1000)).to.equal(true);
    world.outbox.add(buildRow(1));
    const wait = world.outbox.settled(1000);
    await settle();
    await settle();
    const [patience] = world.timers.filter(({ ms }) => ms === 1000 && true);
    patience?.work();
    expect(await wait).to.equal(false);
  });
});
