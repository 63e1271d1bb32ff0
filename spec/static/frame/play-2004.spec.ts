import { expect } from 'chai';
import { DEFAULT_SEQUENCING } from '../../../server/standards/default-sequencing.ts';
import type { Api1484 } from '../../../server/standards/scorm2004/index.ts';
import { createPlayer2004 } from '../../../static/scripts/frame/play-2004.ts';
import type { ChangedMessage, FrameLaunch } from '../../../static/scripts/frame/frame-contract.ts';
import { buildCourse2004, buildSco } from '../../support/attempts.ts';
import { buildLaunch, FrameWorld, settle } from '../../support/frame-world.ts';

const course = buildCourse2004([buildSco('a'), buildSco('b'), buildSco('c')]);
const open = (change: Partial<FrameLaunch> = {}, structure = course): FrameWorld<Api1484> => {
  const world = new FrameWorld<Api1484>(buildLaunch(structure, change), createPlayer2004);
  world.onShow = (api) => void api.Initialize('');
  return world;
};

/** What the server would hand out after these changes: the last record of each SCO and the last engine state. */
function stored(changes: readonly ChangedMessage[]): Pick<FrameLaunch, 'cmi' | 'engineState'> {
  const cmi = Object.fromEntries(changes.map(({ scoId, record }) => [scoId, record]));
  return { cmi, engineState: changes.findLast(({ engine }) => engine !== undefined)?.engine?.state ?? null };
}

