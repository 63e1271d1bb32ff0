import { expect } from 'chai';
import type { AcceptedRule } from '../../server/standards/index.ts';
import type { AttemptsWorld, Learner, SpecPlayer } from '../support/attempts.ts';
import { buildCourse12, buildCourse2004, buildSco, codeOf, forEachWorld, play } from '../support/attempts.ts';

const SEQUENCED = buildCourse2004([buildSco('one')]);
const OLD = buildCourse12(buildSco('one'));
const PAIR = buildCourse12(buildSco('one'), buildSco('two'));
const PASSED = { 'cmi.completion_status': 'completed', 'cmi.success_status': 'passed', 'cmi.score.scaled': '0.9' };
const FAILED = { ...PASSED, 'cmi.success_status': 'failed', 'cmi.score.scaled': '0.3' };
const RULE: AcceptedRule = {
  id: '01J00000000000000000000001',
  number: 1,
  needs: 'all',
  gives: 'passed',
  conditions: [{ kind: 'engaged', minutes: 2 }],
};

/** The columns of an attempt, with what hangs on them. */
async function attemptOf(world: AttemptsWorld, { opened }: SpecPlayer) {
  return (await world.rows('attempts')).find(({ id }) => id === opened.attemptId) ?? {};
}

/** A score by hand; null takes it back. */
async function override(
  { actor, world }: Learner,
  { opened }: SpecPlayer,
  given: { score: number; success: 'passed' | 'failed' | null } | null,
): Promise<void> {
  const of = { agencyId: actor.agencyId, attemptId: opened.attemptId };
  await world.database.write((tx) => world.attempts.marks.override(tx, of, given));
}

async function mark({ actor, world }: Learner, { opened }: SpecPlayer): Promise<void> {
  const of = { agencyId: actor.agencyId, attemptId: opened.attemptId };
  const given = { part: 'one', block: 'essay', points: 1, most: 2 };
  await world.database.write((tx) => world.attempts.marks.mark(tx, of, given));
}

/** The rows stay as they are when they are made again. */
async function expectRebuilt(world: AttemptsWorld): Promise<void> {
  const all = async () => [
    await world.rows('attempts'),
    await world.rows('sco_tracks'),
    await world.rows('registration_results'),
  ];
  const before = await all();
  await world.attempts.rebuild();
  expect(await all()).to.deep.equal(before);
}

