import type { LogFacts, ResultsWanted } from '../../../server/attempts/index.ts';
import { attemptView } from '../../../server/reports/attempt-view.ts';
import { courseView, type CourseFacts } from '../../../server/reports/course-view.ts';
import { helpView } from '../../../server/reports/help-view.ts';
import { historyView } from '../../../server/reports/history-view.ts';
import { logView } from '../../../server/reports/log-view.ts';
import { myView } from '../../../server/reports/my-view.ts';
import { overviewView } from '../../../server/reports/overview-view.ts';
import { resultsView } from '../../../server/reports/results-view.ts';
import {
  buildActivity,
  buildAttempt,
  buildFinished,
  buildInteraction,
  buildOffered,
  buildResult,
  buildResultRow,
  buildSco,
  buildStructure,
  buildTaken,
  NOW,
  PASSED,
} from '../../support/report-rows.ts';
import { strip } from './toolbox.ts';
import { offerView } from '../../../server/reports/offer-view.ts';
import { samplePage, sampleSignedOutPage, type Sample } from '../sample.ts';

const PERSON = { name: 'Dep. Maria Reyes', agencyName: 'Harlow County Sheriff’s Office' };
const QUERY: ResultsWanted = { search: '', status: 'all', sort: 'name', direction: 'asc', page: 1 };
const COURSE = { courseId: 'course1', title: 'Talking with students' };

const taken = [
  buildTaken(),
  buildTaken({ registrationId: 'reg2', courseId: 'c2', courseTitle: 'Search and seizure on school grounds', partsDone: 1, partsTotal: 5, result: buildResult({ progress: 0.2 }), lastSavedAt: new Date('2026-11-20T16:42:00Z'), strand: 'academy' }),
  buildFinished(),
  buildFinished({ registrationId: 'reg8', courseId: 'c8', courseTitle: 'Basic first aid', strand: '', result: { ...PASSED, success: 'failed', scoreRaw: 55, scoreScaled: 0.55 } }),
];

const tree = buildStructure('scorm12', [
  buildActivity({ identifier: 'g1', title: 'From your academy toolbox', type: 'cluster', href: null, children: [buildActivity({ identifier: 'a', title: 'What you already do well' }), buildActivity({ identifier: 'b', title: 'Voice, distance, posture' })] }),
  buildActivity({ identifier: 'g2', title: 'Show what you know', type: 'cluster', href: null, children: [buildActivity({ identifier: 'test', title: 'Final test', masteryScore: 80, prerequisites: 'a&b', maxTimeAllowed: '00:30:00' })] }),
]);

const course: CourseFacts = {
  ...COURSE,
  description: 'How to talk with students before anything becomes an interview.',
  strand: 'student',
  isPublished: true,
  versionNumber: 2,
  structure: tree,
  isLaunchable: true,
};
const ownAttempt = { attemptId: 'attempt1', number: 1, state: 'suspended' as const, result: buildResult(), engagedMs: 380_000, startedAt: new Date('2026-11-20T15:00:00Z'), lastSavedAt: new Date('2026-11-23T16:42:00Z'), finishedAt: null };

const logRows: LogFacts[] = [
  { at: new Date('2026-11-22T16:42:07Z'), outcome: 'saved', words: 'saved: location 5, score 80', part: 'Final test', launchNumber: 1, seq: 4, bytes: 512, link: '3fa9c1d2' },
  { at: new Date('2026-11-23T16:42:31Z'), outcome: 'kept', words: 'refused: a later launch has saved', part: 'Final test', launchNumber: 1, seq: 5, bytes: 530, link: '' },
];

const noPager = { page: 1, pages: 1, total: 2 };

