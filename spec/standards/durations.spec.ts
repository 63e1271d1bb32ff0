import { expect } from 'chai';
import * as fc from 'fast-check';
import { isoDurationToMs, msToIsoDuration, msToTimespan, timespanToMs } from '../../server/standards/index.ts';

describe('durations', () => {
  it('reads a CMITimespan as integer ms (SCORM 1.2 RTE 3.4.1)', () => {
    expect(timespanToMs('0003:01:39.52')).to.equal(10_899_520);
    expect(timespanToMs('03:01:39.5')).to.equal(10_899_500);
    expect(timespanToMs('30:99:40')).to.equal(113_980_000);
  });

  for (const text of [
    '33330:30:40',
    '3330:330:40',
    '3330:30:1.34',
    '3 hours',
    '1:00:00',
    '00:00:00.345',
    '',
    '-00:00:01',
  ]) {
    it(`refuses "${text}" as a CMITimespan`, () => {
      expect(timespanToMs(text)).to.equal(null);
    });
  }

  it('writes and reads back every time that a CMITimespan can say, to a hundredth of a second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_600_243_999 }), (hundredths) => {
        expect(timespanToMs(msToTimespan(hundredths * 10))).to.equal(hundredths * 10);
      }),
    );
  });

  it('keeps a time beyond the type at its longest instead of writing what cannot be read back', () => {
    expect(msToTimespan(1e12)).to.equal('9999:99:99.99');
    expect(msToTimespan(-5)).to.equal('0000:00:00');
  });

  it('reads an ISO 8601 duration as integer ms (SCORM 2004 RTE 4.1.1.6)', () => {
    expect(isoDurationToMs('PT1H30M5.25S')).to.equal(5_405_250);
    expect(isoDurationToMs('P1DT1S')).to.equal(86_401_000);
    expect(isoDurationToMs('PT0S')).to.equal(0);
  });

  for (const text of ['P', 'PT', 'P1Y6M14D4H15M6.34S', 'PT1.234S', '1H', 'PT5', '']) {
    it(`refuses "${text}" as an ISO 8601 duration`, () => {
      expect(isoDurationToMs(text)).to.equal(null);
    });
  }

  it('writes and reads back every duration, to a hundredth of a second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e10 }), (hundredths) => {
        expect(isoDurationToMs(msToIsoDuration(hundredths * 10))).to.equal(hundredths * 10);
      }),
    );
  });
});
