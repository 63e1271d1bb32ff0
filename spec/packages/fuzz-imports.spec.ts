import { expect } from 'chai';
import { onSqlite } from '../support/databases.ts';
import { fuzzManifests } from '../support/fuzz/fuzz-manifests.ts';
import { fuzzZips } from '../support/fuzz/fuzz-zips.ts';

/** The same cases every time; `FUZZ_CASES` and `FUZZ_SEED` play others. */
const CASES = Number(process.env['FUZZ_CASES'] ?? 50);
const SEED = process.env['FUZZ_SEED'] ?? 'first bell';

describe('packages that were mangled', function () {
  this.timeout(CASES * 2000);

  onSqlite((make) => {
    it('are refused with a sentence, or become a course that the engine plays: manifests', async () => {
      const { cases, taken } = await fuzzManifests({ name: 'manifests', seed: SEED, cases: CASES }, await make());
      expect(taken, 'some are taken').to.be.within(cases / 10, cases - 1);
    });

    it('are refused with a sentence, or become a course that the engine plays: archives', async () => {
      const { cases, taken } = await fuzzZips({ name: 'archives', seed: SEED, cases: CASES }, await make());
      expect(taken, 'some are taken').to.be.within(1, cases - 1);
    });
  });
});
