/// <reference lib="dom" />
import { expect } from 'chai';
import { newId } from '../../server/platform/index.ts';
import { closeSharedBrowser, newContext } from '../support/browser.ts';
import { lookAt } from '../support/look-at.ts';
import { scorm12Package } from '../support/sco-packages.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

const DAY_MS = 86_400_000;
/** English words that no page of an officer says in Spanish. */
const ENGLISH =
  /\b(My training|Toolbox|Catalog|Start|Resume|Not started|Your account|Sign out|See all|part of|Saved|Notices)\b/;

describe('an officer and the toolbox', function () {
  this.timeout(240_000);
  let site: Site;
  let supervisor: SitePerson;
  let courseId: string;

  before(async () => {
    site = await startSite();
    supervisor = await site.addPerson({ roles: ['supervisor'] });
    courseId = await site.addCourse(await scorm12Package('Ley escolar', [{ id: 'one', title: 'Uno' }]));
  });
  after(async () => {
    await closeSharedBrowser();
    await site.remove();
  });

  async function enroll(person: SitePerson): Promise<void> {
    const { database } = site.app.platform;
    const day = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
    const query = database.sequelize.getQueryInterface();
    const [assignment, now] = [newId(), new Date()];
    await database.write(async (transaction) => {
      const rule = {
        title: 'Law',
        course_id: courseId,
        audience: '{}',
        due: '{}',
        policy: '{}',
        created_by: person.id,
      };
      const own = { id: assignment, agency_id: site.agencyId, renewal_months: 12, ...rule, created_at: now };
      await query.bulkInsert(`${database.tablePrefix}assignments`, [own], { transaction });
      const enrollment = {
        id: newId(),
        agency_id: site.agencyId,
        assignment_id: assignment,
        person_id: person.id,
        course_id: courseId,
        cycle: 1,
        position: 1,
        assigned_on: day(-400),
        outcome: 'complete',
        reasons: '[]',
        completed_on: day(-340),
        expires_on: day(25),
        created_at: now,
        updated_at: now,
      };
      await query.bulkInsert(`${database.tablePrefix}enrollments`, [enrollment], { transaction });
    });
  }

  for (const phone of [false, true]) {
    const size = phone ? 'phone' : 'wide';

    it(`claims a part with proof, has it approved, sees it and the notice, ${size}`, async () => {
      const officer = await site.addPerson({ roles: ['officer'] });
      const context = await newContext({ phone });
      const page = await context.newPage();
      await site.signIn(page, officer);
      await lookAt(page, `my-${size}`);
      await page.goto(`${site.base}/toolbox`);
      await lookAt(page, `toolbox-${size}`);
      await page.goto(`${site.base}/toolbox/de-escalation`);
      await page.click('main a[href*="academy?skill"]');
      await page.check('details[open] input[name=parts] >> nth=0');
      await page.fill('#proof', `Basic academy 2016, ${officer.name}.`);
      await lookAt(page, `claim-${size}`);
      await page.click('main form button[type=submit]');
      await page.waitForURL(/notice=claimed/);
      expect(await page.textContent('main')).to.contain('Waiting for your supervisor');

      const desk = await (await newContext({ phone })).newPage();
      await site.signIn(desk, supervisor);
      await desk.goto(`${site.base}/claims`);
      await lookAt(desk, `claims-${size}`);
      await desk.check('input[name=ids]');
      await desk.click('button[value=approved]');
      await desk.waitForURL(/notice=approved/);
      await desk.context().close();

      await site.app.platform.jobs.drain();
      await page.goto(`${site.base}/toolbox/de-escalation`);
      expect(await page.textContent('main')).to.contain('Academy 1 of 3');
      await lookAt(page, `skill-${size}`);
      expect(await page.textContent('.bell')).to.contain('1');
      await page.click('.bell');
      await lookAt(page, `notices-${size}`);
      await page.click('main form[action$="/open"] button');
      await page.waitForURL(/\/toolbox\/de-escalation/);
      await context.close();
    });

    it(`is told in Spanish that training expires, and opens the renewal from there, ${size}`, async () => {
      const officer = await site.addPerson({ roles: ['officer'] });
      await enroll(officer);
      const context = await newContext({ phone });
      const page = await context.newPage();
      await site.signIn(page, officer);
      await page.goto(`${site.base}/account`);
      await page.check('input[name=locale][value=es]');
      await page.click('main form[action$="/account"] button');
      await page.waitForURL(/notice=saved/);
      await lookAt(page, `account-es-${size}`);
      await site.app.platform.database.write((tx) => site.app.platform.jobs.enqueue(tx, 'notices.round', {}));
      await site.app.platform.jobs.drain();
      for (const path of [
        '/my',
        '/toolbox',
        '/catalog',
        `/courses/${courseId}`,
        '/notices',
        '/my/history',
        '/account',
      ]) {
        await page.goto(site.base + path);
        expect(await page.getAttribute('html', 'lang')).to.equal('es');
        const words = (await page.innerText('body')).replaceAll('Notices by mail', '');
        expect(words, path).not.to.match(ENGLISH);
        await lookAt(page, `es${path.replaceAll('/', '-').replace(courseId, 'course')}-${size}`);
      }
      await page.goto(`${site.base}/notices`);
      await page.click('main form[action$="/open"] button');
      await page.waitForURL(/\?renew=1/);
      await context.close();
    });
  }
});
