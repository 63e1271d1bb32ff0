import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startBrowser } from '../support/browser.ts';
import { PUPPET, scorm12Package } from '../support/sco-packages.ts';
import { openCourse, playerState, saveState, scoFrame, storedRecord, whenSaved, whenState } from '../support/player.ts';
import { watchTruth } from '../support/save-truth.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

interface Disturbance {
  /** How long it lasts, ms. */
  readonly ms: number;
  /** Begins it; resolves with what ends it. */
  begin(page: Page, site: Site): Promise<() => Promise<void>>;
  /** The word that the page must come to, where it is certain. */
  readonly word?: string;
}

const COMMITS = '**/launches/*/commits';
const seconds = (count: number): Promise<void> => new Promise((done) => setTimeout(done, count * 1000));

/** What befalls the officer while the SCO goes on setting values, and how it ends. */
const DISTURBANCES: Record<string, Disturbance> = {
  'the network is off for 30 seconds': {
    ms: 30_000,
    word: 'device',
    async begin(page) {
      await page.context().setOffline(true);
      return () => page.context().setOffline(false);
    },
  },
  'requests are aborted': {
    ms: 4500,
    word: 'device',
    async begin(page) {
      await page.route(COMMITS, (route) => route.abort());
      return () => page.unroute(COMMITS);
    },
  },
  'the server answers 500': {
    ms: 4500,
    word: 'device',
    async begin(page) {
      await page.route(COMMITS, (route) => route.fulfill({ status: 500, body: '{"code":"INTERNAL"}' }));
      return () => page.unroute(COMMITS);
    },
  },
  'a login page is answered as 200': {
    ms: 4500,
    word: 'device',
    async begin(page) {
      await page.route(COMMITS, (route) =>
        route.fulfill({ status: 200, contentType: 'text/html', body: '<title>Free WiFi</title><form></form>' }),
      );
      return () => page.unroute(COMMITS);
    },
  },
  'answers take ten seconds': {
    ms: 6000,
    async begin(page) {
      await page.route(COMMITS, async (route) => {
        await seconds(10);
        await route.continue();
      });
      // The delayed ones are let go on: what is asked is that nothing is said before they are answered.
      return async () => undefined;
    },
  },
  'the server restarts': {
    ms: 4500,
    word: 'device',
    async begin(_page, site) {
      await site.stop();
      return () => site.start();
    },
  },
};

