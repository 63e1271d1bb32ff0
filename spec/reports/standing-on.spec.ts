import { expect } from 'chai';
import { assert, constantFrom, date, option, property, record, array } from 'fast-check';
import { asOfDay } from '../../server/reports/standing/as-of.ts';
import type {
  CorrectionFacts,
  EnrollmentFacts,
  ExemptionFacts,
  History,
  Outcome,
  VerdictFacts,
} from '../../server/reports/standing/enrollment-facts.ts';
import { isTrained, personStandings } from '../../server/reports/standing/person-standing.ts';
import { standingOn, type Standing } from '../../server/reports/standing/standing-on.ts';

const NOW = { now: new Date('2026-11-23T18:00:00.000Z'), timeZone: 'America/Chicago' };
const NONE: History = { verdicts: [], corrections: [], exemptions: [] };

const enrollment = (change: Partial<EnrollmentFacts> = {}): EnrollmentFacts => ({
  id: 'e1',
  agencyId: 'agency1',
  personId: 'person1',
  assignmentId: 'a1',
  courseId: 'c1',
  cycle: 1,
  assignedOn: '2026-01-05',
  ruleDueOn: '2026-07-01',
  dueOn: '2026-07-01',
  outcome: 'complete',
  reasons: '[]',
  completedOn: '2026-06-10',
  expiresOn: '2028-06-10',
  renewalMonths: 24,
  createdAt: new Date('2026-01-05T12:00:00.000Z'),
  closedAt: null,
  ...change,
});
const verdict = (change: Partial<VerdictFacts> = {}): VerdictFacts => ({
  enrollmentId: 'e1',
  outcome: 'complete',
  reasons: '[]',
  reachedOn: '2026-06-10',
  at: new Date('2026-06-10T17:00:00.000Z'),
  ...change,
});
const correction = (change: Partial<CorrectionFacts> = {}): CorrectionFacts => ({
  personId: 'person1',
  courseId: 'c1',
  assignmentId: null,
  happenedOn: '2026-05-20',
  createdAt: new Date('2026-11-20T15:00:00.000Z'),
  withdrawnAt: null,
  ...change,
});
const exemption = (change: Partial<ExemptionFacts> = {}): ExemptionFacts => ({
  personId: 'person1',
  assignmentId: null,
  kind: 'exemption',
  startsOn: '2026-03-01',
  endsOn: '2026-03-31',
  createdAt: new Date('2026-02-20T12:00:00.000Z'),
  revokedAt: null,
  ...change,
});
const on = (day: string, one = enrollment(), history: Partial<History> = {}) =>
  standingOn(asOfDay(day, NOW), one, { ...NONE, ...history });
const standing = (change: Partial<Standing> = {}): Standing => ({
  ...enrollment(),
  isCorrectedLater: false,
  isOpen: true,
  ...change,
});

