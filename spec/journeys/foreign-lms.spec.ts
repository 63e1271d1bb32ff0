import { closeSharedBrowser, sharedBrowser } from '../support/browser.ts';
import { checkDispatched, checkDownloaded, openForeignWorld, type ForeignWorld } from '../support/foreign-lms.ts';
import { builtRoot } from '../support/source-root.ts';

describe('a course of ours in an LMS with nothing of ours', function () {
  this.timeout(600_000);
  let world: ForeignWorld;

  before(async () => {
    world = await openForeignWorld(await sharedBrowser(), await builtRoot(), 'hall');
  });
  after(async () => {
    await world?.close();
    await closeSharedBrowser();
  });

  for (const [target, manner] of [
    ['scorm12', 'best'],
    ['scorm2004-4', 'worst'],
  ] as const) {
    it(`gives the scores of our own server, as the packages that the pages hand out: ${target}, ${manner} path`, async () => {
      const here = await world.takeHere(manner);
      await checkDownloaded(world, target, manner, here);
      await checkDispatched(world, target, manner, here);
    });
  }
});
