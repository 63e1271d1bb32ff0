import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { COLLEAGUES, type Colleague } from '../hosts/station.ts';
import { newContext } from './browser.ts';
import { crawlPages } from './crawl.ts';
import { scratchPath } from './databases.ts';
import { packDemoCourse } from './demo-courses.ts';
import { startHost, type HostKind, type HostPlace, type RunningHost } from './host-process.ts';
import { scoFrame, whenPlaying, whenSaved, whenState } from './player.ts';
import { watchBrowser, type Watch } from './watch-browser.ts';

const ONE = [{ base: '/training', tablePrefix: 'sb_', office: 'sheriff' }];

/** The applications of `spec/hosts`. */
export const HOSTS = {
  express5: { name: 'Express 5', file: 'express-5.ts', release: 5, prefix: '', places: ONE, hasAdministrator: true },
  express4: {
    name: 'Express 4.21',
    file: 'express-4.ts',
    release: 4,
    prefix: '',
    places: ONE,
    hasAdministrator: false,
  },
  behindProxy: {
    name: 'Express 5 behind a proxy that takes the prefix away',
    file: 'behind-proxy.ts',
    release: 5,
    prefix: '/intranet',
    places: [{ base: '/intranet/lms', tablePrefix: 'sb_', office: 'sheriff' }],
    hasAdministrator: true,
  },
  twoAgencies: {
    name: 'one process with two instances',
    file: 'two-agencies.ts',
    release: 5,
    prefix: '',
    places: [
      { base: '/sheriff/training', tablePrefix: 'sheriff_', office: 'sheriff' },
      { base: '/police/training', tablePrefix: 'police_', office: 'police' },
    ],
    hasAdministrator: true,
  },
} as const satisfies Record<string, HostKind>;

/** Somebody at a browser that is watched. */
interface Visitor {
  readonly page: Page;
  readonly watch: Watch;
}

/** Describes the journeys of the main job in one host; `url` names a database where a SQLite file is not wanted. */
export function tellMounted(kind: HostKind, url: () => Promise<string | undefined> = async () => undefined): void {
  describe(`mounted in ${kind.name}`, function () {
    this.timeout(360_000);
    let host: RunningHost;
    before(async () => {
      host = await startHost(kind, await url());
    });
    after(() => host?.kill());

    for (const [at, { base, office }] of kind.places.entries()) {
      describe(`at ${base}`, () => tellPlace(kind, () => ({ host, place: placeOf(host, at) }), office));
    }

    describe('after all of that', () => {
      it('has changed nothing of the application and of the process', async () => {
        // The one listener is the host's own.
        expect(await host.ask()).to.deep.equal({ changed: [], listened: ['SIGTERM'] });
      });

      it('ends by itself when it is closed, and its record fits', async () => {
        const { code, said } = await host.stop();
        expect(code, said).to.equal(0);
        for (const { record } of host.places) expect(await verify(record)).to.match(/Record: 1 attempts.*all fit/);
      });
    });
  });
}

function placeOf({ places }: RunningHost, at: number): HostPlace {
  const place = places[at];
  if (place === undefined) throw new Error('The host has no such place.');
  return place;
}

