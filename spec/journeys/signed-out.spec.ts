import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import type { HostUser } from '../../server/people/index.ts';
import { closeSharedBrowser, newContext } from '../support/browser.ts';
import { PUPPET, scorm12Package } from '../support/sco-packages.ts';
import { openCourse, saveState, scoFrame, whenSaved } from '../support/player.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

const COMMITS = '**/launches/*/commits';

/** Sets the bookmark of the part on the stage. */
async function place(page: Page, value: string): Promise<void> {
  const sco = await scoFrame(page);
  await sco.evaluate((v) => (window as unknown as Puppet).lms.set('cmi.core.lesson_location', v), value);
}

const course = () => scorm12Package('Puppet course', [{ id: 'one', title: 'One', html: PUPPET }]);

async function bookmarks(site: Site): Promise<string[]> {
  const rows = await site.rows<{ location: string }>('select location from sb_sco_tracks order by updated_at');
  return rows.map(({ location }) => location);
}

/** What the host's own middleware would tell. */
const maria: HostUser = { subject: 'maria', givenName: 'Maria', familyName: 'Reyes' };

describe('a person whom the host has signed out', function () {
  this.timeout(120_000);
  let site: Site;
  let context: BrowserContext;
  let user: HostUser | null = maria;

  before(async () => {
    site = await startSite({ host: { currentUser: () => user, signInUrl: 'http://localhost:1/host-sign-in' } });
    context = await newContext();
  });
  after(async () => {
    await context?.close();
    await site?.remove();
  });

  it('is told to sign in at the host in another tab, and goes on where the part was with nothing lost', async () => {
    const page = await context.newPage();
    await openCourse(page, site, await site.addCourse(await course()));
    await whenSaved(page);
    user = null;
    await page.route(COMMITS, (route) =>
      route.fulfill({ status: 401, contentType: 'application/json', body: '{"code":"LAUNCH_TOKEN_EXPIRED"}' }),
    );
    await place(page, 'signed out');
    const dialog = page.getByRole('dialog', { name: 'Sign in to go on' });
    await dialog.waitFor();
    expect(await dialog.getByLabel('Password').count()).to.equal(0);
    const link = dialog.getByRole('link', { name: 'Open the sign-in page in a new tab' });
    expect(await link.getAttribute('href')).to.equal('http://localhost:1/host-sign-in');
    expect(await link.getAttribute('target')).to.equal('_blank');
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.locator('.error', { hasText: 'not signed in yet' }).waitFor();
    expect(await saveState(page)).to.equal('device');
    user = maria;
    await page.unroute(COMMITS);
    // The page tries by itself too: the dialog may have gone before the click comes.
    const again = dialog.getByRole('button', { name: 'Try again' });
    await again.click({ timeout: 5000 }).catch(async (fault: unknown) => {
      if (await dialog.isVisible()) throw fault;
    });
    await dialog.waitFor({ state: 'hidden' });
    await whenSaved(page);
    expect(await bookmarks(site)).to.deep.equal(['signed out']);
  });

  it('is asked before a course is opened too, and goes on after signing in elsewhere', async () => {
    const page = await context.newPage();
    const registration = await site.register(page, await site.addCourse(await course()));
    await page.route('**/launches', async (route) => {
      user = null;
      await page.unroute('**/launches');
      await route.continue();
    });
    await page.goto(`${site.base}/play/${registration}`);
    const dialog = page.getByRole('dialog', { name: 'Sign in to go on' });
    await dialog.waitFor();
    user = maria;
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await page.waitForFunction(() => document.documentElement.dataset['playerState'] === 'playing');
    expect(await dialog.isVisible()).to.equal(false);
  });
});

describe('a session that is about to end', function () {
  this.timeout(120_000);
  let site: Site;
  let context: BrowserContext;
  let person: SitePerson;
  let page: Page;

  before(async () => {
    site = await startSite();
  });
  after(async () => {
    await site?.remove();
    await closeSharedBrowser();
  });
  beforeEach(async () => {
    person = await site.addPerson({ roles: ['officer'] });
    context = await newContext();
    page = await context.newPage();
    await site.signIn(page, person);
    await openCourse(page, site, await site.addCourse(await course()));
    await whenSaved(page);
  });
  afterEach(() => context.close());

  /** Lets the person have been idle until so many ms before the end, and the page come back from sleep. */
  async function idleUntil(ms: number): Promise<void> {
    const { database, config } = site.app.platform;
    const at = new Date(Date.now() - config.sessionIdleMs + ms);
    await database.write((transaction) =>
      database.sequelize.query('UPDATE sb_sessions SET last_seen_at = :at WHERE person_id = :id', {
        replacements: { at, id: person.id },
        transaction,
      }),
    );
    await page.evaluate(() => dispatchEvent(new Event('online')));
  }
  const dialog = () => page.getByRole('dialog', { name: 'Still there?' });
  const sessions = () => site.rows('select token_hash from sb_sessions where person_id = ?', [person.id]);

  it('is told two minutes before, counted down, and renewed by "Stay signed in"', async () => {
    await idleUntil(122_000);
    await page.waitForTimeout(500);
    expect(await dialog().isVisible()).to.equal(false);
    await dialog().waitFor({ timeout: 10_000 });
    expect(await dialog().getByRole('timer').textContent()).to.match(/^(2:00|1:5\d)$/);
    await place(page, 'while asked');
    await dialog().getByRole('button', { name: 'Stay signed in' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await page.waitForTimeout(300);
    const [row] = await site.rows<{ last_seen_at: string }>(
      'select last_seen_at from sb_sessions where person_id = ?',
      [person.id],
    );
    expect(Date.now() - new Date(row?.last_seen_at ?? 0).getTime()).to.be.lessThan(60_000);
    await whenSaved(page);
    expect(await bookmarks(site)).to.include('while asked');
  });

  it('goes on saving when nobody answers, and says so', async () => {
    await idleUntil(3_000);
    await dialog().waitFor();
    await dialog().waitFor({ state: 'hidden', timeout: 15_000 });
    await page.getByText('Your session is over.').waitFor();
    await place(page, 'after the end');
    await whenSaved(page);
    expect(await bookmarks(site)).to.include('after the end');
  });

  it('ends at once by "Sign out", after what was set has been saved', async () => {
    await idleUntil(60_000);
    await dialog().waitFor();
    await place(page, 'signing out');
    await dialog().getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(/\/login/);
    expect(await sessions()).to.deep.equal([]);
    expect(await bookmarks(site)).to.include('signing out');
  });
});

/** What the puppet's page offers. */
interface Puppet {
  readonly lms: { set(element: string, value: string): string };
}
