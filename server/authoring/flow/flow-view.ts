import { formFields, type Refused } from '../../agencies/index.ts';
import { hasRole, type Actor } from '../../people/index.ts';
import { sayMoment } from '../../platform/index.ts';
import type { DraftRow } from '../drafts/draft-model.ts';
import { outlineOf } from '../drafts/outline.ts';
import { readData, titleOf } from '../drafts/read-source.ts';
import type { CheckedDraft, PlacedIssue } from './check-service.ts';
import type { FileDifference } from './describe-difference.ts';
import type { ReleaseRow } from './flow-model.ts';
import type { Stakes } from './release-service.ts';

/** Model of `authoring/checks`: by file and block, errors first. */
export function checksView({ draft, files, issues }: CheckedDraft) {
  const titles = new Map(outlineOf(files).parts.flatMap(({ modules }) => modules.map((one) => [one.name, one.title])));
  const paths = [...new Set(issues.map(({ path }) => path))];
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  const looks = issues.length - errors;
  return {
    id: draft.id,
    title: draft.title,
    isClean: issues.length === 0,
    isReady: errors === 0,
    summary: [
      errors === 0
        ? 'Nothing stands in the way of publishing'
        : `${count(errors, 'thing')} to mend before it can be published`,
      looks === 0 ? '' : `${count(looks, 'thing')} to look at again`,
    ]
      .filter(Boolean)
      .join('; '),
    files: paths.map((path) => {
      return {
        path,
        title: titleOfFile(path, titles, files),
        href: hrefOf(draft.id, path),
        issues: together(
          issues
            .filter((issue) => issue.path === path)
            .sort((one, other) => Number(other.severity === 'error') - Number(one.severity === 'error'))
            .map((issue) => issueLine(draft.id, issue)),
        ),
      };
    }),
  };
}

function issueLine(draftId: string, { path, block, line, message, code, severity }: PlacedIssue) {
  const isError = severity === 'error';
  const href = /^(YAML|TAB|DUPLICATE|MULTIPLE)_/.test(code)
    ? sourceOf(draftId, path)
    : hrefOf(draftId, path, block?.id);
  const isSource = href === sourceOf(draftId, path);
  return {
    message,
    code,
    chip: isError
      ? { word: 'To mend', tone: 'late', icon: 'cross' }
      : { word: 'Look again', tone: 'due', icon: 'info' },
    where: [block?.name ?? (isSource ? '' : wholeOf(path)), isSource ? `Line ${line}` : ''].filter(Boolean).join(', '),
    href: block === null && !isSource && path.startsWith('modules/') ? `${href}#module` : href,
  };
}

/** Lines that say the same of one place become one with their number: a new module has 80 texts of its template. */
function together(lines: readonly ReturnType<typeof issueLine>[]) {
  const found = new Map<string, ReturnType<typeof issueLine> & { times: number }>();
  for (const line of lines) {
    const key = JSON.stringify([line.message, line.where, line.href]);
    found.set(key, { ...line, times: (found.get(key)?.times ?? 0) + 1 });
  }
  return [...found.values()].map((line) => ({ ...line, times: line.times > 1 ? `${line.times} places` : '' }));
}

const sourceOf = (draftId: string, path: string): string =>
  `/author/drafts/${draftId}/source?path=${encodeURIComponent(path)}`;

/** The page on which a file, or a block or an item in it, is written; its source where it has none. */
export function hrefOf(draftId: string, path: string, blockId: string | null = null): string {
  const draft = `/author/drafts/${draftId}`;
  if (path === 'course.yaml') return draft;
  if (path.startsWith('media/')) return `${draft}/media`;
  const [, kind, name] = PAGED.exec(path) ?? [];
  if (kind === undefined || name === undefined) return sourceOf(draftId, path);
  const page = `${draft}/${kind}/${name}`;
  if (blockId === null) return page;
  return kind === 'banks' ? `${page}/items/${encodeURIComponent(blockId)}` : `${page}#block-${blockId}`;
}

const PAGED = /^(modules|banks)\/([^.]+)\.yaml$/;

function titleOfFile(path: string, titles: ReadonlyMap<string, string>, files: CheckedDraft['files']): string {
  if (path === 'course.yaml' || path.startsWith('media/')) return wholeOf(path);
  const [, kind, name = ''] = PAGED.exec(path) ?? [];
  if (kind === 'modules') return titles.get(name) ?? path;
  const text = files.find((file) => file.path === path)?.text;
  return (kind === 'banks' && text !== undefined ? titleOf(readData(path, text)) : null) ?? path;
}

/** What is spoken of where it is no block. */
function wholeOf(path: string): string {
  if (path === 'course.yaml') return 'The course';
  if (path.startsWith('media/')) return 'Media';
  return path.startsWith('banks/') ? 'The bank as a whole' : 'The module as a whole';
}

/** What the page for publishing is told. */
export interface ReleaseFacts {
  readonly draft: DraftRow;
  readonly releases: readonly ReleaseRow[];
  readonly difference: readonly FileDifference[] | null;
  readonly openLaw: number;
  readonly openComments: number;
  readonly stakes: Stakes;
  readonly mayDecide: boolean;
  readonly refused: Refused;
}