describe('an enrollment as of a day', () => {
  it('is read by the last verdict of that day in the agency’s time zone', () => {
    const late = verdict({ at: new Date('2026-06-11T03:30:00.000Z') });
    expect(on('2026-06-09', enrollment(), { verdicts: [late] })?.outcome).to.equal('not-started');
    expect(on('2026-06-10', enrollment(), { verdicts: [late] })?.outcome).to.equal('complete');
    expect(
      on('2026-06-10', enrollment(), { verdicts: [verdict({ at: new Date('2026-06-11T05:00:00.000Z') })] })?.outcome,
    ).to.equal('not-started');
  });

  it('is nothing before it was made, and closed from the day it was', () => {
    expect(on('2026-01-04')).to.equal(null);
    const closed = enrollment({ closedAt: new Date('2026-05-01T12:00:00.000Z') });
    expect(on('2026-04-30', closed)?.isOpen).to.equal(true);
    expect(on('2026-05-01', closed)?.isOpen).to.equal(false);
  });

  it('reads the row itself for today and for days to come', () => {
    const one = enrollment({ outcome: 'in-progress' });
    expect(on('2026-11-23', one)?.outcome).to.equal('in-progress');
    expect(on('2027-02-01', one)?.outcome).to.equal('in-progress');
  });

  it('tells a correction made later that names an earlier day, as one', () => {
    const history = {
      verdicts: [verdict({ at: new Date('2026-11-20T15:00:00.000Z'), reachedOn: '2026-05-20' })],
      corrections: [correction()],
    };
    const before = on('2026-06-01', enrollment(), history);
    expect([before?.outcome, before?.isCorrectedLater, before?.completedOn]).to.deep.equal([
      'complete',
      true,
      '2026-05-20',
    ]);
    expect(before?.expiresOn).to.equal('2028-05-20');
    expect(on('2026-05-19', enrollment(), history)?.outcome).to.equal('not-started');
    const withdrawn = { ...history, corrections: [correction({ withdrawnAt: new Date('2026-11-21T15:00:00.000Z') })] };
    expect(on('2026-06-01', enrollment(), withdrawn)?.outcome).to.equal('not-started');
  });

  it('waives while a waiver holds that was known then', () => {
    const waiver = exemption({ kind: 'waiver', endsOn: null });
    expect(on('2026-03-02', enrollment(), { exemptions: [waiver] })?.outcome).to.equal('waived');
    expect(on('2026-02-28', enrollment(), { exemptions: [waiver] })?.outcome).to.equal('not-started');
    const late = { ...waiver, createdAt: new Date('2026-04-01T12:00:00.000Z') };
    expect(on('2026-03-02', enrollment(), { exemptions: [late] })?.outcome).to.equal('not-started');
  });

  it('moves the due day by the exempt days that were known then', () => {
    const exemptions = [exemption()];
    expect(on('2026-04-01', enrollment(), { exemptions })?.dueOn).to.equal('2026-08-01');
    expect(on('2026-02-10', enrollment({ dueOn: '2026-08-01' }), { exemptions })?.dueOn).to.equal('2026-07-01');
    const open = [exemption({ endsOn: null })];
    expect(on('2026-04-01', enrollment({ dueOn: null }), { exemptions: open })?.dueOn).to.equal(null);
  });

  it('counts days that two exemptions name once, and those after the due day not at all', () => {
    const two = [exemption(), exemption({ startsOn: '2026-03-20', endsOn: '2026-04-10' })];
    expect(on('2026-04-01', enrollment(), { exemptions: two })?.dueOn).to.equal('2026-08-11');
    const after = [exemption({ startsOn: '2026-07-02', endsOn: '2026-07-20' })];
    expect(on('2026-04-01', enrollment(), { exemptions: after })?.dueOn).to.equal('2026-07-01');
  });

  it('never changes by what becomes known later, except corrections', () => {
    const day = asOfDay('2026-06-15', NOW);
    const later = date({ min: new Date(day.until.getTime() + 1), max: NOW.now, noInvalidDate: true });
    const days = constantFrom('2026-02-01', '2026-06-10', '2026-06-15', '2026-06-16', '2026-09-01');
    const outcomes = constantFrom<Outcome[]>('complete', 'waived', 'in-progress', 'not-met');
    const laterVerdict = record({ at: later, reachedOn: days, outcome: outcomes }).map((one: Partial<VerdictFacts>) =>
      verdict(one),
    );
    const laterExemption = record({
      createdAt: later,
      startsOn: days,
      endsOn: option(days),
      kind: constantFrom<ExemptionFacts['kind'][]>('waiver', 'exemption'),
    }).map((one: Partial<ExemptionFacts>) => exemption(one));
    const known: History = {
      verdicts: [verdict({ outcome: 'in-progress', at: new Date('2026-05-01T12:00:00.000Z') })],
      corrections: [],
      exemptions: [exemption()],
    };
    const row = enrollment({ dueOn: '2026-08-01' });
    const told = standingOn(day, row, known);
    assert(
      property(array(laterVerdict), array(laterExemption), option(later), (verdicts, exemptions, closedAt) => {
        const changed = { ...row, outcome: 'complete' as const, closedAt };
        const again = standingOn(day, changed, {
          verdicts: [...known.verdicts, ...verdicts],
          corrections: [],
          exemptions: [...known.exemptions, ...exemptions],
        });
        expect({ ...again, closedAt: null }).to.deep.equal({ ...told, closedAt: null });
      }),
      { numRuns: 200 },
    );
  });
});

describe('what a person’s enrollments come to', () => {
  const day = '2026-11-23';
  const sums = (...all: Standing[]) => personStandings(all, day)[0];

  it('is trained when something is asked and all of it is done', () => {
    expect(isTrained({ open: 0, waiting: 0 })).to.equal(false);
    expect(sums(standing())).to.include({ open: 1, waiting: 0, overdue: 0, nextDue: null });
    expect(
      sums(standing(), standing({ id: 'e2', courseId: 'c2', outcome: 'not-met', dueOn: '2026-11-01' })),
    ).to.include({
      open: 2,
      waiting: 1,
      overdue: 1,
      nextDue: '2026-11-01',
    });
  });

  it('waits again the day after it has expired, and not while a renewal is under way', () => {
    expect(sums(standing({ expiresOn: day }))).to.include({ waiting: 0 });
    expect(sums(standing({ expiresOn: '2026-11-22' }))).to.include({ waiting: 1 });
    const renewal = standing({ id: 'e2', cycle: 2, outcome: 'not-started', dueOn: '2026-12-20', completedOn: null });
    expect(sums(standing({ expiresOn: '2026-12-20' }), renewal)).to.include({ waiting: 0 });
    expect(sums(standing({ expiresOn: '2026-11-22' }), renewal)).to.include({ waiting: 1, nextDue: '2026-12-20' });
    expect(sums(standing({ expiresOn: '2026-12-20', isOpen: false }), renewal)).to.include({ open: 1, waiting: 0 });
  });

  it('is not overdue on the day that it is due', () => {
    expect(sums(standing({ outcome: 'in-progress', dueOn: day }))).to.include({ waiting: 1, overdue: 0 });
  });
});
