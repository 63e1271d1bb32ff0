import { expect } from 'chai';
import { hasSuites, runSuite } from './run.ts';

/** One case of each family; all of them run with `npm run conformance`. */
const ONE_OF_EACH = 'API,DDM,CM-01,CO-04a,CT-01,MS-01,OB-01a,RU-01aa,SX-02,T-01a';

describe('the conformance cases, through the real pages', function () {
  this.timeout(600_000);

  before(function () {
    if (!hasSuites()) this.skip();
  });

  it('plays ADL’s SCORM 1.2 course without a FAILED entry, the server restarted between the sessions of SCO 4', async () => {
    const { code, text } = await runSuite('scorm12', [], 'pipe');
    expect(code, text).to.equal(0);
    expect(text)
      .to.contain('LMS-RTE3')
      .and.not.match(/^FAILED/m);
  });

  it('plays one case of each family of SCORM 2004', async () => {
    const { code, text } = await runSuite('scorm2004', ['--only', ONE_OF_EACH], 'pipe');
    expect(code, text).to.equal(0);
    expect(text.match(/^PASS/gm), text).to.have.length(ONE_OF_EACH.split(',').length);
  });
});