describe('a score given by hand', () => {
  forEachWorld((world) => {
    it('gives a kept pass back when it is withdrawn, though something worse was saved late', async () => {
      const learner = await world().learner(SEQUENCED);
      const player = await play(learner);
      await player.finish('one', PASSED);
      await player.finish('one', FAILED);
      await override(learner, player, { score: 0.95, success: null });
      expect(await attemptOf(world(), player)).to.include({ success: 'passed', score_scaled: 0.95 });
      await override(learner, player, { score: 0.2, success: 'failed' });
      await expectRebuilt(world());
      await override(learner, player, null);
      expect(await attemptOf(world(), player)).to.include({ success: 'passed', score_scaled: 0.9, overruled: null });
      await expectRebuilt(world());
    });

    it('lets what is saved under it rise, and shows it when it is withdrawn', async () => {
      const learner = await world().learner(SEQUENCED);
      const player = await play(learner);
      await player.finish('one', FAILED);
      await override(learner, player, { score: 0.4, success: 'failed' });
      await player.finish('one', PASSED);
      expect(await attemptOf(world(), player)).to.include({ success: 'failed', score_scaled: 0.4 });
      await override(learner, player, null);
      expect(await attemptOf(world(), player)).to.include({ success: 'passed', score_scaled: 0.9 });
    });

    it('leaves no pass under an unmet rule when it is withdrawn', async () => {
      const learner = await world().learner(SEQUENCED);
      world().setRule(await world().versionOf(learner), RULE);
      const player = await play(learner);
      await player.commit('one', PASSED);
      await override(learner, player, { score: 1, success: 'passed' });
      await player.commit('one', { ...PASSED, 'cmi.location': '2' });
      expect(await attemptOf(world(), player)).to.include({ success: 'passed', ruled: 'open' });
      await override(learner, player, null);
      expect(await attemptOf(world(), player)).to.include({ success: 'unknown', completion: 'incomplete' });
      await expectRebuilt(world());
    });

    it('holds against a rule that is met later', async () => {
      const learner = await world().learner(OLD);
      const player = await play(learner);
      await player.finish('one', { 'cmi.core.lesson_status': 'completed', 'cmi.core.score.raw': '90' });
      await override(learner, player, { score: 0.4, success: 'failed' });
      const versionId = await world().versionOf(learner);
      const byScore = { ...RULE, conditions: [{ kind: 'score', least: 80 }] as const };
      await world().attempts.earlier.judge(versionId, byScore);
      expect(await attemptOf(world(), player)).to.include({ ruled: 'passed', success: 'failed', score_scaled: 0.4 });
      await expectRebuilt(world());
      await override(learner, player, null);
      expect(await attemptOf(world(), player)).to.include({ success: 'passed', score_raw: 90 });
    });

    it('counts for a part that is the whole course, and not for one of several', async () => {
      for (const [structure, score] of [[OLD, 0.95] as const, [PAIR, 0.9] as const]) {
        const learner = await world().learner(structure);
        const player = await play(learner);
        await player.commit('one', { 'cmi.core.lesson_status': 'failed', 'cmi.core.score.raw': '90' });
        const part = async () => {
          const [result] = await world().attempts.judging.resultsOf(null, learner.registrationId, 'one');
          return { success: result?.success, score: result?.scoreScaled ?? Number(result?.scoreRaw) / 100 };
        };
        await override(learner, player, { score: 0.95, success: 'passed' });
        expect(await part()).to.deep.equal({ success: score === 0.95 ? 'passed' : 'failed', score });
        await override(learner, player, null);
        expect(await part()).to.deep.equal({ success: 'failed', score: 0.9 });
      }
    });

    it('leaves a kept pass alone when a mark comes after something worse was saved late', async () => {
      const told12 = (status: string, score: string) => ({
        'cmi.core.lesson_status': status,
        'cmi.core.score.raw': score,
      });
      const courses = [
        [SEQUENCED, PASSED, FAILED] as const,
        [OLD, told12('passed', '90'), told12('failed', '30')] as const,
      ];
      for (const [structure, passed, failed] of courses) {
        const learner = await world().learner(structure);
        const player = await play(learner);
        await player.finish('one', passed);
        await player.finish('one', failed);
        await mark(learner, player);
        expect(await attemptOf(world(), player)).to.include({ success: 'passed', state: 'finished' });
        const [part] = await world().attempts.judging.resultsOf(null, learner.registrationId, 'one');
        expect(part).to.include({ success: 'passed' });
      }
      await expectRebuilt(world());
    });

    it('is refused where the words were erased, as a mark is, and the record stays', async () => {
      const learner = await world().learner(SEQUENCED);
      const player = await play(learner);
      await player.finish('one', PASSED);
      const { personId, agencyId } = learner.actor;
      await world().database.write((tx) => world().attempts.erase(tx, { personId, agencyId }));
      const before = await attemptOf(world(), player);
      expect(await codeOf(override(learner, player, { score: 0.95, success: null }))).to.equal('RECORD_ERASED');
      expect(await codeOf(mark(learner, player))).to.equal('RECORD_ERASED');
      expect(await attemptOf(world(), player)).to.deep.equal(before);
      expect(before).to.include({ completion: 'completed', success: 'passed', score_scaled: 0.9 });
    });

    it('is not told as a save of the officer, nor is a mark, and those who judge hear what the attempt came to itself', async () => {
      const learner = await world().learner(SEQUENCED);
      const player = await play(learner);
      await player.commit('one', FAILED);
      const { last_saved_at: saved } = await attemptOf(world(), player);
      world().clock.forward(86_400_000);
      await mark(learner, player);
      await override(learner, player, { score: 0.95, success: 'passed' });
      expect((await attemptOf(world(), player))['last_saved_at']).to.deep.equal(saved);
      const { agencyId, personId } = learner.actor;
      const places = { agencyId, personIds: [personId], courseIds: [learner.courseId] };
      const [place] = await world().attempts.judging.attemptsOf(null, places);
      const { result, overruled } = place?.attempts[0] ?? {};
      expect(result).to.include({ success: 'passed', scoreScaled: 0.95 });
      expect(overruled?.own).to.include({ success: 'failed', scoreScaled: 0.3, completion: 'completed' });
    });
  });
});
