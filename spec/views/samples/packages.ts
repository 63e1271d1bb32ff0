import { authorView, catalogueView } from '../../../server/packages/catalogue-view.ts';
import { importView } from '../../../server/packages/import-view.ts';
import type { CourseRow, CourseVersionRow } from '../../../server/packages/package-model.ts';
import { versionView, type VersionFacts } from '../../../server/packages/version-view.ts';
import { buildActivity, buildStructure } from '../../support/report-rows.ts';
import { samplePage, type Sample } from '../sample.ts';

const NOW = new Date('2026-11-23T16:42:00.000Z');

const course: CourseRow = {
  id: '01k9zq3v5w8y2m4n6p8q0r2s4t',
  agencyId: '01k9zq3v5w8y2m4n6p8q0r2s4a',
  title: 'Search and seizure on school grounds',
  description: 'Reasonable suspicion, consent, and who may search a locker.',
  strand: 'school',
  state: 'published',
  currentVersionId: '01k9zq3v5w8y2m4n6p8q0r2s4v',
  createdBy: null,
  createdAt: NOW,
  updatedAt: NOW,
};

const version: CourseVersionRow = {
  id: '01k9zq3v5w8y2m4n6p8q0r2s4v',
  courseId: course.id,
  agencyId: course.agencyId,
  number: 2,
  sourceSha256: 'ab'.repeat(32),
  sourceName: 'search-and-seizure.zip',
  sourceBytes: 3_400_000,
  origin: 'uploaded',
  standard: 'scorm12',
  edition: '1.2',
  structure: '{}',
  issues: '[]',
  limits: '{}',
  archiveKey: 'packages/ab/x.zip',
  fileCount: 44,
  state: 'published',
  createdBy: null,
  createdAt: NOW,
  publishedAt: NOW,
};

const structure = buildStructure('scorm12', [
  buildActivity({
    identifier: 'g1',
    title: 'From your academy toolbox',
    type: 'cluster',
    href: null,
    children: [buildActivity({ identifier: 'a', title: 'What you already do well' })],
  }),
  buildActivity({ identifier: 'test', title: 'Final test', masteryScore: 80 }),
]);

const issues = [
  { severity: 'warning' as const, code: 'FILE_MISSING', message: 'The manifest names this file, but the package does not have it.', path: 'media/map.png', line: 12, spec: 'CAM 2.3.2.6' },
];

const facts: VersionFacts = {
  version,
  course,
  structure,
  issues,
  mayChange: true,
  timeZone: 'America/Chicago',
  hasContentOrigin: true,
};
const found: VersionFacts = {
  ...facts,
  version: { ...version, state: 'found', number: 1 },
  course: { ...course, state: 'draft', currentVersionId: null },
  issues: [],
  hasContentOrigin: false,
  faults: { title: 'A course needs a title.', allowedHosts: 'Write host names only.' },
  typed: { title: '', allowedHosts: 'https://x/' },
};

const entry = { ...course, currentVersion: version, parts: 4 };
const library = { ...entry, id: 'c2', agencyId: null, strand: '', title: 'First bell', description: '', parts: 1 };
const earlier = { ...version, id: 'v1', number: 1 };
const upload = samplePage('Upload a package', '/author');
const limitBytes = 2 * 1024 ** 3;

/** Pages of the catalogue and of the authors. */
export const samples: Sample[] = [
  { view: 'packages/catalog', state: 'courses', model: { page: samplePage('Catalog', '/catalog'), ...catalogueView([entry, library], '', true) } },
  { view: 'packages/catalog', state: 'nothing found', model: { page: samplePage('Catalog', '/catalog'), ...catalogueView([entry], 'drones', false) } },
  { view: 'packages/catalog', state: 'empty', model: { page: samplePage('Catalog', '/catalog'), ...catalogueView([], '', true) } },
  { view: 'packages/author', state: 'courses', model: { page: samplePage('Courses', '/author'), ...authorView([{ ...course, versions: [version, earlier] }, { ...found.course, id: 'c3', versions: [found.version] }], 'UTC') } },
  { view: 'packages/author', state: 'empty', model: { page: samplePage('Courses', '/author'), ...authorView([], 'UTC') } },
  { view: 'packages/author', state: 'asked to review', model: { page: samplePage('Courses', '/author'), ...authorView([], 'UTC', [{ draftId: 'd1', draft: 'First bell', module: 'At the gate', by: 'Ann Okafor', askedAt: new Date('2026-11-23T16:42:00Z'), dueOn: '2026-12-04' }, { draftId: 'd1', draft: 'First bell', module: 'In the hall', by: 'Ann Okafor', askedAt: new Date('2026-11-23T16:42:00Z'), dueOn: null }]) } },
  { view: 'packages/import', state: 'a new course', model: { page: upload, ...importView({ limitBytes, course: null }) } },
  { view: 'packages/import', state: 'a new version', model: { page: upload, ...importView({ limitBytes, course }) } },
  { view: 'packages/import', state: 'refused with findings', model: { page: upload, ...importView({ limitBytes, course: null, refusal: { message: 'The package was not taken: one thing is wrong with it.', help: 'Correct it.', issues } }) } },
  { view: 'packages/import', state: 'no file chosen', model: { page: upload, ...importView({ limitBytes, course: null, refusal: { message: 'Choose a package first: a .zip file.', help: '', issues: [] } }) } },
  { view: 'packages/version', state: 'published, with a warning', model: { page: samplePage('Course', '/author'), ...versionView(facts) } },
  { view: 'packages/version', state: 'found, with faults in its forms', model: { page: samplePage('Course', '/author'), ...versionView(found) } },
  { view: 'packages/version', state: 'of the library', model: { page: samplePage('Course', '/author'), ...versionView({ ...facts, mayChange: false }) } },
];
