import { expect } from 'chai';
import type { Schoolbeat } from '../../server/app.ts';
import { answering, type Answering } from '../support/answer-crowd.ts';
import { forEachDatabase } from '../support/databases.ts';
import { installHall, RIGHT } from '../support/hall-course.ts';
import { openLaunchSite } from '../support/launch-site.ts';
import { actorFor, buildPerson } from '../support/people.ts';

const TALK = 'hall-talk';

describe('what people say of an attempt by hand', () => {
  forEachDatabase((make) => {
    let app: Schoolbeat;
    let courseId: string;
    let heard: string[];

    before(async () => {
      ({ app } = await openLaunchSite(await make()));
      ({ courseId } = await installHall(app));
      app.platform.outbox.on('attempt.changed', 'spec', (payload) => {
        heard.push(JSON.stringify(payload));
        return Promise.resolve();
      });
    });
    beforeEach(() => {
      heard = [];
    });

    type Row = Record<string, unknown>;
    const rows = async (table: string, column: string, value: string): Promise<Row[]> => {
      const { tablePrefix, sequelize } = app.platform.database;
      const sql = `SELECT * FROM "${tablePrefix}${table}" WHERE ${column} = '${value}' ORDER BY id`;
      return (await sequelize.query(sql))[0] as Row[];
    };
    const attemptOf = async ({ attemptId }: Answering): Promise<Row> =>
      (await rows('attempts', 'id', attemptId))[0] ?? {};
    const trackOf = async ({ attemptId }: Answering): Promise<Row> =>
      (await rows('sco_tracks', 'attempt_id', attemptId)).find((row) => row['sco_id'] === TALK) ?? {};

    /** Somebody who answered q1 right and q2 wrong. */
    async function begun(): Promise<{ work: Answering; agencyId: string }> {
      const person = await buildPerson(app, { roles: ['officer'] });
      const work = await answering(app, await actorFor(app, person), courseId);
      await work.answer(TALK, 'q1', RIGHT['q1'] ?? '');
      await work.answer(TALK, 'q2', 'a');
      await work.save(TALK, { 'cmi.suspend_data': '' });
      return { work, agencyId: person.agencyId };
    }
    const mark = (agencyId: string, { attemptId }: Answering, points: number, most: number) =>
      app.platform.database.write((tx) =>
        app.attempts.marks.mark(tx, { agencyId, attemptId }, { part: TALK, block: 'essay', points, most }),
      );
    const override = (
      agencyId: string,
      { attemptId }: Answering,
      given: { score: number; success: 'passed' | 'failed' | null } | null,
    ) => app.platform.database.write((tx) => app.attempts.marks.override(tx, { agencyId, attemptId }, given));

    it('counts the points of a mark beside those of the questions, and takes the later mark', async () => {
      const { work, agencyId } = await begun();
      const before = Number((await trackOf(work))['score_raw']);
      await mark(agencyId, work, 10, 10);
      const high = Number((await trackOf(work))['score_raw']);
      expect(high).to.be.above(before);
      await mark(agencyId, work, 0, 10);
      const low = Number((await trackOf(work))['score_raw']);
      expect(low).to.be.below(before);
      // The server's own sum: earned of possible, with ten more to be had.
      const possible = 10 / (high / 100 - low / 100);
      expect(possible).to.be.above(10);
      expect(Math.round((100 * 10) / possible)).to.equal(high - low);
    });

    it('appends an entry to the chain, from which a rebuild makes the same rows', async () => {
      const { work, agencyId } = await begun();
      await mark(agencyId, work, 7, 10);
      await override(agencyId, work, { score: 0.85, success: 'passed' });
      await work.answer(TALK, 'q3', RIGHT['q3'] ?? '');
      const tables = ['attempts', 'sco_tracks', 'graded_answers', 'registration_results'];
      const all = async (): Promise<string> =>
        JSON.stringify(await Promise.all(tables.map((table) => rows(table, 'agency_id', agencyId))));
      const before = await all();
      const commits = await rows('commits', 'attempt_id', work.attemptId);
      expect(commits.map((row) => row['trigger'])).to.include.members(['mark', 'override']);
      expect((await app.attempts.verify()).faults).to.deep.equal([]);
      await app.attempts.rebuild();
      expect(await all()).to.equal(before);
      expect(await attemptOf(work)).to.include({ success: 'passed', score_raw: 85 });
    });

    it('holds a score that was given by hand against whatever is saved later, until it is taken back', async () => {
      const { work, agencyId } = await begun();
      const own = (await attemptOf(work))['score_scaled'];
      await override(agencyId, work, { score: 0.4, success: 'failed' });
      await work.answer(TALK, 'q3', RIGHT['q3'] ?? '');
      await work.save(TALK, { 'cmi.suspend_data': '' });
      expect(await attemptOf(work)).to.include({ success: 'failed', score_scaled: 0.4 });
      await app.platform.jobs.drain();
      expect(heard.some((text) => text.includes('"scoreScaled":0.4'))).to.equal(true);
      await override(agencyId, work, null);
      expect((await attemptOf(work))['overruled']).to.equal(null);
      expect((await attemptOf(work))['score_scaled']).to.equal(own);
    });

    it('knows no attempt of another agency, and none that was only looked at', async () => {
      const { work } = await begun();
      const stranger = await begun();
      const refused = await mark(stranger.agencyId, work, 1, 2).catch((error: unknown) => error);
      expect(refused).to.include({ code: 'ATTEMPT_NOT_FOUND', status: 404 });
      expect(await rows('graded_answers', 'attempt_id', work.attemptId)).to.have.length(2);
    });
  });
});
