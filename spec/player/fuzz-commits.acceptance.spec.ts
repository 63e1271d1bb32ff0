import { expect } from 'chai';
import { forEachDatabase } from '../support/databases.ts';
import { fuzzCommits } from '../support/fuzz/fuzz-commits.ts';
import { longPlan } from '../support/fuzz/run-fuzz.ts';

/** `FUZZ_MINUTES` (10) on each database, from a seed that is printed. */
describe('requests of launches that were mangled for minutes', function () {
  this.timeout(0);

  forEachDatabase((make) => {
    it('are saved or refused with a code, and every row that they leave can be read', async () => {
      const statuses = await fuzzCommits(longPlan('commits'), make);
      const counts = [...statuses].map(([status, count]) => `${status}: ${count}`);
      process.stdout.write(`      answers ${counts.sort().join(', ')}\n`);
      expect(statuses.get(200), 'some are saved').to.be.at.least(1);
    });
  });
});
