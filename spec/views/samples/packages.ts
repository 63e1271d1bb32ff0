import { authorView, catalogueView } from '../../../server/packages/catalogue-view.ts';
import { importView } from '../../../server/packages/import-view.ts';
import type { CourseRow } from '../../../server/packages/package-model.ts';
import { versionView, type VersionFacts } from '../../../server/packages/version-view.ts';
import { buildActivity, buildStructure, NOW } from '../../support/report-rows.ts';
import { samplePage, type Sample } from '../sample.ts';

const course: CourseRow = {
  id: 'course1',
  agencyId: 'agency1',
  title: 'Talking with students',
  description: 'How to talk before anything becomes an interview.',
  strand: 'student',
  state: 'published',
  currentVersionId: 'version2',
  createdBy: 'person2',
  createdAt: NOW.now,
  updatedAt: NOW.now,
};

const version: VersionFacts['version'] = {
  id: 'version2',
  courseId: course.id,
  agencyId: 'agency1',
  number: 2,
  sourceSha256: 'ab'.repeat(32),
  sourceName: 'talking.zip',
  sourceBytes: 1_234_567,
  origin: 'uploaded',
  standard: 'scorm12',
  edition: '1.2',
  limits: '{"suspendData":65536,"allowedHosts":["media.example.org"],"popups":true}',
  archiveKey: 'archive',
  fileCount: 12,
  state: 'published',
  createdBy: 'person2',
  createdAt: NOW.now,
  publishedAt: NOW.now,
};

const facts: VersionFacts = {
  version,
  course,
  mayChange: true,
  structure: buildStructure('scorm12', [
    buildActivity({
      identifier: 'group',
      title: 'Show what you know',
      type: 'cluster',
      href: null,
      children: [buildActivity({ masteryScore: 80 })],
    }),
  ]),
  issues: [
    { severity: 'warning', code: 'FILE_MISSING', message: 'A listed file is not in the package.', path: 'a.css', line: 4 },
  ],
  timeZone: NOW.timeZone,
  hasContentOrigin: true,
};

const author = samplePage('Courses', '/author');
const catalogue = samplePage('Catalog', '/catalog');
const entry = { ...course, currentVersion: version, parts: 3 };

/** Pages of the catalogue and of authors. */
export const samples: Sample[] = [
  { view: 'packages/catalog', state: 'courses', model: { page: catalogue, ...catalogueView([entry], '', true) } },
  { view: 'packages/catalog', state: 'no courses', model: { page: catalogue, ...catalogueView([], '', false) } },
  { view: 'packages/catalog', state: 'nothing fits', model: { page: catalogue, ...catalogueView([entry], 'zz', false) } },
  {
    view: 'packages/author',
    state: 'courses',
    model: {
      page: author,
      ...authorView([{ ...course, versions: [version, { ...version, id: 'version1', number: 1 }] }], NOW.timeZone),
    },
  },
  { view: 'packages/author', state: 'nothing uploaded', model: { page: author, ...authorView([], NOW.timeZone) } },
  {
    view: 'packages/import',
    state: 'new course',
    model: { page: author, ...importView({ limitBytes: 2 ** 31, course: null }) },
  },
  {
    view: 'packages/import',
    state: 'refused, with findings',
    model: {
      page: author,
      ...importView({
        limitBytes: 2 ** 31,
        course,
        refusal: {
          message: 'The package cannot be used.',
          help: 'Export it again.',
          issues: [{ code: 'ZIP_SLIP', message: 'A file would leave the package.', path: '../evil' }],
        },
      }),
    },
  },
  {
    view: 'packages/import',
    state: 'refused, with one sentence',
    model: {
      page: author,
      ...importView({
        limitBytes: 2 ** 31,
        course: null,
        refusal: { message: 'No file was chosen.', help: '', issues: [] },
      }),
    },
  },
  { view: 'packages/version', state: 'published', model: { page: author, ...versionView(facts) } },
  {
    view: 'packages/version',
    state: 'found, nothing to complain about, faults in the form',
    model: {
      page: author,
      ...versionView({
        ...facts,
        course: { ...course, state: 'draft', currentVersionId: null },
        version: { ...version, state: 'found', limits: '{}' },
        issues: [],
        faults: { title: 'A course needs a title.', description: 'Too long.', allowedHosts: 'Host names only.' },
        typed: { title: '' },
        hasContentOrigin: false,
      }),
    },
  },
  {
    view: 'packages/version',
    state: 'not theirs to change',
    model: { page: author, ...versionView({ ...facts, mayChange: false }) },
  },
];
