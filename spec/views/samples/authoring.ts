import { UNTOUCHED } from '../../../server/agencies/index.ts';
import type { DraftFileRow, DraftRow } from '../../../server/authoring/drafts/draft-model.ts';
import { draftListView, outlineView } from '../../../server/authoring/drafts/draft-view.ts';
import { editorView } from '../../../server/authoring/editor/editor-view.ts';
import type { SourceValue } from '../../../server/standards/module/index.ts';
import { samplePage, type Sample } from '../sample.ts';

const AT = new Date('2026-11-23T16:42:00Z');
const ID = '01jd6w3v5w8y2m4n6p8q0r2s4t';
const ZONE = 'America/Chicago';

const draft: DraftRow = {
  id: ID,
  agencyId: ID,
  folder: 'first-bell',
  title: 'First bell',
  revision: 4,
  courseId: null,
  state: 'open',
  createdBy: ID,
  createdAt: AT,
  updatedAt: AT,
};
const file = (path: string, text: string): DraftFileRow => ({
  id: ID,
  agencyId: ID,
  draftId: ID,
  path,
  text,
  revision: 1,
  updatedBy: ID,
  updatedAt: AT,
  removedAt: null,
});
const COURSE = `title: First bell
parts:
  - id: main
    title: Before the bell
    modules:
      - 01-gate
      - 02-gone
  - id: empty
    title: Nothing yet
    modules: []
`;
const GATE = `title: At the gate
sections:
  - id: start
    title: Where it begins
    blocks:
      - id: opening
        type: text
        text: The buses are late, and two students have words at the gate.
`;
const files = [
  file('banks/final.yaml', 'title: Final test\nitems: [1, 2]\n'),
  file('course.yaml', COURSE),
  file('modules/01-gate.yaml', GATE),
  file('modules/09-loose.yaml', 'title: In no part\n'),
];
const library = [{ folder: 'student', title: 'The student' }];
const retired: DraftRow = { ...draft, state: 'retired' };
const refused = { typed: { from: 'template', title: '' }, faults: { title: 'Write a title.', package: 'It holds no course.yaml.' } };

const GATE_DATA: SourceValue = {
  title: 'At the gate',
  sections: [
    {
      id: 'start',
      title: 'Where it begins',
      blocks: [
        { id: 'opening', type: 'text', text: 'The buses are late.' },
        { id: 'odd', type: 'nothing-we-know' },
      ],
    },
  ],
};
const gate = {
  draft,
  name: '01-gate',
  file: { path: 'modules/01-gate.yaml', revision: 3, text: '', data: GATE_DATA, issues: [] },
  looks: [],
  banks: [{ value: 'final', label: 'Final test' }],
  skills: [{ value: 'talk', label: 'Talk' }],
  media: [],
};

export const samples: Sample[] = [
  {
    view: 'authoring/drafts',
    state: 'empty, refused',
    model: { page: samplePage('Drafts'), ...draftListView([], library, ZONE, refused) },
  },
  {
    view: 'authoring/drafts',
    state: 'open and retired',
    model: { page: samplePage('Drafts'), ...draftListView([draft, retired], library, ZONE, UNTOUCHED) },
  },
  {
    view: 'authoring/outline',
    state: 'with modules, a missing file and a loose one',
    model: { page: samplePage('First bell'), ...outlineView(draft, files, { timeZone: ZONE, undo: { action: ID, words: 'Undo: the module “The gate” was removed' }, refused: UNTOUCHED }) },
  },
  {
    view: 'authoring/outline',
    state: 'with what the course says of itself refused',
    model: {
      page: samplePage('First bell'),
      ...outlineView(draft, files, {
        timeZone: ZONE,
        undo: null,
        refused: { typed: { summary: '' }, faults: { summary: 'Say in two sentences what it is about.' } },
        form: 'course',
      }),
    },
  },
  {
    view: 'authoring/outline',
    state: 'retired, without a part',
    model: { page: samplePage('First bell'), ...outlineView(retired, [], { timeZone: ZONE, undo: null, refused: UNTOUCHED }) },
  },
  {
    view: 'authoring/editor',
    state: 'with a block of an unknown kind',
    model: { page: samplePage('At the gate'), ...editorView(gate, '', 'owner') },
  },
  {
    view: 'authoring/editor',
    state: 'retired, without a section',
    model: {
      page: samplePage('At the gate'),
      ...editorView({ ...gate, draft: retired, file: { ...gate.file, data: null } }, '', 'owner'),
    },
  },
];
