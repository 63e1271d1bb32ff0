import { expect } from 'chai';
import { readRuntime } from '../../server/authoring/index.ts';
import { ROOT } from '../architecture/rooms.ts';
import { closeSharedBrowser, sharedBrowser } from '../support/browser.ts';
import { checkNothingTold, takeOwn } from '../support/modules/own-checks.ts';
import { visitOwn } from '../support/modules/own-visit.ts';
import { installOwn } from '../support/own-course.ts';
import { ServedBytes } from '../support/served-bytes.ts';
import { startSite } from '../support/site.ts';

const MODULES = ['st-pretest', 'st-1', 'st-2', 'st-3', 'st-4', 'st-5', 'st-6', 'st-7', 'st-final'];

describe('the whole course on the student, on our own server', function () {
  this.timeout(1_800_000);
  after(() => closeSharedBrowser());

  for (const manner of ['best', 'worst'] as const) {
    it(`is taken from the pre-test to the final test, scored by the source, and tells nothing before: ${manner} path`, async () => {
      const bytes = new ServedBytes();
      const site = await startSite({ heard: bytes.hear, contentHeard: bytes.hear });
      try {
        const own = await installOwn(site.app, { folder: 'student', runtime: await readRuntime(ROOT) });
        expect(own.course.parts.flatMap(({ modules }) => modules).map(({ id }) => id)).to.deep.equal(MODULES);
        const person = await site.addPerson({ roles: ['officer'] });
        const visit = await visitOwn(site, await sharedBrowser(), { person, courseId: own.courseId });
        const asked: string[] = [];
        for (const id of MODULES) {
          // The test waits for the seven modules.
          const final = visit.page.locator('[data-activity="st-final"]');
          expect(await final.getAttribute('aria-disabled'), id).to.equal(String(id !== 'st-final'));
          await takeOwn(visit, own, id, { manner });
          const { record } = await visit.stored(id);
          const ids = Object.entries(record).filter(([element]) => /^cmi\.interactions\.\d+\.id$/.test(element));
          asked.push(...ids.flatMap(([, value]) => /^(?:pretest|final)_(.+)$/.exec(value)?.[1] ?? []));
        }
        expect(asked).to.have.length(30);
        expect(new Set(asked).size).to.equal(30);
        checkNothingTold(bytes, own, MODULES);
        await visit.close();
      } finally {
        await site.remove();
      }
    });
  }
});
