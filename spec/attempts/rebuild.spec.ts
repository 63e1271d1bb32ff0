import { expect } from 'chai';
import type { AttemptsWorld, Learner } from '../support/attempts.ts';
import { buildCourse12, buildCourse2004, buildSco, buildSharingSco, forEachWorld, play } from '../support/attempts.ts';
import { SpecEngine } from '../support/engine.ts';

const COURSE_12 = buildCourse12(buildSco('one', { masteryScore: 80 }), buildSco('two'));
const COURSE_2004 = buildCourse2004([
  buildSco('a', { sharedData: [{ targetId: 'notes', read: true, write: true }] }),
  buildSharingSco('b', 'goal', { writeSatisfiedStatus: true, writeNormalizedMeasure: true }),
]);
const PROJECTIONS = [
  'attempts',
  'sco_tracks',
  'sco_sessions',
  'interactions',
  'sco_objectives',
  'global_objectives',
  'shared_data',
];

async function projections(world: AttemptsWorld) {
  const tables: Record<string, unknown[]> = {};
  for (const name of PROJECTIONS) tables[name] = await world.rows(name);
  return tables;
}

/** Two launches of a 1.2 course: interactions, an overtaken commit, a cut-off session, a finish, a review. */
async function take12(world: AttemptsWorld, learner: Learner): Promise<void> {
  const first = await play(learner);
  world.clock.forward(20_000);
  const answer = { 'cmi.interactions.0.id': 'q0', 'cmi.interactions.0.student_response': 'b' };
  await first.commit('one', { ...answer, 'cmi.core.session_time': '0000:00:15' }, { seq: 7 });
  await first.commit('one', { 'cmi.core.lesson_location': 'old' }, { seq: 3 });
  const second = await play(learner, { takeOver: true });
  world.clock.forward(20_000);
  const objective = { 'cmi.objectives.0.id': 'o', 'cmi.objectives.0.status': 'passed', 'cmi.core.score.raw': '90' };
  await second.finish('one', { ...objective, 'cmi.core.session_time': '0000:00:09' });
  await second.finish('two', { 'cmi.core.lesson_status': 'completed', 'cmi.core.score.raw': '700' });
  await second.end('exit');
  await (await play(learner)).finish('one', { 'cmi.core.score.raw': '10' });
}

/** Two attempts of a 2004 course, with engine states, shared data and an end. */
async function take2004(world: AttemptsWorld, learner: Learner): Promise<void> {
  for (const score of ['0.4', '0.9']) {
    const player = await play(learner, { newAttempt: true });
    const { globalObjectives, engineState } = player.opened;
    const engine = new SpecEngine(COURSE_2004, globalObjectives, engineState);
    for (const part of ['a', 'b']) {
      engine.navigate('choice', part);
      const record = {
        'cmi.score.scaled': score,
        'cmi.completion_status': 'completed',
        'cmi.success_status': 'passed',
      };
      engine.apply(part, record);
      world.clock.forward(5_000);
      await player.finish(part, { ...record, 'cmi.session_time': 'PT4S' });
      await player.commit(part, record, {
        engineState: engine.packed(),
        trigger: 'navigation',
        sharedData: { notes: `at ${part}` },
      });
    }
    engine.navigate('exitAll');
    await player.commit('b', {}, { engineState: engine.packed(), trigger: 'navigation' });
    await player.end('ended');
    await world.version(learner.courseId, learner.actor.agencyId, COURSE_2004, Number(score) * 100);
  }
}

