import { expect } from 'chai';
import { allBlocks, isRequired } from '../../server/standards/module/play.ts';
import { closeSharedBrowser } from '../support/browser.ts';
import { moduleCalled, takeAndCheck, takeWithReturns, type RunResult } from '../support/modules/module-checks.ts';
import { checkBarriers } from '../support/modules/page-checks.ts';
import { startModuleHost, type ModuleHost } from '../support/modules/module-host.ts';

const MODULES = ['st-pretest', 'st-1', 'st-2', 'st-3', 'st-4', 'st-5', 'st-6', 'st-7', 'st-final'];
const RUNS = [
  { name: 'best path', manner: 'best', byKeyboard: false },
  { name: 'worst path', manner: 'worst', byKeyboard: false },
  { name: 'best path by keyboard', manner: 'best', byKeyboard: true },
] as const;

for (const target of ['scorm12', 'scorm2004-3', 'scorm2004-4'] as const) {
  describe(`every module of the course on the student: ${target}`, function () {
    this.timeout(600_000);
    let host: ModuleHost;
    before(async () => {
      host = await startModuleHost(target, 'student');
    });
    after(async () => {
      await host.close();
      await closeSharedBrowser();
    });

    it('has the modules that are taken here', () => {
      expect(host.course.parts.flatMap(({ modules }) => modules).map(({ id }) => id)).to.deep.equal(MODULES);
    });

    for (const id of target === 'scorm2004-4' ? MODULES : []) {
      for (const look of ['light', 'dark']) {
        it(`has no barrier that axe finds at 320 pixels: ${id}, ${look}`, async () => {
          await checkBarriers(host, id, { dark: look === 'dark', phone: true, width: 320 });
        });
      }
    }

    for (const id of MODULES) {
      it(`goes on with the same place and answers after every block: ${id}`, async () => {
        const { module } = moduleCalled(host.course, id);
        expect(await takeWithReturns(host, id)).to.equal(allBlocks(module).filter(isRequired).length);
      });

      for (const { name, ...run } of RUNS) {
        it(`records what the source counts: ${id}, ${name}`, async () => {
          process.stdout.write(
            `      | ${[id, target, name, ...rowOf(await takeAndCheck(host, id, run))].join(' | ')} |\n`,
          );
        });
      }
    }
  });
}

/** Score, status, interactions and length of the longest state, for the table of the run. */
function rowOf({ record, longestState }: RunResult): (string | number)[] {
  const score = record['cmi.core.score.raw'] ?? record['cmi.score.raw'] ?? '';
  const told = [record['cmi.completion_status'], record['cmi.success_status']].filter(Boolean).join(', ');
  const status = record['cmi.core.lesson_status'] ?? told;
  const ids = Object.keys(record).filter((element) => /^cmi\.interactions\.\d+\.id$/.test(element));
  return [score, status, ids.length, longestState];
}
