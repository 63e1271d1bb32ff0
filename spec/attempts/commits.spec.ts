import { expect } from 'chai';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { AttemptsWorld } from '../support/attempts.ts';
import { buildCourse12, buildSco, codeOf, forEachWorld, play } from '../support/attempts.ts';

const COURSE = buildCourse12(buildSco('one', { masteryScore: 80 }), buildSco('two'));
const place = (location: string) => ({ 'cmi.core.lesson_location': location });

async function rowsOf(world: AttemptsWorld, table: string, attemptId: string, order = 'id') {
  return (await world.rows(table, order)).filter((row) => row['attempt_id'] === attemptId);
}

describe('commits', () => {
  forEachWorld((world) => {
    it('stores and projects a commit before it is answered', async () => {
      const player = await play(await world().learner(COURSE));
      const answer = await player.commit('one', {
        'cmi.core.lesson_status': 'incomplete',
        'cmi.core.lesson_location': '5',
        'cmi.core.score.raw': '40',
      });
      expect(answer).to.deep.include({ version: 1, seq: 1, savedAt: '2026-11-23T16:42:00.000Z' });
      expect(answer.result).to.deep.include({ completion: 'incomplete', scoreRaw: 40 });
      const [track] = await rowsOf(world(), 'sco_tracks', player.opened.attemptId);
      expect(track).to.include({ location: '5', score_raw: 40, completion: 'incomplete' });
    });

    it('answers the same commit once more as a duplicate and stores nothing', async () => {
      const player = await play(await world().learner(COURSE));
      const request = player.request('one', place('5'));
      const first = await player.send(request);
      world().clock.forward(5000);
      expect(await player.send(request)).to.deep.equal({ ...first, duplicate: true });
      expect(await rowsOf(world(), 'commits', player.opened.attemptId)).to.have.length(1);
    });

    it('stores one of the same commits that come at the same instant', async () => {
      const player = await play(await world().learner(COURSE));
      const request = player.request('one', place('5'));
      const answers = await Promise.all(Array.from({ length: 8 }, () => player.send(request)));
      expect(answers.filter(({ duplicate }) => duplicate !== true)).to.have.length(1);
      expect(await rowsOf(world(), 'commits', player.opened.attemptId)).to.have.length(1);
    });

    it('refuses another payload under a seq that is stored, and keeps it once', async () => {
      const player = await play(await world().learner(COURSE));
      await player.commit('one', place('5'), { seq: 1 });
      const other = player.request('one', place('6'), { seq: 1 });
      expect(await codeOf(player.send(other))).to.equal('SEQ_REUSED');
      expect(await codeOf(player.send(other))).to.equal('SEQ_REUSED');
      const kept = await rowsOf(world(), 'stray_commits', player.opened.attemptId);
      expect(kept.map((row) => row['reason'])).to.deep.equal(['seq-reused']);
    });

    it('takes seqs with gaps, and keeps one that a higher one of the SCO overtook as obsolete', async () => {
      const player = await play(await world().learner(COURSE));
      await player.commit('one', place('9'), { seq: 9 });
      const late = await player.commit('one', place('4'), { seq: 4 });
      const other = await player.commit('two', place('2'), { seq: 5 });
      expect(late.obsolete).to.equal(true);
      expect(other.obsolete).to.equal(undefined);
      const tracks = await rowsOf(world(), 'sco_tracks', player.opened.attemptId, 'sco_id');
      expect(tracks.map((row) => row['location'])).to.deep.equal(['9', '2']);
      const commits = await rowsOf(world(), 'commits', player.opened.attemptId, 'position');
      expect(commits.map((row) => row['outcome'])).to.deep.equal(['projected', 'obsolete', 'projected']);
    });

    it('refuses and keeps what comes after a later launch has saved', async () => {
      const learner = await world().learner(COURSE);
      const first = await play(learner);
      await first.commit('one', place('1'));
      const second = await play(learner, { takeOver: true });
      await second.commit('one', place('7'));
      expect(await codeOf(first.commit('one', place('2')))).to.equal('LAUNCH_SUPERSEDED');
      const { attemptId } = first.opened;
      const [track] = await rowsOf(world(), 'sco_tracks', attemptId);
      expect(track).to.include({ location: '7' });
      expect(await rowsOf(world(), 'stray_commits', attemptId)).to.have.length(1);
    });

    it('takes commits of an older launch while the later one has neither lease nor commit', async () => {
      const learner = await world().learner(COURSE);
      const first = await play(learner);
      const second = await play(learner, { takeOver: true });
      expect(await codeOf(first.commit('one', place('1')))).to.equal('LAUNCH_SUPERSEDED');
      await second.end('exit');
      expect((await first.commit('one', place('2'))).version).to.be.greaterThan(0);
    });

    it('refuses a commit once heartbeats have stopped, and takes it after a recovery', async () => {
      const learner = await world().learner(COURSE);
      const player = await play(learner);
      const request = player.request('one', place('1'));
      world().clock.forward(90_001);
      expect(await codeOf(player.send(request))).to.equal('LAUNCH_TOKEN_EXPIRED');
      const { token } = await world().attempts.launches.recover(learner.actor, player.opened.launchId);
      const bearer = world().attempts.bearerOf(player.opened.launchId, token);
      if (bearer === null) throw new Error('The new token does not read.');
      expect(await world().attempts.commits.commit(bearer, request)).to.include({ seq: 1, version: 1 });
      expect(await codeOf(player.send(request))).to.equal('LAUNCH_TOKEN_UNKNOWN');
    });

    it('stores no name of the learner', async () => {
      const player = await play(await world().learner(COURSE));
      await player.commit('one', {
        'cmi.core.student_id': 'learner-77',
        'cmi.core.student_name': 'Okafor, Dana',
        'cmi.core.lesson_location': '5',
      });
      const [commit] = await rowsOf(world(), 'commits', player.opened.attemptId);
      const [track] = await rowsOf(world(), 'sco_tracks', player.opened.attemptId);
      const payload = gunzipSync(commit?.['payload'] as Buffer).toString('utf8');
      expect(payload + JSON.stringify(track)).to.include('lesson_location');
      expect(payload + JSON.stringify(track)).to.not.match(/Okafor|learner-77/);
    });

    it('loses no interaction of two commits of one SCO in one batch', async () => {
      const player = await play(await world().learner(COURSE));
      const answer = (index: number) => ({
        [`cmi.interactions.${index}.id`]: `q${index}`,
        [`cmi.interactions.${index}.type`]: 'choice',
        [`cmi.interactions.${index}.student_response`]: 'a',
      });
      const first = player.request('one', { ...answer(0), ...answer(1) });
      const second = player.request('one', { ...answer(0) });
      await Promise.all([player.send(first), player.send(second)]);
      const rows = await rowsOf(world(), 'interactions', player.opened.attemptId, '"index"');
      expect(rows.map((row) => row['identifier'])).to.deep.equal(['q0', 'q1']);
    });

    it('refuses damaged data, an unreadable engine state and an activity that the course has not', async () => {
      const player = await play(await world().learner(COURSE));
      const request = player.request('one', place('1'));
      expect(await codeOf(player.send({ ...request, cmi: place('2') }))).to.equal('COMMIT_HASH');
      const large = gzipSync(JSON.stringify({ filler: 'x'.repeat(1_100_000) })).toString('base64');
      expect(await codeOf(player.commit('one', {}, { engineState: large }))).to.equal('COMMIT_ENGINE_STATE');
      expect(await codeOf(player.commit('one', {}, { engineState: 'bm9uZQ==' }))).to.equal('COMMIT_ENGINE_STATE');
      expect(await codeOf(player.commit('elsewhere', {}))).to.equal('COMMIT_UNKNOWN_ACTIVITY');
      expect(await rowsOf(world(), 'commits', player.opened.attemptId)).to.have.length(0);
    });

    it('lets one bad commit of a batch fail alone', async () => {
      const learners = await Promise.all([world().learner(COURSE), world().learner(COURSE), world().learner(COURSE)]);
      const players = [];
      for (const learner of learners) players.push(await play(learner));
      const outcomes = await Promise.allSettled(
        players.map((player, at) => player.commit(at === 1 ? 'elsewhere' : 'one', place('1'))),
      );
      expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
    });

    it('tells the rooms above when the state or the result has changed, and only then', async () => {
      const player = await play(await world().learner(COURSE));
      const { attemptId } = player.opened;
      const news = () => world().news.filter(({ payload }) => payload['attemptId'] === attemptId);
      await player.commit('one', { 'cmi.core.lesson_status': 'incomplete' });
      await player.commit('one', { 'cmi.core.lesson_status': 'incomplete', 'cmi.core.lesson_location': '2' });
      expect(news()).to.have.length(1);
      await player.end('exit');
      expect(news().map(({ payload }) => payload['state'])).to.deep.equal(['open', 'suspended']);
    });
  });
});
