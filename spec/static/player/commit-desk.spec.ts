import { expect } from 'chai';
import { gunzipSync } from 'node:zlib';
import { commitPayload } from '../../../server/standards/launch-contract.ts';
import type { CommitRequest } from '../../../server/standards/launch-contract.ts';
import { createCommitDesk, type CommitDesk } from '../../../static/scripts/player/commit-desk.ts';
import { CHANGE_MS } from '../../../static/scripts/player/commit-maker.ts';
import type { ScoChange } from '../../../static/scripts/player/commit-maker.ts';
import type { OutboxRow } from '../../../static/scripts/player/outbox-queue.ts';
import { rowsForBeacon } from '../../../static/scripts/player/outbox-queue.ts';
import { sha256Hex } from '../../../static/scripts/player/sha256.ts';

const change = (location: string, more: Partial<ScoChange> = {}): ScoChange => ({
  scoId: 'a',
  record: { 'cmi.location': location },
  trigger: 'change',
  final: false,
  ...more,
});
const engine = { state: '{"format":1,"current":"a"}', globalObjectives: {} };

function openDesk() {
  const rows: OutboxRow[] = [];
  const timers: { ms: number; work: () => void; isOff: boolean }[] = [];
  const desk = createCommitDesk({
    outbox: { rows, add: (row) => void rows.push(row) },
    place: { owner: 'o', attemptId: 't', launchId: 'l' },
    delay: (ms, work) => {
      const timer = { ms, work, isOff: false };
      timers.push(timer);
      return () => {
        timer.isOff = true;
      };
    },
    now: () => new Date('2026-03-04T10:42:00.000Z'),
    changed: () => undefined,
  });
  const elapse = (): void => {
    for (const { work, isOff } of timers.splice(0)) if (!isOff) work();
  };
  const commits = (): CommitRequest[] => rows.flatMap(({ body }) => (body.kind === 'commit' ? [body.commit] : []));
  return { desk, rows, timers, elapse, commits };
}

/** Waits until nothing is being packed any more. */
async function packed(desk: CommitDesk): Promise<void> {
  for (let tries = 0; tries < 500 && desk.isDirty; tries += 1) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe('the commit desk', () => {
  it('makes one row of the changes of two seconds, with the newest record', () => {
    const { desk, timers, elapse, commits } = openDesk();
    for (const location of ['1', '2', '3']) desk.change(change(location));
    expect(commits()).to.deep.equal([]);
    expect(desk.isDirty).to.equal(true);
    expect(timers.map(({ ms }) => ms)).to.deep.equal([CHANGE_MS]);
    elapse();
    expect(commits().map(({ cmi }) => cmi)).to.deep.equal([{ 'cmi.location': '3' }]);
    expect(desk.isDirty).to.equal(false);
  });

  it('makes a row at once when the SCO commits or finishes', () => {
    const { desk, commits } = openDesk();
    desk.change(change('1', { trigger: 'commit' }));
    desk.change(change('2', { trigger: 'finish', final: true }));
    expect(commits().map(({ seq, trigger, final }) => [seq, trigger, final])).to.deep.equal([
      [1, 'commit', false],
      [2, 'finish', true],
    ]);
  });

  it('makes no row of a commit that says nothing new', () => {
    const { desk, commits } = openDesk();
    desk.change(change('1', { trigger: 'commit' }));
    desk.change(change('1', { trigger: 'commit' }));
    expect(commits()).to.have.length(1);
  });

  it('finishes with one SCO before it begins with another', () => {
    const { desk, commits } = openDesk();
    desk.change(change('1'));
    desk.change(change('1', { scoId: 'b' }));
    expect(commits().map(({ scoId, seq }) => [scoId, seq])).to.deep.equal([['a', 1]]);
  });

  it('hashes what it sends as the server does', () => {
    const { desk, commits } = openDesk();
    desk.change(change('1', { trigger: 'commit', sharedData: { notes: 'x' } }));
    const [commit] = commits();
    if (commit === undefined) throw new Error('no commit');
    const { sha256, ...rest } = commit;
    expect(sha256).to.equal(sha256Hex(commitPayload(rest)));
    expect(commit.sharedData).to.deep.equal({ notes: 'x' });
  });

  it('packs an engine state, and keeps the order of rows while it does', async () => {
    const { desk, rows, commits } = openDesk();
    desk.change(change('1', { trigger: 'navigation', final: true, engine }));
    desk.change(change('1', { scoId: 'b', trigger: 'commit' }));
    desk.end('ended');
    expect(rows).to.deep.equal([]);
    expect(desk.isDirty).to.equal(true);
    await packed(desk);
    expect(rows.map(({ seq, body }) => [seq, body.kind])).to.deep.equal([
      [1, 'commit'],
      [2, 'commit'],
      [3, 'end'],
    ]);
    const [first] = commits();
    expect(gunzipSync(Buffer.from(first?.engineState ?? '', 'base64')).toString()).to.equal(engine.state);
  });

  it('has everything in rows within the turn in which the page closes, and a copy that a beacon can carry', async () => {
    const { desk, rows, commits } = openDesk();
    desk.change(change('1', { engine }));
    desk.flushNow();
    expect(commits().map(({ seq, engineState }) => [seq, engineState !== undefined])).to.deep.equal([
      [1, true],
      [2, false],
    ]);
    expect(rowsForBeacon(rows, 'l').map(({ seq, cmi, trigger }) => [seq, cmi, trigger])).to.deep.equal([
      [2, { 'cmi.location': '1' }, 'pagehide'],
    ]);
    await packed(desk);
    expect(rows).to.have.length(2);
    expect(gunzipSync(Buffer.from(commits()[0]?.engineState ?? '', 'base64')).toString()).to.equal(engine.state);
  });

  it('adds nothing when the page closes and nothing is unsent', () => {
    const { desk, rows } = openDesk();
    desk.change(change('1', { trigger: 'commit' }));
    rows.length = 0;
    desk.flushNow();
    expect(rows).to.deep.equal([]);
  });
});
