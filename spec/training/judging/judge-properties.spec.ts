import { expect } from 'chai';
import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  integer,
  oneof,
  option,
  property,
  record,
  type Arbitrary,
} from 'fast-check';
import type { JudgedAttempt } from '../../../server/attempts/index.ts';
import { dayIn } from '../../../server/platform/index.ts';
import type { CompletionPolicy } from '../../../server/training/judging/completion-input.ts';
import { judge } from '../../../server/training/judging/judge.ts';
import type { CorrectionFact, ExemptionFact, JudgingFacts } from '../../../server/training/judging/judging-facts.ts';
import type { Outcome } from '../../../server/training/judging/verdict-model.ts';
import { buildCorrection, buildExemption, buildFacts, NO_RESULT, ownParts } from './judged.ts';

const HOUR_MS = 3_600_000;
/** Hours after the start of the record; the story takes 400 of them. */
const at = (hours: number): Date => new Date(Date.parse('2026-10-20T15:00:00Z') + hours * HOUR_MS);
const END = 400;
const hour = integer({ min: 0, max: END });
const share = integer({ min: 0, max: 20 }).map((points) => points / 20);
const RANKS: readonly Outcome[] = ['not-met', 'not-started', 'in-progress', 'waived', 'complete'];
const rank = (outcome: Outcome): number => RANKS.indexOf(outcome);

const policies: Arbitrary<CompletionPolicy> = record({
  exam: oneof(
    constantFrom({ rule: 'forbidden' as const }, { rule: 'optional' as const }, { rule: 'course' as const }),
    record({ rule: constant('required' as const), passMark: share, retests: option(integer({ min: 0, max: 2 })) }),
  ),
  attempts: option(integer({ min: 1, max: 3 })),
  order: constantFrom('free' as const, 'in-order' as const),
  engagedMinutes: option(integer({ min: 1, max: 60 })),
  practical: option(constantFrom('instructor' as const, 'supervisor' as const)),
});

/** Own courses with parts and tries, and packages that tell one result. */
const attempts: Arbitrary<JudgedAttempt> = record({
  id: integer({ min: 0, max: 999_999 }),
  start: hour,
  length: integer({ min: 0, max: 60 }),
  isFinished: boolean(),
  isOwn: boolean(),
  modules: integer({ min: 0, max: 2 }),
  completion: constantFrom('completed' as const, 'incomplete' as const),
  success: constantFrom('passed' as const, 'failed' as const, 'unknown' as const),
  score: option(share),
  minutes: integer({ min: 0, max: 70 }),
  tries: array(share, { maxLength: 3 }),
}).map(({ id, start, length, isFinished, isOwn, modules, completion, success, score, minutes, tries }) => ({
  attemptId: `a${id}`,
  versionId: 'version',
  state: isFinished ? ('finished' as const) : ('suspended' as const),
  result: { ...NO_RESULT, completion, success, scoreScaled: score },
  engagedMs: minutes * 60_000,
  startedAt: at(start),
  lastSavedAt: at(start + length),
  finishedAt: isFinished ? at(start + length) : null,
  parts: isOwn ? ownParts(modules, 2) : [],
  tries: isOwn
    ? tries.map((one, place) => ({ part: 'final', score: one, at: at(start + (length * (place + 1)) / 4) }))
    : [],
  overruled: null,
}));

const corrections: Arbitrary<CorrectionFact> = record({
  kind: constantFrom('completed' as const, 'practical-signed' as const),
  on: hour,
  withdrawn: option(hour),
}).map(({ kind, on, withdrawn }) =>
  buildCorrection({
    id: `c${on}`,
    kind,
    happenedOn: dayIn('America/Chicago', at(on)),
    withdrawnAt: withdrawn === null ? null : at(withdrawn),
  }),
);

const exemptions: Arbitrary<ExemptionFact> = record({
  kind: constantFrom('waiver' as const, 'exemption' as const),
  from: hour,
  length: option(hour),
  created: hour,
  revoked: option(hour),
}).map(({ kind, from, length, created, revoked }) =>
  buildExemption({
    id: `e${from}-${created}`,
    kind,
    startsOn: dayIn('America/Chicago', at(from)),
    endsOn: length === null ? null : dayIn('America/Chicago', at(from + length)),
    createdAt: at(created),
    revokedAt: revoked === null ? null : at(Math.max(created, revoked)),
  }),
);

