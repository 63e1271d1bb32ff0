import { expect } from 'chai';
import type { AttemptsWorld, SpecPlayer } from '../support/attempts.ts';
import { buildCourse12, buildCourse2004, buildSco, forEachWorld, play } from '../support/attempts.ts';
import { SpecEngine } from '../support/engine.ts';

const ONE = buildCourse12(buildSco('one', { masteryScore: 80 }));
const PASSED = { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '95' };
const FAILED = { 'cmi.core.lesson_status': 'failed', 'cmi.core.score.raw': '5' };
const TWO_2004 = buildCourse2004([buildSco('a'), buildSco('b')]);
const DONE_2004 = { 'cmi.completion_status': 'completed', 'cmi.success_status': 'passed' };

async function attemptOf(world: AttemptsWorld, player: SpecPlayer) {
  const attempts = await world.rows('attempts');
  return attempts.find((row) => row['id'] === player.opened.attemptId) ?? {};
}

describe('a finished record', () => {
  forEachWorld((world) => {
    it('is finished in SCORM 1.2 when the last SCO has finished', async () => {
      const player = await play(await world().learner(ONE));
      await player.commit('one', PASSED);
      expect(await attemptOf(world(), player)).to.include({ state: 'open', completion: 'completed' });
      await player.finish('one', PASSED);
      expect(await attemptOf(world(), player)).to.include({ state: 'finished', success: 'passed' });
    });

    it('is not lowered by a later commit of the same launch', async () => {
      const player = await play(await world().learner(ONE));
      await player.finish('one', PASSED);
      await player.finish('one', FAILED);
      expect(await attemptOf(world(), player)).to.include({ success: 'passed', score_raw: 95, state: 'finished' });
      const [track] = (await world().rows('sco_tracks')).filter((row) => row['attempt_id'] === player.opened.attemptId);
      expect(track).to.include({ success: 'passed', score_raw: 95 });
    });

    it('is not lowered by what an older window sends late', async () => {
      const learner = await world().learner(ONE);
      const older = await play(learner);
      const newer = await play(learner, { takeOver: true });
      const late = older.request('one', FAILED);
      await newer.end('exit');
      await older.send(late);
      await older.finish('one', PASSED);
      await older.commit('one', FAILED);
      expect(await attemptOf(world(), older)).to.include({ success: 'passed', score_raw: 95 });
    });

    it('rises when a late commit is better', async () => {
      const player = await play(await world().learner(ONE));
      await player.finish('one', FAILED);
      await player.finish('one', PASSED);
      expect(await attemptOf(world(), player)).to.include({ success: 'passed', score_raw: 95 });
    });

    it('opens for review, whose commits are kept in the chain and change nothing', async () => {
      const learner = await world().learner(ONE);
      await (await play(learner)).finish('one', PASSED);
      const review = await play(learner);
      expect(review.opened.mode).to.equal('review');
      const before = await attemptOf(world(), review);
      await review.finish('one', FAILED);
      const { version, chain_head, commit_count, ...after } = await attemptOf(world(), review);
      expect({ version, commit_count }).to.deep.equal({ version: 2, commit_count: 2 });
      expect({ ...before, version, chain_head, commit_count }).to.deep.equal({
        ...after,
        version,
        chain_head,
        commit_count,
      });
      const [last] = (await world().rows('commits', 'position DESC')).filter(
        (row) => row['attempt_id'] === review.opened.attemptId,
      );
      expect(last).to.include({ outcome: 'uncounted' });
    });

    it('stays beside a new attempt, which takes the version of the day', async () => {
      const learner = await world().learner(ONE);
      const first = await play(learner);
      await first.finish('one', PASSED);
      const versionId = await world().version(learner.courseId, learner.actor.agencyId, ONE, 2);
      const second = await play(learner, { newAttempt: true });
      expect(second.opened).to.deep.include({ attemptNumber: 2, mode: 'normal', versionId, cmi: {} });
      await second.commit('one', { 'cmi.core.lesson_status': 'incomplete' });
      expect(await attemptOf(world(), first)).to.include({ success: 'passed', number: 1 });
    });

    it('is finished in 2004 when the sequencing ended, and hands its tracking to the next attempt', async () => {
      const learner = await world().learner(TWO_2004);
      const player = await play(learner);
      const engine = new SpecEngine(TWO_2004);
      engine.navigate('choice', 'a');
      engine.apply('a', DONE_2004);
      await player.finish('a', DONE_2004);
      engine.navigate('exitAll');
      await player.commit('a', DONE_2004, { engineState: engine.packed(), trigger: 'navigation' });
      await player.end('ended');
      expect(await attemptOf(world(), player)).to.include({ state: 'finished', completion: 'unknown' });
      const next = await play(learner);
      expect(next.opened).to.include({ attemptNumber: 2, mode: 'normal' });
      expect(next.opened.engineState).to.deep.include({ current: null, suspended: null });
    });

    it('goes on in 2004 when the session was suspended, with the state as it was', async () => {
      const learner = await world().learner(TWO_2004);
      const player = await play(learner);
      const engine = new SpecEngine(TWO_2004);
      engine.navigate('choice', 'b');
      const record = { 'cmi.location': '4', 'cmi.exit': 'suspend', 'cmi.completion_status': 'incomplete' };
      engine.apply('b', record);
      await player.finish('b', record);
      engine.navigate('suspendAll');
      await player.commit('b', record, { engineState: engine.packed(), trigger: 'navigation' });
      await player.end('suspended');
      expect(await attemptOf(world(), player)).to.include({ state: 'suspended' });
      const next = await play(learner);
      expect(next.opened).to.include({ attemptNumber: 1, mode: 'normal' });
      expect(next.opened.engineState).to.deep.equal(engine.state);
      expect(next.opened.cmi['b']).to.include({ 'cmi.location': '4', 'cmi.exit': 'suspend' });
    });

    it('keeps the engine state that came last, also when an earlier commit arrives after it', async () => {
      const learner = await world().learner(TWO_2004);
      const player = await play(learner);
      const early = new SpecEngine(TWO_2004);
      early.navigate('choice', 'a');
      const late = new SpecEngine(TWO_2004);
      late.navigate('choice', 'b');
      await player.commit('b', {}, { seq: 5, engineState: late.packed(), trigger: 'navigation' });
      await player.commit('a', {}, { seq: 4, engineState: early.packed(), trigger: 'navigation' });
      const next = await play(learner, { takeOver: true });
      expect(next.opened.engineState).to.include({ current: 'b' });
    });
  });
});
