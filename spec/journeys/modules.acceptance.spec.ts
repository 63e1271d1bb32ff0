import { closeSharedBrowser } from '../support/browser.ts';
import { takeAndCheck } from '../support/modules/module-checks.ts';
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

    for (const id of MODULES) {
      for (const { name, ...run } of RUNS) {
        it(`records what the source counts: ${id}, ${name}`, async () => {
          const { longestState } = await takeAndCheck(host, id, run);
          process.stdout.write(`      ${id}: state ${longestState} characters\n`);
        });
      }
    }
  });
}