const KINDS = { added: 'New', removed: 'Gone', changed: 'Changed', moved: 'In another order' } as const;

/** Model of `authoring/publish`. */
export function releaseView(actor: Actor, facts: ReleaseFacts) {
  const { draft, releases, difference, openLaw, openComments, stakes, mayDecide, refused } = facts;
  const [last] = releases;
  const deciding = [
    { value: 'stand', label: 'They stand as they are' },
    ...(mayDecide
      ? [
          { value: 'kept', label: 'They are kept, with the reason below' },
          { value: 'void', label: 'They are void, with the reason below' },
        ]
      : []),
    { value: 'ask', label: 'Supervisors decide: each waits in their list' },
  ];
  return {
    id: draft.id,
    title: draft.title,
    isFirst: last === undefined,
    last: last === undefined ? '' : `Version ${last.number}, ${sayMoment('en', actor.timeZone, last.releasedAt)}`,
    lastVersionId: last?.versionId ?? '',
    isSame: difference !== null && difference.length === 0,
    difference: (difference ?? []).map(({ path, title, state, differences }) => ({
      path,
      title,
      word: KINDS[state],
      lines: differences.map((one) => ({ ...one, word: KINDS[one.kind] })),
    })),
    openLaw: openLaw === 0 ? null : `The law in ${count(openLaw, 'module')} is not approved as it stands now.`,
    openComments: openComments === 0 ? null : `${count(openComments, 'comment')} not resolved.`,
    sure:
      last === undefined || !mayDecide
        ? null
        : { isTicked: refused.typed['sure'] === 'yes', fault: refused.faults['sure'] ?? null },
    fields: formFields(
      {
        note: {
          label: 'What is new',
          isLong: true,
          isOptional: true,
          most: 2000,
          hint: 'For your colleagues, the record, and officers who are offered this version.',
        },
        ...(last !== undefined && {
          running: {
            label: 'Officers who are in the course now',
            options: [
              { value: 'finish', label: 'Finish the version that they began' },
              { value: 'offer', label: 'May begin again with the new version' },
            ],
            hint: peopleWords(stakes.people),
          },
          certificates: {
            label: 'Certificates that name earlier versions',
            options: deciding,
            hint: `${certificateWords(stakes.certificates)} Where they are void, or supervisors decide, the certificate of whoever ends such a version later waits in the supervisors’ list.`,
          },
          reason: {
            label: 'Reason',
            isLong: true,
            isOptional: true,
            most: 500,
            hint: 'It stands on the check page of each certificate.',
          },
        }),
      },
      refused,
    ),
  };
}

function peopleWords(number: number): string {
  if (number === 0) return 'Nobody is in it now.';
  return number === 1 ? '1 officer is in it now.' : `${number} officers are in it now.`;
}

function certificateWords(number: number): string {
  if (number === 0) return 'No certificate that names an earlier version waits for a decision.';
  if (number === 1) return '1 certificate names an earlier version and is not decided.';
  return `${number} certificates name earlier versions and are not decided.`;
}

const PACKAGES = [
  { target: 'scorm12', label: 'SCORM 1.2', note: 'For nearly every LMS' },
  {
    target: 'scorm2004-3',
    label: 'SCORM 2004 3rd Edition',
    note: 'Keeps longer answers; the final test waits for the modules',
  },
  { target: 'scorm2004-4', label: 'SCORM 2004 4th Edition', note: 'The same for newer systems' },
] as const;

/** Pages of the rooms above, each with who may use it. */
const DOORS = [
  {
    href: '/organisation/doors/download',
    label: 'A download package: for an LMS, from the doors',
    roles: ['instructor', 'administrator'],
  },
  {
    href: '/organisation/doors/cartridge',
    label: 'A Common Cartridge: links to the course and its modules, for Canvas, Moodle and others',
    roles: ['instructor', 'administrator'],
  },
  {
    href: '/organisation/doors/dispatch/new',
    label: 'A dispatch package: the course runs here, the LMS hears of it',
    roles: ['administrator'],
  },
  { href: '/organisation/doors/lti/new', label: 'An LTI 1.3 link with an LMS', roles: ['administrator'] },
  { href: '/organisation/doors', label: 'All doors', roles: ['administrator'] },
] as const;

/** Model of `authoring/packages`. */
export function packagesView(actor: Actor, draft: DraftRow, releases: readonly ReleaseRow[]) {
  const [last] = releases;
  return {
    id: draft.id,
    title: draft.title,
    isPublished: last !== undefined,
    doors: DOORS.filter(({ roles }) => hasRole(actor, ...roles)).map(({ href, label }) => ({ href, label })),
    courseId: last?.courseId ?? '',
    versionId: last?.versionId ?? '',
    number: last?.number ?? 0,
    packages: PACKAGES,
    releases: releases.map(({ number, releasedAt, note, versionId }) => ({
      versionId,
      label: `Version ${number}`,
      at: sayMoment('en', actor.timeZone, releasedAt),
      note,
    })),
  };
}

function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}
