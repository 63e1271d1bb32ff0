import type { ItemText } from '../../../server/reports/answers/item-texts.ts';
import { dropOffView } from '../../../server/reports/answers/drop-off-view.ts';
import { itemView, itemsView } from '../../../server/reports/answers/item-view.ts';
import { masteryView } from '../../../server/reports/answers/mastery-view.ts';
import type { ChosenVersion, PlayedPart, TakenCourse } from '../../../server/reports/answers/taken-course.ts';
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
export const takenSample: TakenCourse = {
  courseId: 'course1',
  title: 'Talking with students',
  versions: [
    { number: 2, attempts: 41 },
    { number: 1, attempts: 3 },
  ],
  chosen,
};
export const untakenSample: TakenCourse = { ...takenSample, versions: [], chosen: null };

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
const page = samplePage('Questions', '/results');

/** Samples of the pages about answers. */
export const samples: readonly Sample[] = [
  { view: 'reports/items', state: 'some', model: { page, ...itemsView(takenSample, BOTH, WANTED) } },
  { view: 'reports/items', state: 'no questions', model: { page, ...itemsView(takenSample, { parts: [], part: null, texts: [], figures: [] }, WANTED) } },
  { view: 'reports/items', state: 'nobody', model: { page, ...itemsView(untakenSample, { parts: [], part: null, texts: [], figures: [] }, WANTED) } },
  { view: 'reports/item', state: 'chosen the wrong way', model: { page, ...itemView(takenSample, { version: 2, part: PART, text: item('q1'), figures }) } },
  { view: 'reports/item', state: 'typed', model: { page, ...itemView(takenSample, { version: 2, part: PART, text: typed, figures: { ...figures, discrimination: null, medianMs: null } }) } },
  { view: 'reports/item', state: 'too few', model: { page, ...itemView(takenSample, { version: 2, part: PART, text: item('q1'), figures: { ...figures, answers: 3 } }) } },
  { view: 'reports/drop-off', state: 'some', model: { page, ...dropOffView(takenSample, { counts: new Map([['talk', { begun: 4, done: 2 }]]), part: PART, steps: STEPS, figures: [{ step: 'section:a', done: 4, share: 1, stopped: 0 }, { step: 'q1', done: 2, share: 0.5, stopped: 2 }] }) } },
  { view: 'reports/drop-off', state: 'a package of its own', model: { page, ...dropOffView(takenSample, { counts: new Map(), part: null, steps: [], figures: [] }) } },
  { view: 'reports/drop-off', state: 'nobody', model: { page, ...dropOffView(untakenSample, { counts: new Map(), part: null, steps: [], figures: [] }) } },
  { view: 'reports/mastery', state: 'some', model: { page, ...masteryView(takenSample, { parts: chosen.parts, part: PART, figures: OBJECTIVES, texts: new Map([['open', 'Begin with the welfare of the student']]) }) } },
  { view: 'reports/mastery', state: 'none', model: { page, ...masteryView(takenSample, { parts: [], part: null, figures: [], texts: new Map() }) } },
  { view: 'reports/mastery', state: 'nobody', model: { page, ...masteryView(untakenSample, { parts: [], part: null, figures: [], texts: new Map() }) } },
];
