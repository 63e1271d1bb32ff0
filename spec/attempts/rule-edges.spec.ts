import { expect } from 'chai';
import type { AcceptedRule, CompletionCondition } from '../../server/standards/index.ts';
import type { AttemptsWorld, Learner, SpecPlayer } from '../support/attempts.ts';
import { buildCourse12, buildCourse2004, buildSco, forEachWorld, play } from '../support/attempts.ts';

const OLD = buildCourse12(buildSco('one'));
const PAIR = buildCourse12(buildSco('one'), buildSco('two'));
const SEQUENCED = buildCourse2004([buildSco('one')]);
const INCOMPLETE = { 'cmi.core.lesson_status': 'incomplete' };
const COMPLETED = { 'cmi.core.lesson_status': 'completed' };
const PASSED_12 = { 'cmi.core.lesson_status': 'passed' };
const DONE_2004 = { 'cmi.completion_status': 'completed', 'cmi.success_status': 'passed' };

const rule = (...conditions: CompletionCondition[]): AcceptedRule => ({
  id: '01J00000000000000000000001',
  number: 1,
  needs: 'all',
  gives: 'passed',
  conditions,
});
const ENGAGED = rule({ kind: 'engaged', minutes: 2 });
const BY_SCORE = rule({ kind: 'score', least: 80 });

/** A learner whose course goes by a rule. */
async function ruled(
  world: AttemptsWorld,
  structure: typeof OLD,
  accepted: AcceptedRule | null,
): Promise<Learner & { readonly versionId: string }> {
  const learner = await world.learner(structure);
  const versionId = await world.versionOf(learner);
  world.setRule(versionId, accepted);
  return { ...learner, versionId };
}

async function attemptOf(world: AttemptsWorld, { opened }: SpecPlayer) {
  return (await world.rows('attempts')).find(({ id }) => id === opened.attemptId) ?? {};
}

/** Two minutes in the course. */
async function stay(world: AttemptsWorld, player: SpecPlayer): Promise<void> {
  for (let minute = 0; minute < 2; minute += 1) {
    world.clock.forward(60_000);
    await world.attempts.launches.heartbeat(player.bearer, { engagedMs: 60_000, visible: true, idle: false });
  }
}

/** The rows stay as they are when they are made again. */
async function expectRebuilt(world: AttemptsWorld): Promise<void> {
  const tables = ['attempts', 'sco_tracks', 'registration_results'];
  const all = () => Promise.all(tables.map((name) => world.rows(name)));
  const before = await all();
  await world.attempts.rebuild();
  expect(await all()).to.deep.equal(before);
}

