import { expect } from 'chai';
import { QueryTypes } from 'sequelize';
import type { AttemptsWorld, SpecPlayer } from '../support/attempts.ts';
import { AttemptsWorld as World, buildCourse12, buildCourse2004, buildSco, play } from '../support/attempts.ts';
import { forEachDatabase } from '../support/databases.ts';
import { SpecEngine } from '../support/engine.ts';
import { buildPlatform } from '../support/platform.ts';
import { statementsOf } from '../support/statements.ts';

const COURSE_12 = buildCourse12(buildSco('one'), buildSco('two'));
const COURSE_2004 = buildCourse2004([buildSco('a', { sharedData: [{ targetId: 'notes', read: true, write: true }] })]);
const RECORD_12 = {
  'cmi.core.lesson_status': 'incomplete',
  'cmi.core.score.raw': '40',
  'cmi.interactions.0.id': 'q0',
  'cmi.objectives.0.id': 'o0',
};
/** The part stands otherwise after it, and the course by its score as it will. */
const SAME_SCORE = { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '40' };
const RECORD_2004 = {
  'cmi.completion_status': 'completed',
  'cmi.score.scaled': '0.5',
  'cmi.interactions.0.id': 'urn:q0',
  'cmi.interactions.0.type': 'choice',
  'cmi.objectives.0.id': 'o0',
};

/**
 * Seven reads (whose attempts, these under lock, launches, numbers, turn, tracks, sessions), seven writes (commits, attempts,
 * launches, tracks, sessions, interactions, objectives), the news and its job.
 */
const STATEMENTS = 16;
/** Of one that changes where the registration stands: it is settled, on PostgreSQL under a lock. */
const SETTLED = { sqlite: STATEMENTS + 1, postgres: STATEMENTS + 2 };

forEachDatabase((make, dialect) => {
  describe('the statements of the commit path', () => {
    let world: AttemptsWorld;

    before(async () => {
      const database = await make();
      world = new World(database, (await buildPlatform(database)).outbox);
    });

    /** One launch each, of people of their own. */
    const players = async (count: number): Promise<SpecPlayer[]> => {
      const all: SpecPlayer[] = [];
      const actor = await world.person();
      const { courseId } = await world.course(actor, COURSE_12);
      for (let at = 0; at < count; at += 1) {
        const one = await world.colleague(actor);
        const { id: registrationId } = await world.attempts.registrations.ensureRegistration(one, courseId);
        all.push(await play({ world, actor: one, courseId, registrationId }));
      }
      // The version is read once and kept.
      await all[0]?.commit('two', {});
      return all;
    };

    const countOf = async (size: number, before: Readonly<Record<string, string>> | null): Promise<number> => {
      const all = await players(size);
      if (before !== null) for (const player of all) await player.commit('one', before);
      const work = (): Promise<unknown> => Promise.all(all.map((player) => player.commit('one', RECORD_12)));
      return (await statementsOf(world.database, work)).length;
    };

    it('are 16 for one commit, and 16 for a batch of 24 people', async () => {
      expect(await countOf(1, SAME_SCORE)).to.equal(STATEMENTS);
      // All come in the same turn, so that they are one batch.
      expect(await countOf(24, SAME_SCORE)).to.equal(STATEMENTS);
    });

    it('settle what counts by as many for 24 people as for one', async () => {
      expect(await countOf(1, null)).to.equal(SETTLED[dialect]);
      expect(await countOf(24, null)).to.equal(SETTLED[dialect]);
    });

    if (dialect === 'sqlite') {
      it('look up every row by an index, as SQLite plans them', async () => {
        const learner = await world.learner(COURSE_2004);
        await (await play(learner)).finish('a', RECORD_2004);
        const again = await play(learner, { newAttempt: true });
        const [player] = await players(1);
        const engine = new SpecEngine(COURSE_2004, again.opened.globalObjectives, again.opened.engineState);
        engine.navigate('choice', 'a');
        engine.apply('a', RECORD_2004);
        const heard = await statementsOf(world.database, async () => {
          await player?.commit('one', RECORD_12);
          await again.finish('a', RECORD_2004);
          const sharedData = { notes: 'n' };
          await again.commit('a', RECORD_2004, { engineState: engine.packed(), sharedData });
          await again.end('exit');
        });
        expect(heard.length).to.be.at.least(20);
        const scans: string[] = [];
        for (const sql of heard) {
          const plan = await world.database.sequelize.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, {
            type: QueryTypes.SELECT,
          });
          const whole = plan.filter(({ detail }) => /^SCAN \S*(?:sb_|attempts|launches)/.test(detail));
          scans.push(...whole.map(({ detail }) => `${detail}: ${sql.slice(0, 120)}`));
        }
        expect(scans).to.deep.equal([]);
      });
    }
  });
});
