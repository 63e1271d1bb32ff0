import { ROOT } from '../architecture/rooms.ts';
import { closeSharedBrowser, sharedBrowser } from '../support/browser.ts';
import { checkDispatched, checkDownloaded, openForeignWorld, type ForeignWorld } from '../support/foreign-lms.ts';

describe('the course on the student in an LMS with nothing of ours', function () {
  this.timeout(1_800_000);
  let world: ForeignWorld;

  before(async () => {
    world = await openForeignWorld(await sharedBrowser(), ROOT, 'student');
  });
  after(async () => {
    await world?.close();
    await closeSharedBrowser();
  });

  for (const manner of ['best', 'worst'] as const) {
    it(`gives the scores of our own server in every module and as a whole: ${manner} path`, async () => {
      const here = await world.takeHere(manner);
      for (const target of ['scorm12', 'scorm2004-3', 'scorm2004-4'] as const) {
        await checkDownloaded(world, target, manner, here);
        if (target !== 'scorm2004-3') await checkDispatched(world, target, manner, here);
      }
    });
  }
});
