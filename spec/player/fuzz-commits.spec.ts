import { expect } from 'chai';
import { onSqlite } from '../support/databases.ts';
import { fuzzCommits } from '../support/fuzz/fuzz-commits.ts';

/** Launches with 25 requests each, the same every time; `FUZZ_CASES` and `FUZZ_SEED` play others. */
const CASES = Number(process.env['FUZZ_CASES'] ?? 4);
const SEED = process.env['FUZZ_SEED'] ?? 'first bell';

describe('requests of a launch that were mangled', function () {
  this.timeout(CASES * 30_000);

  onSqlite((make) => {
    it('are saved or refused with a code, and every row that they leave can be read', async () => {
      const statuses = await fuzzCommits({ name: 'commits', seed: SEED, cases: CASES }, make);
      expect(statuses.get(200), 'some are saved').to.be.at.least(CASES);
      expect(statuses.get(422), 'some are refused').to.be.at.least(CASES);
    });
  });
});