describe('nothing of the officer is lost', function () {
  this.timeout(180_000);
  let site: Site;
  let browser: Browser;
  let courseId: string;
  let person: SitePerson;
  let context: BrowserContext;

  before(async () => {
    site = await startSite();
    browser = await startBrowser({ like: 'people' });
    courseId = await site.addCourse(await scorm12Package('Puppet course', [{ id: 'one', title: 'One', html: PUPPET }]));
  });
  after(async () => {
    await browser?.close();
    await site?.remove();
  });
  beforeEach(async () => {
    if (!site.isRunning) await site.start();
    person = await site.addPerson({ roles: ['officer'] });
    context = await browser.newContext();
  });
  afterEach(() => context.close());

  async function begin(who = person): Promise<Page> {
    const page = await context.newPage();
    await site.signIn(page, who);
    await openCourse(page, site, courseId);
    return page;
  }

  async function set(page: Page, element: string, value: string): Promise<void> {
    const sco = await scoFrame(page);
    const answer = await sco.evaluate(([e, v]) => (window as unknown as Puppet).lms.set(e, v), [
      element,
      value,
    ] as const);
    expect(answer).to.equal('true');
  }

  const place = (page: Page, value: string): Promise<void> => set(page, 'cmi.core.lesson_location', value);
  const placeSeen = async (page: Page): Promise<string> =>
    (await scoFrame(page)).evaluate(() => (window as unknown as Puppet).lms.get('cmi.core.lesson_location'));
  const placeStored = async (who = person): Promise<string> =>
    (await storedRecord(site, who))['cmi.core.lesson_location'] ?? '';

  /** Closes as a person does; resolves when the page is gone. */
  async function shut(page: Page): Promise<void> {
    const gone = page.waitForEvent('close');
    await page.close({ runBeforeUnload: true });
    await gone;
  }

  for (const [what, disturbance] of Object.entries(DISTURBANCES)) {
    it(`keeps what was set while ${what}, and tells the truth at every moment`, async () => {
      const page = await begin();
      const truth = watchTruth(page, site, person, () => site.isRunning);
      await place(page, 'before');
      await truth.setTo('before');
      await truth.during(whenSaved(page));
      const undo = await disturbance.begin(page, site);
      for (let step = 1; step <= 3; step += 1) {
        await place(page, `step ${step}`);
        await truth.setTo(`step ${step}`);
        await truth.during(seconds(disturbance.ms / 3000));
      }
      await set(page, 'cmi.suspend_data', 'x'.repeat(3000));
      await set(page, 'cmi.core.score.raw', '85');
      if (disturbance.word) {
        await truth.during(
          page.waitForFunction((word) => document.documentElement.dataset['saveState'] === word, disturbance.word),
        );
      }
      await undo();
      await truth.during(whenSaved(page, 60_000));
      expect(truth.lies).to.deep.equal([]);
      if (disturbance.word) expect(truth.words).to.include(disturbance.word);
      expect(await storedRecord(site, person)).to.include({
        'cmi.core.lesson_location': 'step 3',
        'cmi.suspend_data': 'x'.repeat(3000),
        'cmi.core.score.raw': '85',
      });
    });
  }

  it('goes on saving after the session has ended, while the launch lives', async () => {
    const page = await begin();
    await context.clearCookies();
    await place(page, 'after sign-out');
    await page.waitForFunction(() => document.documentElement.dataset['saveState'] !== 'saved');
    await whenSaved(page);
    expect(await placeStored()).to.equal('after sign-out');
  });

  it('asks for a sign-in over the content when session and launch have ended, and loses neither place nor work', async () => {
    const page = await begin();
    const truth = watchTruth(page, site, person, () => site.isRunning);
    await whenSaved(page);
    await (await scoFrame(page)).evaluate(() => Object.assign(window, { marker: 'not loaded again' }));
    await page.route(COMMITS, (route) =>
      route.fulfill({ status: 401, contentType: 'application/json', body: '{"code":"LAUNCH_TOKEN_EXPIRED"}' }),
    );
    await context.clearCookies();
    await place(page, 'signed out');
    await truth.setTo('signed out');
    const dialog = page.getByRole('dialog', { name: 'Sign in to go on' });
    await truth.during(dialog.waitFor());
    expect(await saveState(page)).to.equal('device');
    await page.unroute(COMMITS);
    await dialog.getByLabel('Mail address').fill(person.email);
    await dialog.getByLabel('Password').fill('not this one at all');
    await dialog.getByRole('button', { name: 'Sign in and go on' }).click();
    await dialog.locator('.error', { hasText: /\w/ }).waitFor();
    await dialog.getByLabel('Password').fill(person.password);
    await dialog.getByRole('button', { name: 'Sign in and go on' }).click();
    await truth.during(whenSaved(page));
    expect(truth.lies).to.deep.equal([]);
    expect(await placeStored()).to.equal('signed out');
    expect(await dialog.isVisible()).to.equal(false);
    expect(await (await scoFrame(page)).evaluate(() => Reflect.get(window, 'marker'))).to.equal('not loaded again');
  });

  it('keeps what was set before the tab was closed in the middle', async () => {
    const page = await begin();
    await place(page, 'closing');
    await shut(page);
    const again = await context.newPage();
    await openCourse(again, site, courseId);
    expect(await placeSeen(again)).to.equal('closing');
    expect(await placeStored()).to.equal('closing');
  });

  it('goes on at the same place after Back and Forward', async () => {
    const page = await begin();
    await place(page, 'going back');
    await page.goto(`${site.base}/my`);
    await page.goBack();
    await whenState(page, 'playing');
    expect(await placeSeen(page)).to.equal('going back');
    await place(page, 'came back');
    await page.waitForFunction(() => document.documentElement.dataset['saveState'] !== 'saved');
    await whenSaved(page);
    expect(await placeStored()).to.equal('came back');
  });

  it('sends 100 kB of unsent data at the next launch in the same browser', async () => {
    const page = await begin();
    await whenSaved(page);
    await context.route('**/launches/**', (route) => route.abort());
    const accepted = await (
      await scoFrame(page)
    ).evaluate(() => {
      const { lms } = window as unknown as Puppet;
      const answers: string[] = [];
      for (let index = 0; index < 150; index += 1) {
        const at = `cmi.interactions.${index}.`;
        answers.push(lms.set(`${at}id`, `question-${index}`));
        answers.push(lms.set(`${at}type`, 'fill-in'));
        answers.push(lms.set(`${at}objectives.0.id`, `objective-${index}-${'o'.repeat(200)}`));
        answers.push(lms.set(`${at}correct_responses.0.pattern`, 'c'.repeat(255)));
        answers.push(lms.set(`${at}student_response`, 'r'.repeat(255)));
      }
      answers.push(lms.set('cmi.suspend_data', 's'.repeat(4096)));
      return answers.filter((answer) => answer === 'true').length;
    });
    expect(accepted).to.equal(751);
    await shut(page);
    await context.unroute('**/launches/**');
    expect((await storedRecord(site, person))['cmi.suspend_data'] ?? '').to.equal('');
    const again = await context.newPage();
    await openCourse(again, site, courseId);
    const record = await storedRecord(site, person);
    expect(JSON.stringify(record).length).to.be.above(100_000);
    expect(record['cmi.interactions.149.student_response']).to.equal('r'.repeat(255));
    expect(record['cmi.suspend_data']).to.equal('s'.repeat(4096));
    const rows = await site.rows(
      'select i.id from sb_interactions i join sb_attempts a on a.id = i.attempt_id join sb_registrations r on r.id = a.registration_id where r.person_id = ?',
      [person.id],
    );
    expect(rows).to.have.length(150);
  });

  it('sends what is on the device before it asks for a launch, also when the first tries fail', async () => {
    const page = await begin();
    await whenSaved(page);
    await context.route('**/launches/**', (route) => route.abort());
    await set(page, 'cmi.core.lesson_location', 'kept');
    await shut(page);
    await context.unroute('**/launches/**');
    let refusals = 2;
    await context.route('**/recover', (route) => {
      refusals -= 1;
      return refusals >= 0 ? route.abort() : route.continue();
    });
    const again = await context.newPage();
    await openCourse(again, site, courseId);
    await whenSaved(again);
    expect(refusals).to.be.below(0);
    expect((await storedRecord(site, person))['cmi.core.lesson_location']).to.equal('kept');
    const strays = 'select s.id from sb_stray_commits s join sb_launches l on l.id = s.launch_id where l.person_id = ?';
    expect(await site.rows(strays, [person.id])).to.deep.equal([]);
  });

  it('asks which of two windows goes on, freezes the other, and keeps apart what came too late', async () => {
    const page = await begin();
    await place(page, 'first window');
    await page.waitForFunction(() => document.documentElement.dataset['saveState'] !== 'saved');
    await whenSaved(page);
    const second = await context.newPage();
    await second.goto(page.url());
    await whenState(second, 'conflict');
    await second.getByRole('button', { name: 'Continue here' }).click();
    await whenState(second, 'playing');
    expect(await placeSeen(second)).to.equal('first window');
    await place(second, 'second window');
    await second.waitForFunction(() => document.documentElement.dataset['saveState'] !== 'saved');
    await whenSaved(second);
    await place(page, 'too late');
    await whenState(page, 'conflict', 60_000);
    await page.waitForFunction(() => document.documentElement.dataset['saveState'] === 'failed');
    expect(await page.textContent('main')).to.contain('continued in another window');
    expect(await placeStored()).to.equal('second window');
    expect(await playerState(second)).to.equal('playing');
    const strays = await site.rows<{ launch_id: string }>(
      'select s.launch_id from sb_stray_commits s join sb_launches l on l.id = s.launch_id where l.person_id = ?',
      [person.id],
    );
    expect(strays).to.have.length(1);
  });

  it('never sends or shows one person’s work to the next person on the same browser', async () => {
    const next = await site.addPerson({ roles: ['officer'] });
    const page = await begin();
    await whenSaved(page);
    await context.route('**/launches/**', (route) => route.abort());
    await place(page, 'mine alone');
    await shut(page);
    await context.unroute('**/launches/**');
    const sent: string[] = [];
    context.on('request', (request) => sent.push(request.postData() ?? ''));
    const theirs = await begin(next);
    expect(await placeSeen(theirs)).to.equal('');
    await place(theirs, 'theirs');
    await theirs.waitForFunction(() => document.documentElement.dataset['saveState'] !== 'saved');
    await whenSaved(theirs);
    expect(await placeStored(next)).to.equal('theirs');
    await shut(theirs);
    expect(sent.filter((body) => body.includes('mine alone'))).to.deep.equal([]);
    const back = await begin();
    expect(await placeSeen(back)).to.equal('mine alone');
    expect(await placeStored()).to.equal('mine alone');
    expect(await placeStored(next)).to.equal('theirs');
  });

  for (const [which, days] of [
    ['ahead', 1],
    ['behind', -1],
  ] as const) {
    it(`records by its own clock when the browser’s is a day ${which}`, async () => {
      await context.clock.install({ time: Date.now() + days * 86_400_000 });
      const page = await begin();
      await context.clock.resume();
      await place(page, 'another day');
      await page.waitForFunction(() => document.documentElement.dataset['saveState'] !== 'saved');
      await whenSaved(page);
      expect(await placeStored()).to.equal('another day');
      const [row] = await site.rows<{ received_at: string; total_time_ms: number; engaged_ms: number }>(
        `select c.received_at, t.total_time_ms, a.engaged_ms from sb_commits c join sb_launches l on l.id = c.launch_id
         join sb_attempts a on a.id = l.attempt_id join sb_sco_tracks t on t.attempt_id = a.id
         where l.person_id = ? order by c.position desc`,
        [person.id],
      );
      expect(Math.abs(new Date(row?.received_at ?? 0).getTime() - Date.now())).to.be.below(3_600_000);
      expect(row?.total_time_ms).to.be.below(3_600_000);
      expect(row?.engaged_ms).to.be.below(3_600_000);
      expect(await playerState(page)).to.equal('playing');
    });
  }
});

interface Puppet {
  lms: { set(element: string, value: string): string; get(element: string): string; end(): string };
}
