import { BLANK } from '../../../server/training/form-view.ts';
import type { GradableWork } from '../../../server/training/grading/gradable-works.ts';
import type { MarkRow, RubricRow, ScoreChangeRow } from '../../../server/training/grading/grading-model.ts';
import type { ScoredAttempt, WorkLine } from '../../../server/training/grading/grading-store.ts';
import { overviewView, queueView, returnedView, rubricView, sheetView } from '../../../server/training/grading/grading-view.ts';
import { scoreView } from '../../../server/training/grading/score-view.ts';
import type { Actor } from '../../../server/people/index.ts';
import { samplePage, type Sample } from '../sample.ts';

const AT = new Date('2026-11-23T16:42:00Z');
const actor = { agencyId: 'agency1', personId: 'person1', timeZone: 'America/Chicago', locale: 'en', name: 'Ana Holt', rank: 'Sgt.' } as Actor;
const course = { id: 'course1', title: 'Ten minutes of a lesson', currentVersion: { id: 'version1' } };
const work: GradableWork = { part: 'guest', partTitle: 'The guest teacher', block: 'plan', kind: 'reflection', title: 'Your lesson plan', task: 'Write the plan of your ten minutes.', criteria: [] };
const practical: GradableWork = { ...work, block: 'give', kind: 'practical', title: 'Give the lesson', criteria: [{ text: 'Words fit the age', most: 1 }] };
const rubric: RubricRow = { id: 'rubric1', agencyId: 'agency1', courseId: 'course1', part: 'guest', block: 'plan', kind: 'reflection', title: 'Your lesson plan', criteria: '[{"text":"Fits the age","most":4},{"text":"Asks before it tells","most":6}]', isBlind: true, setBy: 'person1', createdAt: AT, endedAt: null };
const gone: RubricRow = { ...rubric, id: 'rubric2', block: 'old', title: 'An older essay', isBlind: false };
const line: WorkLine = { attemptId: 'attempt1', personId: 'person2', givenName: 'Maria', familyName: 'Reyes', response: '{lang=en}I begin with a question.', markId: null, total: null, most: null };
const graded: WorkLine = { ...line, attemptId: 'attempt2', markId: 'mark1', total: 8, most: 10 };
const mark: MarkRow = { id: 'mark1', agencyId: 'agency1', personId: 'person2', courseId: 'course1', attemptId: 'attempt2', rubricId: 'rubric1', part: 'guest', block: 'plan', points: '[3,5]', total: 8, most: 10, note: 'Well planned.', markedBy: 'person1', markerName: 'Sgt. Ana Holt', createdAt: AT, replacedAt: null };
const attempt: ScoredAttempt = { attemptId: 'attempt1', agencyId: 'agency1', personId: 'person2', courseId: 'course1', courseTitle: 'Ten minutes of a lesson', givenName: 'Maria', familyName: 'Reyes', state: 'finished', completion: 'completed', success: 'failed', scoreScaled: 0.5 };
const change: ScoreChangeRow = { id: 'change1', agencyId: 'agency1', personId: 'person2', courseId: 'course1', attemptId: 'attempt1', score: 0.8, success: 'passed', reason: 'The question was wrong.', signedBy: 'person1', signerName: 'Sgt. Ana Holt', signature: '', createdAt: AT, withdrawnAt: null, withdrawnBy: null, withdrawnReason: null };
const withdrawn: ScoreChangeRow = { ...change, success: null, reason: '', withdrawnAt: AT, withdrawnBy: 'person1', withdrawnReason: 'Changed again' };
const page = samplePage('Grading', '/results');
const sheet = { course, rubric, line, mark: null, place: 1, task: work.task };

/** Samples of the pages about grading. */
export const samples: readonly Sample[] = [
  { view: 'training/grading', state: 'works', model: { page, ...overviewView({ course, works: [work, practical], rubrics: [rubric, gone], waiting: new Map([['rubric1', 3]]) }) } },
  { view: 'training/grading', state: 'nothing', model: { page, ...overviewView({ course, works: [], rubrics: [], waiting: new Map() }) } },
  { view: 'training/rubric', state: 'a new one', model: { page, ...rubricView({ course, work: practical, rubric: null }, null) } },
  { view: 'training/rubric', state: 'changed, wrong', model: { page, ...rubricView({ course, work, rubric }, { typed: { criteria: 'Words' }, faults: { criteria: 'Begin each line with its points.' } }) } },
  { view: 'training/grading-queue', state: 'some', model: { page, ...queueView({ course, rubric, works: [line, graded] }) } },
  { view: 'training/grading-queue', state: 'none', model: { page, ...queueView({ course, rubric: gone, works: [] }) } },
  { view: 'training/grading-sheet', state: 'blind', model: { page, ...sheetView(sheet, null) } },
  { view: 'training/grading-sheet', state: 'again, wrong', model: { page, ...sheetView({ ...sheet, rubric: { ...gone, kind: 'practical' }, line: { ...graded, response: '' }, mark, task: '' }, { typed: { points0: '9' }, faults: { points0: 'Not more than 4.' } }) } },
  { view: 'training/mark', state: 'one’s own', model: { page, ...returnedView({ ...actor, personId: 'person2' }, { mark, rubric, line: graded }) } },
  { view: 'training/mark', state: 'replaced, without its rubric', model: { page, ...returnedView(actor, { mark: { ...mark, note: '', replacedAt: AT }, rubric: null, line: null }) } },
  { view: 'training/score', state: 'changed twice', model: { page, ...scoreView(actor, { attempt, changes: [change, withdrawn] }, () => false) } },
  { view: 'training/score', state: 'its own', model: { page, ...scoreView(actor, { attempt: { ...attempt, scoreScaled: null }, changes: [] }, () => true, BLANK) } },
  { view: 'training/score', state: 'of oneself', model: { page, ...scoreView({ ...actor, personId: 'person2' }, { attempt, changes: [] }, () => true, { typed: {}, faults: { reason: 'Somebody else decides about your own score.' } }) } },
];
