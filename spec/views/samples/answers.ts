import type { ItemText } from '../../../server/reports/answers/item-texts.ts';
import { dropOffView } from '../../../server/reports/answers/drop-off-view.ts';
import { itemView, itemsView } from '../../../server/reports/answers/item-view.ts';
import { masteryView } from '../../../server/reports/answers/mastery-view.ts';
import type { ChosenVersion, PlayedPart, TakenCourse } from '../../../server/reports/answers/taken-course.ts';
import { mapPaths } from '../../../server/reports/answers/path-map.ts';
import { pathsView, pathView, runView } from '../../../server/reports/answers/path-view.ts';
import { replayRun } from '../../../server/reports/answers/replay-run.ts';
import type { ScenarioBlock, ScenarioKey } from '../../../server/standards/module/index.ts';
import { samplePage, type Sample } from '../sample.ts';

const PART: PlayedPart = { id: 'talk', title: 'A talk in the hall', answers: null };
const chosen: ChosenVersion = {
  agencyId: 'agency1',
  courseId: 'course1',
  versionId: 'version2',
  number: 2,
  attempts: 41,
  isGradedHere: true,
  parts: [PART, { ...PART, id: 'test', title: 'Final test' }],
};
const takenSample: TakenCourse = {
  courseId: 'course1',
  title: 'Talking with students',
  versions: [
    { number: 2, attempts: 41 },
    { number: 1, attempts: 3 },
  ],
  chosen,
};
const untakenSample: TakenCourse = { ...takenSample, versions: [], chosen: null };

const item = (id: string, change: Partial<ItemText> = {}): ItemText => ({
  id,
  prompt: 'What do you say first?',
  objective: 'open',
  points: 1,
  type: 'choice',
  options: [
    { id: 'a', text: 'Whose phone is that?', isRight: false },
    { id: 'b', text: 'Are you okay?', isRight: true },
  ],
  sayResponse: (response) => response,
  isRight: (response) => response === 'b',
  ...change,
});
const figures = {
  item: 'q1',
  answers: 40,
  shareRight: 0.31,
  discrimination: -0.18,
  medianMs: 8000,
  chosen: [
    { response: 'a', count: 27 },
    { response: 'b', count: 13 },
  ],
};
const typed = item('q3', { type: 'numeric', options: null, isRight: () => false });
const BOTH = { parts: chosen.parts, part: PART, texts: [item('q1'), item('q2'), typed], figures: [figures, { ...figures, item: 'q2', answers: 3 }] };
const WANTED = { version: null, part: '', sort: 'order' as const };
const STEPS = [
  { id: 'section:a', words: 'Before you speak', isSection: true },
  { id: 'q1', words: 'Question', isSection: false },
];
const OBJECTIVES = [
  { objective: 'open', attempts: 40, share: 0.62, mastered: 18 },
  { objective: 'place', attempts: 3, share: 1, mastered: 3 },
];
const DECISION = { title: 'At the lockers', speaker: 'Jaylen, 13', scene: '', html: '<p>He stands over a phone.</p>', asides: [], prompt: 'What now?', seconds: null, late: null };
const CHOICE = { say: '', set: [] };
const block: ScenarioBlock = {
  id: 'fight',
  type: 'scenario',
  title: 'The phone in the hall',
  objective: 'open',
  html: '',
  start: 'door',
  points: 1,
  with: null,
  nodes: {
    door: { ...DECISION, choices: [{ ...CHOICE, id: 'cuff', do: 'Take out the cuffs.', goto: [{ goto: 'bad' }] }, { ...CHOICE, id: 'ask', say: 'Are you okay?', do: '', goto: [{ goto: 'good' }] }] },
    good: { title: 'A talk', html: '<p>He talks.</p>', isEnd: true },
    bad: { title: 'A complaint', html: '<p>His mother calls.</p>', isEnd: true },
  },
};
const key: ScenarioKey = { type: 'scenario', max: 2, pass: 2, choices: { 'door.ask': { points: 2, feedback: '<p>He breathes out.</p>' }, 'door.cuff': { points: -2, feedback: '' } }, ends: { good: { end: 'best', lesson: '' }, bad: { end: 'poor', lesson: '<p>Begin with the person.</p>' } } };
const scenario = { part: PART, block, key };
const TIME = { now: new Date('2026-11-23T18:00:00Z'), timeZone: 'America/Chicago' };
const map = mapPaths(block, [{ choices: ['cuff'], runs: 28 }, { choices: ['ask'], runs: 11 }, { choices: [], runs: 1 }]);
const line = { attemptId: 'attempt1', personName: 'Maria Reyes', response: 'cuff', at: new Date('2026-11-20T15:00:00Z') };
const replayed = (choices: string[]) => replayRun(block, key, choices) ?? { steps: [], points: 0, max: 0, ending: null };
const page = samplePage('Questions', '/results');