describe('a completion rule', () => {
  forEachWorld((world) => {
    it('holds for what a finished attempt saves late', async () => {
      const player = await play(await ruled(world(), SEQUENCED, BY_SCORE));
      await player.commit('one', { 'cmi.completion_status': 'incomplete' });
      await player.end('ended');
      expect(await attemptOf(world(), player)).to.include({ state: 'finished', ruled: 'open' });
      await player.commit('one', { ...DONE_2004, 'cmi.score.scaled': '0.2' });
      const unmet = await attemptOf(world(), player);
      expect(unmet).to.include({ ruled: 'open', success: 'unknown' });
      expect(unmet['completion']).not.to.equal('completed');
      await player.commit('one', { ...DONE_2004, 'cmi.score.scaled': '0.9' });
      const met = { state: 'finished', ruled: 'passed', success: 'passed', completion: 'completed' };
      expect(await attemptOf(world(), player)).to.include(met);
      await expectRebuilt(world());
    });

    it("lets the package's word count again once it is withdrawn, with the same word or none", async () => {
      for (const word of [COMPLETED, null]) {
        const learner = await ruled(world(), OLD, ENGAGED);
        const first = await play(learner);
        await first.commit('one', COMPLETED);
        await first.end('exit');
        expect(await attemptOf(world(), first)).to.include({ state: 'suspended', completion: 'incomplete' });
        world().setRule(learner.versionId, null);
        const next = await play(learner);
        if (word !== null) expect((await next.commit('one', word)).result).to.include({ completion: 'completed' });
        await next.end('exit');
        const done = { state: 'finished', completion: 'completed', ruled: null };
        expect(await attemptOf(world(), next)).to.include(done);
      }
      await expectRebuilt(world());
    });

    it('takes no part away that counted before it held, and lets none count that comes after', async () => {
      const learner = await ruled(world(), PAIR, null);
      const first = await play(learner);
      await first.commit('one', { ...COMPLETED, 'cmi.core.score.raw': '70' });
      await first.end('exit');
      world().setRule(learner.versionId, ENGAGED);
      const player = await play(learner);
      await player.commit('two', PASSED_12);
      await player.commit('one', { ...PASSED_12, 'cmi.core.score.raw': '80' });
      const { judging, records } = world().attempts;
      const partsOf = async () => (await records.completedParts(learner.actor)).map(({ scoId }) => scoId).sort();
      const resultOf = async (part: string) => (await judging.resultsOf(null, learner.registrationId, part))[0];
      expect(await partsOf()).to.deep.equal(['one']);
      expect(await resultOf('one')).to.include({ completion: 'completed', success: 'unknown', scoreRaw: 80 });
      expect(await resultOf('two')).to.include({ completion: 'incomplete', success: 'unknown' });
      await expectRebuilt(world());
      await stay(world(), player);
      expect(await partsOf()).to.deep.equal(['one', 'two']);
      expect(await resultOf('one')).to.include({ completion: 'completed', success: 'passed' });
    });

    it('counts what was done while no rule held, when the next one is accepted', async () => {
      const learner = await ruled(world(), PAIR, ENGAGED);
      const { records } = world().attempts;
      const isDone = async () => (await records.completedParts(learner.actor)).length > 0;
      for (const [accepted, expected] of [[ENGAGED, false] as const, [null, true] as const, [ENGAGED, true] as const]) {
        world().setRule(learner.versionId, accepted);
        const player = await play(learner);
        await player.commit('one', COMPLETED);
        await player.end('exit');
        expect(await isDone()).to.equal(expected);
      }
      await expectRebuilt(world());
    });

    it('that judges what was recorded before finishes what was left', async () => {
      const old = { ...INCOMPLETE, 'cmi.core.score.raw': '90' };
      const sequenced = { 'cmi.completion_status': 'incomplete', 'cmi.score.scaled': '0.9', 'cmi.exit': 'suspend' };
      for (const [structure, record] of [[OLD, old] as const, [SEQUENCED, sequenced] as const]) {
        const learner = await ruled(world(), structure, null);
        const player = await play(learner);
        await player.commit('one', record);
        await player.end('exit');
        expect(await attemptOf(world(), player)).to.include({ state: 'suspended' });
        const heard = world().news.length;
        expect(await world().attempts.earlier.judge(learner.versionId, BY_SCORE)).to.equal(1);
        const done = { state: 'finished', completion: 'completed', success: 'passed' };
        expect(await attemptOf(world(), player)).to.include(done);
        expect(world().news.length).to.equal(heard + 1);
        expect((await play(learner)).opened.mode).to.equal('review');
      }
      await expectRebuilt(world());
    });

    it('that judges what was recorded before lets who has opened the course again go on', async () => {
      const learner = await ruled(world(), OLD, null);
      const player = await play(learner);
      await player.commit('one', { ...INCOMPLETE, 'cmi.core.score.raw': '90' });
      await player.end('exit');
      const again = await play(learner);
      await world().attempts.earlier.judge(learner.versionId, BY_SCORE);
      expect(await attemptOf(world(), again)).to.include({ state: 'suspended', ruled: 'passed' });
      await again.end('exit');
      expect(await attemptOf(world(), again)).to.include({ state: 'finished', success: 'passed' });
    });

    it('that judges what was recorded before sees attempts that never saved anything', async () => {
      const learner = await ruled(world(), OLD, null);
      const player = await play(learner);
      await stay(world(), player);
      await player.end('exit');
      expect(await attemptOf(world(), player)).to.include({ state: 'suspended', last_launch_id: null });
      expect(await world().attempts.earlier.judge(learner.versionId, ENGAGED)).to.equal(1);
      expect(await attemptOf(world(), player)).to.include({ state: 'finished', success: 'passed' });
    });

    it('that judges what was recorded before leaves alone what was erased', async () => {
      const learner = await ruled(world(), SEQUENCED, null);
      const player = await play(learner);
      await stay(world(), player);
      await player.commit('one', { ...DONE_2004, 'cmi.score.scaled': '0.9' });
      await player.end('suspended');
      const { personId, agencyId } = learner.actor;
      await world().database.write((tx) => world().attempts.erase(tx, { personId, agencyId }));
      const before = await attemptOf(world(), player);
      expect(await world().attempts.earlier.judge(learner.versionId, ENGAGED)).to.equal(0);
      expect(await attemptOf(world(), player)).to.deep.equal(before);
    });
  });
});
