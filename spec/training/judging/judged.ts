import type { JudgedAttempt, JudgedPart } from '../../../server/attempts/index.ts';
import { OWN_POLICY, type CompletionPolicy } from '../../../server/training/judging/completion-input.ts';
import type { CorrectionFact, ExemptionFact, JudgingFacts } from '../../../server/training/judging/judging-facts.ts';

/** The evening of a Friday in Chicago. */
export const NOW = new Date('2026-11-27T23:00:00Z');

/** A policy that asks for nothing but what is named. */
export function buildPolicy(change: Partial<CompletionPolicy> = {}): CompletionPolicy {
  return { ...OWN_POLICY, ...change };
}

/** An exam that is required. */
export const exam = (passMark: number, retests: number | null = null): Partial<CompletionPolicy> => ({
  exam: { rule: 'required', passMark, retests },
});

let built = 0;

/** An attempt of a package that tells nothing of its parts, begun on 1 November. */
export function buildAttempt(change: Partial<JudgedAttempt> & { score?: number | null } = {}): JudgedAttempt {
  built += 1;
  const { score = null, ...rest } = change;
  const startedAt = rest.startedAt ?? new Date('2026-11-01T18:00:00Z');
  return {
    attemptId: `attempt-${String(built).padStart(4, '0')}`,
    versionId: 'version',
    state: 'finished',
    result: { ...NO_RESULT, completion: 'completed', scoreScaled: score },
    engagedMs: 0,
    startedAt,
    lastSavedAt: rest.finishedAt ?? startedAt,
    finishedAt: startedAt,
    parts: [],
    tries: [],
    overruled: null,
    ...rest,
  };
}

/** Nothing told. */
export const NO_RESULT: JudgedAttempt['result'] = {
  completion: 'unknown',
  success: 'unknown',
  scoreRaw: null,
  scoreMin: null,
  scoreMax: null,
  scoreScaled: null,
  progress: null,
};

/** Parts of one of our own courses: a pre-test, modules of which so many are done, a final test. */
export function ownParts(done: number, of: number): JudgedPart[] {
  const part = (identifier: string, kind: JudgedPart['kind'], isDone: boolean): JudgedPart => ({
    identifier,
    kind,
    completion: isDone ? 'completed' : 'incomplete',
    success: 'unknown',
  });
  return [
    part('pretest', 'pretest', false),
    ...Array.from({ length: of }, (_, at) => part(`module-${at}`, 'module', at < done)),
    part('final', 'final-test', false),
  ];
}

/** A try of the final test, so many hours after the first attempt began. */
export const tryAt = (hours: number, score: number) => ({
  part: 'final',
  score,
  at: new Date(Date.parse('2026-11-01T18:00:00Z') + hours * 3_600_000),
});

/** Facts of a person in Chicago. */
export function buildFacts(change: Partial<JudgingFacts> = {}): JudgingFacts {
  return {
    timeZone: 'America/Chicago',
    countsFrom: null,
    attempts: [],
    corrections: [],
    exemptions: [],
    earlier: [],
    ...change,
  };
}

/** A correction of 10 November. */
export function buildCorrection(change: Partial<CorrectionFact> = {}): CorrectionFact {
  return {
    id: 'correction',
    kind: 'completed',
    seenBy: 'Sgt. Ruiz',
    signerName: 'Lt. Moss',
    happenedOn: '2026-11-10',
    score: null,
    engagedMs: null,
    withdrawnAt: null,
    ...change,
  };
}

/** An exemption, granted on 1 October. */
export function buildExemption(change: Partial<ExemptionFact> = {}): ExemptionFact {
  return {
    id: 'exemption',
    kind: 'exemption',
    ground: 'deployment',
    startsOn: '2026-11-01',
    endsOn: null,
    createdAt: new Date('2026-10-01T12:00:00Z'),
    revokedAt: null,
    ...change,
  };
}