/** Samples of the pages about answers. */
export const samples: readonly Sample[] = [
  { view: 'reports/paths', state: 'some', model: { page, ...pathsView(takenSample, [scenario], new Map([['talk fight', 40]])) } },
  { view: 'reports/paths', state: 'none', model: { page, ...pathsView(takenSample, [], new Map()) } },
  { view: 'reports/paths', state: 'nobody', model: { page, ...pathsView(untakenSample, [], new Map()) } },
  { view: 'reports/path', state: 'forty', model: { page, ...pathView(takenSample, scenario, { version: 2, map, edge: map.edges[0] ?? null, runs: [line], total: 60, page: 1 }, TIME) } },
  { view: 'reports/path', state: 'nobody', model: { page, ...pathView(takenSample, scenario, { version: 2, map: mapPaths(block, []), edge: null, runs: [], total: 0, page: 1 }, TIME) } },
  { view: 'reports/path', state: 'a few', model: { page, ...pathView(takenSample, scenario, { version: 2, map: mapPaths(block, [{ choices: ['ask'], runs: 2 }]), edge: null, runs: [line], total: 2, page: 1 }, TIME) } },
  { view: 'reports/run', state: 'to the end', model: { page, ...runView({ id: 'course1', title: 'Talking with students' }, scenario, line, replayed(['cuff']), TIME) } },
  { view: 'reports/run', state: 'not ended', model: { page, ...runView({ id: 'course1', title: 'Talking with students' }, scenario, line, replayed([]), TIME) } },
  { view: 'reports/items', state: 'some', model: { page, ...itemsView(takenSample, BOTH, WANTED) } },
  { view: 'reports/items', state: 'no questions', model: { page, ...itemsView(takenSample, { parts: [], part: null, texts: [], figures: [] }, WANTED) } },
  { view: 'reports/items', state: 'nobody', model: { page, ...itemsView(untakenSample, { parts: [], part: null, texts: [], figures: [] }, WANTED) } },
  { view: 'reports/item', state: 'chosen the wrong way', model: { page, ...itemView(takenSample, { version: 2, part: PART, text: item('q1'), figures, bankHref: '/author/drafts/d1/banks/final/items/b07' }) } },
  { view: 'reports/item', state: 'typed', model: { page, ...itemView(takenSample, { version: 2, part: PART, text: typed, figures: { ...figures, discrimination: null, medianMs: null }, bankHref: null }) } },
  { view: 'reports/item', state: 'too few', model: { page, ...itemView(takenSample, { version: 2, part: PART, text: item('q1'), figures: { ...figures, answers: 3 }, bankHref: null }) } },
  { view: 'reports/drop-off', state: 'some', model: { page, ...dropOffView(takenSample, { counts: new Map([['talk', { begun: 4, done: 2 }]]), part: PART, steps: STEPS, figures: [{ step: 'section:a', done: 4, share: 1, stopped: 0 }, { step: 'q1', done: 2, share: 0.5, stopped: 2 }] }) } },
  { view: 'reports/drop-off', state: 'a package of its own', model: { page, ...dropOffView(takenSample, { counts: new Map(), part: null, steps: [], figures: [] }) } },
  { view: 'reports/drop-off', state: 'nobody', model: { page, ...dropOffView(untakenSample, { counts: new Map(), part: null, steps: [], figures: [] }) } },
  { view: 'reports/mastery', state: 'some', model: { page, ...masteryView(takenSample, { parts: chosen.parts, part: PART, figures: OBJECTIVES, texts: new Map([['open', 'Begin with the welfare of the student']]) }) } },
  { view: 'reports/mastery', state: 'none', model: { page, ...masteryView(takenSample, { parts: [], part: null, figures: [], texts: new Map() }) } },
  { view: 'reports/mastery', state: 'nobody', model: { page, ...masteryView(untakenSample, { parts: [], part: null, figures: [], texts: new Map() }) } },
];
