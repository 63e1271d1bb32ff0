import { expect } from 'chai';
import { array, assert, boolean, integer, property, record } from 'fast-check';
import { addDays, dayIn, endOfDay } from '../../../server/platform/index.ts';
import { movedDue, ruleDue } from '../../../server/training/judging/due-day.ts';
import type { ExemptionFact } from '../../../server/training/judging/judging-facts.ts';
import { buildExemption, NOW } from './judged.ts';

const moved = (due: string, assigned: string, ...exemptions: Partial<ExemptionFact>[]) =>
  movedDue(due, assigned, exemptions.map(buildExemption), NOW);

describe('due days', () => {
  it('names the day that the rule names', () => {
    const anchors = { assignedOn: '2026-10-20', placedOn: '2026-08-10' };
    expect(ruleDue({ kind: 'none' }, anchors)).to.equal(null);
    expect(ruleDue({ kind: 'on', day: '2027-06-30' }, anchors)).to.equal('2027-06-30');
    expect(ruleDue({ kind: 'after', anchor: 'assigned', days: 30 }, anchors)).to.equal('2026-11-19');
    expect(ruleDue({ kind: 'after', anchor: 'placed', days: 120 }, anchors)).to.equal('2026-12-08');
    const unplaced = { ...anchors, placedOn: null };
    expect(ruleDue({ kind: 'after', anchor: 'placed', days: 120 }, unplaced)).to.equal(null);
  });

  it("ends with the agency's day on both sides of a clock change", () => {
    const assignedOn = dayIn('America/Chicago', new Date('2026-10-20T03:00:00Z'));
    expect(assignedOn).to.equal('2026-10-19');
    const due = ruleDue({ kind: 'after', anchor: 'assigned', days: 13 }, { assignedOn, placedOn: null });
    expect(due).to.equal('2026-11-01');
    expect(endOfDay('America/Chicago', due ?? '').toISOString()).to.equal('2026-11-02T05:59:59.999Z');
    const spring = ruleDue(
      { kind: 'after', anchor: 'assigned', days: 7 },
      { assignedOn: '2027-03-07', placedOn: null },
    );
    expect(endOfDay('America/Chicago', spring ?? '').toISOString()).to.equal('2027-03-15T04:59:59.999Z');
  });

  it('moves by the days of an exemption before it', () => {
    expect(moved('2026-12-31', '2026-10-01', { startsOn: '2026-11-01', endsOn: '2026-11-10' })).to.equal('2027-01-10');
  });

  it('moves by all days of an exemption that spans it', () => {
    expect(moved('2026-12-31', '2026-10-01', { startsOn: '2026-12-22', endsOn: '2027-01-31' })).to.equal('2027-02-10');
    expect(moved('2026-12-31', '2026-10-01', { startsOn: '2026-12-31', endsOn: '2027-01-02' })).to.equal('2027-01-03');
  });

  it('counts only days after the assignment', () => {
    expect(moved('2026-12-31', '2026-10-10', { startsOn: '2026-09-01', endsOn: '2026-10-15' })).to.equal('2027-01-05');
    expect(moved('2026-12-31', '2026-10-10', { startsOn: '2026-09-01', endsOn: '2026-10-10' })).to.equal('2026-12-31');
  });

  it('counts overlapping exemptions once', () => {
    const one = { startsOn: '2026-11-01', endsOn: '2026-11-10' };
    expect(moved('2026-12-31', '2026-10-01', one, { startsOn: '2026-11-05', endsOn: '2026-11-12' })).to.equal(
      '2027-01-12',
    );
    expect(moved('2026-12-31', '2026-10-01', one, { startsOn: '2026-11-03', endsOn: '2026-11-04' })).to.equal(
      '2027-01-10',
    );
  });

  it('goes on to an exemption that begins in the days won', () => {
    const one = { startsOn: '2026-12-01', endsOn: '2026-12-10' };
    expect(moved('2026-12-31', '2026-10-01', one, { startsOn: '2027-01-05', endsOn: '2027-01-06' })).to.equal(
      '2027-01-12',
    );
    expect(moved('2026-12-31', '2026-10-01', one, { startsOn: '2027-01-11', endsOn: '2027-01-20' })).to.equal(
      '2027-01-10',
    );
  });

  it('stands still while an exemption has no end', () => {
    expect(moved('2026-12-31', '2026-10-01', { startsOn: '2026-12-30' })).to.equal(null);
    expect(moved('2026-12-31', '2026-10-01', { startsOn: '2027-01-01' })).to.equal('2026-12-31');
  });

  it('does not move by waivers, nor by what is revoked', () => {
    const span = { startsOn: '2026-11-01', endsOn: '2026-11-10' };
    expect(moved('2026-12-31', '2026-10-01', { ...span, kind: 'waiver' })).to.equal('2026-12-31');
    expect(moved('2026-12-31', '2026-10-01', { ...span, revokedAt: NOW })).to.equal('2026-12-31');
    expect(moved('2026-12-31', '2026-10-01', { ...span, createdAt: new Date(NOW.getTime() + 1) })).to.equal(
      '2026-12-31',
    );
  });

  it('finds the day that counting day by day finds', () => {
    const span = record({
      start: integer({ min: 0, max: 120 }),
      length: integer({ min: 0, max: 40 }),
      isOpen: boolean(),
    });
    assert(
      property(array(span, { maxLength: 5 }), integer({ min: 1, max: 60 }), (spans, days) => {
        const assigned = '2026-02-20';
        const exemptions = spans.map(({ start, length, isOpen }) => ({
          startsOn: addDays(assigned, start - 20),
          endsOn: isOpen && length === 40 ? null : addDays(assigned, start - 20 + length),
        }));
        const found = moved(addDays(assigned, days), assigned, ...exemptions);
        expect(found).to.equal(countedDay(assigned, days, exemptions));
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});

/** Counts the days that run, one after the other. */
function countedDay(from: string, days: number, spans: readonly { startsOn: string; endsOn: string | null }[]) {
  let left = days;
  for (let day = addDays(from, 1); day < '2029'; day = addDays(day, 1)) {
    const isExempt = spans.some(({ startsOn, endsOn }) => startsOn <= day && (endsOn === null || endsOn >= day));
    if (!isExempt) left -= 1;
    if (left === 0) return day;
  }
  return null;
}
