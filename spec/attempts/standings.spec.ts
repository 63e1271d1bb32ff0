import { type Arbitrary, array, assert as assertProperty, asyncProperty, constantFrom, nat, record } from 'fast-check';
import { expect } from 'chai';
import { QueryTypes } from 'sequelize';
import { AppError } from '../../server/platform/index.ts';
import type { AttemptsWorld, Learner, SpecPlayer } from '../support/attempts.ts';
import { buildCourse12, buildSco, forEachWorld, play } from '../support/attempts.ts';

const COURSE = buildCourse12(buildSco('one'));
const BY_SCORE = { search: '', status: 'all', sort: 'score', direction: 'desc', page: 1 } as const;

interface Seen {
  id: string;
  registration_id: string;
  number: number;
  state: string;
  completion: string;
  success: string;
  score_scaled: number | null;
}

/** What is kept, as the spec itself would find it in the attempts. */
async function expectedStandings(world: AttemptsWorld, courseId: string): Promise<unknown[]> {
  const registrations = await world.rows<{ id: string; agency_id: string; course_id: string; door: string }>(
    'registrations',
  );
  const attempts = await world.rows<Seen>('attempts');
  const counted = registrations.filter(({ door, course_id }) => door !== 'preview' && course_id === courseId);
  return counted.map(({ id, agency_id, course_id }) => {
    const own = attempts.filter((attempt) => attempt.registration_id === id);
    const best = own.reduce<Seen | null>((kept, one) => (kept === null || isBefore(one, kept) ? one : kept), null);
    const state = best === null ? 'none' : best.state === 'finished' ? 'finished' : 'running';
    const outcome = best === null ? 'open' : outcomeOf(best);
    return { id, agency_id, course_id, attempt_id: best?.id ?? null, state, outcome, score: best?.score_scaled ?? -2 };
  });
}

function outcomeOf({ success, completion }: Seen): string {
  if (success !== 'unknown') return success;
  return completion === 'completed' ? 'done' : 'open';
}

function isBefore(one: Seen, other: Seen): boolean {
  const [rank, otherRank] = [rankOf(one), rankOf(other)];
  if (rank !== otherRank) return rank > otherRank;
  const [score, otherScore] = [one.score_scaled ?? -2, other.score_scaled ?? -2];
  if (rank > 0 && score !== otherScore) return score > otherScore;
  return one.number > other.number;
}

const rankOf = (attempt: Seen): number =>
  ['open', 'done', 'passed'].indexOf(outcomeOf(attempt).replace('failed', 'open'));

const act = record({
  who: nat(1),
  /** Which of the windows that were opened; the last one most often. */
  window: nat(5),
  kind: constantFrom('open', 'open', 'commit', 'finish', 'finish', 'end', 'look'),
  status: constantFrom('passed', 'failed', 'completed', 'incomplete'),
  score: constantFrom('0', '40', '80', '100'),
});

type Act = typeof act extends Arbitrary<infer One> ? One : never;

function step(who: number, kind: Act['kind'], status: Act['status'] = 'incomplete'): Act {
  return { who, window: 5, kind, status, score: '80' };
}

/** Told in every run, so that no outcome and no early attempt that counts is left to chance. */
const STORIES = [
  [step(0, 'open'), step(0, 'finish', 'passed'), step(0, 'open'), step(1, 'open')],
  [step(0, 'open'), step(0, 'finish', 'failed'), step(1, 'open'), step(1, 'finish', 'completed')],
];

