import { expect } from 'chai';
import type { CompletionPolicy } from '../../../server/training/judging/completion-input.ts';
import { judge } from '../../../server/training/judging/judge.ts';
import type { JudgingFacts } from '../../../server/training/judging/judging-facts.ts';
import type { Outcome } from '../../../server/training/judging/verdict-model.ts';
import {
  buildAttempt,
  buildCorrection,
  buildExemption,
  buildFacts,
  buildPolicy,
  exam,
  NO_RESULT,
  NOW,
  ownParts,
  tryAt,
} from './judged.ts';

type Case = readonly [
  title: string,
  policy: Partial<CompletionPolicy>,
  facts: Partial<JudgingFacts>,
  outcome: Outcome,
  reasons: readonly string[],
];

const FORBIDDEN: Partial<CompletionPolicy> = { exam: { rule: 'forbidden' } };
const OPTIONAL: Partial<CompletionPolicy> = { exam: { rule: 'optional' } };
const failed = { ...NO_RESULT, completion: 'completed', success: 'failed', scoreScaled: 0.7 } as const;
const running = { state: 'open', finishedAt: null, result: { ...NO_RESULT, completion: 'incomplete' } } as const;
const own = (done: number, ...scores: number[]) =>
  buildAttempt({ ...running, parts: ownParts(done, 2), tries: scores.map((score, at) => tryAt(at + 1, score)) });
const signed = buildCorrection({ kind: 'practical-signed' });

