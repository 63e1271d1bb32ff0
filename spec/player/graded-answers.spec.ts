import { expect } from 'chai';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import type { CmiRecord, LaunchAnswer } from '../../server/standards/index.ts';
import {
  decodeState,
  encodeState,
  scoreModule,
  startState,
  withBlock,
  type ModuleState,
  type ScoAnswers,
} from '../../server/standards/module/play.ts';
import { forEachDatabase } from '../support/databases.ts';
import { installHall, RIGHT, TALK, TEST, type HallCourse } from '../support/hall-course.ts';
import {
  commitOf,
  launched,
  type LaunchPerson,
  type LaunchSite,
  officerAt,
  openLaunchSite,
} from '../support/launch-site.ts';
import { statementsOf } from '../support/statements.ts';

type Place = Pick<LaunchAnswer, 'launchId' | 'token'>;
interface Ask {
  readonly scoId?: string;
  readonly block: string;
  readonly response?: string;
  readonly attempt?: number;
  readonly language?: string;
}

const BEST = ['welfare', 'principal', 'lead'];

describe('answers that the server grades', () => {
  forEachDatabase((make, dialect) => {
    let site: LaunchSite;
    let hall: HallCourse;
    before(async () => {
      const opened = await openLaunchSite(await make());
      hall = await installHall(opened.app);
      site = { ...opened, courseId: hall.courseId };
    });

    const post = ({ launchId, token }: Place, action: string, body: object) =>
      request(site.host)
        .post(`${site.base}/launches/${launchId}/${action}`)
        .set({ accept: 'application/json', authorization: `Bearer ${token}` })
        .send(body);
    const answer = (place: Place, { scoId = TALK, response = '', attempt = 1, ...more }: Ask) =>
      post(place, 'answers', { scoId, response, attempt, ...more });
    const draw = (place: Place, attempt = 1) => post(place, 'draws', { scoId: TEST, block: 'final', attempt });
    const rowsOf = async (table: string, { attemptId }: Pick<LaunchAnswer, 'attemptId'>) => {
      const name = `"${site.app.platform.database.tablePrefix}${table}"`;
      const [rows] = await site.app.platform.database.sequelize.query(
        `SELECT * FROM ${name} WHERE attempt_id = '${attemptId}' ORDER BY id`,
      );
      return rows as Record<string, unknown>[];
    };
    const chainOf = async (place: LaunchAnswer) => (await rowsOf('commits', place)).length;
    const trackOf = async (place: LaunchAnswer, sco = TALK) =>
      (await rowsOf('sco_tracks', place)).find((row) => row['sco_id'] === sco);
    const own = (sco: string): ScoAnswers => {
      const { en } = hall.answers[sco] ?? {};
      if (en === undefined) throw new Error(`No ${sco}`);
      return en;
    };
    const rightOf = (item: string): string => {
      const key = own(TEST).key.blocks['final'];
      return key?.type === 'test' ? (key.items[item]?.correct[0] ?? '') : '';
    };
    const handIn = (items: readonly string[], wrong = 0): string =>
      items.map((item, at) => `${item}:${at < wrong ? wrongOf(item) : rightOf(item)}`).join(',');
    const wrongOf = (item: string): string => ['a', 'b', 'c'].find((one) => one !== rightOf(item)) ?? '';
    const itemsOf = async (place: Place, attempt = 1): Promise<string[]> => {
      const told: { body: { items: string[] } } = await draw(place, attempt).expect(200);
      return told.body.items;
    };
    /** Everything that is read is read; `change` is what the page claims besides. */
    const stateOf = (sco: string, change: (state: ModuleState) => ModuleState = (state) => state): string => {
      const { module } = own(sco);
      const done = { kind: 'done', isDone: true, share: 1, text: '' } as const;
      const read: ModuleState = { ...startState('en'), seen: module.sections.map(({ id }) => id) };
      const state = ['clip', 'think', 'think-more', 'mou'].reduce<ModuleState>(
        (one, id) => withBlock(one, id, done),
        read,
      );
      return encodeState(module, change(state));
    };
    let seq = 0;
    const commit = (place: Place, scoId: string, cmi: CmiRecord, final = false) =>
      post(place, 'commits', commitOf((seq += 1), { 'cmi.exit': 'suspend', ...cmi }, { scoId, final })).expect(200);
    /** Takes the whole talk, each answer right but those named. */
    const talk = async (place: Place, wrong: Readonly<Record<string, string>> = {}): Promise<void> => {
      const key = own(TALK).key.blocks['q8'];
      const q8 = key?.type === 'pairs' ? Object.entries(key.pairs).map((pair) => pair.join(':')) : [];
      for (const [block, response] of Object.entries({ ...RIGHT, q8: q8.join(','), ...wrong })) {
        await answer(place, { block, response }).expect(200);
      }
      for (let at = 1; at <= BEST.length; at += 1) {
        await answer(place, { block: 'phone', response: BEST.slice(0, at).join(',') }).expect(200);
      }
    };

    describe('a question', () => {
      let officer: LaunchPerson;
      let place: LaunchAnswer;
      before(async () => {
        officer = await officerAt(site);
        place = await launched(site, officer);
      });

      it('is not tried a second time before it was answered', async () => {
        const told = await answer(place, { block: 'q1', response: 'b', attempt: 2 }).expect(409);
        expect(told.body).to.include({ code: 'ANSWER_TOO_EARLY' });
      });

      it('counts once: the first answer is kept and told again, whatever comes after it', async () => {
        const first = await answer(place, { block: 'q1', response: 'a' }).expect(200);
        expect(first.body).to.deep.include({ given: 'a' });
        expect(first.body.graded).to.include({ result: 'incorrect', share: 0, correct: 'b' });
        const chain = await chainOf(place);
        expect((await answer(place, { block: 'q1', response: 'a' }).expect(200)).body).to.deep.equal(first.body);
        expect((await answer(place, { block: 'q1', response: 'b' }).expect(200)).body).to.deep.equal(first.body);
        const again = await answer(place, { block: 'q1', response: 'b', attempt: 2 }).expect(200);
        expect(again.body.graded).to.include({ result: 'correct', share: 1 });
        expect(await chainOf(place)).to.equal(chain);
        const rows = await rowsOf('graded_answers', place);
        expect(rows).to.have.length(1);
        expect(rows[0]).to.include({
          block: 'q1',
          kind: 'answer',
          number: 1,
          response: 'a',
          result: 'incorrect',
          share: 0,
        });
      });

      it('counts once too when two answers come at the same instant', async () => {
        const both = await Promise.all(['a', 'c'].map((response) => answer(place, { block: 'q2', response })));
        expect(both.map(({ status }) => status)).to.deep.equal([200, 200]);
        expect(new Set(both.map(({ body }) => body.given)).size).to.equal(1);
      });

      it('refuses what the question does not offer, and blocks and parts that there are not', async () => {
        for (const [ask, code] of [
          [{ block: 'q3', response: 'z' }, 'ANSWER_UNKNOWN'],
          [{ block: 'q99', response: 'a' }, 'ANSWER_UNKNOWN'],
          [{ block: 'constructor', response: 'a' }, 'ANSWER_UNKNOWN'],
          [{ block: 'arrive', response: 'a' }, 'ANSWER_UNKNOWN'],
          [{ block: 'q3', response: 'a', scoId: 'constructor' }, 'ANSWER_NOT_GRADED_HERE'],
        ] as const) {
          const told = await answer(place, ask).expect(422);
          expect(told.body, ask.block).to.include({ code });
        }
        await answer(place, { block: 'q3', response: 'a'.repeat(9000) }).expect(422);
        await answer(place, { block: 'q3', response: 'a', attempt: 0 }).expect(422);
        await post(place, 'answers', { scoId: TALK, block: 'q3', response: 'a', attempt: 1, share: 1 }).expect(422);
      });

      it('is graded by nobody but the officer of the launch', async () => {
        const other = await launched(site, await officerAt(site));
        const forged = { launchId: place.launchId, token: other.token };
        expect((await answer(forged, { block: 'q3', response: 'a' }).expect(401)).body).to.include({
          code: 'LAUNCH_TOKEN_UNKNOWN',
        });
        await request(site.host).post(`${site.base}/launches/${place.launchId}/answers`).send({}).expect(401);
      });

      it('is told in the language of the officer', async () => {
        const told = await answer(place, { block: 'q3', response: 'a', language: 'es' }).expect(200);
        const { es } = hall.answers[TALK] ?? {};
        const key = es?.key.blocks['q3'];
        expect(told.body.graded.feedback[0].html).to.equal(key?.type === 'choice' ? key.why['a'] : '');
      });

      it('is refused in a window that another one has overtaken', async () => {
        const later = await launched(site, officer, { takeOver: true });
        await answer(later, { block: 'q4', response: 'b' }).expect(200);
        const told = await answer(place, { block: 'q5', response: 'c' }).expect(409);
        expect(told.body).to.include({ code: 'LAUNCH_SUPERSEDED' });
      });
    });

    it('let a scenario grow by one choice at a time, and keep the first path', async () => {
      const place = await launched(site, await officerAt(site));
      const run = (path: readonly string[], attempt = 1) =>
        answer(place, { block: 'phone', response: path.join(','), attempt });
      expect((await run(BEST).expect(409)).body).to.include({ code: 'ANSWER_TOO_EARLY' });
      await run(['demand'], 2).expect(409);
      await run(['demand']).expect(200);
      const turned = await run(['welfare']).expect(200);
      expect(turned.body.given).to.equal('demand');
      await run(['demand', 'repair']).expect(200);
      expect((await run(['demand', 'repair', 'nothing']).expect(422)).body).to.include({ code: 'ANSWER_UNKNOWN' });
      expect((await run(['demand']).expect(200)).body.given).to.equal('demand');
      await run(['demand', 'repair', 'principal']).expect(200);
      const ended = await run(['demand', 'repair', 'principal', 'lead']).expect(200);
      expect(ended.body.graded.ending).to.include({ points: 4, max: 6, passed: true });
      const chain = await chainOf(place);
      expect((await run(BEST.slice(0, 1), 2).expect(200)).body.given).to.equal('welfare');
      expect((await run(BEST, 2).expect(200)).body.graded.ending).to.include({ points: 6 });
      expect(await chainOf(place)).to.equal(chain);
      const [row] = await rowsOf('graded_answers', place);
      expect(row).to.include({ response: 'demand,repair,principal,lead', result: 'correct' });
      expect(row?.['share']).to.be.closeTo(4 / 6, 1e-9);
    });

    it('draw a test once for each try, and never the same items as before while the bank allows', async () => {
      const officer = await officerAt(site);
      const place = await launched(site, officer);
      await answer(place, { scoId: TEST, block: 'final', response: 'i1:a' }).expect(409);
      expect((await draw(place, 2).expect(409)).body).to.include({ code: 'DRAW_TOO_EARLY' });
      const items = await itemsOf(place);
      expect(await itemsOf(place)).to.deep.equal(items);
      expect(items).to.have.length(4);
      await draw(place, 2).expect(409);
      const test = (response: string, attempt = 1) => answer(place, { scoId: TEST, block: 'final', response, attempt });
      expect((await test(handIn(items.slice(1))).expect(422)).body).to.include({ code: 'ANSWER_UNKNOWN' });
      const handed = await test(handIn(items, 2)).expect(200);
      expect(handed.body.graded.test).to.include({ right: 2, total: 4, passed: false });
      expect((await test(handIn(items)).expect(200)).body).to.deep.equal(handed.body);
      const next = await itemsOf(place, 2);
      expect(next.filter((item) => items.includes(item))).to.deep.equal([]);
      await test(handIn(next), 2).expect(200);
      await commit(place, TEST, { 'cmi.suspend_data': stateOf(TEST) });
      expect(await trackOf(place, TEST)).to.include({ score_raw: 100, success: 'passed', completion: 'completed' });
    });

    it('are the score, whatever a commit says of it', async () => {
      const place = await launched(site, await officerAt(site));
      await answer(place, { block: 'q1', response: 'a' }).expect(200);
      const forged = stateOf(TALK, (state) =>
        Object.entries(RIGHT).reduce(
          (one, [id, response]) =>
            withBlock(one, id, { kind: 'question', first: response, last: response, tries: 1, share: 1 }),
          withBlock(state, 'phone', {
            kind: 'scenario',
            first: BEST,
            now: BEST,
            hasEnded: true,
            passed: true,
            share: 1,
            runs: 1,
          }),
        ),
      );
      await commit(place, TALK, {
        'cmi.suspend_data': forged,
        'cmi.score.raw': '100',
        'cmi.score.scaled': '1',
        'cmi.score.min': '0',
        'cmi.score.max': '100',
        'cmi.completion_status': 'completed',
        'cmi.success_status': 'passed',
        'cmi.progress_measure': '1',
        'cmi.interactions.0.id': 'q1',
        'cmi.interactions.0.type': 'choice',
        'cmi.interactions.0.correct_responses.0.pattern': 'a',
        'cmi.interactions.0.learner_response': 'b',
        'cmi.interactions.0.result': 'correct',
        'cmi.interactions.1.id': 'q2',
        'cmi.interactions.1.type': 'choice',
        'cmi.interactions.1.learner_response': 'c',
        'cmi.interactions.1.result': 'correct',
      });
      expect(await trackOf(place)).to.include({ score_raw: 0, completion: 'incomplete', success: 'unknown' });
      const [first, second] = (await rowsOf('interactions', place)).sort(
        (a, b) => Number(a['index']) - Number(b['index']),
      );
      expect(first).to.include({ learner_response: 'a', correct_response: 'b', result: 'incorrect' });
      expect(second).to.include({ correct_response: '', result: 'neutral' });
    });

    it('count though the page died before it saved', async () => {
      const place = await launched(site, await officerAt(site));
      await commit(place, TALK, { 'cmi.suspend_data': stateOf(TALK) });
      expect(await trackOf(place)).to.include({ score_raw: null });
      await answer(place, { block: 'q1', response: 'b' }).expect(200);
      expect(await trackOf(place)).to.include({ score_raw: Math.round(100 / 16) });
    });

    it('give the course the score of its test, finish it when it is left, and come out the same in a rebuild', async () => {
      const officer = await officerAt(site);
      const place = await launched(site, officer);
      await talk(place, { q1: 'a' });
      await commit(place, TALK, { 'cmi.suspend_data': stateOf(TALK) }, true);
      const expected = scoreModule(
        own(TALK).module,
        Object.keys({ ...RIGHT, q8: '' }).reduce(
          (state, id) =>
            withBlock(state, id, { kind: 'question', first: '', last: '', tries: 1, share: id === 'q1' ? 0 : 1 }),
          withBlock(decodeState(own(TALK).module, stateOf(TALK), 'en'), 'phone', {
            kind: 'scenario',
            first: BEST,
            now: BEST,
            hasEnded: true,
            passed: true,
            share: 1,
            runs: 1,
          }),
        ),
      );
      expect(expected).to.include({ raw: 94, completion: 'completed', success: 'passed' });
      expect(await trackOf(place)).to.include({ score_raw: 94, completion: 'completed', success: 'passed' });
      const items = await itemsOf(place);
      await answer(place, { scoId: TEST, block: 'final', response: handIn(items) }).expect(200);
      await commit(place, TEST, { 'cmi.suspend_data': stateOf(TEST) }, true);
      await post(place, 'end', { reason: 'exit' }).expect(200);
      const [attempt] = await rowsOfAttempt(place);
      expect(attempt).to.include({ state: 'finished', completion: 'completed', success: 'passed', score_scaled: 1 });

      const tables = ['graded_answers', 'sco_tracks', 'interactions', 'sco_objectives'];
      const before = await Promise.all(tables.map((table) => rowsOf(table, place)));
      const { database } = site.app.platform;
      const damage = `UPDATE "${database.tablePrefix}graded_answers" SET id = 'forged', share = 1 WHERE block = 'q1' AND attempt_id = '${place.attemptId}'`;
      await database.write((tx) => database.sequelize.query(damage, { transaction: tx }));
      await site.app.attempts.rebuild();
      expect(await Promise.all(tables.map((table) => rowsOf(table, place)))).to.deep.equal(before);
      expect(await rowsOfAttempt(place)).to.deep.equal([attempt]);
      expect((await site.app.attempts.verify()).ok).to.equal(true);

      const review = await launched(site, officer);
      expect(review.mode).to.equal('review');
      expect((await answer(review, { block: 'q1', response: 'b' }).expect(200)).body.given).to.equal('a');
      expect((await draw(review, 2).expect(409)).body).to.include({ code: 'ANSWER_NOT_NOW' });
      expect(await rowsOf('graded_answers', place)).to.deep.equal(before[0]);

      const retake = await launched(site, officer, { newAttempt: true, takeOver: true });
      const next = await itemsOf(retake);
      expect(next.filter((item) => items.includes(item))).to.deep.equal([]);
    });

    it('are nowhere in what is served before they are given', async () => {
      const officer = await officerAt(site);
      const place = await launched(site, officer);
      const versionId = (await rowsOfAttempt(place))[0]?.['version_id'];
      const content = createServer(site.app.content).listen(0, '127.0.0.1');
      try {
        await once(content, 'listening');
        const { port } = content.address() as AddressInfo;
        const [files] = await site.app.platform.database.sequelize.query(
          `SELECT path FROM "${site.app.platform.database.tablePrefix}content_files" WHERE version_id = '${String(versionId)}'`,
        );
        const served = [JSON.stringify(place)];
        for (const { path } of files as { path: string }[]) {
          const answered = await fetch(new URL(path, place.contentBase.replace(/:\d+\//, `:${port}/`)));
          expect(answered.status, path).to.equal(200);
          served.push(await answered.text());
        }
        for (const path of ['', 'courses', `courses/${hall.courseId}`, 'my', `play/${officer.registration}`]) {
          served.push((await officer.browser.get(`${site.base}/${path}`).set('accept', 'text/html')).text);
        }
        expect(served.length).to.be.greaterThan(10);
        const secrets = secretsOf(hall.answers);
        expect(secrets.length).to.be.greaterThan(50);
        expect(secrets.filter((secret) => served.some((text) => text.includes(secret)))).to.deep.equal([]);
        expect(served.join('')).to.include('What do you say first in case 1?').and.not.include('"key":{');
      } finally {
        content.close();
      }
    });

    it('are not had by who only looks around, unless somebody who may author does', async () => {
      const officer = await launched(site, await officerAt(site), { mode: 'browse' });
      expect((await answer(officer, { block: 'q1', response: 'a' }).expect(409)).body).to.include({
        code: 'ANSWER_NOT_NOW',
      });
      expect((await draw(officer).expect(409)).body).to.include({ code: 'ANSWER_NOT_NOW' });
      const instructor = await launched(site, await officerAt(site, ['instructor']), { mode: 'browse' });
      expect((await answer(instructor, { block: 'q1', response: 'b', attempt: 3 }).expect(200)).body.given).to.equal(
        'b',
      );
      const items = await itemsOf(instructor);
      const response = handIn(items);
      await answer(instructor, { scoId: TEST, block: 'final', response }).expect(200);
      expect(await rowsOf('graded_answers', instructor)).to.deep.equal([]);
      expect(await chainOf(instructor)).to.equal(0);
    });

    it('cost no statement where a course grades itself', async () => {
      const opened = await openLaunchSite(await make());
      const place = await launched(opened, await officerAt(opened));
      const send = (body: object) =>
        request(opened.host)
          .post(`${opened.base}/launches/${place.launchId}/commits`)
          .set({ authorization: `Bearer ${place.token}` })
          .send(body)
          .expect(200);
      await send(commitOf(1, { 'cmi.core.lesson_location': '1' }));
      const heard = await statementsOf(opened.app.platform.database, () =>
        send(commitOf(2, { 'cmi.core.lesson_location': '2' })),
      );
      expect(heard.filter((sql) => sql.includes('graded_answers'))).to.deep.equal([]);
      expect(heard.length, dialect).to.be.within(5, 16);
    });

    async function rowsOfAttempt({ attemptId }: LaunchAnswer): Promise<Record<string, unknown>[]> {
      const name = `"${site.app.platform.database.tablePrefix}attempts"`;
      const [rows] = await site.app.platform.database.sequelize.query(
        `SELECT * FROM ${name} WHERE id = '${attemptId}'`,
      );
      return rows as Record<string, unknown>[];
    }
  });
});

/** Reasons and feedback: words that only somebody who knows the answers can say. */
function secretsOf(answers: HallCourse['answers']): string[] {
  const found: string[] = [];
  const collect = (value: unknown, isSecret: boolean): void => {
    if (typeof value === 'string' && isSecret && value !== '') found.push(value.replace(/<[^>]*>/g, '').trim());
    if (typeof value !== 'object' || value === null) return;
    for (const [name, child] of Object.entries(value)) {
      collect(child, isSecret || ['why', 'feedback', 'lesson', 'right', 'wrong'].includes(name));
    }
  };
  for (const languages of Object.values(answers)) for (const { key } of Object.values(languages)) collect(key, false);
  return found;
}
