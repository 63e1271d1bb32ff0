import { expect } from 'chai';
import { AppError } from '../../server/platform/index.ts';
import { buildCourse12, buildCourse2004, buildSco, codeOf, forEachWorld, play } from '../support/attempts.ts';

const COURSE = buildCourse12(buildSco('one'), buildSco('two'));
const BEAT = { engagedMs: 20_000, visible: true, idle: false };

describe('launches', () => {
  forEachWorld((world) => {
    const rowOf = async (table: string, id: string) =>
      (await world().rows(table)).find((row) => row['id'] === id) ?? {};

    it('makes one registration for a course and a door, however often it is asked', async () => {
      const actor = await world().person();
      const { courseId } = await world().course(actor, COURSE);
      const { registrations } = world().attempts;
      const made = await Promise.all([1, 2, 3].map(() => registrations.ensureRegistration(actor, courseId)));
      expect(new Set(made.map(({ id }) => id)).size).to.equal(1);
      const other = await registrations.ensureRegistration(actor, courseId, 'assignment', 'a1');
      expect(other.id).to.not.equal(made[0]?.id);
    });

    it("registers nobody for another agency's course", async () => {
      const { courseId } = await world().course(await world().person(), COURSE);
      const stranger = await world().person();
      expect(await codeOf(world().attempts.registrations.ensureRegistration(stranger, courseId))).to.equal(
        'COURSE_NOT_FOUND',
      );
    });

    it('answers all that the player needs, and stores only the hash of the token', async () => {
      const learner = await world().learner(COURSE);
      const { opened, bearer } = await play(learner);
      expect(opened).to.deep.include({ attemptNumber: 1, version: 0, mode: 'normal', cmi: {}, engagedMs: 0 });
      expect(opened.structure).to.deep.equal(COURSE);
      expect(opened.owner).to.match(/^[0-9a-f]{32}$/);
      const launch = await rowOf('launches', opened.launchId);
      expect(launch).to.include({ token_hash: bearer.tokenHash, person_id: learner.actor.personId, number: 1 });
      expect(JSON.stringify(launch)).to.not.include(opened.token);
    });

    it('opens only registrations of the person itself', async () => {
      const learner = await world().learner(COURSE);
      const colleague = await world().colleague(learner.actor, ['administrator']);
      expect(await codeOf(play({ ...learner, actor: colleague }))).to.equal('REGISTRATION_NOT_FOUND');
      const stranger = await world().person();
      expect(await codeOf(play({ ...learner, actor: stranger }))).to.equal('REGISTRATION_NOT_FOUND');
    });

    it('makes one attempt of two first launches at the same instant', async () => {
      const learner = await world().learner(COURSE);
      const launches = await Promise.allSettled([play(learner), play(learner)]);
      expect(launches.map(({ status }) => status).toSorted()).to.deep.equal(['fulfilled', 'rejected']);
      const attempts = (await world().rows('attempts')).filter(
        (row) => row['registration_id'] === learner.registrationId,
      );
      expect(attempts).to.have.length(1);
    });

    it('asks before it takes over what is open in another window', async () => {
      const learner = await world().learner(COURSE);
      const first = await play(learner);
      await first.commit('one', { 'cmi.core.lesson_location': '2' });
      const error: unknown = await play(learner, {}, { userAgent: 'Phone', browser: 'browser-2' }).then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(AppError);
      const at = world().clock.now().toISOString();
      expect(error).to.deep.include({
        code: 'LAUNCH_ELSEWHERE',
        status: 409,
        details: { since: at, lastSavedAt: at, sameBrowser: false },
      });
      const second = await play(learner, { takeOver: true });
      expect(second.opened.cmi['one']).to.include({ 'cmi.core.lesson_location': '2' });
      expect(await rowOf('launches', first.opened.launchId)).to.include({ state: 'superseded' });
      expect(await codeOf(world().attempts.launches.heartbeat(first.bearer, BEAT))).to.equal('LAUNCH_SUPERSEDED');
    });

    it('leaves a running attempt for a new version only where the agency offers that, and goes on with it then', async () => {
      const learner = await world().learner(COURSE);
      const first = await play(learner);
      await first.end('exit');
      const { agencyId, personId } = learner.actor;
      const versionId = await world().version(learner.courseId, agencyId, COURSE, 2);
      expect((await play(learner, { newAttempt: true })).opened.attemptNumber).to.equal(1);
      const offer = { agencyId, courseId: learner.courseId, versionId, madeBy: personId, madeAt: world().clock.now() };
      await world().database.write((tx) => world().attempts.offers.make(tx, offer));
      expect((await play(learner, { takeOver: true })).opened.attemptNumber).to.equal(1);
      const second = await play(learner, { newAttempt: true });
      expect(second.opened).to.include({ attemptNumber: 2, versionId });
      expect((await play(learner, { newAttempt: true, takeOver: true })).opened.attemptNumber).to.equal(2);
      expect(await rowOf('attempts', first.opened.attemptId)).to.include({ state: 'suspended' });
    });

    it('asks nobody once the other window has ended, was left, or has been silent', async () => {
      const learner = await world().learner(COURSE);
      const first = await play(learner);
      await first.end('exit');
      const second = await play(learner);
      await world().attempts.launches.leave(second.bearer);
      await play(learner);
      world().clock.forward(90_001);
      expect((await play(learner)).opened.attemptNumber).to.equal(1);
    });

    it('keeps token and lease alive by heartbeats, and counts engaged time within the clock', async () => {
      const learner = await world().learner(COURSE);
      const player = await play(learner);
      const { launches } = world().attempts;
      for (let beats = 0; beats < 4; beats += 1) {
        world().clock.forward(30_000);
        await launches.heartbeat(player.bearer, BEAT);
      }
      world().clock.forward(10_000);
      const answer = await launches.heartbeat(player.bearer, { ...BEAT, engagedMs: 500_000 });
      expect(answer.engagedMs).to.equal(90_000);
      expect(answer.leaseUntil).to.equal(new Date(world().clock.time + 90_000).toISOString());
      expect(await rowOf('attempts', player.opened.attemptId)).to.include({ engaged_ms: 90_000 });
      expect((await player.commit('one', {})).seq).to.equal(1);
    });

    it('counts no engaged time of a review for the attempt', async () => {
      const learner = await world().learner(COURSE);
      const player = await play(learner);
      await player.end('exit');
      const review = await play(learner, { mode: 'review' });
      world().clock.forward(30_000);
      await world().attempts.launches.heartbeat(review.bearer, BEAT);
      expect(await rowOf('attempts', review.opened.attemptId)).to.include({ engaged_ms: 0 });
      expect(await rowOf('launches', review.opened.launchId)).to.include({ engaged_ms: 20_000 });
    });

    it('lets somebody look around without an attempt, a place among the records or a version that is decided', async () => {
      const learner = await world().learner(COURSE);
      const { actor, courseId, registrationId } = learner;
      const look = await play(learner, { mode: 'browse' });
      expect(look.opened).to.include({ mode: 'browse', registrationId });
      await look.finish('one', { 'cmi.core.lesson_status': 'completed' });
      await look.end('exit');
      const attemptsOf = async (id: string) =>
        (await world().rows('attempts', 'number')).filter((row) => row['registration_id'] === id);
      expect(await attemptsOf(registrationId)).to.deep.equal([]);
      const preview = (await world().rows('registrations')).find(
        (row) => row['person_id'] === actor.personId && row['door'] === 'preview',
      );
      const [looked] = await attemptsOf(String(preview?.['id']));
      expect(looked).to.include({ state: 'open', completion: 'not attempted', lease_launch_id: null });
      const taken = await world().attempts.records.takenBy(actor);
      expect(taken.map(({ attemptId }) => attemptId)).to.deep.equal([null]);
      const head = { ...actor, roles: ['supervisor' as const] };
      const wanted = { search: '', status: 'all' as const, sort: 'name' as const, direction: 'asc' as const, page: 1 };
      const { rows } = await world().attempts.records.results(head, courseId, wanted);
      expect(rows.map(({ attempts, state }) => ({ attempts, state }))).to.deep.equal([
        { attempts: 0, state: 'not started' },
      ]);
      await world().attempts.rebuild();
      expect(await attemptsOf(String(preview?.['id']))).to.deep.equal([looked]);
    });

    it('shows the version of today at every look around, and takes it for the first attempt of all', async () => {
      const learner = await world().learner(COURSE);
      const first = await play(learner, { mode: 'browse' });
      expect((await play(learner, { mode: 'browse' })).opened.attemptId).to.equal(first.opened.attemptId);
      const newer = await world().version(learner.courseId, learner.actor.agencyId, COURSE, 2);
      const second = await play(learner, { mode: 'browse' });
      expect(second.opened).to.include({ versionId: newer, attemptNumber: 2 });
      const begun = await play(learner);
      expect(begun.opened).to.include({ versionId: newer, attemptNumber: 1, mode: 'normal' });
      expect((await play(learner, { mode: 'browse' })).opened.attemptId).to.equal(begun.opened.attemptId);
    });

    it('refuses a review before the first attempt', async () => {
      expect(await codeOf(play(await world().learner(COURSE), { mode: 'review' }))).to.equal('NOTHING_TO_REVIEW');
    });

    it('recovers a launch for its own person only', async () => {
      const learner = await world().learner(COURSE);
      const { opened } = await play(learner);
      const colleague = await world().colleague(learner.actor, ['administrator']);
      const { recover } = world().attempts.launches;
      expect(await codeOf(recover(colleague, opened.launchId))).to.equal('LAUNCH_NOT_FOUND');
      expect(await codeOf(recover(await world().person(), opened.launchId))).to.equal('LAUNCH_NOT_FOUND');
      expect((await recover(learner.actor, opened.launchId)).token).to.not.equal(opened.token);
    });

    it('does not take the lease by a recovery: the next opening asks nobody', async () => {
      const learner = await world().learner(COURSE);
      const { opened } = await play(learner);
      world().clock.forward(90_001);
      await world().attempts.launches.recover(learner.actor, opened.launchId);
      expect((await play(learner)).opened.attemptId).to.equal(opened.attemptId);
    });

    it('ends the launches of who signs out, in that browser or everywhere', async () => {
      const learner = await world().learner(COURSE);
      const player = await play(learner);
      const { endAllOf } = world().attempts.launches;
      const now = world().clock.now();
      expect(await endAllOf(learner.actor.personId, 'Another browser', now)).to.equal(0);
      expect(await endAllOf(learner.actor.personId, null, new Date(now.getTime() - 1))).to.equal(0);
      expect(await endAllOf(learner.actor.personId, 'Specs', now)).to.equal(1);
      expect(await codeOf(player.commit('one', {}))).to.equal('LAUNCH_TOKEN_UNKNOWN');
      expect((await play(learner)).opened.attemptId).to.equal(player.opened.attemptId);
    });

    it('ends a token that was renewed for an ended launch, when its person signs out', async () => {
      const learner = await world().learner(COURSE);
      const player = await play(learner);
      await player.end('exit');
      await world().attempts.launches.recover(learner.actor, player.opened.launchId);
      const { endAllOf } = world().attempts.launches;
      expect(await endAllOf(learner.actor.personId, null, world().clock.now())).to.equal(1);
      expect(await rowOf('launches', player.opened.launchId)).to.include({ token_hash: '', end_reason: 'exit' });
    });

    it('ends a launch once, and lets what is still under way come', async () => {
      const player = await play(await world().learner(COURSE));
      await player.end('exit');
      await player.end('exit');
      const entries = () => world().rows('commits');
      const own = (await entries()).filter((row) => row['attempt_id'] === player.opened.attemptId);
      expect(own.map((row) => row['trigger'])).to.deep.equal(['end']);
      await player.commit('one', { 'cmi.core.lesson_location': '3' });
      expect(await rowOf('attempts', player.opened.attemptId)).to.include({ state: 'open', version: 2 });
    });

    it('begins a 2004 course without state, objectives or shared data', async () => {
      const learner = await world().learner(buildCourse2004([buildSco('a')]));
      const player = await play(learner);
      expect(player.opened).to.deep.include({ engineState: null, globalObjectives: {}, sharedData: {} });
    });
  });
});
