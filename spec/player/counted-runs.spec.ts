import { expect } from 'chai';
import { join } from 'node:path';
import request from 'supertest';
import type { LaunchAnswer } from '../../server/standards/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import { commitOf, launched, officerAt, openLaunchSite, type LaunchSite } from '../support/launch-site.ts';
import { installOwn } from '../support/own-course.ts';

const BLOCKS = join(import.meta.dirname, '../authoring/fixtures/blocks');
const SCO = 'office-talk';
const WORST = ['defend'];
const HALF = ['listen', 'deny'];
const BEST = ['listen', 'explain'];

describe('a dialogue of which the best run counts', () => {
  forEachDatabase((make) => {
    let site: LaunchSite;
    before(async () => {
      const opened = await openLaunchSite(await make());
      const { courseId } = await installOwn(opened.app, { root: BLOCKS, folder: 'office' });
      site = { ...opened, courseId };
    });

    const post = ({ launchId, token }: LaunchAnswer, action: string, body: object) =>
      request(site.host)
        .post(`${site.base}/launches/${launchId}/${action}`)
        .set({ accept: 'application/json', authorization: `Bearer ${token}` })
        .send(body);
    const ask = (place: LaunchAnswer, path: readonly string[], attempt: number) =>
      post(place, 'answers', { scoId: SCO, block: 'mother', response: path.join(','), attempt });
    const take = async (place: LaunchAnswer, path: readonly string[], attempt: number): Promise<string> => {
      let given = '';
      for (let at = 1; at <= path.length; at += 1) {
        const told = await ask(place, path.slice(0, at), attempt).expect(200);
        ({ given } = told.body as { given: string });
      }
      return given;
    };
    const rowsOf = async (table: string, { attemptId }: LaunchAnswer): Promise<Record<string, unknown>[]> => {
      const { tablePrefix, sequelize } = site.app.platform.database;
      const sql = `SELECT * FROM "${tablePrefix}${table}" WHERE attempt_id = '${attemptId}'`;
      return (await sequelize.query(sql))[0] as Record<string, unknown>[];
    };
    let seq = 0;
    const scoreOf = async (place: LaunchAnswer): Promise<unknown> => {
      await post(place, 'commits', commitOf((seq += 1), { 'cmi.exit': 'suspend' }, { scoId: SCO })).expect(200);
      return (await rowsOf('sco_tracks', place))[0]?.['score_raw'];
    };

    it('keeps each run that is better than those before, and no other', async () => {
      const place = await launched(site, await officerAt(site));
      await ask(place, BEST, 2).expect(409);
      await take(place, WORST, 1);
      expect(await scoreOf(place)).to.equal(0);
      await take(place, HALF, 2);
      // The dialogue weighs 5 of 7, the test 2.
      expect(await scoreOf(place)).to.equal(36);
      await take(place, WORST, 3);
      await take(place, BEST, 4);
      await take(place, HALF, 5);
      expect(await scoreOf(place)).to.equal(71);
      const rows = await rowsOf('graded_answers', place);
      expect(rows.map(({ number }) => Number(number)).sort((one, other) => one - other)).to.deep.equal([1, 2, 4]);
    });

    it('tells a run that was kept again under its number, whatever is told of it later', async () => {
      const place = await launched(site, await officerAt(site));
      await take(place, WORST, 1);
      await take(place, HALF, 2);
      const told = await ask(place, BEST, 2).expect(200);
      expect(told.body).to.deep.include({ given: HALF.join(',') });
      expect(told.body.graded.ending).to.include({ points: 2 });
      expect(await scoreOf(place)).to.equal(36);
      expect(await take(place, HALF.slice(0, 1), 2)).to.equal('listen');
    });
  });
});
