import { expect } from 'chai';
import { onSqlite } from '../support/databases.ts';
import { fuzzManifests } from '../support/fuzz/fuzz-manifests.ts';
import { fuzzZips } from '../support/fuzz/fuzz-zips.ts';
import { longPlan } from '../support/fuzz/run-fuzz.ts';

/** `FUZZ_MINUTES` (10) each, from a seed that is printed. */
describe('packages that were mangled for minutes', function () {
  this.timeout(0);

  onSqlite((make) => {
    it('are refused with a sentence, or become a course that the engine plays: manifests', async () => {
      const { taken } = await fuzzManifests(longPlan('manifests'), await make());
      expect(taken, 'some are taken').to.be.at.least(1);
    });

    it('are refused with a sentence, or become a course that the engine plays: archives', async () => {
      const { taken } = await fuzzZips(longPlan('archives'), await make());
      expect(taken, 'some are taken').to.be.at.least(1);
    });
  });
});
