import type {
  AttemptRecordFacts,
  InteractionRecordFacts,
  ResultFacts,
  ScoRecordFacts,
  TakenCourseFacts,
} from '../../server/attempts/index.ts';
import type { OfferedCourse } from '../../server/reports/course-rows.ts';
import type { Activity, CourseResult, CourseStructure, Sequencing } from '../../server/standards/index.ts';
import type { Now } from '../../server/reports/time-words.ts';

/** A Monday in Alabama, 10:45 in the morning. */
export const NOW: Now = { now: new Date('2026-11-23T16:45:00Z'), timeZone: 'America/Chicago' };

/** A result that says nothing yet. */
export function buildResult(change: Partial<CourseResult> = {}): CourseResult {
  return {
    completion: 'incomplete',
    success: 'unknown',
    scoreScaled: null,
    scoreRaw: null,
    scoreMin: null,
    scoreMax: null,
    progress: null,
    ...change,
  };
}

/** Passed with 92 of 100. */
export const PASSED = buildResult({
  completion: 'completed',
  success: 'passed',
  scoreRaw: 92,
  scoreMin: 0,
  scoreMax: 100,
  scoreScaled: 0.92,
  progress: 1,
});

/** A course in the middle: 3 of 7 parts done, saved yesterday. */
export function buildTaken(change: Partial<TakenCourseFacts> = {}): TakenCourseFacts {
  return {
    registrationId: 'reg1',
    courseId: 'course1',
    courseTitle: 'Talking with students: conversation before interview',
    strand: 'student',
    attemptId: 'attempt1',
    attemptNumber: 1,
    state: 'suspended',
    result: buildResult({ progress: 3 / 7 }),
    partsDone: 3,
    partsTotal: 7,
    nextPart: 'When a witness is a student',
    engagedMs: 38 * 60_000,
    lastSavedAt: new Date('2026-11-22T16:42:00Z'),
    finishedAt: null,
    ...change,
  };
}

/** A finished course. */
export function buildFinished(change: Partial<TakenCourseFacts> = {}): TakenCourseFacts {
  return buildTaken({
    registrationId: 'reg9',
    courseId: 'course9',
    courseTitle: 'Mandatory reporting in schools',
    strand: 'school',
    attemptId: 'attempt9',
    state: 'finished',
    result: PASSED,
    partsDone: 7,
    nextPart: null,
    finishedAt: new Date('2026-11-18T19:00:00Z'),
    lastSavedAt: new Date('2026-11-18T19:00:00Z'),
    ...change,
  });
}

/** A course that nobody of the agency has begun. */
export function buildOffered(change: Partial<OfferedCourse> = {}): OfferedCourse {
  return {
    courseId: 'course2',
    title: 'Reunification: your part in the first hour',
    strand: 'school',
    partsTotal: 4,
    ...change,
  };
}

const SEQUENCING: Sequencing = {
  choice: true,
  choiceExit: true,
  flow: false,
  forwardOnly: false,
  useCurrentAttemptObjectiveInfo: true,
  useCurrentAttemptProgressInfo: true,
  preventActivation: false,
  constrainChoice: false,
  preConditionRules: [],
  exitConditionRules: [],
  postConditionRules: [],
  attemptLimit: null,
  rollupRules: [],
  rollupObjectiveSatisfied: true,
  rollupProgressCompletion: true,
  objectiveMeasureWeight: 1,
  rollupConsiderations: {
    requiredForSatisfied: 'always',
    requiredForNotSatisfied: 'always',
    requiredForCompleted: 'always',
    requiredForIncomplete: 'always',
    measureSatisfactionIfActive: true,
  },
  objectives: [{ id: null, isPrimary: true, satisfiedByMeasure: false, minNormalizedMeasure: 1, maps: [] }],
  selectionTiming: 'never',
  selectCount: null,
  randomizationTiming: 'never',
  randomizeChildren: false,
  tracked: true,
  completionSetByContent: false,
  objectiveSetByContent: false,
};

/** A SCO; `sequencing` is merged over the defaults. */
export function buildActivity(
  change: Partial<Omit<Activity, 'sequencing'>> & { sequencing?: Partial<Sequencing> } = {},
): Activity {
  return {
    identifier: 'sco1',
    title: 'When a witness is a student',
    type: 'sco',
    children: [],
    isVisible: true,
    href: 'sco1/index.html',
    parameters: '',
    dataFromLms: null,
    timeLimitAction: null,
    maxTimeAllowed: null,
    masteryScore: null,
    prerequisites: null,
    completionThreshold: null,
    hideLmsUi: [],
    sharedData: [],
    ...change,
    sequencing: { ...SEQUENCING, ...change.sequencing },
  };
}

/** A course of the given parts. */
export function buildStructure(
  standard: CourseStructure['standard'],
  children: readonly Activity[],
  root: Parameters<typeof buildActivity>[0] = {},
): CourseStructure {
  return {
    standard,
    edition: standard === 'scorm12' ? '1.2' : '2004-3rd',
    identifier: 'MANIFEST',
    title: 'Talking with students',
    root: buildActivity({
      identifier: 'ORG',
      title: 'Talking with students',
      type: 'cluster',
      href: null,
      children,
      ...root,
    }),
    objectivesGlobalToSystem: true,
    sharedDataGlobalToSystem: true,
  };
}

/** An answer to a choice question. */
export function buildInteraction(change: Partial<InteractionRecordFacts> = {}): InteractionRecordFacts {
  return {
    index: 0,
    identifier: 'q1',
    prompt: null,
    options: [],
    type: 'choice',
    description: 'A student saw the fight. What do you do first?',
    learnerResponse: 'ask[,]listen',
    correctResponse: 'ask[,]listen',
    result: 'correct',
    latencyMs: 8400,
    ...change,
  };
}

/** One SCO of an attempt. */
export function buildSco(change: Partial<ScoRecordFacts> = {}): ScoRecordFacts {
  return {
    scoId: 'sco1',
    result: PASSED,
    location: '5',
    totalTimeMs: 12 * 60_000,
    interactions: [buildInteraction()],
    objectives: [],
    rejected: [],
    ...change,
  };
}

/** A finished attempt at a course of one part. */
export function buildAttempt(change: Partial<AttemptRecordFacts> = {}): AttemptRecordFacts {
  return {
    attemptId: 'attempt1',
    number: 1,
    courseId: 'course1',
    courseTitle: 'Talking with students',
    versionId: 'version2',
    versionNumber: 2,
    personName: 'Maria Reyes',
    isOwn: false,
    state: 'finished',
    result: PASSED,
    seatMs: 70 * 60_000,
    engagedMs: 66 * 60_000,
    startedAt: new Date('2026-11-20T15:00:00Z'),
    lastSavedAt: new Date('2026-11-23T16:42:07Z'),
    finishedAt: new Date('2026-11-23T16:42:07Z'),
    structure: buildStructure('scorm2004', [buildActivity()]),
    scos: [buildSco()],
    strayCount: 0,
    ...change,
  };
}

/** A person's line in the results of a course. */
export function buildResultRow(change: Partial<ResultFacts> = {}): ResultFacts {
  return {
    registrationId: 'reg1',
    personName: 'Maria Reyes',
    email: 'maria.reyes@example.org',
    attemptId: 'attempt1',
    attempts: 1,
    state: 'finished',
    result: PASSED,
    engagedMs: 66 * 60_000,
    lastSavedAt: new Date('2026-11-23T16:42:00Z'),
    finishedAt: new Date('2026-11-23T16:42:00Z'),
    ...change,
  };
}
