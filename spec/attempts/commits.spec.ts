import { expect } from 'chai';
import { buildCourse12, buildSco, codeOf, forEachWorld, play } from '../support/attempts.ts';

const COURSE = buildCourse12(buildSco('one', { masteryScore: 80 }), buildSco('two'));

describe('commits', () => {
  forEachWorld((world) => {
    it('stores and projects a commit before it is answered', async () => {
      const learner = await world().learner(COURSE);
      const player = await play(learner);
      const answer = await player.commit('one', {
        'cmi.core.lesson_status': 'incomplete',
        'cmi.core.lesson_location': '5',
        'cmi.core.score.raw': '40',
      });
      expect(answer).to.deep.include({ version: 1, seq: 1, savedAt: '2026-11-23T16:42:00.000Z' });
      expect(answer.result).to.deep.include({ completion: 'incomplete', scoreRaw: 40 });
      const [track] = (await world().rows('sco_tracks')).filter((row) => row['attempt_id'] === player.opened.attemptId);
      expect(track).to.include({ location: '5', score_raw: 40, completion: 'incomplete' });
    });

    it('answers the same commit once more as a duplicate and stores nothing', async () => {
      const player = await play(await world().learner(COURSE));
      const request = player.request('one', { 'cmi.core.lesson_location': '5' });
      const first = await player.send(request);
      world().clock.forward(5000);
      const second = await player.send(request);
      expect(second).to.deep.equal({ ...first, duplicate: true });
      const stored = (await world().rows('commits')).filter((row) => row['attempt_id'] === player.opened.attemptId);
      expect(stored).to.have.length(1);
    });

    it('refuses another payload under a seq that is stored, and keeps it', async () => {
      const player = await play(await world().learner(COURSE));
      await player.commit('one', { 'cmi.core.lesson_location': '5' }, { seq: 1 });
      expect(await codeOf(player.commit('one', { 'cmi.core.lesson_location': '6' }, { seq: 1 }))).to.equal(
        'SEQ_REUSED',
      );
      const kept = (await world().rows('stray_commits')).filter((row) => row['attempt_id'] === player.opened.attemptId);
      expect(kept.map((row) => row['reason'])).to.deep.equal(['seq-reused']);
    });
  });
});
