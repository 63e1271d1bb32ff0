import { expect } from 'chai';
import type { BrowserContext } from 'playwright-core';
import { closeSharedBrowser, newContext } from '../support/browser.ts';
import {
  getInCourse,
  hasValues,
  openPackage,
  PASSED,
  PASSING,
  playing,
  playRun,
  setInCourse,
  startDispatchWorld,
  until,
  type DispatchWorld,
} from '../support/dispatch-runs.ts';
import { finishAt, letIn, openAt } from '../support/dispatch-site.ts';
import { actorFor } from '../support/people.ts';

describe('a dispatch package', function () {
  this.timeout(120_000);
  let world: DispatchWorld;
  let context: BrowserContext;

  before(async () => {
    world = await startDispatchWorld();
    context = await newContext();
  });
  after(async () => {
    await context?.close();
    await closeSharedBrowser();
    await world?.close();
  });

  const FORGED = {
    type: 'schoolbeat',
    status: 'completed',
    success: 'passed',
    scoreScaled: 1,
    scoreRaw: 100,
    version: 99,
  };
  const DIRECT = { package: 'scorm12', shape: 'direct' } as const;

  it('tells status and score out of a frame, 1.2, third-party cookies blocked', async () => {
    const run = { standard: 'scorm12', shape: 'nested', way: 'exit', cookies: 'blocked', learner: 'framed' } as const;
    await playRun(world, context, run);
  });

  it('tells status and score out of a window of its own, 2004', async () => {
    const run = {
      standard: 'scorm2004-4',
      shape: 'pop-up',
      way: 'close tab',
      cookies: 'allowed',
      learner: 'apart',
    } as const;
    await playRun(world, context, run);
  });

  it('stores 200 of 200 calls in a row, and gives back what was stored at the next launch', async () => {
    const first = await openPackage(world, context, 'burst', DIRECT);
    await playing(first);
    await setInCourse(first, [['cmi.suspend_data', 'page 7 of 12']]);
    const calls = Array.from({ length: 200 }, (_, at) => [`cmi.interactions.${at}.id`, `question-${at}`] as const);
    await setInCourse(first, calls);
    await first.lmsPage.close();
    const { registration } = JSON.parse(world.lms.recordOf('burst').values['cmi.suspend_data'] ?? '{}') as {
      registration: string;
    };
    const stored =
      'select count(*) as n from sb_interactions i join sb_attempts a on a.id = i.attempt_id where a.registration_id = ?';
    const count = async (): Promise<number> =>
      Number((await world.site.rows<{ n: number }>(stored, [registration]))[0]?.n);
    for (let tries = 0; tries < 100 && (await count()) < 200; tries += 1)
      await new Promise((done) => setTimeout(done, 50));
    expect(await count()).to.equal(200);
    const again = await openPackage(world, context, 'burst', DIRECT);
    await playing(again);
    expect(await getInCourse(again, 'cmi.suspend_data')).to.equal('page 7 of 12');
    const asked = world.lms.recordOf('burst').calls.find(({ element }) => element === 'cmi.suspend_data');
    expect(asked?.method).to.equal('LMSGetValue');
    expect(JSON.parse(asked?.value === '' ? asked.result : '{}')).to.include({ registration });
    await again.lmsPage.close();
  });

  it('heals at the next launch what the LMS has missed, before the course plays', async () => {
    const open = await openPackage(world, context, 'missed', DIRECT);
    await playing(open);
    await open.lmsPage.close();
    expect(world.lms.recordOf('missed').values).to.include({ 'cmi.core.lesson_status': 'incomplete' });
    // The course is passed where the LMS hears nothing of it.
    const place = world.places.scorm12;
    const site = { host: world.site.origin, base: '/training' };
    const answer = await letIn(site, place, { learnerId: 'missed' }, world.lms.origin);
    const launch = await openAt(site, place, answer);
    await finishAt(site, launch, 'passed', '90', ['one']);
    const again = await openPackage(world, context, 'missed', DIRECT);
    await until(() => hasValues(world, 'missed', PASSED.scorm12));
    await again.lmsPage.close();
  });

  it('takes the word of the course’s own page alone', async () => {
    const open = await openPackage(world, context, 'wary', DIRECT);
    const player = await playing(open);
    const stub = player.parentFrame();
    if (stub === null) throw new Error('The course lies in no package.');
    const forged = { ...FORGED, attempt: 1 };
    const site = new URL(world.site.base).origin;
    // A page of our own site that is not the one that was opened: the right site, another window.
    const other = await stub.evaluateHandle((address) => {
      const frame = document.createElement('iframe');
      frame.src = address;
      document.body.append(frame);
      return new Promise<HTMLIFrameElement>((done) => frame.addEventListener('load', () => done(frame)));
    }, `${world.site.base}/component/schoolbeat.js`);
    const stranger = await other.asElement()?.contentFrame();
    expect(await stranger?.evaluate(() => location.origin)).to.equal(site);
    await stranger?.evaluate((news) => parent.postMessage(news, '*'), forged);
    await stub.evaluate((news) => window.postMessage(news, '*'), forged);
    // The right window, once it has gone to another site.
    await player.goto(`${world.lms.origin}/elsewhere`);
    await player.evaluate((news) => parent.postMessage(news, '*'), forged);
    // Messages come in their order: after this one all others were heard.
    await stub.evaluate(
      () =>
        new Promise<void>((done) => {
          addEventListener('message', ({ data }) => data === 'last' && done());
          window.postMessage('last', '*');
        }),
    );
    await stub.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')));
    await until(() => world.lms.recordOf('wary').calls.some(({ method }) => method === 'LMSFinish'));
    const { values } = world.lms.recordOf('wary');
    expect(values)
      .to.include({ 'cmi.core.lesson_status': 'incomplete' })
      .and.to.not.have.property('cmi.core.score.raw');
    await open.lmsPage.close();
  });

  it('never mixes two learners in one browser', async () => {
    const one = await openPackage(world, context, 'first of two', DIRECT);
    await playing(one);
    await setInCourse(one, PASSING.scorm12);
    await until(() => hasValues(world, 'first of two', PASSED.scorm12));
    const other = await openPackage(world, context, 'second of two', DIRECT);
    await playing(other);
    expect(await getInCourse(other, 'cmi.core.lesson_status')).to.not.equal('passed');
    expect(world.lms.recordOf('second of two').values).to.include({ 'cmi.core.lesson_status': 'incomplete' });
    const [first, second] = ['first of two', 'second of two'].map(
      (learner) => world.lms.recordOf(learner).values['cmi.suspend_data'],
    );
    expect(first).to.not.equal(second);
    await one.lmsPage.close();
    await other.lmsPage.close();
  });

  it('shows in the LMS why a learner is not let in: seats, site, dates of the agency', async () => {
    await world.addPackage('one-seat', 'scorm12', { seats: 1 });
    const taken = await openPackage(world, context, 'seated', { package: 'one-seat', shape: 'direct' });
    await playing(taken);
    const late = await openPackage(world, context, 'late', { package: 'one-seat', shape: 'direct' });
    await late.lmsPage
      .frameLocator('iframe')
      .getByRole('heading', { name: 'All seats of this course are taken.' })
      .waitFor();
    await world.addPackage('elsewhere', 'scorm2004-4', { sites: ['https://other.example'] });
    const strange = await openPackage(world, context, 'strange', { package: 'elsewhere', shape: 'new tab' });
    await strange.stubPage.getByRole('heading', { name: 'This course may not be opened from this site.' }).waitFor();
    await strange.stubPage.getByText(world.lms.origin, { exact: true }).waitFor();
    for (const page of new Set([taken.lmsPage, late.lmsPage, strange.stubPage, strange.lmsPage])) await page.close();
  });

  it('says so where our server cannot be reached, and goes on by a click once it can', async () => {
    await world.site.stop();
    const open = await openPackage(world, context, 'patient', DIRECT);
    const stub = open.lmsPage.frameLocator('iframe');
    await stub.getByRole('heading', { name: 'The course cannot be reached' }).waitFor();
    await world.site.start();
    await stub.getByRole('button', { name: 'Try again' }).click();
    await playing(open);
    await open.lmsPage.close();
  });

  it('shows administrators who came, how it stands, and what the LMS was told', async () => {
    const { boss, doorId } = world.places.scorm12;
    const seats = await world.site.app.embedding.dispatch.seats(await actorFor(world.site.app, boss), doorId, 1);
    const line = seats.find(({ name }) => name === 'framed Learner');
    expect(line?.summary).to.include({ success: 'passed', scoreRaw: 90 });
    expect(line?.lastTold).to.include({ success: 'passed', scoreRaw: 90 });
  });
});