describe('playing SCORM 2004', () => {
  it('starts with the first activity and offers what the engine allows', async () => {
    const world = open();
    await world.start();
    expect(world.view).to.include({ word: 'playing', currentId: 'a', upNext: 'Part b' });
    expect(world.view.controls).to.include({ continue: true, previous: false, suspendAll: true, exitAll: true });
    expect(world.view.entries.map(({ id, isOpen }) => [id, isOpen])).to.deep.include(['c', true]);
  });

  it('carries the engine’s state along with the first change, so that the activity can be resumed', async () => {
    const world = open();
    await world.start();
    world.api.SetValue('cmi.location', 'page 2');
    world.api.SetValue('cmi.location', 'page 3');
    expect(world.changes.map(({ engine }) => engine !== undefined)).to.deep.equal([true, false]);
    const again = open(stored(world.changes));
    await again.start();
    expect(again.view.currentId).to.equal('a');
    expect(again.api.GetValue('cmi.entry')).to.equal('resume');
    expect(again.api.GetValue('cmi.location')).to.equal('page 3');
  });

  it('shows the result with the word that changes it, before any commit', async () => {
    const world = open({}, buildCourse2004([buildSco('a')]));
    await world.start();
    world.api.SetValue('cmi.score.scaled', '0.9');
    world.api.SetValue('cmi.success_status', 'passed');
    world.api.SetValue('cmi.completion_status', 'completed');
    expect(world.view.result).to.include({ completion: 'completed', success: 'passed', scoreScaled: 0.9 });
  });

  it('carries out the SCO’s own request after Terminate has returned', async () => {
    const world = open();
    await world.start();
    world.api.SetValue('adl.nav.request', 'continue');
    expect(world.api.Terminate('')).to.equal('true');
    expect(world.shown).to.have.length(1);
    for (let turn = 0; turn < 6; turn += 1) await settle();
    expect(world.view).to.include({ word: 'playing', currentId: 'b' });
    expect(world.changes.filter(({ final }) => final).map(({ trigger }) => trigger)).to.deep.equal([
      'finish',
      'navigation',
    ]);
  });

  it('carries it out too when the SCO terminates while it loads (CM-01)', async () => {
    const world = open();
    world.onShow = (api, url) => {
      api.Initialize('');
      if (url.endsWith('/c.html')) return;
      api.SetValue('adl.nav.request', 'continue');
      api.Terminate('');
    };
    await world.start();
    for (let turn = 0; turn < 12; turn += 1) await settle();
    expect(world.view.currentId).to.equal('c');
  });

  it('waits for the person when the SCO terminates without a request', async () => {
    const world = open();
    await world.start();
    world.api.Terminate('');
    for (let turn = 0; turn < 4; turn += 1) await settle();
    expect(world.view).to.include({ word: 'playing', currentId: 'a', isFinished: true });
  });

  it('takes a person’s click for what counts and the SCO’s own request for void (CM-09)', async () => {
    const world = open();
    await world.start();
    world.api.SetValue('adl.nav.request', '{target=c}choice');
    world.onUnload = (api) => void api.Terminate('');
    expect((await world.click({ type: 'continue' })).currentId).to.equal('b');
  });

  it('counts what a SCO said when its own wish to be abandoned is void', async () => {
    const world = open();
    await world.start();
    world.api.SetValue('cmi.completion_status', 'completed');
    world.api.SetValue('adl.nav.request', 'abandon');
    world.onUnload = (api) => void api.Terminate('');
    const view = await world.click({ type: 'continue' });
    expect(view.entries.find(({ id }) => id === 'a')?.status).to.be.oneOf(['done', 'passed']);
    const told = world.changes.findLast(({ scoId }) => scoId === 'a');
    expect(told?.record).to.include({ 'cmi.completion_status': 'completed' });
  });

  it('takes the content away after "exit" with nothing to deliver, and lets the person choose (SX-04b)', async () => {
    const world = open();
    await world.start();
    const view = await world.click({ type: 'exit' });
    expect(view).to.include({ word: 'choosing', currentId: null, hasContent: false });
    expect((await world.click({ type: 'choice', target: 'c' })).currentId).to.equal('c');
  });

  it('ends the attempt by exitAll and suspends it by suspendAll', async () => {
    const ended = open();
    await ended.start();
    ended.api.SetValue('cmi.completion_status', 'completed');
    expect(await ended.click({ type: 'exitAll' })).to.include({ word: 'ended', endReason: 'ended' });
    expect(ended.view.controls.continue).to.equal(false);
    const suspended = open();
    await suspended.start();
    suspended.api.SetValue('cmi.location', '4');
    expect(await suspended.click({ type: 'suspendAll' })).to.include({ word: 'suspended', endReason: 'suspended' });
    const again = open(stored(suspended.changes));
    await again.start();
    expect(again.api.GetValue('cmi.location')).to.equal('4');
  });

  it('leaves by Exit so that the course goes on later at the same place', async () => {
    const world = open();
    await world.start();
    await world.click({ type: 'continue' });
    world.api.SetValue('cmi.location', '9');
    expect(await world.click({ type: 'leave' })).to.include({ word: 'suspended', endReason: 'exit' });
    const again = open(stored(world.changes));
    await again.start();
    expect(again.view.currentId).to.equal('b');
    expect(again.api.GetValue('cmi.location')).to.equal('9');
  });

  it('counts nothing of what an abandoned activity said since its last commit (TB.2.3 6)', async () => {
    const world = open();
    await world.start();
    world.api.SetValue('cmi.location', 'kept');
    world.api.Commit('');
    world.api.SetValue('cmi.completion_status', 'completed');
    await world.click({ type: 'abandon' });
    const last = world.changes.findLast(({ scoId }) => scoId === 'a');
    expect(last?.record).to.include({ 'cmi.location': 'kept' });
    expect(last?.record).not.to.have.property('cmi.completion_status');
    expect(world.view.entries.find(({ id }) => id === 'a')?.status).not.to.equal('done');
  });

  it('ends a course of one activity with that activity, and suspends it when the SCO says so', async () => {
    const single = buildCourse2004([buildSco('only')], {
      root: buildSco('root', {
        type: 'cluster',
        href: null,
        children: [buildSco('only')],
        sequencing: { ...DEFAULT_SEQUENCING, choice: false, flow: true },
      }),
    });
    for (const [exit, word] of [
      ['normal', 'ended'],
      ['suspend', 'suspended'],
    ] as const) {
      const world = open({ isChoosing: true }, single);
      await world.start();
      expect(world.view).to.include({ isSingle: true, word: 'playing' });
      world.api.SetValue('cmi.exit', exit);
      world.api.Terminate('');
      for (let turn = 0; turn < 6; turn += 1) await settle();
      expect(world.view).to.include({ word, hasContent: true });
    }
  });

  it('delivers nothing when it is opened by its contents', async () => {
    const world = open({ isChoosing: true });
    await world.start();
    expect(world.view).to.include({ word: 'choosing', currentId: null });
    expect((await world.click({ type: 'choice', target: 'b' })).currentId).to.equal('b');
  });

  it('shows the answers in review and tells nothing', async () => {
    const world = open({ mode: 'review', cmi: { a: { 'cmi.location': '3', 'cmi.completion_status': 'completed' } } });
    await world.start();
    expect(world.api.GetValue('cmi.mode')).to.equal('review');
    expect(world.api.GetValue('cmi.location')).to.equal('3');
    world.api.SetValue('cmi.location', '1');
    world.api.Terminate('');
    await settle();
    expect(world.changes).to.deep.equal([]);
  });

  it('answers adl.nav.request_valid by the engine', async () => {
    const world = open();
    await world.start();
    expect(world.api.GetValue('adl.nav.request_valid.continue')).to.equal('true');
    expect(world.api.GetValue('adl.nav.request_valid.previous')).to.equal('false');
    expect(world.api.GetValue('adl.nav.request_valid.choice.{target=c}')).to.equal('true');
  });
});
