import { expect } from 'chai';
import type { ResultsWanted } from '../../server/attempts/index.ts';
import type { AttemptsWorld, Learner } from '../support/attempts.ts';
import { buildCourse12, buildSco, codeOf, forEachWorld, play } from '../support/attempts.ts';

const COURSE = buildCourse12(buildSco('one'), buildSco('two'), buildSco('three'));
const EVERYONE: ResultsWanted = { search: '', status: 'all', sort: 'name', direction: 'asc', page: 1 };

/** Statements that a piece of work needs. */
async function statementsOf(world: AttemptsWorld, work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const options: { logging: unknown } = Reflect.get(world.database.sequelize, 'options');
  options.logging = () => (count += 1);
  try {
    await work();
  } finally {
    options.logging = false;
  }
  return count;
}

async function colleagueIn(learner: Learner): Promise<Learner> {
  const actor = await learner.world.colleague(learner.actor);
  const { id } = await learner.world.attempts.registrations.ensureRegistration(actor, learner.courseId);
  return { ...learner, actor, registrationId: id };
}

describe('what may be read of records', () => {
  forEachWorld((world) => {
    it('shows a person its courses, where each stands and what comes next', async () => {
      const learner = await world().learner(COURSE);
      const player = await play(learner);
      await player.finish('one', { 'cmi.core.lesson_status': 'completed' });
      world().clock.forward(1000);
      await player.commit('three', { 'cmi.core.lesson_location': '2' });
      const { courseId } = await world().course(learner.actor, COURSE);
      await world().attempts.registrations.ensureRegistration(learner.actor, courseId);
      const [first, second] = await world().attempts.records.takenBy(learner.actor);
      expect(first).to.deep.include({
        registrationId: learner.registrationId,
        courseTitle: 'First bell',
        strand: 'school',
        attemptId: player.opened.attemptId,
        state: 'open',
        partsDone: 1,
        partsTotal: 3,
        nextPart: 'Part three',
        lastSavedAt: world().clock.now(),
      });
      expect(second).to.include({ attemptId: null, state: 'not started', nextPart: null });
    });

    it('needs as many statements for one course as for twenty', async () => {
      const few = await world().learner(COURSE);
      await play(few);
      const many = await world().learner(COURSE);
      for (let courses = 0; courses < 20; courses += 1) {
        const { courseId } = await world().course(many.actor, COURSE);
        const { id } = await world().attempts.registrations.ensureRegistration(many.actor, courseId);
        await play({ ...many, registrationId: id });
      }
      const { takenBy } = world().attempts.records;
      const one = await statementsOf(world(), () => takenBy(few.actor));
      expect(await statementsOf(world(), () => takenBy(many.actor))).to.equal(one);
    });

    it('shows the results of a course to readers of the agency, searched, sorted and counted', async () => {
      const learner = await world().learner(COURSE);
      const other = await colleagueIn(learner);
      await (await play(learner)).commit('one', { 'cmi.core.score.raw': '40' });
      const player = await play(other);
      for (const part of ['one', 'two', 'three']) {
        await player.finish(part, { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '90' });
      }
      const reader = await world().colleague(learner.actor, ['instructor']);
      const { results } = world().attempts.records;
      const found = await results(reader, learner.courseId, { ...EVERYONE, sort: 'score', direction: 'desc' });
      expect(found.total).to.equal(2);
      expect(found.rows.map((row) => row.result.scoreRaw)).to.deep.equal([90, 40]);
      expect(found.rows[0]).to.deep.include({ state: 'finished', attempts: 1, attemptId: player.opened.attemptId });
      expect(found.rows[0]?.finishedAt).to.be.instanceOf(Date);
      const finished = await results(reader, learner.courseId, { ...EVERYONE, status: 'finished' });
      expect(finished.rows.map((row) => row.registrationId)).to.deep.equal([other.registrationId]);
      const search = other.actor.personId.slice(-4).toUpperCase();
      const named = await results(reader, learner.courseId, { ...EVERYONE, search });
      expect(named.rows.map((row) => row.personName)).to.include(other.actor.name);
      const all = [];
      for await (const row of world().attempts.records.allResults(reader, learner.courseId)) all.push(row);
      expect(all).to.have.length(2);
      const [counts] = await world().attempts.records.counts(reader);
      expect(counts).to.include({ people: 2, running: 1, passedOrDone: 1, notPassed: 0 });
    });

    it('shows the pass, not the retake that runs after it', async () => {
      const learner = await world().learner(buildCourse12(buildSco('one')));
      const passed = await play(learner);
      await passed.finish('one', { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '90' });
      const again = await play(learner, { newAttempt: true });
      await again.commit('one', { 'cmi.core.lesson_status': 'incomplete', 'cmi.core.score.raw': '10' });
      const reader = await world().colleague(learner.actor, ['instructor']);
      const found = await world().attempts.records.results(reader, learner.courseId, EVERYONE);
      expect(found.rows).to.have.length(1);
      expect(found.rows[0]).to.deep.include({ attemptId: passed.opened.attemptId, attempts: 2, state: 'finished' });
      expect(found.rows[0]?.result).to.include({ success: 'passed', scoreRaw: 90 });
    });

    it('keeps results from officers and from other agencies', async () => {
      const learner = await world().learner(COURSE);
      const { attemptId } = (await play(learner)).opened;
      const { records } = world().attempts;
      const officer = await world().colleague(learner.actor);
      const stranger = await world().colleague(await world().person(), ['instructor', 'administrator']);
      const calls = (actor: typeof officer) => [
        () => records.attempt(actor, attemptId),
        () => records.log(actor, attemptId, 1),
        () => records.latestAttempt(actor, learner.registrationId),
      ];
      for (const call of [...calls(officer), ...calls(stranger)]) {
        expect(await codeOf(call())).to.equal('ATTEMPT_NOT_FOUND');
      }
      expect(() => records.results(officer, learner.courseId, EVERYONE))
        .to.throw()
        .with.property('code', 'NOT_ALLOWED');
      expect(() => records.counts(officer))
        .to.throw()
        .with.property('code', 'NOT_ALLOWED');
      expect((await records.results(stranger, learner.courseId, EVERYONE)).total).to.equal(0);
    });

    it('shows one attempt down to interactions and objectives, with the prompts of its version', async () => {
      const learner = await world().learner(COURSE);
      const player = await play(learner);
      await world().insert('version_items', {
        id: '0'.repeat(10) + player.opened.versionId.slice(10),
        version_id: player.opened.versionId,
        item: 'q1',
        prompt: 'Who may open the gate?',
        options: '[{"id":"a","text":"The officer"}]',
        objective: '',
      });
      await player.commit('two', {
        'cmi.core.lesson_location': '4',
        'cmi.core.score.raw': '500',
        'cmi.objectives.0.id': 'gates',
        'cmi.objectives.0.status': 'passed',
        'cmi.interactions.0.id': 'q1',
        'cmi.interactions.0.type': 'choice',
        'cmi.interactions.0.student_response': 'a',
        'cmi.interactions.0.result': 'correct',
      });
      const reader = await world().colleague(learner.actor, ['supervisor']);
      const found = await world().attempts.records.attempt(reader, player.opened.attemptId);
      expect(found).to.include({ isOwn: false, personName: learner.actor.name, courseTitle: 'First bell', number: 1 });
      const [sco] = found.scos;
      expect(sco).to.include({ scoId: 'two', location: '4' });
      expect(sco?.rejected.map(({ element }) => element)).to.deep.equal(['cmi.core.score.raw']);
      expect(sco?.interactions[0]).to.deep.include({
        identifier: 'q1',
        prompt: 'Who may open the gate?',
        options: [{ id: 'a', text: 'The officer' }],
        learnerResponse: 'a',
        result: 'correct',
      });
      expect(sco?.objectives[0]).to.deep.include({ identifier: 'gates', success: 'passed' });
      expect((await world().attempts.records.attempt(learner.actor, player.opened.attemptId)).isOwn).to.equal(true);
    });

    it('tells the log in words: what was saved, what was refused, how it ended', async () => {
      const learner = await world().learner(COURSE);
      const first = await play(learner);
      await first.commit('one', { 'cmi.core.lesson_location': '5', 'cmi.core.score.raw': '80' }, { seq: 4 });
      await first.commit('one', { 'cmi.core.lesson_location': '2' }, { seq: 2 });
      world().clock.forward(1000);
      const second = await play(learner, { takeOver: true });
      await second.finish('two', { 'cmi.core.lesson_status': 'passed', 'cmi.suspend_data': 'abc' });
      world().clock.forward(1000);
      await codeOf(first.commit('one', { 'cmi.core.lesson_location': '6' }, { seq: 5 }));
      await second.end('exit');
      world().clock.forward(1000);
      const review = await play(learner, { mode: 'review' });
      await review.commit('one', { 'cmi.core.lesson_location': '1' });
      const log = await world().attempts.records.log(learner.actor, first.opened.attemptId, 1);
      expect(log).to.include({ total: 6, pages: 1, number: 1, personName: learner.actor.name });
      const lines = log.rows.map(({ outcome, words, part, launchNumber }) => [outcome, words, part, launchNumber]);
      expect(lines).to.have.deep.members([
        ['saved', 'saved: location 5, score 80', 'Part one', 1],
        ['obsolete', 'kept, a newer save was there already: location 2', 'Part one', 1],
        ['saved', 'finished: passed, 3 characters of its own notes', 'Part two', 2],
        ['kept', 'refused: a later launch has saved (location 6)', 'Part one', 1],
        ['saved', 'ended: the window was closed', '', 2],
        ['saved', 'not counted, opened to look again: location 1', 'Part one', 3],
      ]);
    });

    it('shows the own record of a course, attempts newest first', async () => {
      const learner = await world().learner(COURSE);
      const { records } = world().attempts;
      expect(await records.ownRecord(learner.actor, learner.courseId)).to.deep.equal({
        registrationId: learner.registrationId,
        attempts: [],
        parts: {},
      });
      const player = await play(learner);
      for (const part of ['one', 'two', 'three']) await player.finish(part, { 'cmi.core.lesson_status': 'completed' });
      await play(learner, { newAttempt: true });
      const own = await records.ownRecord(learner.actor, learner.courseId);
      expect(own.attempts.map(({ number, state }) => [number, state])).to.deep.equal([
        [2, 'open'],
        [1, 'finished'],
      ]);
      expect(own.parts).to.deep.equal({});
    });
  });
});
