import { expect } from 'chai';
import type { BrowserContext } from 'playwright-core';
import {
  choosing,
  gradeOf,
  openLtiJourney,
  playing,
  setInPart,
  type LtiJourney,
  type Way,
} from '../support/lti-journey.ts';

const WAYS: readonly Way[] = ['frame', 'nested', 'storage', 'popup', 'tab'];

/** The browser loses every cookie while the LMS signs the person in, once. */
function forgetOnce({ lms }: LtiJourney, context: BrowserContext): void {
  lms.fault = async (req) => {
    if (req.url?.startsWith('/auth') === true) {
      lms.fault = null;
      await context.clearCookies();
    }
    return false;
  };
}

describe('every way into a course by LTI, third-party cookies blocked', function () {
  this.timeout(180_000);
  let world: LtiJourney;
  before(async () => {
    world = await openLtiJourney();
  });
  after(() => world?.close());

  for (const way of WAYS) {
    it(`opens and grades the course by ${way}`, async () => {
      const context = await world.newContext();
      const player = await world.open(context, way);
      // In a frame the canary is blocked; in a window of its own the product is the first party.
      const isFramed = way !== 'popup' && way !== 'tab';
      expect(world.cookies.at(-1)?.includes('canary=1')).to.equal(!isFramed);
      await setInPart(player, 'cmi.core.score.raw', '80');
      await setInPart(player, 'cmi.core.score.max', '100');
      await setInPart(player, 'cmi.core.lesson_status', 'passed');
      const grade = await gradeOf(world, player, `officer-${way}`);
      expect(grade).to.include({ activityProgress: 'Completed', scoreGiven: 80, count: 1 });
      await context.close();
    });
  }

  it('opens by what the LMS keeps where the browser keeps nothing at all', async () => {
    const context = await world.newContext();
    forgetOnce(world, context);
    const player = await world.open(context, 'storage', { subject: 'officer-kept' });
    expect(world.cookies.at(-1)).to.equal('');
    expect(player.url()).to.include('/play');
    await context.close();
  });

  it('offers a new window where neither browser nor LMS keep anything, and plays there', async () => {
    const context = await world.newContext();
    forgetOnce(world, context);
    world.lms.always = { sub: 'officer-window' };
    const page = await world.newPage(context);
    await page.goto(`${world.lms.url}/course?way=frame&target=${encodeURIComponent(world.target)}`);
    const offered = page.frameLocator('iframe').getByRole('link', { name: 'Open in a new window' });
    await offered.waitFor();
    const [opened] = await Promise.all([context.waitForEvent('page'), offered.click()]);
    expect((await playing(opened)).url()).to.include('/play');
    await context.close();
  });

  it('opens the one module that a link names', async () => {
    const context = await world.newContext();
    const target = `${world.site.base}/lti/courses/${world.dividedId}?module=two`;
    const player = await world.open(context, 'frame', { subject: 'officer-module', target });
    expect(await player.locator('[data-activity="two"]').getAttribute('aria-current')).to.not.equal(null);
    await setInPart(player, 'cmi.core.lesson_status', 'completed');
    expect(await gradeOf(world, player, 'officer-module')).to.include({ scoreGiven: 100 });
    await context.close();
  });

  it('hands a chosen course over to the LMS without a click', async () => {
    const context = await world.newContext();
    world.lms.always = choosing(world.lms);
    const page = await world.newPage(context);
    await page.goto(`${world.lms.url}/course?way=frame&target=${encodeURIComponent(`${world.site.base}/lti/launch`)}`);
    const frame = page.frameLocator('iframe');
    await frame.getByLabel('Puppet course').check();
    await frame.getByRole('button', { name: 'Add to the LMS' }).click();
    await frame.locator('#chosen').waitFor();
    expect(world.lms.choices).to.have.length(1);
    await context.close();
  });
});
