import { expect } from 'chai';
import type { Actor } from '../../server/people/index.ts';
import type { AttemptsWorld, Learner } from '../support/attempts.ts';
import {
  buildCourse12,
  buildCourse2004,
  buildSco,
  buildSharingSco,
  codeOf,
  forEachWorld,
  play,
} from '../support/attempts.ts';
import { SpecEngine } from '../support/engine.ts';

const COURSE_12 = buildCourse12(buildSco('one', { masteryScore: 80 }), buildSco('two'));
const COURSE_2004 = buildCourse2004([
  buildSco('a', { sharedData: [{ targetId: 'notes', read: true, write: true }] }),
  buildSharingSco('b', 'goal', { writeSatisfiedStatus: true, writeNormalizedMeasure: true }),
]);
const TABLES = [
  'registrations',
  'launches',
  'attempts',
  'sco_tracks',
  'sco_sessions',
  'interactions',
  'sco_objectives',
  'global_objectives',
  'shared_data',
];

type Row = Record<string, unknown>;

async function stored(world: AttemptsWorld): Promise<Record<string, Row[]>> {
  const tables: Record<string, Row[]> = {};
  for (const name of TABLES) tables[name] = await world.rows(name);
  return tables;
}

async function take12(learner: Learner, score: string): Promise<void> {
  const player = await play(learner);
  const answer = { 'cmi.interactions.0.id': 'q0', 'cmi.interactions.0.student_response': 'b' };
  await player.finish('one', { ...answer, 'cmi.core.score.raw': score, 'cmi.objectives.0.id': 'o' });
  await player.finish('two', { 'cmi.core.lesson_status': 'completed' });
  await player.end('exit');
}

async function take2004(learner: Learner, success: string): Promise<void> {
  const player = await play(learner);
  const engine = new SpecEngine(COURSE_2004, player.opened.globalObjectives, player.opened.engineState);
  engine.navigate('choice', 'b');
  const record = { 'cmi.success_status': success, 'cmi.completion_status': 'completed' };
  engine.apply('b', record);
  await player.finish('b', record);
  const sharedData = { notes: success };
  await player.commit('b', record, { engineState: engine.packed(), trigger: 'navigation', sharedData });
}

describe('registrations that are moved to another person', () => {
  forEachWorld((world) => {
    let courses: { readonly of12: string; readonly of2004: string };
    let asserted: Actor;
    let officer: Actor;

    const placeOf = async (actor: Actor, courseId: string, key = 'destination'): Promise<Learner> => {
      const { id } = await world().attempts.registrations.ensureRegistration(actor, courseId, 'dispatch', key);
      return { world: world(), actor, courseId, registrationId: id };
    };
    const move = (): Promise<void> =>
      world().database.write((tx) =>
        world().attempts.registrations.moveTo(tx, asserted.personId, officer.personId, officer.agencyId),
      );

    beforeEach(async () => {
      asserted = await world().person();
      officer = await world().colleague(asserted);
      courses = {
        of12: (await world().course(asserted, COURSE_12)).courseId,
        of2004: (await world().course(asserted, COURSE_2004)).courseId,
      };
      world().news.length = 0;
    });

    it('leave rows that a rebuild makes again as they are, and chains that verify', async () => {
      await take2004(await placeOf(officer, courses.of2004, ''), 'failed');
      await take12(await placeOf(asserted, courses.of12), '90');
      await take2004(await placeOf(asserted, courses.of2004), 'passed');
      const before = await stored(world());
      await move();
      const after = await stored(world());
      for (const name of TABLES) {
        const left = after[name]?.filter((row) => row['person_id'] === asserted.personId);
        expect(left, `${name} of the person before`).to.deep.equal([]);
        expect(after[name], name).to.not.be.empty;
      }
      const results = (rows: Row[] = []) => rows.map((row) => [row['id'], row['completion'], row['score_raw']]);
      expect(results(after['attempts'])).to.deep.equal(results(before['attempts']));
      expect(results(after['sco_tracks'])).to.deep.equal(results(before['sco_tracks']));
      await world().attempts.rebuild();
      expect(await stored(world())).to.deep.equal(after);
      expect((await world().attempts.verify()).faults).to.deep.equal([]);
    });

    it('tell the judging of every attempt that was moved, in the same transaction', async () => {
      await take12(await placeOf(asserted, courses.of12), '90');
      await take2004(await placeOf(officer, courses.of2004, ''), 'passed');
      world().news.length = 0;
      await move();
      const moved = (await world().attempts.records.takenBy(officer)).find(({ courseId }) => courseId === courses.of12);
      expect(world().news.map(({ type, payload }) => [type, payload['attemptId']])).to.deep.equal([
        ['attempt.changed', moved?.attemptId],
      ]);
      expect(moved?.result).to.include({ completion: 'completed', scoreRaw: 90 });
    });

    it('go on where they were, in the window that plays too', async () => {
      const learner = await placeOf(asserted, courses.of12);
      const player = await play(learner);
      await player.commit('one', { 'cmi.core.lesson_location': '3' });
      await move();
      await player.commit('one', { 'cmi.core.lesson_location': '4' });
      const again = await play({ ...learner, actor: officer }, { takeOver: true });
      expect(again.opened.attemptId).to.equal(player.opened.attemptId);
      expect(again.opened.cmi['one']).to.include({ 'cmi.core.lesson_location': '4' });
      expect(await codeOf(play(learner))).to.equal('REGISTRATION_NOT_FOUND');
      const after = await stored(world());
      await world().attempts.rebuild();
      expect(await stored(world())).to.deep.equal(after);
    });

    it('stand beside a place that the person has under the same door and key already', async () => {
      const own = await placeOf(officer, courses.of12);
      const other = await placeOf(asserted, courses.of12);
      await take12(other, '90');
      await move();
      const taken = await world().attempts.records.takenBy(officer);
      expect(taken.map(({ registrationId }) => registrationId)).to.have.members([
        own.registrationId,
        other.registrationId,
      ]);
      expect((await placeOf(officer, courses.of12)).registrationId).to.equal(own.registrationId);
    });

    it('stay where they are when what was done is erased', async () => {
      await take12(await placeOf(asserted, courses.of12), '90');
      await world().database.write((tx) => world().attempts.erase(tx, asserted));
      const before = await stored(world());
      expect(await codeOf(move())).to.equal('RECORD_ERASED');
      expect(await stored(world())).to.deep.equal(before);
    });
  });
});
