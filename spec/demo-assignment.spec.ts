import { writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { assignDemoCourse } from '../server/demo-assignment.ts';
import { installDemo } from '../server/demo.ts';
import { forEachDatabase, scratchPath } from './support/databases.ts';
import { openLaunchSite, type LaunchSite } from './support/launch-site.ts';
import { openBrowser, signIn } from './support/people.ts';
import { scorm12Package } from './support/sco-packages.ts';

forEachDatabase((make) => {
  describe('the assignment of the demo agency', () => {
    async function installStudent({ app }: LaunchSite): Promise<void> {
      const path = await scratchPath('student.zip');
      await writeFile(path, await scorm12Package('The student: every day', [{ id: 'one', title: 'One' }]));
      await app.packages.install(path);
    }

    it('gives the placed officers the course once, due in six weeks with an exam, and shows it on their pages', async () => {
      const site = await openLaunchSite(await make());
      const signIns = (await installDemo(site.app)) ?? [];
      expect(await assignDemoCourse(site.app), 'before the course is there').to.equal(false);
      await installStudent(site);
      expect(await assignDemoCourse(site.app)).to.equal(true);
      expect(await assignDemoCourse(site.app), 'at a second start').to.equal(false);
      for (const [role, page, words] of [
        ['officer', '/my', 'Assigned to you'],
        ['supervisor', '/assignments', 'The student: every day'],
      ]) {
        const person = signIns.find((one) => one.role === role);
        const browser = openBrowser(site.host);
        await signIn(browser, { email: person?.email ?? '', password: person?.password ?? '' }, site.base);
        expect((await browser.get(`${site.base}${page}`).expect(200)).text, page).to.include(words);
      }
      const supervisor = await site.app.people.accounts.byEmail('ann.okafor@harlow.example');
      const actor = supervisor && (await site.app.people.actors.of(supervisor));
      const { assignments } = site.app.training.rules;
      const rows = actor ? (await assignments.list(actor)).rows : [];
      expect(rows.map(({ policy }) => JSON.parse(policy).exam)).to.deep.equal([
        { rule: 'required', passMark: 0.8, retests: 1 },
      ]);
      const shown = actor ? await assignments.show(actor, rows[0]?.id ?? '') : null;
      expect(shown?.enrollments).to.have.lengthOf(2);
    });

    it('is not made where there is no demo agency', async () => {
      const site = await openLaunchSite(await make());
      await installStudent(site);
      expect(await assignDemoCourse(site.app)).to.equal(false);
    });
  });
});
