import { expect } from 'chai';
import type { CmiRecord } from '../../server/standards/index.ts';
import { scorm12 } from '../../server/standards/index.ts';
import type { AttemptsWorld, SpecPlayer } from '../support/attempts.ts';
import {
  buildCourse12,
  buildCourse2004,
  buildSco,
  buildSharingSco,
  codeOf,
  forEachWorld,
  play,
} from '../support/attempts.ts';
import { packState, SpecEngine } from '../support/engine.ts';

const GRADED = buildCourse12(buildSco('one', { masteryScore: 80 }));
const TWO = buildCourse2004([
  buildSharingSco('test', 'shared-goal', { writeSatisfiedStatus: true, readSatisfiedStatus: true }),
  buildSharingSco('lesson', 'shared-goal', { readSatisfiedStatus: true }),
]);

async function trackOf(world: AttemptsWorld, player: SpecPlayer) {
  const tracks = await world.rows('sco_tracks');
  return tracks.find((row) => row['attempt_id'] === player.opened.attemptId) ?? {};
}

async function attemptOf(world: AttemptsWorld, player: SpecPlayer) {
  const attempts = await world.rows('attempts');
  return attempts.find((row) => row['id'] === player.opened.attemptId) ?? {};
}

describe('the word of the server', () => {
  forEachWorld((world) => {
    it('refuses a commit by the token of another launch, or by a made-up one', async () => {
      const own = await play(await world().learner(GRADED));
      const other = await play(await world().learner(GRADED));
      const { bearerOf, commits } = world().attempts;
      expect(bearerOf(other.opened.launchId, own.opened.token)).to.equal(null);
      expect(bearerOf(own.opened.launchId, 'made.up')).to.equal(null);
      const forged = { launchId: other.opened.launchId, tokenHash: own.bearer.tokenHash };
      const request = own.request('one', { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '100' });
      expect(await codeOf(commits.commit(forged, request))).to.equal('LAUNCH_TOKEN_UNKNOWN');
      const nowhere = { launchId: '0'.repeat(26), tokenHash: own.bearer.tokenHash };
      expect(await codeOf(commits.commit(nowhere, request))).to.equal('LAUNCH_TOKEN_UNKNOWN');
    });

    it('sets a score out of range aside and keeps the rest (RTE 3.4.4 cmi.core.score.raw)', async () => {
      const player = await play(await world().learner(GRADED));
      const answer = await player.finish('one', {
        'cmi.core.lesson_status': 'completed',
        'cmi.core.score.raw': '1000',
        'cmi.core.lesson_location': '5',
      });
      expect(answer.result).to.include({ completion: 'completed', success: 'unknown', scoreRaw: null });
      const track = await trackOf(world(), player);
      expect(track).to.include({ location: '5' });
      expect(JSON.parse(String(track['rejected']))).to.deep.include.members([
        { ...JSON.parse(String(track['rejected']))[0], element: 'cmi.core.score.raw', value: '1000', error: 405 },
      ]);
      expect(world().logged.at(-1)?.fields).to.deep.include({
        elements: [{ element: 'cmi.core.score.raw', error: 405 }],
      });
    });

    it('sets a status aside that the standard does not know', async () => {
      const player = await play(await world().learner(GRADED));
      const answer = await player.commit('one', { 'cmi.core.lesson_status': 'excellent', 'cmi.core.score.raw': '90' });
      expect(answer.result).to.include({ completion: 'incomplete', success: 'unknown' });
    });

    it('applies the mastery score to "passed", finished or not (RTE 3.4.4 cmi.core.lesson_status)', async () => {
      const claim: CmiRecord = { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '20' };
      const running = await play(await world().learner(GRADED));
      expect((await running.commit('one', claim)).result).to.include({ success: 'failed' });
      const finished = await play(await world().learner(GRADED));
      expect((await finished.finish('one', claim)).result).to.include({ success: 'failed' });
      const good = await play(await world().learner(GRADED));
      const passed = await good.finish('one', { 'cmi.core.lesson_status': 'completed', 'cmi.core.score.raw': '80' });
      expect(passed.result).to.include({ success: 'passed', completion: 'completed' });
    });

    it('gives no more seat time than the clock', async () => {
      const player = await play(await world().learner(GRADED));
      world().clock.forward(30_000);
      await player.commit('one', { 'cmi.core.session_time': '0009:00:00' });
      expect(await attemptOf(world(), player)).to.include({ seat_ms: 30_000 });
      expect(await trackOf(world(), player)).to.include({ total_time_ms: 30_000 });
      await player.commit('one', { 'cmi.core.session_time': '0000:00:12', 'cmi.core.total_time': '0090:00:00' });
      expect(await attemptOf(world(), player)).to.include({ seat_ms: 12_000 });
      expect(await trackOf(world(), player)).to.include({ total_time_ms: 12_000 });
    });

    it('adds up the sessions of a SCO, and tells the next one their total (RTE 3.4.4 cmi.core.total_time)', async () => {
      const learner = await world().learner(GRADED);
      const first = await play(learner);
      world().clock.forward(60_000);
      await first.commit('one', { 'cmi.core.session_time': '0000:00:40', 'cmi.core.lesson_location': '3' });
      const second = await play(learner, { takeOver: true });
      const stored = second.opened.cmi['one'] ?? null;
      const begun = scorm12.initialRecord(buildSco('one'), { id: 'x', name: 'x' }, 'normal', stored);
      expect(begun).to.include({ 'cmi.core.total_time': '0000:00:40', 'cmi.core.lesson_location': '3' });
      world().clock.forward(60_000);
      await second.commit('one', { 'cmi.core.session_time': '0000:00:50', 'cmi.core.total_time': '0000:00:40' });
      expect(await attemptOf(world(), second)).to.include({ seat_ms: 90_000 });
    });

    it('keeps the time of a finished session when its SCO is opened again in the same window', async () => {
      const learner = await world().learner(buildCourse12(buildSco('one'), buildSco('two')));
      const player = await play(learner);
      world().clock.forward(60_000);
      const left = { 'cmi.core.session_time': '0000:00:20' };
      await player.finish('one', left);
      await player.commit('one', left, { final: true, trigger: 'navigation' });
      await player.commit('one', {}, { trigger: 'navigation' });
      await player.commit('one', { 'cmi.core.session_time': '0000:00:07' });
      expect(await attemptOf(world(), player)).to.include({ seat_ms: 27_000 });
      const sessions = (await world().rows('sco_sessions', '"number"')).filter(
        (row) => row['launch_id'] === player.opened.launchId,
      );
      expect(sessions.map((row) => row['session_time_ms'])).to.deep.equal([20_000, 7_000]);
    });

    it('rolls up from the records and not from the state that the browser claims', async () => {
      const player = await play(await world().learner(TWO));
      const engine = new SpecEngine(TWO);
      engine.navigate('choice', 'test');
      engine.apply('test', { 'cmi.success_status': 'passed', 'cmi.completion_status': 'completed' });
      const claimed = { 'cmi.completion_status': 'incomplete' };
      const answer = await player.commit('test', claimed, { engineState: engine.packed(), trigger: 'navigation' });
      expect(answer.result).to.include({ completion: 'unknown', success: 'unknown' });
      expect(world().logged.at(-1)?.message).to.match(/differs from the record/);
    });

    it('does not believe a state that calls the whole course passed', async () => {
      const player = await play(await world().learner(TWO));
      const engine = new SpecEngine(TWO);
      engine.navigate('choice', 'lesson');
      const [root, ...others] = engine.state.activities;
      if (root === undefined) throw new Error('There is no root.');
      const passed = root.objectives.map((objective) => ({
        ...objective,
        satisfied: true,
        completed: true,
        measure: 1,
      }));
      const forged = packState({ ...engine.state, activities: [{ ...root, objectives: passed }, ...others] });
      const answer = await player.commit('lesson', {}, { engineState: forged, trigger: 'navigation' });
      expect(answer.result).to.include({ completion: 'unknown', success: 'unknown', scoreScaled: null });
    });

    it('keeps what it rolled up itself when an activity is taken again (RB.1.4)', async () => {
      const player = await play(await world().learner(TWO));
      const engine = new SpecEngine(TWO);
      const done = { 'cmi.success_status': 'passed', 'cmi.completion_status': 'completed' };
      for (const part of ['test', 'lesson']) {
        engine.navigate('choice', part);
        engine.apply(part, done);
        await player.finish(part, done);
        await player.commit(part, done, { engineState: engine.packed(), trigger: 'navigation' });
      }
      engine.navigate('choice', 'lesson');
      const again = await player.commit('lesson', {}, { engineState: engine.packed(), trigger: 'navigation' });
      expect(again.result).to.include({ completion: 'completed', success: 'passed' });
    });

    it('believes a global objective only when a record accounts for it (SN 3.10)', async () => {
      const learner = await world().learner(TWO);
      const player = await play(learner);
      const engine = new SpecEngine(TWO);
      engine.navigate('choice', 'lesson');
      const satisfied = { satisfied: true, measure: null, rawScore: null, minScore: null, maxScore: null };
      const globals = { 'shared-goal': { ...satisfied, completed: null, progressMeasure: null } };
      const forged = packState({ ...engine.state, globals });
      const answer = await player.commit('lesson', {}, { engineState: forged, trigger: 'navigation' });
      expect(answer.result?.success).to.equal('unknown');
      const stored = (await world().rows('global_objectives')).filter(
        (row) => row['person_id'] === learner.actor.personId && String(row['value']).includes('true'),
      );
      expect(stored).to.deep.equal([]);
    });

    it('writes a global objective that a record accounts for, for the next course (SN 3.10.2)', async () => {
      const learner = await world().learner(TWO);
      const player = await play(learner);
      const engine = new SpecEngine(TWO);
      engine.navigate('choice', 'test');
      const record = { 'cmi.success_status': 'passed', 'cmi.completion_status': 'completed' };
      engine.apply('test', record);
      await player.finish('test', record);
      await player.commit('test', record, { engineState: engine.packed(), trigger: 'navigation' });
      const { courseId } = await world().course(learner.actor, TWO);
      const { id } = await world().attempts.registrations.ensureRegistration(learner.actor, courseId);
      const next = await play({ ...learner, registrationId: id, courseId });
      expect(next.opened.globalObjectives['shared-goal']).to.include({ satisfied: true });
    });

    it('stores only shared data that the course may write, within its length (RTE 4.3.1)', async () => {
      const writable = buildSco('one', { sharedData: [{ targetId: 'notes', read: true, write: true }] });
      const learner = await world().learner(buildCourse2004([writable], { sharedDataGlobalToSystem: false }));
      const player = await play(learner);
      await player.commit('one', {}, { sharedData: { notes: 'kept', foreign: 'x' } });
      await player.commit('one', {}, { sharedData: { notes: 'y'.repeat(64_001) } });
      const again = await play(learner, { takeOver: true });
      expect(again.opened.sharedData).to.deep.equal({ notes: 'kept' });
    });
  });
});
