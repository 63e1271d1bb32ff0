import { expect } from 'chai';
import { forEachDatabase } from '../support/databases.ts';
import { fuzzCommits } from '../support/fuzz/fuzz-commits.ts';

/** 500 requests. */
const CASES = 20;

describe('some hundred requests of launches that were mangled', function () {
  this.timeout(1_200_000);

  forEachDatabase((make, seed) => {
    it('are saved or refused with a code, and every row that they leave can be read', async () => {
      const statuses = await fuzzCommits({ name: 'commits', seed, cases: CASES }, make);
      expect(statuses.get(200), 'some are saved').to.be.at.least(CASES);
    });
  });
});
