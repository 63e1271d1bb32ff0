import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, addMonths, dayIn, daysBetween, endOfDay, startOfDay } from '../../../server/platform/index.ts';

const HOUR_MS = 3_600_000;
const CHICAGO = 'America/Chicago';

/** Zones with whole, half and quarter hours, far from UTC on both sides, and one that changes its clock at midnight. */
const ZONES = [
  CHICAGO,
  'Pacific/Honolulu',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'America/Havana',
];

describe('days', () => {
  it('tells the day of a time zone', () => {
    expect(dayIn(CHICAGO, new Date('2026-03-01T05:59:59.999Z'))).to.equal('2026-02-28');
    expect(dayIn(CHICAGO, new Date('2026-03-01T06:00:00.000Z'))).to.equal('2026-03-01');
    expect(dayIn('Pacific/Kiritimati', new Date('2026-03-01T10:00:00.000Z'))).to.equal('2026-03-02');
  });

  it('counts days over months, leap days and years', () => {
    expect(addDays('2028-02-28', 1)).to.equal('2028-02-29');
    expect(addDays('2026-12-31', 1)).to.equal('2027-01-01');
    expect(addDays('2026-03-01', -1)).to.equal('2026-02-28');
    expect(daysBetween('2026-03-07', '2026-03-09')).to.equal(2);
    expect(daysBetween('2026-03-09', '2026-03-07')).to.equal(-2);
  });

  it('keeps a month to its last day', () => {
    expect(addMonths('2026-01-31', 1)).to.equal('2026-02-28');
    expect(addMonths('2028-02-29', 12)).to.equal('2029-02-28');
    expect(addMonths('2026-11-30', 3)).to.equal('2027-02-28');
    expect(addMonths('2026-03-31', -1)).to.equal('2026-02-28');
    expect(addMonths('2026-08-15', 24)).to.equal('2028-08-15');
  });

  it('ends a day of 23 hours and one of 25 hours where they end', () => {
    expect(endOfDay(CHICAGO, '2026-03-08').toISOString()).to.equal('2026-03-09T04:59:59.999Z');
    expect(endOfDay(CHICAGO, '2026-11-01').toISOString()).to.equal('2026-11-02T05:59:59.999Z');
    const length = (day: string) => endOfDay(CHICAGO, day).getTime() - startOfDay(CHICAGO, day).getTime() + 1;
    expect(length('2026-03-08')).to.equal(23 * HOUR_MS);
    expect(length('2026-11-01')).to.equal(25 * HOUR_MS);
    expect(length('2026-07-01')).to.equal(24 * HOUR_MS);
  });

  it('ends each day of each zone at its last millisecond', () => {
    const day = fc.integer({ min: 0, max: 4_000 }).map((count) => addDays('2020-01-01', count));
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), day, (zone, on) => {
        const end = endOfDay(zone, on);
        expect(dayIn(zone, end)).to.equal(on);
        expect(dayIn(zone, new Date(end.getTime() + 1))).to.equal(addDays(on, 1));
      }),
      { seed: 5 },
    );
  });

  it('finds back what was added', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9_000, max: 9_000 }), (count) => {
        expect(daysBetween('2026-11-26', addDays('2026-11-26', count))).to.equal(count);
      }),
      { seed: 5 },
    );
  });

  it('refuses what is no day', () => {
    expect(() => addDays('tomorrow', 1)).to.throw(RangeError);
    expect(() => addDays('2026-02-30', 1)).to.throw(RangeError);
  });
});
