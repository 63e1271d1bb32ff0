import { completionView, type CompletionFacts } from '../../../server/authoring/bring/completion-view.ts';
import { countsView, type CountsFacts } from '../../../server/authoring/bring/counts-view.ts';
import { documentView } from '../../../server/authoring/bring/document/document-view.ts';
import { handoutView } from '../../../server/authoring/bring/handout/handout-view.ts';
import { buildActivity, buildStructure } from '../../support/report-rows.ts';
import { samplePage, type Sample } from '../sample.ts';

const NOW = new Date('2026-11-23T16:42:00.000Z');
const ORTEGA = '01k9zq3v5w8y2m4n6p8q0r2s4p';

const structure = buildStructure('scorm12', [buildActivity({ identifier: 'a', title: 'Halls & bells', masteryScore: 80 })]);
const version = { id: '01k9zq3v5w8y2m4n6p8q0r2s4v', number: 2 };
const evidence: CompletionFacts['evidence'] = {
  attempts: 12,
  silent: 2,
  finished: 9,
  completed: 9,
  passed: 0,
  failed: 0,
  scored: 0,
  lowestScore: null,
  highestScore: null,
  bookmarked: 10,
  words: ['completed', 'incomplete'],
  engagedMs: 540_000,
  byRule: 4,
};
const rule = {
  id: '01k9zq3v5w8y2m4n6p8q0r2s4r',
  needs: 'all' as const,
  gives: 'passed' as const,
  conditions: [{ kind: 'told' as const }, { kind: 'engaged' as const, minutes: 8 }],
  reason: 'It ends with <completed> and knows no test.',
  acceptedBy: ORTEGA,
  acceptedAt: NOW,
};
const completion: CompletionFacts = {
  version,
  title: 'Halls & bells',
  mayChange: true,
  isGradedHere: false,
  structure,
  rules: [
    { ...rule, number: 2, withdrawnBy: null, withdrawnAt: null },
    { ...rule, number: 1, withdrawnBy: ORTEGA, withdrawnAt: NOW },
  ],
  names: new Map([[ORTEGA, 'Luis Ortega']]),
  timeZone: 'America/Chicago',
  calls: {
    speaks: true,
    setsStatus: true,
    setsScore: false,
    setsSuccess: false,
    setsPlace: true,
    ends: false,
    words: ['completed', 'incomplete'],
    isWhole: true,
  },
  evidence,
};
const counts: CountsFacts = {
  version,
  title: 'Halls & bells',
  mayChange: true,
  isGradedHere: false,
  structure,
  skills: [
    { id: 'observation', title: 'Observation and patrol' },
    { id: 'teaching', title: 'Teaching' },
  ],
  parts: [
    {
      identifier: 'a',
      kind: 'module',
      minutes: 90,
      topics: ['TX 1'],
      skills: [{ skill: 'teaching', adds: 'Plans <ten> minutes.' }],
    },
  ],
};

const at = (title: string) => samplePage(title, '/author');

/** Pages of packages that somebody else made. */
export const samples: readonly Sample[] = [
  {
    view: 'authoring/completion',
    state: 'a rule, and why it is needed',
    model: { page: at('Halls & bells'), ...completionView(completion) },
  },
  {
    view: 'authoring/completion',
    state: 'a form that comes back',
    model: {
      page: at('Halls & bells'),
      ...completionView({
        ...completion,
        rules: [],
        evidence: { ...evidence, attempts: 0, passed: 0, completed: 0, bookmarked: 0, scored: 0, byRule: 0, silent: 0 },
        typed: { byScore: 'on', score: 'x<y', reason: '' },
        faults: {
          score: 'A whole number from 0 to 100.',
          pages: 'A whole number from 1 to 1,000.',
          minutes: 'A whole number of minutes from 1 to 600.',
          reason: 'Say why in a sentence.',
          accepted: 'Tick that you accept the rule under your name.',
          conditions: 'Tick at least one thing.',
        },
      }),
    },
  },
  {
    view: 'authoring/completion',
    state: 'a course that is graded here',
    model: { page: at('Halls & bells'), ...completionView({ ...completion, isGradedHere: true, rules: [] }) },
  },
  {
    view: 'authoring/completion',
    state: 'a package that passes people',
    model: {
      page: at('Halls & bells'),
      ...completionView({ ...completion, rules: [], mayChange: false, evidence: { ...evidence, passed: 1 } }),
    },
  },
  {
    view: 'authoring/counts',
    state: 'one part',
    model: { page: at('Halls & bells'), ...countsView(counts) },
  },
  {
    view: 'authoring/counts',
    state: 'a form that comes back',
    model: {
      page: at('Halls & bells'),
      ...countsView({
        ...counts,
        typed: { 'minutes-0': 'many' },
        faults: {
          'minutes-0': 'Whole minutes, or nothing.',
          'topics-0': 'At most 20 topics.',
          'skill-0-0': 'Name each skill once.',
          'adds-0-0': 'At most 200 characters.',
        },
      }),
    },
  },
  {
    view: 'authoring/counts',
    state: 'of the library',
    model: { page: at('Halls & bells'), ...countsView({ ...counts, mayChange: false, parts: [] }) },
  },
  {
    view: 'authoring/handout',
    state: 'empty',
    model: { page: at('A PDF or a film as a course'), ...handoutView(512 * 1024 * 1024, {}, {}) },
  },
  {
    view: 'authoring/handout',
    state: 'a form that comes back',
    model: {
      page: at('A PDF or a film as a course'),
      ...handoutView(
        100 * 1024 * 1024,
        { title: 'Halls & <bells>', minutes: 'x', silent: 'on', language: 'es' },
        { package: 'No PDF.', title: 'A title.', minutes: 'Whole minutes.', captions: 'No WebVTT.' },
      ),
    },
  },
  {
    view: 'authoring/document',
    state: 'empty',
    model: { page: at('A document as a draft'), ...documentView(20 * 1024 * 1024, {}, {}) },
  },
  {
    view: 'authoring/document',
    state: 'a form that comes back',
    model: {
      page: at('A document as a draft'),
      ...documentView(20 * 1024 * 1024, { title: '<b>' }, { title: 'At most 300.', package: 'No document.' }),
    },
  },
];
