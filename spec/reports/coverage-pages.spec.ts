import { expect } from 'chai';
import { forEachDatabase } from '../support/databases.ts';
import { openDesk, type Desk } from '../support/report-desk.ts';

/** Words of a page without its tags. */
const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

describe('overviews of schools', () => {
  forEachDatabase((make) => {
    let desk: Desk;
    before(async () => {
      desk = await openDesk(await make());
    });

    it('says in one sentence how many schools have a trained officer', async () => {
      const { text } = await desk.browser('supervisor').get('/overview').expect(200);
      expect(textOf(text)).to.contain(
        '1 of 3 schools has a trained officer. One has an officer who is not ready yet, one has no officer.',
      );
      expect(text)
        .to.contain('Cedar Grove Middle: trained officer')
        .and.to.contain(`href="/schools/${desk.schools.trained}"`);
    });

    it('tells what needs the supervisor today, each with its number and page', async () => {
      const { text } = await desk.browser('supervisor').get('/overview').expect(200);
      for (const href of ['/schools?show=none', '/officers?status=overdue', '/officers?status=unselected', '/claims'])
        expect(text).to.contain(`href="${href.replace('=', '&#x3D;')}"`);
      expect(textOf(text)).to.contain('1 A claim of an academy skill waits');
    });

    it('reads a past day as it was: the school that lost its officer still has one', async () => {
      const { text } = await desk.browser('supervisor').get('/overview?on=2026-06-01').expect(200);
      expect(textOf(text)).to.contain('As of Jun 1, 2026').and.to.contain('Wexley Middle: officer not ready yet');
      expect(text).not.to.contain('Needs you today');
    });

    it('shows a director the officers at the schools of the district and nothing else', async () => {
      const browser = desk.browser('director');
      const { text } = await browser.get('/district').expect(200);
      expect(textOf(text)).to.contain('District overview').and.to.contain('Dep. Ana Trained');
      expect(text).not.to.contain('Elsewhere').and.not.to.contain('/officers/').and.not.to.contain('@station');
      for (const path of ['/overview', '/officers', `/officers/${desk.people.trained}`, '/reports', '/results'])
        await browser.get(path).expect(403);
    });

    it('tells of a school who is placed there, since when, and what is missing', async () => {
      for (const role of ['supervisor', 'director'] as const) {
        const browser = desk.browser(role);
        const { text } = await browser.get(`/schools/${desk.schools.training}`).expect(200);
        expect(textOf(text)).to.contain('Dep. Ben Waiting').and.to.contain('Since Feb 1, 2026');
        expect(textOf(text)).to.contain('1 of 1 assigned course not done, due since Nov 1, 2026.');
        expect(textOf(text)).to.contain('Selection for this post is not recorded.');
      }
    });

    it('finds no school of another district or agency', async () => {
      for (const role of ['supervisor', 'director'] as const)
        await desk.browser(role).get(`/schools/${desk.schools.foreign}`).expect(404);
      const stranger = desk.browser('stranger');
      await stranger.get(`/schools/${desk.schools.trained}`).expect(404);
      const own = await stranger.get('/overview').expect(200);
      expect(own.text).to.contain('Elsewhere High').and.not.to.contain('Cedar Grove');
    });

    it('compares schools by state and exports them', async () => {
      const browser = desk.browser('supervisor');
      const none = await browser.get('/schools?show=none').expect(200);
      expect(none.text).to.contain('Wexley Middle').and.not.to.contain('Cedar Grove');
      const csv = await browser.get('/schools.csv').expect(200);
      expect(csv.text.trimEnd().split('\r\n')).to.have.length(4);
      expect(csv.text).to.contain('Dunmore High').and.to.contain('Officer not ready yet');
    });

    it('turns signed-out people away and refuses officers', async () => {
      const browser = desk.browser('officer');
      for (const path of ['/overview', '/district', '/schools', '/schools.csv', `/schools/${desk.schools.trained}`])
        await browser.get(path).expect(403);
      await desk.signedOut().get('/overview').expect(401);
    });
  });
});