describe('which attempt counts', () => {
  forEachWorld((world) => {
    it('is kept as it would be found, after any order of launches, commits, ends and rebuilds', async function () {
      // Twenty-five stories with a launch and a commit a step: half a minute on a machine that others use too.
      this.timeout(240_000);
      await assertProperty(
        asyncProperty(array(act, { minLength: 6, maxLength: 14 }), async (acts) => {
          const first = await world().learner(COURSE);
          const learners = [first, await beside(first)];
          const windows: SpecPlayer[][] = [[], []];
          for (const { who, window, kind, status, score } of acts) {
            const learner = learners[who] ?? first;
            const own = windows[who] ?? [];
            world().clock.forward(1000);
            const player = own[Math.max(0, own.length - 1 - Math.max(0, window - 3))];
            const cmi = { 'cmi.core.lesson_status': status, 'cmi.core.score.raw': score };
            if (kind === 'open') own.push(await play(learner, { newAttempt: true, takeOver: true }));
            else if (kind === 'look') await play(learner, { mode: 'browse' });
            else if (kind === 'commit') await allowed(player?.commit('one', cmi));
            else if (kind === 'finish') await allowed(player?.finish('one', cmi));
            else await allowed(player?.end('exit'));
          }
          expect(await keptOf(first)).to.deep.equal(await expectedStandings(world(), first.courseId));
        }),
        { numRuns: 25, examples: STORIES.map((story) => [story]) },
      );
      const kept = await world().rows<{ outcome: string; attempt_id: string | null }>('registration_results');
      expect(new Set(kept.map(({ outcome }) => outcome))).to.have.property('size', 4);
      const attempts = await world().rows<Seen>('attempts');
      const isLater = (one: Seen): boolean =>
        attempts.some((other) => other.registration_id === one.registration_id && other.number > one.number);
      const pointed = attempts.filter(({ id }) => kept.some((row) => row.attempt_id === id));
      expect(pointed.filter(isLater), 'not always the latest counts').to.have.length.above(0);
      await world().attempts.rebuild();
      expect(await world().rows('registration_results')).to.deep.equal(kept);
    });

    it('is found again by a rebuild where it was lost', async () => {
      const learner = await world().learner(COURSE);
      await (await play(learner)).finish('one', { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '90' });
      await play(learner, { newAttempt: true });
      const before = await world().rows('registration_results');
      const table = world().table('registration_results');
      await world().change(`UPDATE ${table} SET attempt_id = NULL, state = 'none', outcome = 'open', score = 1`);
      await world().change(`DELETE FROM ${table} WHERE id = :id`, { id: learner.registrationId });
      await world().attempts.rebuild();
      expect(await world().rows('registration_results')).to.deep.equal(before);
    });

    it('is settled when two attempts of one person change at the same moment', async () => {
      const learner = await world().learner(COURSE);
      const old = await play(learner);
      await old.finish('one', { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '60' });
      const late = await play(learner, { newAttempt: true });
      const raised = { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '95' };
      const now = { 'cmi.core.lesson_status': 'completed', 'cmi.core.score.raw': '10' };
      await Promise.all([old.commit('one', raised), late.commit('one', now)]);
      expect(await keptOf(learner)).to.deep.equal(await expectedStandings(world(), learner.courseId));
    });

    it('answers counts and scores by the index, from as many statements for two people as for sixty', async () => {
      const learner = await world().learner(COURSE);
      const reader = await world().colleague(learner.actor, ['instructor']);
      const { counts, results } = world().attempts.records;
      const work = async (): Promise<void> => {
        await counts(reader);
        await results(reader, learner.courseId, BY_SCORE);
      };
      const few = await heardBy(world(), work);
      for (let people = 1; people < 60; people += 1) await play(await beside(learner));
      const many = await heardBy(world(), work);
      expect(many).to.have.length(few.length);
      expect(many.length).to.be.at.most(4);
      const attempts = world().table('attempts');
      const asked = many.filter((sql) => sql.includes(`${world().database.tablePrefix}attempts`));
      expect(asked, `only the lines of a page read ${attempts}`).to.have.length(1);
      if (world().database.dialect !== 'sqlite') return;
      const plan = (await Promise.all(many.map((sql) => planOf(world(), sql)))).flat();
      expect(plan.filter((line) => /^SCAN (?!f\b|n\b|\(subquery)/.test(line))).to.deep.equal([]);
      expect(plan.filter((line) => /USING COVERING INDEX \S*registration_results_agency/.test(line))).to.have.length(3);
      expect(
        plan.filter((line) => /LAST 2 TERMS OF ORDER BY/.test(line)),
        plan.join('\n'),
      ).to.have.length(1);
    });
  });
});

async function keptOf({ world, courseId }: Learner): Promise<unknown[]> {
  const rows = await world.rows<{ course_id: string }>('registration_results');
  return rows.filter(({ course_id }) => course_id === courseId);
}

async function beside(learner: Learner): Promise<Learner> {
  const actor = await learner.world.colleague(learner.actor);
  const { id } = await learner.world.attempts.registrations.ensureRegistration(actor, learner.courseId);
  return { ...learner, actor, registrationId: id };
}

/** What a window may be refused by the rules of launches changes nothing. */
async function allowed(work: Promise<unknown> | undefined): Promise<void> {
  await work?.catch((error: unknown) => {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
  });
}

async function heardBy(world: AttemptsWorld, work: () => Promise<void>): Promise<string[]> {
  const options: { logging: unknown } = Reflect.get(world.database.sequelize, 'options');
  const heard: string[] = [];
  options.logging = (line: string) => {
    const sql = line.slice(line.indexOf(': ') + 2);
    if (/^\s*(?:SELECT|WITH)\b/i.test(sql)) heard.push(sql);
  };
  try {
    await work();
  } finally {
    options.logging = false;
  }
  return heard;
}

async function planOf(world: AttemptsWorld, sql: string): Promise<string[]> {
  const rows = await world.database.sequelize.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, {
    type: QueryTypes.SELECT,
  });
  return rows.map(({ detail }) => detail);
}