function tellPlace(kind: HostKind, now: () => { host: RunningHost; place: HostPlace }, office: string): void {
  const of = (group: string): Colleague => {
    const found = COLLEAGUES.find((one) => one.office === office && one.groups.includes(group));
    if (found === undefined) throw new Error(`Nobody of the ${office} is in ${group}.`);
    return found;
  };

  /** Opens a page of the plugin: the host asks for a sign-in and leads back. */
  async function come(colleague: Colleague, path: string, { phone = false } = {}): Promise<Visitor> {
    const { host, place } = now();
    const context = await newContext({ phone });
    const own = [`${host.own}/sign-in`];
    const watch = await watchBrowser(context, { base: place.base, contentOrigin: place.contentOrigin, own });
    const page = await context.newPage();
    await page.goto(place.base + path);
    expect(page.url()).to.equal(`${host.own}/sign-in?next=${encodeURIComponent(new URL(place.base).pathname + path)}`);
    await page.selectOption('select', colleague.badge);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL((address) => address.href.startsWith(place.base));
    return { page, watch };
  }

  async function leave({ page, watch }: Visitor): Promise<void> {
    expect(watch.requests).to.be.above(0);
    expect(await watch.faults()).to.deep.equal([]);
    await page.context().close();
  }

  it('lets an instructor of the host upload a package, see what was found, and publish it', async () => {
    const { place } = now();
    const visitor = await come(of('field-training'), '/author/import');
    const { page } = visitor;
    const zip = await scratchPath('first-bell.zip');
    await writeFile(zip, await packDemoCourse('first-bell'));
    await page.setInputFiles('#package', zip);
    await page.click('[data-send]');
    await page.waitForURL(/\/author\/versions\//);
    expect(await page.textContent('main')).to.contain('SCORM 1.2');
    await page.getByRole('button', { name: /Publish/ }).click();
    await page.waitForURL(/done=published/);
    await page.goto(`${place.base}/catalog`);
    expect(await page.textContent('main')).to.contain('First bell');
    await leave(visitor);
  });

  it('lets an officer play, leave, go on at the same place on a phone, and read what counts at the end', async () => {
    const officer = of('schools');
    const desk = await come(officer, '/catalog');
    await desk.page
      .getByRole('link', { name: /First bell/ })
      .first()
      .click();
    await desk.page.getByRole('button', { name: /Start/ }).click();
    await whenPlaying(desk.page);
    const sco = await scoFrame(desk.page);
    await sco.click('#next');
    await answer(sco, 'fb-q1', 'b');
    await whenSaved(desk.page);
    await desk.page.click('#exit');
    await desk.page.waitForURL(`${now().place.base}/my`);
    await leave(desk);

    const hand = await come(officer, '/my', { phone: true });
    await hand.page
      .getByRole('link', { name: /Resume/ })
      .first()
      .click();
    await whenPlaying(hand.page);
    const again = await scoFrame(hand.page);
    expect(await again.textContent('#place')).to.equal('Page 3 of 5');
    await answer(again, 'fb-q2', 'c');
    await answer(again, 'fb-q3', 'a');
    await again.click('#done');
    await whenState(hand.page, 'ended');
    await whenSaved(hand.page);
    await hand.page.getByRole('heading', { name: 'Course complete' }).waitFor();
    expect(await hand.page.textContent('main')).to.contain('100');
    await leave(hand);
  });

  it('shows the supervisor the result and each answer', async () => {
    const officer = of('schools');
    const visitor = await come(of('command'), '/catalog');
    const { page } = visitor;
    await page
      .getByRole('link', { name: /First bell/ })
      .first()
      .click();
    await page.getByRole('link', { name: 'Results of everyone' }).click();
    await page.waitForURL(/\/results$/);
    expect(await page.textContent('main'))
      .to.contain(officer.familyName)
      .and.to.contain('100');
    await page.locator('main a[href*="/attempts/"]').first().click();
    await page.waitForURL(/\/attempts\//);
    expect(await page.textContent('main'))
      .to.contain('fb-q1')
      .and.to.contain('fb-q3');
    await leave(visitor);
  });

  if (kind.hasAdministrator) {
    it('leads by no link out of the plugin, and opens a course in a frame by a key, without a cookie', async () => {
      const { place } = now();
      const visitor = await come(of('systems'), '/admin/people');
      const { page } = visitor;
      expect(await page.textContent('main')).to.contain(of('schools').familyName);
      const cookies = await page.context().cookies();
      const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
      const { origin, pathname } = new URL(place.base);
      const { pages, faults } = await crawlPages({ ...place, origin, mount: pathname, cookie });
      expect(faults).to.deep.equal([]);
      expect(pages).to.be.at.least(30);
      const key = await makeKey(page, place);
      await leave(visitor);
      await openByKey(place, key, of('schools').familyName);
    });
  } else {
    it('makes nobody an administrator, whatever the host says', async () => {
      const visitor = await come(of('systems'), '/my');
      const { place } = now();
      const refused = await visitor.page.goto(`${place.base}/admin/people`);
      expect(refused?.status()).to.equal(403);
      const cookies = await visitor.page.context().cookies();
      const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
      const { origin, pathname } = new URL(place.base);
      const { pages, faults } = await crawlPages({ ...place, origin, mount: pathname, cookie });
      expect(faults).to.deep.equal([]);
      expect(pages).to.be.at.least(20);
      await leave(visitor);
    });
  }
}

async function answer(sco: Awaited<ReturnType<typeof scoFrame>>, question: string, option: string): Promise<void> {
  await sco.check(`#${question} input[value=${option}]`);
  await sco.click(`#${question} button`);
  await sco.click('#next');
}

/** Makes an API key on its page. */
async function makeKey(page: Page, { base }: HostPlace): Promise<string> {
  await page.goto(`${base}/organisation/api`);
  await page.getByText('Make a key').click();
  await page.fill('#key-name', 'Personnel system');
  for (const box of await page.locator('input[name=scopes]').all()) await box.check();
  await page.fill('#key-origins', new URL(base).origin);
  await page.getByRole('button', { name: 'Make the key' }).click();
  return (await page.locator('code[data-secret]').textContent()) ?? '';
}

interface ApiAnswer {
  readonly items?: readonly Record<string, string>[];
  readonly url?: string;
}

/** Asks for a link into the course by the API, and plays there in a browser that knows nothing of the person. */
async function openByKey({ base, contentOrigin }: HostPlace, key: string, familyName: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const ask = async (path: string, init: RequestInit = {}): Promise<ApiAnswer> => {
    const reply = await fetch(`${base}/api${path}`, { ...init, headers });
    const text = await reply.text();
    expect(reply.ok, `${path}: ${reply.status} ${text}`).to.equal(true);
    return JSON.parse(text) as ApiAnswer;
  };
  const person = (await ask('/people')).items?.find((one) => one['familyName'] === familyName);
  const course = (await ask('/courses')).items?.find(({ title }) => title?.startsWith('First bell'));
  const body = JSON.stringify({ personId: person?.['id'], courseId: course?.['id'] });
  const { url = '' } = await ask('/launch-links', { method: 'POST', body });
  const context = await newContext();
  const watch = await watchBrowser(context, { base, contentOrigin, own: [] });
  const page = await context.newPage();
  await page.goto(url);
  await whenPlaying(page);
  expect(await context.cookies(base)).to.deep.equal([]);
  expect(await watch.faults()).to.deep.equal([]);
  await context.close();
}

/** Runs the package's own command over a record. */
async function verify(record: Readonly<Record<string, string>>): Promise<string> {
  const admin = join(import.meta.dirname, '../../dist/server/admin.js');
  const run = promisify(execFile)(process.execPath, [admin, 'records:verify'], { env: { ...process.env, ...record } });
  return (await run).stdout;
}
