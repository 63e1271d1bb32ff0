import { expect } from 'chai';
import { forEachDatabase } from '../support/databases.ts';
import { launched, officerAt, openLaunchSite } from '../support/launch-site.ts';
import { installOwn } from '../support/own-course.ts';

describe('the minutes that parts take', () => {
  forEachDatabase((make) => {
    it('are told with a launch of a course of ours, and of no other', async () => {
      const site = await openLaunchSite(await make());
      expect((await launched(site, await officerAt(site))).minutes).to.deep.equal({});
      const { courseId, course } = await installOwn(site.app, { folder: 'student' });
      const own = { ...site, courseId };
      const modules = course.parts.flatMap((part) => part.modules).map(({ languages: [{ module }] }) => module);
      const minutes = Object.fromEntries(modules.map((module) => [module.id, module.minutes]));
      expect((await launched(own, await officerAt(own))).minutes).to.deep.equal(minutes);
    });
  });
});
