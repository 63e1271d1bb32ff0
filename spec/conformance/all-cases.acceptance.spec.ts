import { expect } from 'chai';
import { hasSuites, runSuite } from './run.ts';

describe('all conformance cases that lie beside the checkout', function () {
  this.timeout(3_600_000);

  before(function () {
    if (!hasSuites()) this.skip();
  });

  for (const suite of ['scorm12', 'scorm2004']) {
    it(`passes every case of ${suite} through the real pages`, async () => {
      const { code, text } = await runSuite(suite, [], 'pipe');
      expect(code, text).to.equal(0);
    });
  }
});
