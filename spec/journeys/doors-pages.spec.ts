import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { closeSharedBrowser, newContext } from '../support/browser.ts';
import { letIn, openAt, TERMS } from '../support/dispatch-site.ts';
import { lookAt } from '../support/look-at.ts';
import { choosing, openLtiJourney, type LtiJourney } from '../support/lti-journey.ts';
import { ROLE } from '../support/lti-platform.ts';
import { actorFor } from '../support/people.ts';
import type { SitePerson } from '../support/site.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';

describe('the pages of the doors', function () {
  this.timeout(1_200_000);
  let world: LtiJourney;
  let boss: SitePerson;
  let dispatchId: string;
  let ltiId: string;

  before(async () => {
    world = await openLtiJourney();
    const { site } = world;
    boss = await site.addPerson({ roles: ['administrator', 'supervisor', 'instructor'] });
    const { agencyId } = site;
    const actor = await actorFor(site.app, { ...boss, agencyId, roles: ['administrator'] });
    const { courseId } = world;
    dispatchId = await site.app.embedding.dispatch.create(actor, { ...TERMS, courseId, seats: 50 });
    const [door] = await site.rows<{ id: string }>(`select id from sb_doors where kind = 'lti'`);
    ltiId = door?.id ?? '';
    // Somebody has come through each of them.
    const at = { host: site.origin, base: '/training' };
    const place = {
      agencyId,
      boss: { ...boss, agencyId, roles: ['administrator'] },
      doorId: dispatchId,
      courseId,
    } as const;
    await openAt(at, place, await letIn(at, place));
    const context = await newContext();
    await launchAt(await context.newPage(), world.target);
    await context.close();
  });
  after(async () => {
    await closeSharedBrowser();
    await world?.close();
  });

  /** A launch that fills the window, so that its pages are looked at as pages. */
  async function launchAt(page: Page, target: string): Promise<void> {
    const login = new URLSearchParams(world.lms.loginFor(target));
    await page.goto(`${world.site.base}/lti/login?${login.toString()}`);
    await page.waitForURL((url) => /\/lti\/launch$|\/doors\//.test(url.pathname));
  }

  for (const phone of [false, true]) {
    const size = phone ? 'phone' : 'desktop';
    /** All faults are told at once. */
    const faults: string[] = [];
    const look = (page: Page, name: string): Promise<void> =>
      lookAt(page, `${name}-${size}`).catch((fault: Error & { actual?: unknown }) => {
        faults.push(`${name}: ${JSON.stringify(fault.actual ?? fault.message)}`);
      });

    it(`have no barrier and fit the screen, for administrators and supervisors, ${size}`, async () => {
      faults.length = 0;
      const context = await newContext({ phone });
      const page = await context.newPage();
      const { base } = world.site;
      await world.site.signIn(page, boss);
      const [visitor] = await world.site.rows<{ id: string }>(
        `select i.id from sb_identities i join sb_door_people d on d.person_id = i.person_id where d.door_id = ?`,
        [dispatchId],
      );
      for (const [name, path] of [
        ['doors', '/organisation/doors'],
        ['lti-new', '/organisation/doors/lti/new'],
        ['dispatch-new', '/organisation/doors/dispatch/new'],
        ['dispatch', `/organisation/doors/dispatch/${dispatchId}`],
        ['download', '/organisation/doors/download'],
        ['api', '/organisation/api'],
        ['api-docs', '/api/docs'],
        ['doors-log', '/doors-log'],
        ['grades', '/doors-log/grades'],
        ['join', `/doors-log/${visitor?.id}/join`],
      ] as const) {
        expect((await page.goto(base + path))?.status(), path).to.equal(200);
        await look(page, name);
      }
      await page.goto(`${base}/organisation/doors/lti/new`);
      await page.getByRole('button', { name: 'Make a registration link' }).click();
      await page.locator('#registration-link').waitFor();
      await look(page, 'lti-link');
      await page.goto(`${base}/organisation/doors/lti/${ltiId}`);
      await page.getByRole('button', { name: 'Run the check' }).click();
      await page.getByText('Checked just now.').waitFor();
      await look(page, 'lti-door');
      await page.goto(`${base}/organisation/api`);
      await page.getByText('Make a key', { exact: true }).click();
      await page.getByText('Add a webhook', { exact: true }).click();
      await look(page, 'api-forms');
      await page.getByLabel('What it is for').fill(`Personnel ${size}`);
      await page.locator('input[name=scopes]').first().check();
      await page.getByRole('button', { name: 'Make the key' }).click();
      await page.locator('[data-secret]').waitFor();
      await look(page, 'api-made');
      await page.getByText('Add a webhook', { exact: true }).click();
      await page.getByLabel('Address').fill(`${world.lms.url}/in/${size}`);
      await page.locator('input[name=events]').first().check();
      await page.getByRole('button', { name: 'Add the webhook' }).click();
      await page.locator('[data-secret]').waitFor();
      await page.locator('a[href*="/organisation/api/webhooks/"]').first().click();
      await page.getByRole('heading', { name: 'What was sent' }).waitFor();
      await look(page, 'webhook');
      await context.close();
      expect(faults).to.deep.equal([]);
    });

    it(`have no barrier and fit the screen, on the way from an LMS, ${size}`, async () => {
      faults.length = 0;
      const { lms, target, site } = world;
      const context = await newContext({ phone });
      const page = await context.newPage();
      lms.always = {};
      lms.next = { claims: { [`${LTI}version`]: '1.1' } };
      await launchAt(page, target);
      await page.getByRole('heading', { name: 'The course did not open' }).waitFor();
      await look(page, 'lti-refused');
      const spanish = { [`${LTI}launch_presentation`]: { locale: 'es-US' } };
      lms.next = { claims: { ...spanish, [`${LTI}deployment_id`]: 'another' } };
      await launchAt(page, target);
      await page.getByRole('heading', { name: 'El curso no se abrió' }).waitFor();
      await look(page, 'lti-refused-es');
      lms.always = { [`${LTI}roles`]: [ROLE.instructor] };
      await launchAt(page, target);
      await page.getByRole('heading', { name: 'Who came from this link' }).waitFor();
      await look(page, 'lti-teach');
      lms.always = choosing(lms);
      await launchAt(page, `${site.base}/lti/launch`);
      await page.getByRole('heading', { name: 'Add a course' }).waitFor();
      await look(page, 'lti-choose');
      lms.always = {};
      lms.fault = async (req) => {
        if (req.url?.startsWith('/auth') === true) await context.clearCookies();
        return false;
      };
      await launchAt(page, target);
      lms.fault = null;
      await page.getByRole('link', { name: 'Open in a new window' }).waitFor();
      await look(page, 'lti-window');
      await context.close();
      expect(faults).to.deep.equal([]);
    });
  }
});
