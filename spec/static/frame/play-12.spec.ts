import { expect } from 'chai';
import { createPlayer12 } from '../../../static/scripts/frame/play-12.ts';
import type { Api12 } from '../../../static/scripts/frame/api-12.ts';
import type { FrameLaunch } from '../../../static/scripts/frame/frame-contract.ts';
import { buildCourse12, buildSco } from '../../support/attempts.ts';
import { buildLaunch, FrameWorld, settle } from '../../support/frame-world.ts';

const open = (change: Partial<FrameLaunch> = {}, ...ids: string[]): FrameWorld<Api12> =>
  new FrameWorld<Api12>(buildLaunch(buildCourse12(...ids.map((id) => buildSco(id))), change), createPlayer12);

/** A SCO that initializes when it has loaded. */
const begins = (world: FrameWorld<Api12>): void => {
  world.onShow = (api) => void api.LMSInitialize('');
};

describe('playing SCORM 1.2', () => {
  it('begins with the first SCO and shows it to the page before its calls return', async () => {
    const world = open({}, 'a', 'b');
    world.onShow = (api) => {
      expect(api.LMSInitialize('')).to.equal('true');
      expect(world.view).to.include({ word: 'playing', currentId: 'a' });
    };
    await world.start();
    expect(world.shown).to.deep.equal(['http://content.test/c/token/a.html']);
  });

  it('tells every accepted change at once, without names, and no refused one', async () => {
    const world = open({}, 'a');
    begins(world);
    await world.start();
    expect(world.api.LMSSetValue('cmi.core.lesson_location', 'page 3')).to.equal('true');
    expect(world.lastChange.record['cmi.core.lesson_location']).to.equal('page 3');
    expect(JSON.stringify(world.lastChange.record)).not.to.contain('Reyes');
    const before = world.changes.length;
    expect(world.api.LMSSetValue('cmi.core.score.raw', '101')).to.equal('false');
    expect(world.api.LMSGetLastError()).to.equal('405');
    expect(world.changes.length).to.equal(before);
  });

  it('shows the result with the word that changes it, also a score after the status', async () => {
    const world = open({}, 'a');
    begins(world);
    await world.start();
    world.api.LMSSetValue('cmi.core.lesson_status', 'passed');
    expect(world.view.result).to.include({ success: 'passed', scoreRaw: null });
    world.api.LMSSetValue('cmi.core.score.raw', '90');
    expect(world.view.result).to.include({ success: 'passed', scoreRaw: 90 });
  });

  it('shows what comes next after LMSFinish and does not go there by itself', async () => {
    const world = open({}, 'a', 'b');
    begins(world);
    await world.start();
    world.api.LMSSetValue('cmi.core.lesson_status', 'completed');
    world.api.LMSFinish('');
    await settle();
    expect(world.lastChange).to.include({ trigger: 'finish', final: true, scoId: 'a' });
    expect(world.view).to.include({ word: 'playing', currentId: 'a', isFinished: true, upNext: 'Part b' });
    const view = await world.click({ type: 'continue' });
    expect(view).to.include({ word: 'playing', currentId: 'b' });
  });

  it('lands on the completion panel when the last SCO finishes, with its content still there', async () => {
    const world = open({}, 'a');
    begins(world);
    await world.start();
    world.api.LMSSetValue('cmi.core.lesson_status', 'passed');
    world.api.LMSFinish('');
    await settle();
    expect(world.view).to.include({ word: 'ended', hasContent: true, endReason: null });
    expect(world.view.result).to.include({ completion: 'completed', success: 'passed' });
  });

  it('lands there too when the content closes its window', async () => {
    const world = open({}, 'a');
    begins(world);
    await world.start();
    world.player.contentClosed();
    await settle();
    await settle();
    await settle();
    expect(world.view).to.include({ word: 'ended', hasContent: false });
  });

  it('keeps a SCO that was left without LMSFinish open, and resumes it in the same launch', async () => {
    const world = open({}, 'a', 'b');
    begins(world);
    await world.start();
    world.api.LMSSetValue('cmi.core.lesson_location', 'page 2');
    await world.click({ type: 'choice', target: 'b' });
    await world.click({ type: 'choice', target: 'a' });
    expect(world.api.LMSGetValue('cmi.core.lesson_location')).to.equal('page 2');
    expect(world.api.LMSGetValue('cmi.core.entry')).to.equal('resume');
    expect(world.view.entries.find(({ id }) => id === 'a')?.status).not.to.equal('done');
  });

  it('takes what a SCO says in its unload handlers', async () => {
    const world = open({}, 'a', 'b');
    begins(world);
    world.onUnload = (api) => {
      api.LMSSetValue('cmi.core.lesson_status', 'completed');
      api.LMSFinish('');
    };
    await world.start();
    const view = await world.click({ type: 'continue' });
    expect(view.entries.find(({ id }) => id === 'a')?.status).to.equal('done');
    expect(world.changes.find(({ scoId, final }) => scoId === 'a' && final)?.trigger).to.equal('finish');
  });

  it('counts an asset as done when it is left', async () => {
    const course = buildCourse12(buildSco('a', { type: 'asset' }), buildSco('b'));
    const world = new FrameWorld<Api12>(buildLaunch(course), createPlayer12);
    await world.start();
    await world.click({ type: 'continue' });
    const [told] = world.changes;
    expect(told).to.include({ scoId: 'a', final: true, trigger: 'navigation' });
    expect(told?.record['cmi.core.lesson_status']).to.equal('completed');
  });

  it('refuses a locked SCO and says in the contents what is missing', async () => {
    const course = buildCourse12(buildSco('a'), buildSco('b', { prerequisites: 'a' }));
    const world = new FrameWorld<Api12>(buildLaunch(course), createPlayer12);
    begins(world);
    await world.start();
    const entry = world.view.entries.find(({ id }) => id === 'b');
    expect(entry).to.include({ isOpen: false, status: 'locked' });
    expect(entry?.reason).to.contain('Part a');
    const view = await world.click({ type: 'choice', target: 'b' });
    expect(view.currentId).to.equal('a');
    expect(world.shown).to.have.length(1);
  });

  it('opens where the officer stopped', async () => {
    const cmi = { b: { 'cmi.core.lesson_status': 'incomplete', 'cmi.core.lesson_location': '7' } };
    const world = open({ cmi }, 'a', 'b', 'c');
    begins(world);
    await world.start();
    expect(world.view.currentId).to.equal('b');
    expect(world.api.LMSGetValue('cmi.core.lesson_location')).to.equal('7');
  });

  it('delivers nothing when it is opened by its contents', async () => {
    const world = open({ isChoosing: true }, 'a', 'b');
    await world.start();
    expect(world.shown).to.deep.equal([]);
    expect(world.view).to.include({ word: 'choosing', currentId: null });
    expect((await world.click({ type: 'choice', target: 'b' })).currentId).to.equal('b');
  });

  it('tells nothing in review', async () => {
    const cmi = { a: { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '90' } };
    const world = open({ cmi, mode: 'review' }, 'a');
    begins(world);
    await world.start();
    expect(world.api.LMSGetValue('cmi.core.lesson_mode')).to.equal('review');
    world.api.LMSSetValue('cmi.core.score.raw', '5');
    world.api.LMSFinish('');
    await settle();
    expect(world.changes).to.deep.equal([]);
  });

  it('tells once that suspend data were too long', async () => {
    const world = open({}, 'a');
    begins(world);
    await world.start();
    for (const length of [4097, 5000]) {
      expect(world.api.LMSSetValue('cmi.suspend_data', 'x'.repeat(length))).to.equal('false');
    }
    const told = world.messages.filter(({ kind }) => kind === 'refused-length');
    expect(told).to.deep.equal([{ kind: 'refused-length', length: 4097, limit: 4096 }]);
  });

  it('leaves by Exit with the end of the launch', async () => {
    const world = open({}, 'a', 'b');
    begins(world);
    await world.start();
    expect(await world.click({ type: 'leave' })).to.include({
      word: 'suspended',
      endReason: 'exit',
      hasContent: false,
    });
  });
});
