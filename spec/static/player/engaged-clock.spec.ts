import { expect } from 'chai';
import { createEngagedClock, PAUSE_AFTER_MS } from '../../../static/scripts/player/engaged-clock.ts';
import type { EngagedClock, Presence } from '../../../static/scripts/player/engaged-clock.ts';

const here: Presence = { isVisible: true, isFocused: true, isMediaPlaying: false };

function run(clock: EngagedClock, from: number, to: number, presence: Presence): void {
  for (let now = from + 1000; now <= to; now += 1000) clock.tick(now, presence);
}

describe('the engaged clock', () => {
  it('counts while the page is visible, focused and used', () => {
    const clock = createEngagedClock(0);
    run(clock, 0, 60_000, here);
    expect(clock.unreportedMs).to.equal(60_000);
  });

  it('pauses three minutes after the last use, and goes on with the next', () => {
    const clock = createEngagedClock(0);
    run(clock, 0, 600_000, here);
    expect(clock.unreportedMs)
      .to.be.below(PAUSE_AFTER_MS)
      .and.at.least(PAUSE_AFTER_MS - 1000);
    expect(clock.isPaused(600_000)).to.equal(true);
    const before = clock.unreportedMs;
    clock.touch(600_000);
    run(clock, 600_000, 610_000, here);
    expect(clock.unreportedMs - before).to.equal(10_000);
  });

  it('counts nothing while the page is hidden or another window has the focus', () => {
    const clock = createEngagedClock(0);
    run(clock, 0, 30_000, { ...here, isVisible: false });
    run(clock, 30_000, 60_000, { ...here, isFocused: false });
    expect(clock.unreportedMs).to.equal(0);
  });

  it('takes playing media for use, but not in a hidden page', () => {
    const clock = createEngagedClock(0);
    const watching = { isVisible: true, isFocused: false, isMediaPlaying: true };
    run(clock, 0, 600_000, watching);
    expect(clock.unreportedMs).to.equal(600_000);
    run(clock, 600_000, 900_000, { ...watching, isVisible: false });
    expect(clock.unreportedMs).to.equal(600_000);
    expect(clock.isPaused(900_000)).to.equal(true);
  });

  it('counts nothing for the time in which the computer slept', () => {
    const clock = createEngagedClock(0);
    run(clock, 0, 10_000, here);
    clock.tick(100_000, here);
    expect(clock.unreportedMs).to.equal(10_000);
  });

  it('keeps what was counted while a heartbeat was under way', () => {
    const clock = createEngagedClock(0);
    run(clock, 0, 20_000, here);
    const told = clock.unreportedMs;
    run(clock, 20_000, 25_000, here);
    clock.reported(told);
    expect(clock.unreportedMs).to.equal(5000);
  });
});
