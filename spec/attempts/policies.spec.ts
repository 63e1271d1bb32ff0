import { expect } from 'chai';
import { chooseAttempt } from '../../server/attempts/attempt-policy.ts';
import { type ChainEntry, genesisLink, nextLink } from '../../server/attempts/chain.ts';
import { isObsolete, isSuperseded, repeatedSeq, tokenFault } from '../../server/attempts/commit-policy.ts';
import { derivedId } from '../../server/platform/index.ts';
import { keepBest } from '../../server/attempts/keep-best.ts';
import { NO_RESULT } from '../../server/attempts/run-time.ts';
import { boundEngagedTime, boundSessionTime } from '../../server/attempts/seat-time.ts';
import type { CourseResult } from '../../server/standards/index.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 23, 16, 42, seconds));
const result = (change: Partial<CourseResult>): CourseResult => ({ ...NO_RESULT, ...change });

describe('the chain of an attempt', () => {
  const entry: ChainEntry = {
    id: 'c1',
    agencyId: 'g1',
    attemptId: 'a1',
    launchId: 'l1',
    seq: 1,
    position: 1,
    turn: 7,
    scoId: 'one',
    trigger: 'commit',
    final: false,
    outcome: 'projected',
    receivedAt: at(0),
    clientTime: '2026-11-23T16:42:00.000Z',
    bytes: 12,
    payloadSha256: 'ab',
    linkFormat: 2,
    packedSha256: 'cd',
  };

  it('begins with the attempt itself', () => {
    expect(genesisLink('a1'))
      .to.match(/^[0-9a-f]{64}$/)
      .and.not.equal(genesisLink('a2'));
  });

  it('binds the link before and every column of the row', () => {
    const changes: Partial<ChainEntry>[] = [
      ...Object.keys(entry)
        .filter((name) => typeof Reflect.get(entry, name) === 'string')
        .map((name) => ({ [name]: 'other' })),
      { seq: 2 },
      { position: 2 },
      { turn: 8 },
      { final: true },
      { receivedAt: at(1) },
      { bytes: 13 },
      { linkFormat: 1 },
    ];
    expect(changes).to.have.length(Object.keys(entry).length);
    const links = [
      nextLink('x', entry),
      nextLink('y', entry),
      ...changes.map((one) => nextLink('x', { ...entry, ...one })),
    ];
    expect(new Set(links).size).to.equal(changes.length + 2);
  });

  it('binds in format 1 the link before, the launch, the seq, the time and the payload', () => {
    const old = { ...entry, linkFormat: 1, packedSha256: null };
    const link = nextLink('x', old);
    const others = [
      nextLink('y', old),
      nextLink('x', { ...old, launchId: 'l2' }),
      nextLink('x', { ...old, seq: 2 }),
      nextLink('x', { ...old, receivedAt: at(1) }),
      nextLink('x', { ...old, payloadSha256: 'ac' }),
    ];
    expect(new Set([link, ...others]).size).to.equal(6);
  });
});

describe('the policy of commits', () => {
  const launch = { number: 2, tokenHash: 'h', tokenUntil: at(30), leaseHolder: null, lastCommitted: null };

  it('lets a launch commit, whatever became of its lease, while no later one holds it or has committed', () => {
    expect(isSuperseded(launch)).to.equal(false);
    expect(isSuperseded({ ...launch, leaseHolder: 2, lastCommitted: 2 })).to.equal(false);
    expect(isSuperseded({ ...launch, leaseHolder: 1, lastCommitted: 1 })).to.equal(false);
  });

  it('supersedes a launch once a later one holds the lease or has committed', () => {
    expect(isSuperseded({ ...launch, leaseHolder: 3 })).to.equal(true);
    expect(isSuperseded({ ...launch, lastCommitted: 3 })).to.equal(true);
  });

  it('tells an unknown token from an expired one', () => {
    expect(tokenFault(launch, 'h', at(30))).to.equal(null);
    expect(tokenFault(launch, 'h', at(31))).to.equal('expired');
    expect(tokenFault(launch, 'other', at(0))).to.equal('unknown');
    expect(tokenFault({ ...launch, tokenHash: '' }, '', at(0))).to.equal('unknown');
  });

  it('tells a repetition from a reused seq by the payload', () => {
    expect(repeatedSeq('a', 'a')).to.equal('duplicate');
    expect(repeatedSeq('a', 'b')).to.equal('reused');
  });

  it('lets only seq order the commits of one launch and SCO', () => {
    expect(isObsolete(undefined, 'l', 1)).to.equal(false);
    expect(isObsolete({ lastLaunchId: 'l', lastSeq: 3 }, 'l', 2)).to.equal(true);
    expect(isObsolete({ lastLaunchId: 'l', lastSeq: 3 }, 'l', 4)).to.equal(false);
    expect(isObsolete({ lastLaunchId: 'earlier', lastSeq: 9 }, 'l', 1)).to.equal(false);
  });
});

