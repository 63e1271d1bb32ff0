import { expect } from 'chai';
import { WARN_MS, watchSession, type SessionWord } from '../../../static/scripts/player/session-watch.ts';

const HOUR = 3_600_000;

/** A watch over a server that says these words, one a look. */
async function watch(...words: SessionWord[]) {
  const timers: { ms: number; work: () => void }[] = [];
  const warned: number[] = [];
  const delay = (ms: number, work: () => void): (() => void) => {
    const timer = { ms, work };
    timers.push(timer);
    return () => void timers.splice(timers.indexOf(timer), 1);
  };
  const look = (): Promise<SessionWord> => Promise.resolve(words.shift() ?? { kind: 'ended' });
  const watching = watchSession({ look, delay, warn: (ms) => warned.push(ms) });
  const settle = (): Promise<void> => new Promise((done) => setImmediate(done));
  watching.look();
  await settle();
  const pass = async (): Promise<void> => {
    timers.shift()?.work();
    await settle();
  };
  return { timers, warned, pass, watching };
}

const alive = (endsInMs: number | null): SessionWord => ({ kind: 'alive', endsInMs });

describe('the watch over a session', () => {
  it('looks again two minutes before the end, and warns then', async () => {
    const { timers, warned, pass } = await watch(alive(12 * HOUR), alive(WARN_MS));
    expect(timers.map(({ ms }) => ms)).to.deep.equal([12 * HOUR - WARN_MS]);
    await pass();
    expect(warned).to.deep.equal([WARN_MS]);
  });

  it('warns nobody whose session another window has prolonged', async () => {
    const { timers, warned, pass } = await watch(alive(HOUR), alive(HOUR));
    await pass();
    expect(warned).to.deep.equal([]);
    expect(timers).to.have.length(1);
  });

  it('looks again in a minute where no answer came, and no more once the session has ended', async () => {
    const { timers, warned, pass } = await watch({ kind: 'unknown' }, { kind: 'ended' });
    expect(timers.map(({ ms }) => ms)).to.deep.equal([60_000]);
    await pass();
    expect([timers.length, warned.length]).to.deep.equal([0, 0]);
  });

  it('watches nothing where the host signs people in', async () => {
    const { timers, warned } = await watch(alive(null));
    expect([timers.length, warned.length]).to.deep.equal([0, 0]);
  });
});
