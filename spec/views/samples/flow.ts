import { UNTOUCHED } from '../../../server/agencies/index.ts';
import type { DraftRow } from '../../../server/authoring/drafts/draft-model.ts';
import type { ReleaseRow } from '../../../server/authoring/flow/flow-model.ts';
import { checksView, packagesView, releaseView } from '../../../server/authoring/flow/flow-view.ts';
import { reviewView } from '../../../server/authoring/flow/review-view.ts';
import type { LegalModule } from '../../../server/authoring/flow/law-reader.ts';
import type { NamedRequest } from '../../../server/authoring/flow/request-service.ts';
import type { NamedComment } from '../../../server/authoring/flow/review-service.ts';
import type { Actor } from '../../../server/people/index.ts';
import { samplePage, type Sample } from '../sample.ts';

const AT = new Date('2026-11-23T16:42:00Z');
const ID = '01jd6w3v5w8y2m4n6p8q0r2s4t';
const page = samplePage('First bell');

const actor: Actor = {
  personId: ID,
  agencyId: ID,
  agencyName: 'Harlow County Sheriff’s Office',
  organisationType: 'agency',
  locale: 'en',
  timeZone: 'America/Chicago',
  roles: ['instructor'],
  name: 'Ann Okafor',
  rank: 'Lt.',
  email: 'ann.okafor@harlow.example',
};
const draft: DraftRow = {
  id: ID,
  agencyId: ID,
  folder: 'first-bell',
  title: 'First bell',
  revision: 4,
  courseId: ID,
  state: 'open',
  createdBy: ID,
  createdAt: AT,
  updatedAt: AT,
};
const text = `title: At the gate
sections:
  - id: start
    title: Where it begins
    blocks:
      - id: opening
        type: text
        text: The buses are late.
`;
const course = 'title: First bell\nparts:\n  - id: main\n    title: Main\n    modules:\n      - 01-gate\n';
const file = (path: string, words: string) => ({
  id: ID,
  agencyId: ID,
  draftId: ID,
  path,
  text: words,
  revision: 2,
  updatedBy: ID,
  updatedAt: AT,
  removedAt: null,
});
const files = [file('course.yaml', course), file('modules/01-gate.yaml', text)];
const issue = {
  file: 'first-bell/modules/01-gate.yaml',
  path: 'modules/01-gate.yaml',
  severity: 'error',
  code: 'IMAGE_ALT',
  message: 'Say what the picture tells (alt), or that it only decorates.',
  line: 6,
  column: 3,
  block: { id: 'opening', type: 'text', name: 'Text “Opening”' },
} as const;
const look = { ...issue, severity: 'warning', path: 'course.yaml', block: null } as const;
const comment: NamedComment = {
  id: ID,
  agencyId: ID,
  draftId: ID,
  path: 'modules/01-gate.yaml',
  blockId: 'opening',
  words: 'Which buses?',
  personId: ID,
  madeAt: AT,
  resolvedBy: null,
  resolvedAt: null,
  by: 'Sgt. Luis Ortega',
  resolvedName: null,
};
const resolved: NamedComment = {
  ...comment,
  path: 'course.yaml',
  blockId: null,
  resolvedBy: ID,
  resolvedAt: AT,
  resolvedName: 'Lt. Ann Okafor',
};
const law: LegalModule = {
  path: 'modules/01-gate.yaml',
  title: 'At the gate',
  state: 'open',
  reviewer: null,
  reviewBy: '2027-06-30',
  approval: null,
  texts: [{ path: 'modules/01-gate.yaml', revision: 3, updatedAt: AT }],
};
const approved: LegalModule = { ...law, state: 'approved', reviewer: 'Counsel of the county' };
const OTHER = '01jd6w3v5w8y2m4n6p8q0r2s5t';
const asked: NamedRequest = {
  id: ID,
  agencyId: ID,
  draftId: ID,
  path: 'modules/01-gate.yaml',
  askedId: OTHER,
  askedBy: ID,
  askedAt: AT,
  dueOn: '2026-12-04',
  state: 'open',
  answeredAt: null,
  openKey: 'modules/01-gate.yaml',
  asked: 'Luis Ortega',
  by: 'Ann Okafor',
};
const requests: NamedRequest[] = [
  asked,
  { ...asked, dueOn: null },
  { ...asked, id: OTHER, askedId: ID, askedBy: OTHER, asked: 'Ann Okafor', by: 'Luis Ortega' },
  { ...asked, state: 'changes', answeredAt: AT, openKey: null },
];
const colleagues = [{ id: OTHER, name: 'Sgt. Luis Ortega' }];
const release: ReleaseRow = {
  id: ID,
  agencyId: ID,
  draftId: ID,
  courseId: ID,
  versionId: ID,
  number: 2,
  source: '{}',
  note: 'The statute of last year.',
  running: 'finish',
  certificates: 'stand',
  releasedBy: ID,
  releasedAt: AT,
};
const difference = [
  {
    path: 'modules/01-gate.yaml',
    title: 'At the gate',
    state: 'changed',
    differences: [
      { kind: 'changed', where: 'Text “Opening” › Text', before: 'The buses are late.', after: 'The buses are early.' },
      { kind: 'added', where: 'text “new”', before: '', after: '' },
    ],
  },
  { path: 'media/hall.svg', title: 'media/hall.svg', state: 'added', differences: [] },
] as const;
const empty = { draft, files, comments: [], legal: [], requests: [], colleagues: [], about: '', form: '', refused: UNTOUCHED };
const refused = { typed: {}, faults: { words: 'Write the comment.', sure: 'Tick it.', modules: 'Choose what is approved.', note: 'No.' } };
const facts = { draft, openLaw: 0, openComments: 0, stakes: { people: 40, certificates: 12 }, mayDecide: true, refused: UNTOUCHED };