const CASES: readonly Case[] = [
  ['begins with nothing', {}, {}, 'not-started', []],
  ["takes the course's own result", {}, { attempts: [buildAttempt()] }, 'complete', ['course-result+']],
  [
    'keeps a course that says failed open',
    {},
    { attempts: [buildAttempt({ result: failed })] },
    'in-progress',
    ['course-result-', 'score'],
  ],
  [
    'completes a failed course where an exam is forbidden',
    FORBIDDEN,
    { attempts: [buildAttempt({ result: failed })] },
    'complete',
    ['content+'],
  ],
  ['does not look at tests where an exam is forbidden', FORBIDDEN, { attempts: [own(2, 0.1)] }, 'complete', ['parts+']],
  [
    'asks for the other parts where an exam is forbidden',
    FORBIDDEN,
    { attempts: [own(1, 1)] },
    'in-progress',
    ['parts-'],
  ],
  ['tells an optional exam', OPTIONAL, { attempts: [own(2, 0.4)] }, 'complete', ['parts+', 'exam-told']],
  ['completes without the optional exam', OPTIONAL, { attempts: [own(2)] }, 'complete', ['parts+']],
  ['passes at the mark', exam(0.8), { attempts: [buildAttempt({ score: 0.8 })] }, 'complete', ['content+', 'exam+']],
  [
    'passes 16 of 20 whatever floating point makes of it',
    exam(0.8),
    { attempts: [buildAttempt({ score: 0.1 + 0.7 })] },
    'complete',
    ['content+', 'exam+'],
  ],
  [
    'fails just below the mark',
    exam(0.8),
    { attempts: [buildAttempt({ score: 0.7999 })] },
    'in-progress',
    ['content+', 'exam-'],
  ],
  [
    'counts to 100 where SCORM 1.2 names no highest score',
    exam(0.8),
    { attempts: [buildAttempt({ result: { ...failed, scoreScaled: null, scoreRaw: 80 } })] },
    'complete',
    ['content+', 'exam+'],
  ],
  [
    'reads a score in its own range',
    exam(0.8),
    { attempts: [buildAttempt({ result: { ...failed, scoreScaled: null, scoreRaw: 15, scoreMin: 0, scoreMax: 20 } })] },
    'in-progress',
    ['content+', 'exam-'],
  ],
  [
    'asks for a score where none is told',
    exam(0.8),
    { attempts: [buildAttempt()] },
    'in-progress',
    ['content+', 'exam-no-score-'],
  ],
  ['waits for the exam', exam(0.8, 1), { attempts: [own(2)] }, 'in-progress', ['parts+', 'exam-open-', 'tries']],
  ['leaves one retest', exam(0.8, 1), { attempts: [own(2, 0.7)] }, 'in-progress', ['parts+', 'exam-', 'tries']],
  ['passes by the retest', exam(0.8, 1), { attempts: [own(2, 0.7, 0.8)] }, 'complete', ['parts+', 'exam+']],
  [
    'ends when the retests are used up',
    exam(0.8, 1),
    { attempts: [own(2, 0.7, 0.75)] },
    'not-met',
    ['parts+', 'exam-', 'tries-used-up-'],
  ],
  [
    'does not count a pass after the last retest',
    exam(0.8, 1),
    { attempts: [own(2, 0.7, 0.75, 1)] },
    'not-met',
    ['parts+', 'exam-', 'tries-used-up-'],
  ],
  [
    'counts tries over attempts',
    exam(0.8, 1),
    { attempts: [own(2, 0.7), own(2), buildAttempt({ ...running, parts: ownParts(2, 2), tries: [tryAt(5, 0.6)] })] },
    'not-met',
    ['parts+', 'exam-', 'tries-used-up-'],
  ],
  [
    'keeps a pass of an earlier attempt',
    exam(0.8, 0),
    {
      attempts: [
        own(1, 0.9),
        buildAttempt({ ...running, startedAt: new Date('2026-11-05T18:00:00Z'), parts: ownParts(2, 2) }),
      ],
    },
    'complete',
    ['parts+', 'exam+'],
  ],
  ['tries without end', exam(0.8), { attempts: [own(2, 0.1, 0.2, 0.3, 0.8)] }, 'complete', ['parts+', 'exam+']],
  [
    'asks for minutes',
    { engagedMinutes: 40 },
    { attempts: [buildAttempt({ engagedMs: 40 * 60_000 - 1 })] },
    'in-progress',
    ['course-result+', 'engaged-'],
  ],
  [
    'is content with the minutes asked for',
    { engagedMinutes: 40 },
    { attempts: [buildAttempt({ engagedMs: 40 * 60_000 })] },
    'complete',
    ['course-result+', 'engaged+'],
  ],
  [
    'counts the first attempts only',
    { attempts: 1 },
    { attempts: [buildAttempt({ result: failed }), buildAttempt({ startedAt: new Date('2026-11-02T18:00:00Z') })] },
    'not-met',
    ['course-result-', 'score', 'attempts-used-up-'],
  ],
  [
    'waits while the last attempt that counts runs',
    { attempts: 1 },
    { attempts: [buildAttempt(running)] },
    'in-progress',
    ['course-result-'],
  ],
  [
    'waits for a signature',
    { practical: 'supervisor' },
    { attempts: [buildAttempt()] },
    'in-progress',
    ['course-result+', 'practical-open-'],
  ],
  [
    'waits for a signature although no attempt is left',
    { practical: 'supervisor', attempts: 1 },
    { attempts: [buildAttempt()] },
    'in-progress',
    ['course-result+', 'practical-open-'],
  ],
  [
    'takes a signature',
    { practical: 'supervisor' },
    { attempts: [buildAttempt()], corrections: [signed] },
    'complete',
    ['course-result+', 'practical+'],
  ],
  ['begins with a signature', { practical: 'supervisor' }, { corrections: [signed] }, 'in-progress', ['practical+']],
  [
    'waits for the course before it',
    { order: 'in-order' },
    { attempts: [buildAttempt()], earlier: [{ title: 'First', reachedOn: null }] },
    'in-progress',
    ['course-result+', 'order-'],
  ],
  [
    'goes on after the course before it',
    { order: 'in-order' },
    { attempts: [buildAttempt()], earlier: [{ title: 'First', reachedOn: '2026-11-20' }] },
    'complete',
    ['course-result+'],
  ],
  [
    'does not mind the order where it is free',
    {},
    { attempts: [buildAttempt()], earlier: [{ title: 'First', reachedOn: null }] },
    'complete',
    ['course-result+'],
  ],
  ['takes the word of who saw it on paper', exam(0.8), { corrections: [buildCorrection()] }, 'complete', ['paper+']],
  [
    'forgets a correction that is withdrawn',
    {},
    { corrections: [buildCorrection({ withdrawnAt: new Date('2026-11-20T00:00:00Z') })] },
    'not-started',
    [],
  ],
  [
    'keeps a correction that is withdrawn later',
    {},
    { corrections: [buildCorrection({ withdrawnAt: new Date('2026-12-20T00:00:00Z') })] },
    'complete',
    ['paper+'],
  ],
  [
    'waives',
    {},
    { attempts: [buildAttempt(running)], exemptions: [buildExemption({ kind: 'waiver' })] },
    'waived',
    ['waived'],
  ],
  [
    'waives until a day',
    {},
    { exemptions: [buildExemption({ kind: 'waiver', endsOn: '2026-11-27' })] },
    'waived',
    ['waived-until'],
  ],
  [
    'ends a waiver after its last day',
    {},
    { exemptions: [buildExemption({ kind: 'waiver', endsOn: '2026-11-26' })] },
    'not-started',
    [],
  ],
  ['does not waive by an exemption', {}, { exemptions: [buildExemption()] }, 'not-started', []],
  [
    'prefers what was done to a waiver',
    {},
    { attempts: [buildAttempt()], exemptions: [buildExemption({ kind: 'waiver' })] },
    'complete',
    ['course-result+'],
  ],
  [
    'leaves out what was begun before the cycle',
    {},
    {
      attempts: [buildAttempt()],
      corrections: [buildCorrection({ happenedOn: '2026-11-04' })],
      countsFrom: '2026-11-05',
    },
    'not-started',
    [],
  ],
  [
    'counts what was begun on the first day of the cycle',
    {},
    { attempts: [buildAttempt()], countsFrom: '2026-11-01' },
    'complete',
    ['course-result+'],
  ],
];

