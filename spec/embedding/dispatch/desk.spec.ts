import { expect } from 'chai';
import { onSqlite } from '../../support/databases.ts';
import { buildDispatch, letIn, LMS, type DispatchPlace } from '../../support/dispatch-site.ts';
import { openLaunchSite, type LaunchSite } from '../../support/launch-site.ts';
import { buildAgency, buildPerson, openBrowser, signIn, type Browser } from '../../support/people.ts';

const PAGE = '/training/organisation/doors/dispatch';

onSqlite((make) => {
  describe('the pages of dispatch packages', () => {
    let site: LaunchSite;
    let place: DispatchPlace;
    let boss: Browser;

    before(async () => {
      site = await openLaunchSite(await make());
      place = await buildDispatch(site.app, { courseId: site.courseId, seats: 50 });
      boss = openBrowser(site.host);
      await signIn(boss, place.boss, site.base);
    });
    after(() => site.app.close());

    const form = (more: object = {}) => ({
      title: 'Bells of the north',
      courseId: site.courseId,
      standard: 'scorm2004-4',
      sites: `${LMS}/start\nhttps://files.harlow.example`,
      seats: '50',
      opensOn: '2026-11-01',
      closesOn: '2027-06-30',
      mapping: 'until-passed',
      ...more,
    });
    const post = (path: string, fields: object, who = boss) => who.post(path).type('form').send(fields);

    it('send whoever is not signed in to the sign-in page, and refuse other roles', async () => {
      await openBrowser(site.host).get(`${PAGE}/new`).set('accept', 'text/html').expect(303);
      const supervisor = openBrowser(site.host);
      const like = { agencyId: place.agencyId, roles: ['supervisor'] as const };
      await signIn(supervisor, await buildPerson(site.app, like), site.base);
      for (const path of ['/new', `/${place.doorId}`]) await supervisor.get(PAGE + path).expect(403);
      await post(`${PAGE}/new`, form(), supervisor).expect(403);
      await post(`${PAGE}/${place.doorId}`, form(), supervisor).expect(403);
    });

    it('find nothing of another agency', async () => {
      const stranger = openBrowser(site.host);
      const like = { agencyId: (await buildAgency(site.app)).id, roles: ['administrator'] as const };
      await signIn(stranger, await buildPerson(site.app, like), site.base);
      for (const path of [`/${place.doorId}`, `/${place.doorId}/package`]) await stranger.get(PAGE + path).expect(404);
      await post(`${PAGE}/${place.doorId}`, form(), stranger).expect(404);
    });

    it('make a package out of a form, with the addresses of the LMS as sites', async () => {
      const made = await post(`${PAGE}/new`, form()).expect(303);
      const location = String(made.headers['location']);
      expect(location).to.match(/\/organisation\/doors\/dispatch\/[0-9a-z]{26}\?notice=made$/);
      const page = await boss.get(location).set('accept', 'text/html').expect(200);
      for (const words of [
        'Bells of the north',
        '0 of 50',
        '2026-11-01 to 2027-06-30',
        'SCORM 2004 4th Edition',
        'Nobody yet',
      ]) {
        expect(page.text).to.include(words);
      }
      expect(page.text).to.include(`${LMS}\nhttps://files.harlow.example`);
      expect((await boss.get('/training/organisation/doors').expect(200)).text).to.include('Bells of the north');
    });

    it('show seats used of every package to a supervisor of the agency, and of no other one', async () => {
      const other = await buildDispatch(site.app, { courseId: site.courseId, seats: 7, title: 'Somebody else’s' });
      await letIn(site, other);
      const own = await buildDispatch(site.app, { courseId: site.courseId, seats: 2 });
      await letIn(site, own, { learnerId: 'only one' });
      const supervisor = openBrowser(site.host);
      const like = { agencyId: own.agencyId, roles: ['supervisor'] as const };
      await signIn(supervisor, await buildPerson(site.app, like), site.base);
      const { text } = await supervisor.get('/training/doors-log').set('accept', 'text/html').expect(200);
      expect(text).to.include('First bell for the county').and.to.include('1 of 2');
      expect(text).to.not.include('of 7').and.to.not.include('Somebody else’s');
      await letIn(site, own, { learnerId: 'one more' });
      expect((await supervisor.get('/training/doors-log')).text)
        .to.include('2 of 2')
        .and.to.include('All seats taken');
      const officer = openBrowser(site.host);
      await signIn(officer, await buildPerson(site.app, { ...like, roles: ['officer'] }), site.base);
      await officer.get('/training/doors-log').expect(403);
    });

    it('show what was wrong beside its field, and make nothing', async () => {
      const wrong: [fields: object, words: string][] = [
        [{ title: '' }, 'Write a title.'],
        [{ sites: '' }, 'Write the address of the LMS.'],
        [{ sites: 'our lms' }, '“our” is no address.'],
        [{ seats: '0' }, 'Write a number from 1 on, or nothing.'],
        [{ closesOn: '2026-10-01' }, 'The end lies before the start.'],
        [{ courseId: 'x' }, 'Choose a course.'],
      ];
      for (const [fields, words] of wrong) {
        const answer = await post(`${PAGE}/new`, form(fields)).set('accept', 'text/html').expect(422);
        expect(answer.text).to.include(words);
      }
      await post(`${PAGE}/new`, form({ courseId: place.doorId })).expect(404);
    });

    it('show seats used and who came, and change dates and seats without a new package', async () => {
      for (const at of [1, 2, 3]) await letIn(site, place, { learnerId: `L-${at}`, learnerName: `Moss, Al ${at}` });
      const before = await boss.get(`${PAGE}/${place.doorId}`).set('accept', 'text/html').expect(200);
      expect(before.text).to.include('3 of 50');
      expect(before.text).to.include('Al 2 Moss');
      expect(before.text).to.include('Asserted by First bell for the county');
      const changed = await post(`${PAGE}/${place.doorId}`, form({ seats: '3', closesOn: '' })).expect(303);
      const after = await boss.get(String(changed.headers['location'])).set('accept', 'text/html').expect(200);
      for (const words of ['3 of 3', 'All seats taken', 'From 2026-11-01', 'The package in the LMS stays as it is.']) {
        expect(after.text).to.include(words);
      }
    });
  });
});