describe('the choice of an attempt', () => {
  const open = { state: 'open' as const, completion: 'incomplete' as const };
  const done = { state: 'finished' as const, completion: 'completed' as const };

  it('goes on with an open attempt, also when a new one was asked for', () => {
    expect(chooseAttempt(open, {})).to.deep.equal({ kind: 'latest', mode: 'normal' });
    expect(chooseAttempt(open, { newAttempt: true })).to.deep.equal({ kind: 'latest', mode: 'normal' });
  });

  it('opens a finished attempt for review, a new one only when asked', () => {
    expect(chooseAttempt(done, {})).to.deep.equal({ kind: 'latest', mode: 'review' });
    expect(chooseAttempt(done, { newAttempt: true })).to.deep.equal({ kind: 'new', mode: 'normal' });
  });

  it('begins a new attempt after one that ended before the course was completed', () => {
    expect(chooseAttempt({ ...done, completion: 'incomplete' }, {})).to.deep.equal({ kind: 'new', mode: 'normal' });
  });

  it('has nothing to review before the first attempt', () => {
    expect(chooseAttempt(null, { mode: 'review' })).to.deep.equal({ kind: 'nothing' });
    expect(chooseAttempt(null, {})).to.deep.equal({ kind: 'new', mode: 'normal' });
    expect(chooseAttempt(null, { mode: 'browse' })).to.deep.equal({ kind: 'preview', mode: 'browse' });
  });
});

describe('a finished result', () => {
  it('keeps the better of each: completion, success, score and progress', () => {
    const kept = result({ completion: 'completed', success: 'passed', scoreRaw: 90, scoreScaled: 0.9, progress: 1 });
    const told = result({ completion: 'incomplete', success: 'failed', scoreRaw: 20, scoreScaled: 0.2, progress: 0.5 });
    expect(keepBest(kept, told)).to.deep.equal(kept);
    expect(keepBest(told, kept)).to.deep.equal(kept);
  });

  it('takes a score together with its range', () => {
    const kept = result({ scoreRaw: 8, scoreMin: 0, scoreMax: 10, scoreScaled: 0.8 });
    const told = result({ scoreRaw: 90, scoreMin: 0, scoreMax: 100, scoreScaled: 0.9 });
    expect(keepBest(kept, told)).to.include({ scoreRaw: 90, scoreMax: 100 });
    expect(keepBest(kept, result({}))).to.include({ scoreRaw: 8, scoreMax: 10 });
  });

  it('compares raw scores where no side is scaled', () => {
    expect(keepBest(result({ scoreRaw: 5 }), result({ scoreRaw: 7 })).scoreRaw).to.equal(7);
    expect(keepBest(result({ scoreRaw: 7 }), result({ scoreRaw: 5 })).scoreRaw).to.equal(7);
  });
});

describe('times', () => {
  const session = { sessionTimeMs: 40_000, launchStartedAt: at(0), receivedAt: at(30), othersMs: 0 };

  it('bounds seat time by the clock of the launch, all its sessions together', () => {
    expect(boundSessionTime(session)).to.equal(30_000);
    expect(boundSessionTime({ ...session, sessionTimeMs: 5_000 })).to.equal(5_000);
    expect(boundSessionTime({ ...session, othersMs: 20_000 })).to.equal(10_000);
    expect(boundSessionTime({ ...session, othersMs: 90_000 })).to.equal(0);
  });

  it('bounds engaged time by the clock between heartbeats and by 90 seconds', () => {
    expect(boundEngagedTime(20_000, at(0), at(30))).to.equal(20_000);
    expect(boundEngagedTime(40_000, at(0), at(30))).to.equal(30_000);
    expect(boundEngagedTime(900_000, at(0), new Date(at(0).getTime() + 900_000))).to.equal(90_000);
    expect(boundEngagedTime(20_000, at(30), at(0))).to.equal(0);
  });
});

describe('derived identifiers', () => {
  it('are the same for the same key, 26 characters, and another for another', () => {
    expect(derivedId('track', 'a', 'b')).to.match(/^[0-9a-hjkmnp-tv-z]{26}$/);
    expect(derivedId('track', 'a', 'b')).to.equal(derivedId('track', 'a', 'b'));
    expect(derivedId('track', 'ab', '')).to.not.equal(derivedId('track', 'a', 'b'));
  });
});
