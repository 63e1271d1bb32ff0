import { expect } from 'chai';
import type { AcceptedRule, CompletionCondition } from '../../server/standards/index.ts';
import type { AttemptsWorld, Learner, SpecPlayer } from '../support/attempts.ts';
import { buildCourse12, buildCourse2004, buildSco, forEachWorld, play } from '../support/attempts.ts';
import { SpecEngine } from '../support/engine.ts';

const OLD = buildCourse12(buildSco('one'));
const PAIR = buildCourse12(buildSco('one'), buildSco('two'));
const SEQUENCED = buildCourse2004([buildSco('one')]);

const rule = (conditions: readonly CompletionCondition[], change: Partial<AcceptedRule> = {}): AcceptedRule => ({
  id: '01J00000000000000000000001',
  number: 1,
  needs: 'all',
  gives: 'passed',
  conditions,
  ...change,
});
const ENGAGED = rule([{ kind: 'engaged', minutes: 2 }]);

/** A learner of a course whose version goes by a rule. */
async function ruled(world: AttemptsWorld, structure: typeof OLD, accepted: AcceptedRule | null) {
  const learner = await world.learner(structure);
  const versionId = await world.versionOf(learner);
  world.setRule(versionId, accepted);
  return { ...learner, versionId };
}

async function attemptOf(world: AttemptsWorld, player: SpecPlayer) {
  const rows = await world.rows('attempts');
  return rows.find(({ id }) => id === player.opened.attemptId) ?? {};
}

/** A person who reads and scrolls all the while. */
async function beat(world: AttemptsWorld, player: SpecPlayer, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 60_000) {
    world.clock.forward(60_000);
    await world.attempts.launches.heartbeat(player.bearer, { engagedMs: 60_000, visible: true, idle: false });
  }
}

const INCOMPLETE = { 'cmi.core.lesson_status': 'incomplete' };
const COMPLETED = { 'cmi.core.lesson_status': 'completed' };