/** Pages of the reports. */
export const samples: Sample[] = [
  { view: 'reports/my', state: 'something of everything', model: { page: samplePage('My training'), ...myView({ taken, offered: Array.from({ length: 7 }, (_, at) => buildOffered({ courseId: `o${at}` })), assignedTo: 'Assigned to Cedar Grove Middle School since August 2026', toolbox: strip }, NOW) } },
  { view: 'reports/my', state: 'nothing at all', model: { page: samplePage('My training'), ...myView({ taken: [], offered: [], assignedTo: null, toolbox: null }, NOW) } },
  { view: 'reports/my', state: 'nothing assigned to a partner', model: { page: samplePage('My training'), ...myView({ taken: [], offered: [], assignedTo: null, toolbox: null, hasCatalogue: false }, NOW) } },
  { view: 'reports/my', state: 'only something to start', model: { page: samplePage('My training'), ...myView({ taken: [], offered: [buildOffered()], assignedTo: null, toolbox: null }, NOW) } },
  { view: 'reports/my', state: 'all finished', model: { page: samplePage('My training'), ...myView({ taken: [buildFinished()], offered: [], assignedTo: null, toolbox: null }, NOW) } },
  { view: 'reports/my', state: 'a course of one part', model: { page: samplePage('My training'), ...myView({ taken: [buildTaken({ partsTotal: 1, partsDone: 0, result: buildResult({ progress: 0.4 }) })], offered: [], assignedTo: null, toolbox: null }, NOW) } },
  { view: 'reports/history', state: 'two courses', model: { page: samplePage('Finished courses'), ...historyView(taken, PERSON, NOW) } },
  { view: 'reports/history', state: 'nothing finished', model: { page: samplePage('Finished courses'), ...historyView([], PERSON, NOW) } },
  { view: 'reports/course', state: 'running', model: { page: samplePage('Course', '/catalog'), offer: offerView({ locale: 'en', timeZone: 'UTC' }, { courseId: 'c1', from: 1, to: 2, offer: { releasedAt: NOW.now, note: 'The statute of this year.', changes: [{ title: 'At the gate', state: 'changed', places: 3 }, { title: 'In the hall', state: 'changed', places: 1 }, { title: 'After it', state: 'added', places: 0 }, { title: 'Before it', state: 'removed', places: 0 }] } }), ...courseView(course, { registrationId: 'reg1', attempts: [ownAttempt], parts: { a: PASSED, b: buildResult() } }, true, NOW) } },
  { view: 'reports/course', state: 'of a partner', model: { page: samplePage('Course', '/my'), isPartner: true, offer: null, ...courseView(course, { registrationId: null, attempts: [], parts: {} }, false, NOW) } },
  { view: 'reports/course', state: 'never opened, no content address', model: { page: samplePage('Course', '/catalog'), offer: null, ...courseView({ ...course, isLaunchable: false }, { registrationId: null, attempts: [], parts: {} }, false, NOW) } },
  { view: 'reports/course', state: 'finished and withdrawn', model: { page: samplePage('Course', '/catalog'), offer: null, ...courseView({ ...course, isPublished: false }, { registrationId: 'reg1', attempts: [{ ...ownAttempt, state: 'finished', result: PASSED, finishedAt: NOW.now }], parts: {} }, false, NOW) } },
  { view: 'reports/results', state: 'people', model: { page: samplePage('Results', '/results'), ...resultsView(COURSE, { rows: [buildResultRow(), buildResultRow({ personName: 'Sam Ortiz', attemptId: null, attempts: 0, state: 'not started', finishedAt: null, lastSavedAt: null, engagedMs: 0, result: buildResult() })], total: 120, pageSize: 50 }, { ...QUERY, page: 2, sort: 'score', direction: 'desc' }, NOW) } },
  { view: 'reports/results', state: 'nobody yet', model: { page: samplePage('Results', '/results'), ...resultsView(COURSE, { rows: [], total: 0, pageSize: 50 }, QUERY, NOW) } },
  { view: 'reports/results', state: 'nothing found', model: { page: samplePage('Results', '/results'), ...resultsView(COURSE, { rows: [], total: 0, pageSize: 50 }, { ...QUERY, search: 'zz' }, NOW) } },
  { view: 'reports/overview', state: 'courses', model: { page: samplePage('Results overview', '/results'), ...overviewView('Harlow County Sheriff’s Office', [{ ...COURSE, strand: 'student', people: 12, running: 5, passedOrDone: 6, notPassed: 1 }], true) } },
  { view: 'reports/overview', state: 'no courses', model: { page: samplePage('Results overview', '/results'), ...overviewView('Harlow County Sheriff’s Office', [], false) } },
  { view: 'reports/attempt', state: 'with answers, objectives and refused values', model: { page: samplePage('Attempt', '/results'), ...attemptView(buildAttempt({ strayCount: 1, scos: [buildSco({ interactions: [buildInteraction(), buildInteraction({ type: 'true-false', learnerResponse: 'f', correctResponse: 't', result: 'incorrect', latencyMs: null })], objectives: [{ identifier: 'obj1', description: '', completion: 'completed', success: 'passed', scoreRaw: null, scoreMin: null, scoreMax: null, scoreScaled: 0.9 }], rejected: [{ element: 'cmi.score.scaled', value: '7', error: 407, reason: 'out of range' }] })] }), NOW, [{ id: 'mark1', title: 'Your lesson plan', total: 8, most: 10 }]) } },
  { view: 'reports/attempt', state: 'nothing recorded', model: { page: samplePage('Attempt', '/my'), ...attemptView(buildAttempt({ isOwn: true, scos: [], state: 'open', result: buildResult(), finishedAt: null, lastSavedAt: null }), NOW) } },
  { view: 'reports/log', state: 'two days', model: { page: samplePage('Log', '/my'), ...logView({ attemptId: 'attempt1', title: 'Talking with students', personName: 'Maria Reyes', number: 1 }, logRows, { page: 2, pages: 3, total: 450 }, NOW) } },
  { view: 'reports/log', state: 'nothing saved', model: { page: samplePage('Log', '/my'), ...logView({ attemptId: 'attempt1', title: 'Talking with students', personName: 'Maria Reyes', number: 1 }, [], noPager, NOW) } },
  { view: 'reports/help', state: 'signed out', model: { page: sampleSignedOutPage('Help'), ...helpView('http://127.0.0.1:3001', NOW.now) } },
];
