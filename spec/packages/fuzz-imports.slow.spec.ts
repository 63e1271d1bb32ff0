import { expect } from 'chai';
import { forEachDatabase } from '../support/databases.ts';
import { fuzzManifests } from '../support/fuzz/fuzz-manifests.ts';
import { fuzzZips } from '../support/fuzz/fuzz-zips.ts';

const CASES = 300;

describe('some hundred packages that were mangled', function () {
  this.timeout(1_200_000);

  forEachDatabase((make, seed) => {
    it('are refused with a sentence, or become a course that the engine plays: manifests', async () => {
      const { cases, taken } = await fuzzManifests({ name: 'manifests', seed, cases: CASES }, await make());
      expect(taken, 'some are taken').to.be.within(cases / 10, cases - 1);
    });

    it('are refused with a sentence, or become a course that the engine plays: archives', async () => {
      const { cases, taken } = await fuzzZips({ name: 'archives', seed, cases: CASES }, await make());
      expect(taken, 'some are taken').to.be.within(1, cases - 1);
    });
  });
});