describe('completion rules', () => {
  forEachWorld((world) => {
    it('calls a course passed that never does so itself, once its time is reached, without another word of the package', async () => {
      const player = await play(await ruled(world(), OLD, ENGAGED));
      expect((await player.commit('one', COMPLETED)).result).to.include({
        completion: 'incomplete',
        success: 'unknown',
      });
      await beat(world(), player, 60_000);
      expect(await attemptOf(world(), player)).to.include({ success: 'unknown', ruled: 'open' });
      await beat(world(), player, 60_000);
      expect(await attemptOf(world(), player)).to.include({
        completion: 'completed',
        success: 'passed',
        ruled: 'passed',
      });
      expect((await player.commit('one', INCOMPLETE)).result).to.include({
        success: 'passed',
        completion: 'completed',
      });
      await player.end('exit');
      expect(await attemptOf(world(), player)).to.include({ state: 'finished', success: 'passed' });
      const triggers = (await world().rows<{ trigger: string; attempt_id: string }>('commits', 'position'))
        .filter(({ attempt_id }) => attempt_id === player.opened.attemptId)
        .map(({ trigger }) => trigger);
      expect(triggers).to.deep.equal(['commit', 'rule', 'commit', 'end']);
    });

    it('tells the commit that meets the rule, in the same answer', async () => {
      const byScore = rule([{ kind: 'score', least: 70 }], { gives: 'completed' });
      const player = await play(await ruled(world(), OLD, byScore));
      const low = await player.commit('one', { ...INCOMPLETE, 'cmi.core.score.raw': '69' });
      expect(low.result).to.include({ completion: 'incomplete' });
      const high = await player.commit('one', { ...INCOMPLETE, 'cmi.core.score.raw': '70' });
      expect(high.result).to.include({ completion: 'completed', success: 'unknown', scoreRaw: 70 });
    });

    it('counts different bookmarks, however often each is told, and opened parts', async () => {
      const pages = await play(await ruled(world(), OLD, rule([{ kind: 'pages', least: 3 }])));
      for (const place of ['p1', 'p2', 'p1', 'p2']) await pages.commit('one', { 'cmi.core.lesson_location': place });
      expect(await attemptOf(world(), pages)).to.include({ ruled: 'open' });
      expect((await pages.commit('one', { 'cmi.core.lesson_location': 'p3' })).result?.success).to.equal('passed');
      const parts = await play(await ruled(world(), PAIR, rule([{ kind: 'parts' }])));
      expect((await parts.commit('one', INCOMPLETE)).result?.success).to.equal('unknown');
      expect((await parts.commit('two', INCOMPLETE)).result?.success).to.equal('passed');
    });

    it('asks for all conditions or for any of them', async () => {
      const both: readonly CompletionCondition[] = [{ kind: 'told' }, { kind: 'score', least: 50 }];
      const all = await play(await ruled(world(), OLD, rule(both)));
      expect((await all.commit('one', COMPLETED)).result?.success).to.equal('unknown');
      const any = await play(await ruled(world(), OLD, rule(both, { needs: 'any' })));
      expect((await any.commit('one', COMPLETED)).result?.success).to.equal('passed');
    });

    it('works under sequencing, and ends what is left when it is met (SCORM 2004)', async () => {
      const player = await play(await ruled(world(), SEQUENCED, rule([{ kind: 'told' }])));
      const engine = new SpecEngine(SEQUENCED);
      engine.navigate('choice', 'one');
      const record = { 'cmi.completion_status': 'completed', 'cmi.exit': 'suspend' };
      engine.apply('one', record);
      const told = await player.commit('one', record, { engineState: engine.packed(), trigger: 'navigation' });
      expect(told.result).to.include({ completion: 'completed', success: 'passed' });
      await player.end('exit');
      expect(await attemptOf(world(), player)).to.include({ state: 'finished', success: 'passed' });
    });

    it('leaves to a running launch the rule that it was opened under, and to a finished record its verdict', async () => {
      const learner = await ruled(world(), OLD, null);
      const before = await play(learner);
      expect((await before.finish('one', COMPLETED)).result).to.include({
        completion: 'completed',
        success: 'unknown',
      });
      const running = await ruled(world(), OLD, null);
      const first = await play(running);
      await first.commit('one', INCOMPLETE);
      world().setRule(learner.versionId, ENGAGED);
      world().setRule(running.versionId, ENGAGED);
      await beat(world(), first, 300_000);
      expect(await attemptOf(world(), first)).to.include({ ruled: null, success: 'unknown' });
      expect(await attemptOf(world(), before)).to.include({ ruled: null, completion: 'completed', success: 'unknown' });
      const next = await play(running, { takeOver: true });
      await next.commit('one', INCOMPLETE);
      expect(await attemptOf(world(), next)).to.include({ ruled: 'passed', success: 'passed' });
    });

    it('takes nothing away from an attempt that was completed before the rule held', async () => {
      const learner = await ruled(world(), PAIR, null);
      const player = await play(learner);
      await player.commit('one', COMPLETED);
      await player.commit('two', COMPLETED);
      world().setRule(learner.versionId, ENGAGED);
      const later = await play(learner, { takeOver: true });
      const told = await later.commit('one', { ...COMPLETED, 'cmi.core.score.raw': '5' });
      expect(told.result).to.include({ completion: 'completed', success: 'unknown' });
    });

    it('judges what was recorded before where it is asked to: records rise, and once more changes nothing', async () => {
      const learner = await ruled(world(), OLD, null);
      const player = await play(learner);
      for (const place of ['a', 'b']) await player.commit('one', { 'cmi.core.lesson_location': place });
      await player.finish('one', { ...COMPLETED, 'cmi.core.lesson_location': 'b' });
      await player.end('exit');
      const { earlier } = world().attempts;
      expect(await earlier.judge(learner.versionId, rule([{ kind: 'pages', least: 3 }]))).to.equal(1);
      expect(await attemptOf(world(), player)).to.include({ success: 'unknown', ruled: null });
      expect(await earlier.judge(learner.versionId, rule([{ kind: 'pages', least: 2 }]))).to.equal(1);
      expect(await attemptOf(world(), player)).to.include({ state: 'finished', success: 'passed', ruled: 'passed' });
      expect(await earlier.judge(learner.versionId, rule([{ kind: 'pages', least: 2 }]))).to.equal(0);
    });

    it('makes the same rows again out of the commits, and lets nobody pass a part that the rule does not', async () => {
      const learner = await ruled(world(), OLD, rule([{ kind: 'pages', least: 2 }, { kind: 'told' }]));
      const player = await play(learner);
      await player.commit('one', { ...COMPLETED, 'cmi.core.lesson_location': '1' });
      const { judging } = world().attempts;
      const part = async () => (await judging.resultsOf(null, learner.registrationId, 'one'))[0];
      expect(await part()).to.include({ completion: 'incomplete' });
      await player.commit('one', { ...COMPLETED, 'cmi.core.lesson_location': '2' });
      expect(await part()).to.include({ completion: 'completed', success: 'passed' });
      const before = [await world().rows('attempts'), await world().rows('registration_results')];
      await world().attempts.rebuild();
      expect([await world().rows('attempts'), await world().rows('registration_results')]).to.deep.equal(before);
      expect(await world().attempts.verify()).to.include({ ok: true });
    });

    it('tells who reads results what the package itself has told', async () => {
      const learner = await ruled(world(), OLD, ENGAGED);
      const player = await play(learner);
      await player.commit('one', { ...COMPLETED, 'cmi.core.score.raw': '40', 'cmi.core.lesson_location': 'x' });
      await beat(world(), player, 120_000);
      await play(await colleagueOf(learner));
      const reader = { ...learner.actor, roles: ['instructor' as const] };
      expect(await world().attempts.evidence.ofVersion(reader, learner.versionId)).to.deep.equal({
        attempts: 2,
        silent: 1,
        finished: 0,
        completed: 1,
        passed: 0,
        failed: 0,
        scored: 1,
        lowestScore: 40,
        highestScore: 40,
        bookmarked: 1,
        words: ['completed'],
        engagedMs: 120_000,
        byRule: 1,
      });
    });
  });
});

/** Somebody else of the agency with a place in the same course. */
async function colleagueOf(learner: Learner): Promise<Learner> {
  const actor = await learner.world.colleague(learner.actor);
  const { id } = await learner.world.attempts.registrations.ensureRegistration(actor, learner.courseId);
  return { ...learner, actor, registrationId: id };
}