const facts: Arbitrary<JudgingFacts> = record({
  attempts: array(attempts, { maxLength: 4 }).map(uniqueById),
  corrections: array(corrections, { maxLength: 2 }),
  exemptions: array(exemptions, { maxLength: 2 }),
  countsFrom: option(constant('2026-10-22')),
  earlier: option(hour).map((on) => [
    { title: 'First', reachedOn: on === null ? null : dayIn('America/Chicago', at(on)) },
  ]),
}).map(buildFacts);

const OPTIONS = { seed: 5, numRuns: 800 } as const;

describe('judging, whatever the facts', () => {
  it('does not mind the order of facts', () => {
    assert(
      property(policies, facts, hour, (policy, known, on) => {
        const turned = {
          ...known,
          attempts: known.attempts.toReversed().map((one) => ({ ...one, tries: one.tries.toReversed() })),
          corrections: known.corrections.toReversed(),
          exemptions: known.exemptions.toReversed(),
        };
        expect(judge(policy, turned, at(on))).to.deep.equal(judge(policy, known, at(on)));
      }),
      OPTIONS,
    );
  });

  it('never worsens a verdict when more is done', () => {
    assert(
      property(
        policies,
        facts,
        integer({ min: 0, max: 6 }),
        integer({ min: 0, max: 3 }),
        (policy, known, what, which) => {
          const before = judge(policy, known, at(2 * END));
          const after = judge(policy, moreDone(known, what, which), at(2 * END));
          expect(rank(after.outcome), `${before.outcome} -> ${after.outcome}`).to.be.at.least(rank(before.outcome));
        },
      ),
      OPTIONS,
    );
  });

  it('keeps the verdict of a past day whatever comes later, but for corrections', () => {
    assert(
      property(policies, facts, facts, hour, (policy, known, more, on) => {
        const asOf = at(on);
        const later = {
          ...known,
          attempts: uniqueById([...known.attempts, ...more.attempts.filter(({ startedAt }) => startedAt > asOf)]),
          exemptions: [...known.exemptions, ...more.exemptions.filter(({ createdAt }) => createdAt > asOf)],
        };
        expect(judge(policy, later, asOf)).to.deep.equal(judge(policy, known, asOf));
      }),
      OPTIONS,
    );
  });

  it('lets a correction complete a past day', () => {
    assert(
      property(policies, facts, (policy, known) => {
        const seen = buildCorrection({ happenedOn: '2026-10-25' });
        const corrected = judge(policy, { ...known, corrections: [...known.corrections, seen] }, at(END));
        expect(corrected.outcome).to.equal('complete');
        expect(corrected.reachedOn <= '2026-10-25').to.equal(true);
      }),
      OPTIONS,
    );
  });
});

function uniqueById(all: readonly JudgedAttempt[]): JudgedAttempt[] {
  return [...new Map(all.toReversed().map((one) => [one.attemptId, one])).values()];
}

/** The same with one thing done, done better, signed, or seen. */
function moreDone(known: JudgingFacts, what: number, which: number): JudgingFacts {
  const change = (better: (attempt: JudgedAttempt) => JudgedAttempt): JudgingFacts => ({
    ...known,
    attempts: known.attempts.map((attempt, place) => (place === which ? better(attempt) : attempt)),
  });
  switch (what) {
    case 0:
      return change((one) => ({ ...one, engagedMs: one.engagedMs + 20 * 60_000 }));
    case 1:
      return change((one) => ({ ...one, parts: one.parts.map((part) => ({ ...part, completion: 'completed' })) }));
    case 2:
      return change((one) => ({
        ...one,
        result: { ...one.result, completion: 'completed', success: 'passed', scoreScaled: 1 },
      }));
    case 3:
      return change((one) => ({ ...one, tries: one.tries.map((each) => ({ ...each, score: 1 })) }));
    case 4:
      return { ...known, corrections: [...known.corrections, buildCorrection({ kind: 'practical-signed' })] };
    case 5:
      return { ...known, corrections: [...known.corrections, buildCorrection()] };
    default:
      return { ...known, earlier: known.earlier.map((one) => ({ ...one, reachedOn: one.reachedOn ?? '2026-11-20' })) };
  }
}