export const samples: Sample[] = [
  { view: 'authoring/checks', state: 'clean', model: { page, ...checksView({ draft, files, issues: [] }) } },
  { view: 'authoring/checks', state: 'with issues', model: { page, ...checksView({ draft, files, issues: [issue, issue, look] }) } },
  {
    view: 'authoring/preview',
    state: 'as on a phone',
    model: { page, id: ID, title: 'First bell', name: '01-gate', size: 'phone', other: 'wide', isPhone: true },
  },
  { view: 'authoring/review', state: 'empty', model: { page, ...reviewView(actor, AT, empty) } },
  {
    view: 'authoring/review',
    state: 'with comments and law, refused',
    model: {
      page,
      ...reviewView(actor, AT, { ...empty, comments: [comment, resolved], legal: [law, approved], requests, colleagues, form: 'approve', refused }),
    },
  },
  {
    view: 'authoring/review',
    state: 'asked of the reader, an answer refused',
    model: { page, ...reviewView(actor, AT, { ...empty, requests, colleagues, form: OTHER, refused }) },
  },
  {
    view: 'authoring/publish',
    state: 'the first version',
    model: { page, ...releaseView(actor, { ...facts, releases: [], difference: null, openLaw: 1, openComments: 2 }) },
  },
  {
    view: 'authoring/publish',
    state: 'with differences',
    model: { page, ...releaseView(actor, { ...facts, releases: [release], difference, refused }) },
  },
  {
    view: 'authoring/publish',
    state: 'nothing is different',
    model: { page, ...releaseView(actor, { ...facts, releases: [release], difference: [], stakes: { people: 1, certificates: 0 } }) },
  },
  { view: 'authoring/packages', state: 'not published', model: { page, ...packagesView(actor, draft, []) } },
  { view: 'authoring/packages', state: 'published', model: { page, ...packagesView({ ...actor, roles: ['administrator'] }, draft, [release]) } },
];