describe('judging', () => {
  for (const [title, policy, facts, outcome, reasons] of CASES) {
    it(title, () => {
      const judged = judge(buildPolicy(policy), buildFacts(facts), NOW);
      expect(judged.reasons.map(({ code, met }) => code + (met === null ? '' : met ? '+' : '-'))).to.deep.equal(
        reasons,
      );
      expect(judged.outcome).to.equal(outcome);
    });
  }

  it('judges one attempt by two policies at once', () => {
    const facts = buildFacts({ attempts: [own(2, 0.7)] });
    expect(judge(buildPolicy(FORBIDDEN), facts, NOW).outcome).to.equal('complete');
    const asked = judge(buildPolicy({ ...exam(0.8, 0), engagedMinutes: 40 }), facts, NOW);
    expect(asked).to.deep.include({ outcome: 'not-met', score: 0.7 });
    expect(asked.reasons).to.deep.equal([
      { code: 'parts', met: true, values: { done: 2, of: 2 } },
      { code: 'exam', met: false, values: { score: 70, of: 80 } },
      { code: 'tries-used-up', met: false, values: { used: 1, of: 1 } },
      { code: 'engaged', met: false, values: { minutes: 0, of: 40 } },
    ]);
  });

  it('tells no score where an exam is forbidden', () => {
    expect(judge(buildPolicy(FORBIDDEN), buildFacts({ attempts: [own(2, 0.7)] }), NOW).score).to.equal(null);
  });

  it('names the day in the time zone of the agency on which the last thing was there', () => {
    const late = buildAttempt({ finishedAt: new Date('2026-11-12T04:30:00Z') });
    const facts = buildFacts({ attempts: [late] });
    expect(judge(buildPolicy(), facts, NOW).reachedOn).to.equal('2026-11-11');
    const practical = {
      ...facts,
      corrections: [buildCorrection({ kind: 'practical-signed', happenedOn: '2026-11-20' })],
    };
    expect(judge(buildPolicy({ practical: 'instructor' }), practical, NOW).reachedOn).to.equal('2026-11-20');
    expect(judge(buildPolicy(), buildFacts({ corrections: [buildCorrection()] }), NOW).reachedOn).to.equal(
      '2026-11-10',
    );
  });

  it('stays with the attempt that completed it first', () => {
    const first = buildAttempt({ score: 0.8 });
    const better = buildAttempt({ score: 1, startedAt: new Date('2026-11-20T18:00:00Z') });
    const judged = judge(buildPolicy(exam(0.8)), buildFacts({ attempts: [better, first] }), NOW);
    expect(judged.attemptId).to.equal(first.attemptId);
  });

  it('names the attempt that passed the exam, not one that failed it before', () => {
    const before = buildAttempt({ score: 0.7 });
    const passed = buildAttempt({ score: 0.9, startedAt: new Date('2026-11-20T18:00:00Z') });
    const better = buildAttempt({ score: 1, startedAt: new Date('2026-11-20T19:00:00Z') });
    const judged = judge(buildPolicy(exam(0.8)), buildFacts({ attempts: [better, passed, before] }), NOW);
    expect(judged).to.include({ outcome: 'complete', attemptId: passed.attemptId, reachedOn: '2026-11-20' });
  });

  it('judges a past day by what was there', () => {
    const facts = buildFacts({ attempts: [own(2, 0.7, 0.9)] });
    expect(judge(buildPolicy(exam(0.8)), facts, new Date('2026-11-01T19:30:00Z')).outcome).to.equal('in-progress');
    expect(judge(buildPolicy(exam(0.8)), facts, new Date('2026-11-01T17:59:00Z')).outcome).to.equal('not-started');
    expect(judge(buildPolicy(exam(0.8)), facts, NOW).outcome).to.equal('complete');
  });
});
