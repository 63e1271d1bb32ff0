import { expect } from 'chai';
import type { CmiRecord, LaunchAnswer } from '../../../server/standards/index.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { commitOf, fromToken } from '../../support/launch-site.ts';
import { signIn } from '../../support/people.ts';
import { openLtiWorld, type LtiWorld } from '../../support/lti-world.ts';

const DAY = 24 * 3_600_000;
const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';

describe('LTI grades', () => {
  forEachDatabase((make) => {
    let world: LtiWorld;
    let learners = 0;
    beforeEach(async () => {
      world ??= await openLtiWorld(await make());
      learners += 1;
      const link = { id: `link-${learners}`, title: 'First Bell' };
      world.platform.always = { sub: `officer-${learners}`, [`${LTI}resource_link`]: link };
      world.platform.fault = null;
      world.platform.scores.splice(0);
      world.platform.lineItems.splice(0);
    });
    after(() => world?.close());

    const drain = (): Promise<void> => world.site.app.platform.jobs.drain();
    async function drainLater(ms: number): Promise<void> {
      world.clock.goOn(ms);
      await drain();
    }

    async function save(launch: LaunchAnswer, seq: number, scoId: string, cmi: CmiRecord): Promise<void> {
      await fromToken(world.site, launch, 'commits', commitOf(seq, cmi, { scoId })).expect(200);
    }

    /** Takes the course with a score for each part. */
    async function take(...scores: readonly number[]): Promise<LaunchAnswer> {
      const launch = await world.enter(await world.launch());
      let seq = 0;
      for (const [at, score] of scores.entries()) {
        seq += 1;
        await save(launch, seq, at === 0 ? 'one' : 'two', {
          'cmi.core.lesson_status': 'passed',
          'cmi.core.score.raw': String(score),
          'cmi.core.score.min': '0',
          'cmi.core.score.max': '100',
        });
      }
      return launch;
    }

    /** Days have gone by: the supervisor signs in again. */
    async function gradeLog() {
      await signIn(world.desk, world.boss, '/training');
      return world.desk.get('/training/doors-log/grades').expect(200);
    }

    const graded = () => world.platform.scores.filter(({ body }) => body['gradingProgress'] === 'FullyGraded');

    it('makes one line item of 100 points, and puts the score before its query (AGS 3.2, 3.4.3)', async () => {
      await take(80, 90);
      await drain();
      expect(world.platform.lineItems).to.have.length(1);
      expect(world.platform.lineItems[0]).to.include({
        scoreMaximum: 100,
        label: 'First Bell',
        resourceLinkId: `link-${learners}`,
      });
      const [score] = graded();
      expect(graded()).to.have.length(1);
      expect(score?.body).to.include({
        userId: `officer-${learners}`,
        activityProgress: 'Completed',
        scoreGiven: 85,
        scoreMaximum: 100,
      });
      expect(world.platform.heard.at(-1)).to.equal('POST /lineitems/1/scores');
    });

    it('takes the line item that is there, among others, and the one that the launch names', async () => {
      const { platform } = world;
      const id = (name: string): string => `${platform.url}/lineitems/${name}?course=7`;
      platform.lineItems.push(
        { id: id('other'), resourceLinkId: 'another' },
        { id: id('mine'), resourceLinkId: `link-${learners}` },
      );
      await take(70, 70);
      await drain();
      expect(graded().map(({ item }) => item)).to.deep.equal(['mine']);
      platform.always = {
        ...platform.always,
        sub: `named-${learners}`,
        [`${LTI}resource_link`]: { id: `named-${learners}` },
        'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': {
          scope: ['https://purl.imsglobal.org/spec/lti-ags/scope/score'],
          lineitem: id('named'),
        },
      };
      await take(70, 70);
      await drain();
      expect(graded().map(({ item }) => item)).to.deep.equal(['mine', 'named']);
      expect(platform.lineItems).to.have.length(2);
    });

    it('tells progress before the grade, in rising moments, and nothing twice (AGS 3.4.8)', async () => {
      const launch = await take(60);
      await drain();
      await save(launch, 2, 'one', { 'cmi.core.lesson_status': 'passed', 'cmi.core.lesson_location': '7' });
      await drain();
      await save(launch, 3, 'two', {
        'cmi.core.lesson_status': 'passed',
        'cmi.core.score.raw': '100',
        'cmi.core.score.max': '100',
      });
      await drain();
      const told = world.platform.scores.map(({ body }) => [body['activityProgress'], body['gradingProgress']]);
      expect(told).to.deep.equal([
        ['InProgress', 'NotReady'],
        ['Completed', 'FullyGraded'],
      ]);
      const moments = world.platform.scores.map(({ body }) => body.timestamp);
      expect([...new Set(moments)].sort()).to.deep.equal(moments);
      // The clock stands still: only counting on can have made the second one later.
      expect(moments[1]).to.equal(new Date(Date.parse(moments[0] ?? '') + 1).toISOString());
    });

    it('sends one score, in order, to an LMS that answers 500, 429, slowly, then well', async () => {
      const faults = [500, 429, 'slow'] as const;
      let seen = 0;
      world.platform.fault = (req, res) => {
        if (!req.url?.includes('/scores')) return false;
        const fault = faults[seen];
        seen += 1;
        if (fault === undefined) return false;
        if (fault === 500) res.writeHead(500).end('out of order');
        else if (fault === 429) res.writeHead(429, { 'retry-after': '600' }).end();
        else res.destroy();
        return true;
      };
      await take(100, 100);
      await drain();
      expect(seen).to.equal(1);
      await drainLater(20_000);
      expect(seen, 'tried after the first wait').to.equal(2);
      await drainLater(599_000);
      expect(seen, 'Retry-After is kept').to.equal(2);
      await drainLater(2_000);
      expect(seen).to.equal(3);
      await drainLater(120_000);
      expect(seen).to.equal(4);
      await drainLater(DAY);
      expect(seen).to.equal(4);
      expect(graded()).to.have.length(1);
      expect(graded()[0]?.body).to.include({ scoreGiven: 100 });
    });

    it('counts a score as taken whose answer was lost (409 at the second try)', async () => {
      let lost = 0;
      world.platform.fault = (req, res) => {
        if (lost > 0 || !req.url?.includes('/scores')) return false;
        lost += 1;
        // Taken, and the line breaks before the answer.
        world.platform.scores.push({
          item: '1',
          body: { timestamp: '2030-01-01T00:00:00.000Z', userId: `officer-${learners}` },
        });
        res.destroy();
        return true;
      };
      await take(75, 75);
      await drain();
      await drainLater(20_000);
      await drainLater(DAY);
      const page = await gradeLog();
      expect(page.text).to.include('Taken before (409)');
      expect(world.platform.heard.filter((line) => line.endsWith('/scores')).length).to.be.at.least(2);
    });

    it('sends the newest word when the grade rises while the LMS is away', async () => {
      world.platform.fault = (req, res) => {
        if (!req.url?.includes('/scores')) return false;
        res.writeHead(503).end();
        return true;
      };
      const launch = await take(40, 40);
      await drain();
      await save(launch, 3, 'two', {
        'cmi.core.lesson_status': 'passed',
        'cmi.core.score.raw': '80',
        'cmi.core.score.max': '100',
      });
      await drain();
      world.platform.fault = null;
      await drainLater(DAY);
      expect(graded().map(({ body }) => body['scoreGiven'])).to.deep.equal([60]);
    });

    it('keeps a token for an hour, and asks for another one when it is refused', async () => {
      const { platform } = world;
      await take(90, 90);
      await drain();
      const given = platform.tokensGiven;
      await drainLater(1_000);
      platform.always = { ...platform.always, sub: `second-${learners}` };
      await take(90, 90);
      await drain();
      expect(platform.tokensGiven).to.equal(given);
      platform.tokensGiven += 1;
      platform.always = { ...platform.always, sub: `third-${learners}` };
      await take(90, 90);
      await drain();
      expect(platform.tokensGiven).to.equal(given + 2);
      expect(graded()).to.have.length(3);
    });

    it('shows the last grade and the answer, and sends it again under a later moment', async () => {
      await take(66, 66);
      await drain();
      const page = await gradeLog();
      expect(page.text).to.include('66 of 100').and.to.include('Taken (200)');
      const [, action = ''] = /action="(\/training\/doors-log\/grades\/\w+\/send)"/.exec(page.text) ?? [];
      await world.desk.post(action).expect(303);
      await drain();
      const [first, second] = graded();
      expect(graded()).to.have.length(2);
      expect(second?.body.scoreGiven).to.equal(first?.body.scoreGiven);
      expect(Date.parse(second?.body.timestamp ?? '')).to.be.above(Date.parse(first?.body.timestamp ?? ''));
    });

    it('gives up an LMS that says no, tells why, and goes on when it is sent again', async () => {
      world.platform.fault = (req, res) => {
        if (!req.url?.includes('/scores')) return false;
        res.writeHead(403).end('user is not enrolled');
        return true;
      };
      await take(50, 50);
      for (let tries = 0; tries < 6; tries += 1) await drainLater(DAY);
      const page = await gradeLog();
      expect(page.text).to.include('Not taken').and.to.include('user is not enrolled');
      world.platform.fault = null;
      const [, action = ''] = /action="(\/training\/doors-log\/grades\/\w+\/send)"/.exec(page.text) ?? [];
      await world.desk.post(action).expect(303);
      await drain();
      expect(graded()).to.have.length(1);
    });

    it('sends nothing where the LMS takes no grades', async () => {
      world.platform.always = {
        ...world.platform.always,
        'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': undefined,
      };
      await take(90, 90);
      await drain();
      expect(world.platform.scores).to.deep.equal([]);
    });
  });
});