describe('a rebuild', () => {
  forEachWorld((world) => {
    it('makes every row again as it was, out of the commits alone', async () => {
      await take12(world(), await world().learner(COURSE_12));
      await take2004(world(), await world().learner(COURSE_2004));
      const before = await projections(world());
      for (const name of PROJECTIONS) expect(before[name], name).to.have.length.greaterThan(0);
      await damage(world());
      expect(await projections(world())).to.not.deep.equal(before);
      const summary = await world().attempts.rebuild();
      expect(summary).to.deep.equal({ people: 2, attempts: 3, entries: 18, erased: 0 });
      expect(await projections(world())).to.deep.equal(before);
    });

    it('judges older commits by the limits that their launch was given', async () => {
      const learner = await world().learner(COURSE_12);
      const player = await play(learner);
      const suspendData = 'x'.repeat(5_000);
      await player.commit('one', { 'cmi.suspend_data': suspendData });
      const trackOf = async () =>
        (await world().rows('sco_tracks')).find((row) => row['attempt_id'] === player.opened.attemptId);
      expect(await trackOf()).to.include({ suspend_data: '' });
      try {
        world().suspendData = 64_000;
        world().clock.forward(5_001);
        await world().attempts.rebuild();
        expect(await trackOf()).to.include({ suspend_data: '' });
        await player.commit('one', { 'cmi.suspend_data': suspendData });
        expect(await trackOf()).to.include({ suspend_data: '' });
        const later = await play(learner, { takeOver: true });
        await later.commit('one', { 'cmi.suspend_data': suspendData });
        expect(await trackOf()).to.include({ suspend_data: suspendData });
      } finally {
        world().suspendData = 4_096;
      }
    });

    it('judges commits of a launch without limits of its own, of an older release, by those of the version', async () => {
      const learner = await world().learner(COURSE_12);
      const player = await play(learner);
      await world().change(`UPDATE ${world().table('launches')} SET limits = NULL WHERE id = :id`, {
        id: player.opened.launchId,
      });
      await player.commit('one', { 'cmi.suspend_data': 'x'.repeat(5_000), 'cmi.core.lesson_location': '5' });
      const track = (await world().rows('sco_tracks')).find((row) => row['attempt_id'] === player.opened.attemptId);
      expect(track).to.include({ suspend_data: '', location: '5' });
    });

    it('replays an attempt in the order of its chain, though the clock of the server stepped back', async () => {
      const learner = await world().learner(COURSE_12);
      const first = await play(learner);
      await first.commit('one', { 'cmi.core.lesson_location': '1', 'cmi.core.score.raw': '90' });
      await first.end('suspended');
      const later = world().clock.time;
      world().clock.forward(-3_600_000);
      const second = await play(learner);
      await second.commit('one', { 'cmi.core.lesson_location': '2', 'cmi.core.lesson_status': 'incomplete' });
      await second.commit('one', { 'cmi.core.lesson_location': '3', 'cmi.core.lesson_status': 'incomplete' });
      world().clock.time = later;
      const before = await projections(world());
      await world().attempts.rebuild();
      expect(await projections(world())).to.deep.equal(before);
    });

    it('replays attempts that share objectives in the order in which they were stored, whatever the clock said', async () => {
      const learner = await world().learner(COURSE_2004);
      const other = await world().course(learner.actor, COURSE_2004);
      const { id: registrationId } = await world().attempts.registrations.ensureRegistration(
        learner.actor,
        other.courseId,
      );
      const later = world().clock.time;
      const isSatisfied = async () => {
        const rows = await world().rows<{ value: string; person_id: string }>('global_objectives');
        return rows.filter((row) => row.person_id === learner.actor.personId).map(({ value }) => readGoal(value));
      };
      for (const [one, success] of [
        [learner, 'passed'],
        [{ ...learner, ...other, registrationId }, 'failed'],
      ] as const) {
        const player = await play(one);
        const engine = new SpecEngine(COURSE_2004, player.opened.globalObjectives, player.opened.engineState);
        engine.navigate('choice', 'b');
        const record = { 'cmi.success_status': success, 'cmi.completion_status': 'completed' };
        engine.apply('b', record);
        await player.finish('b', record);
        await player.commit('b', record, { engineState: engine.packed(), trigger: 'navigation' });
        world().clock.forward(-3_600_000);
      }
      world().clock.time = later;
      expect(await isSatisfied()).to.deep.equal([false]);
      const before = await projections(world());
      await world().attempts.rebuild();
      expect(await isSatisfied()).to.deep.equal([false]);
      expect(await projections(world())).to.deep.equal(before);
    });

    it('changes nothing when there is nothing to mend', async () => {
      await world().attempts.rebuild();
      const before = await projections(world());
      await world().attempts.rebuild();
      expect(await projections(world())).to.deep.equal(before);
    });

    it('leaves the rows of somebody whose content was erased as they are', async () => {
      const learner = await world().learner(COURSE_12);
      const player = await play(learner);
      await player.commit('one', { 'cmi.core.lesson_location': '5' });
      const { attemptId } = player.opened;
      await world().change(`UPDATE ${world().table('commits')} SET payload = NULL WHERE attempt_id = :attemptId`, {
        attemptId,
      });
      const before = await projections(world());
      expect((await world().attempts.rebuild()).erased).to.equal(1);
      expect(await projections(world())).to.deep.equal(before);
      const attempt = (await world().rows('attempts')).find((row) => row['id'] === attemptId);
      expect(attempt).to.include({ version: 1, commit_count: 1 });
      expect((await world().attempts.verify()).ok).to.equal(true);
    });
  });
});

function readGoal(value: string): boolean | null {
  const { satisfied }: { satisfied: boolean | null } = JSON.parse(value);
  return satisfied;
}

async function damage(world: AttemptsWorld): Promise<void> {
  await world.change(`UPDATE ${world.table('sco_tracks')} SET score_raw = 1, location = 'elsewhere'`);
  await world.change(`DELETE FROM ${world.table('interactions')}`);
  await world.change(`UPDATE ${world.table('attempts')} SET success = 'failed', seat_ms = 0, engine_state = NULL`);
}
