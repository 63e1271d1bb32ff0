import { formFields, type Refused } from '../../agencies/index.ts';
import type { Actor } from '../../people/index.ts';
import { addMonths, dayIn, sayLongDay, sayMoment } from '../../platform/index.ts';
import type { DraftFileRow, DraftRow } from '../drafts/draft-model.ts';
import { outlineOf } from '../drafts/outline.ts';
import type { CheckedDraft, PlacedIssue } from './check-service.ts';
import type { FileDifference } from './describe-difference.ts';
import type { ReleaseRow } from './flow-model.ts';
import type { LegalModule, NamedComment } from './review-service.ts';

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
      const name = /^modules\/([^.]+)\.yaml$/.exec(path)?.[1];
      return {
        path,
        title: (name === undefined ? undefined : titles.get(name)) ?? path,
        href: hrefOf(draft.id, path),
        issues: issues
          .filter((issue) => issue.path === path)
          .sort((one, other) => Number(other.severity === 'error') - Number(one.severity === 'error'))
          .map((issue) => issueLine(draft.id, issue)),
      };
    }),
  };
}

function issueLine(draftId: string, { path, block, line, message, code, severity }: PlacedIssue) {
  const isError = severity === 'error';
  const isModule = /^modules\/[^.]+\.yaml$/.test(path);
  return {
    message,
    code,
    chip: isError
      ? { word: 'To mend', tone: 'late', icon: 'cross' }
      : { word: 'Look again', tone: 'due', icon: 'info' },
    where: block === null ? `Line ${line}` : `${block.type} “${block.id}”, line ${line}`,
    href: block !== null && isModule ? `${hrefOf(draftId, path)}#block-${block.id}` : sourceOf(draftId, path),
  };
}

const sourceOf = (draftId: string, path: string): string =>
  `/author/drafts/${draftId}/source?path=${encodeURIComponent(path)}`;

function hrefOf(draftId: string, path: string): string {
  const name = /^modules\/([^.]+)\.yaml$/.exec(path)?.[1];
  return name === undefined ? sourceOf(draftId, path) : `/author/drafts/${draftId}/modules/${name}`;
}

/** What the review page is told. */
export interface ReviewFacts {
  readonly draft: DraftRow;
  readonly files: readonly DraftFileRow[];
  readonly comments: readonly NamedComment[];
  readonly legal: readonly LegalModule[];
  /** `?about=`: what the form for a new comment is opened for. */
  readonly about: string;
  readonly refused: Refused;
}

const LEGAL = {
  approved: { word: 'Approved', tone: 'done', icon: 'check' },
  changed: { word: 'Changed since it was approved', tone: 'due', icon: 'alert' },
  open: { word: 'Not approved yet', tone: 'due', icon: 'clock' },
} as const;

/** Model of `authoring/review`. */
export function reviewView(actor: Actor, now: Date, { draft, files, comments, legal, about, refused }: ReviewFacts) {
  const modules = outlineOf(files).parts.flatMap((part) => part.modules.filter(({ isThere }) => isThere));
  const options = [
    { value: 'course.yaml', label: 'The whole course' },
    ...modules.flatMap(({ name, title, sections }) => [
      { value: `modules/${name}.yaml`, label: title },
      ...sections
        .flatMap(({ blocks }) => blocks)
        .filter(({ id }) => id !== '')
        .map(({ id, type, words }) => ({
          value: `modules/${name}.yaml ${id}`,
          label: `${title} › ${type} ${words || id}`,
        })),
    ]),
  ];
  const labels = new Map(options.map(({ value, label }) => [value, label]));
  const line = (one: NamedComment) => ({
    id: one.id,
    words: one.words,
    about:
      labels.get([one.path, one.blockId].filter(Boolean).join(' ')) ??
      [one.path, one.blockId].filter(Boolean).join(' '),
    href: `${hrefOf(draft.id, one.path)}${one.blockId === null ? '' : `#block-${one.blockId}`}`,
    by: one.by,
    made: sayMoment('en', actor.timeZone, one.madeAt),
    resolved: one.resolvedName === null ? null : `Resolved by ${one.resolvedName}`,
  });
  return {
    id: draft.id,
    title: draft.title,
    open: comments.filter(({ resolvedAt }) => resolvedAt === null).map(line),
    resolved: comments.filter(({ resolvedAt }) => resolvedAt !== null).map(line),
    fields: formFields(
      {
        about: { label: 'About', options, start: about },
        words: { label: 'Comment', isLong: true, most: 4000 },
      },
      refused,
      'comment-',
    ),
    /** The texts as they stand on this page: what is approved are these. */
    seen: [...new Set(legal.flatMap(({ texts }) => texts.map((text) => `${text.path}@${text.revision}`)))].join(' '),
    legal: legal.map(({ path, title, state, reviewer, reviewBy, texts }) => ({
      path,
      title,
      href: hrefOf(draft.id, path),
      chip: LEGAL[state],
      isOpen: state !== 'approved',
      written: `Last written ${sayMoment('en', actor.timeZone, lastOf(texts))}`,
      words: state === 'open' || reviewer === null ? '' : `${reviewer}, until ${sayLongDay('en', reviewBy ?? '')}`,
    })),
    hasOpenLaw: legal.some(({ state }) => state !== 'approved'),
    modulesFault: refused.faults['modules'] ?? refused.faults['seen'] ?? null,
    approval: formFields(
      {
        reviewer: {
          label: 'Who checked the law',
          start: `${actor.rank} ${actor.name}`.trim(),
          hint: 'The name stands in the module.',
        },
        reviewBy: { label: 'To be read again by', type: 'date', start: addMonths(dayIn(actor.timeZone, now), 12) },
      },
      refused,
      'law-',
    ),
  };
}

function lastOf(texts: LegalModule['texts']): Date {
  return new Date(Math.max(...texts.map(({ updatedAt }) => updatedAt.getTime())));
}

/** What the page for publishing is told. */
export interface ReleaseFacts {
  readonly draft: DraftRow;
  readonly releases: readonly ReleaseRow[];
  readonly difference: readonly FileDifference[] | null;
  readonly openLaw: number;
  readonly openComments: number;
  readonly mayDecide: boolean;
  readonly refused: Refused;
}

const KINDS = { added: 'New', removed: 'Gone', changed: 'Changed', moved: 'In another order' } as const;

/** Model of `authoring/publish`. */
export function releaseView(actor: Actor, facts: ReleaseFacts) {
  const { draft, releases, difference, openLaw, openComments, mayDecide, refused } = facts;
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
    fields: formFields(
      {
        note: {
          label: 'What is new',
          isLong: true,
          isOptional: true,
          most: 2000,
          hint: 'For your colleagues and the record.',
        },
        ...(last !== undefined && {
          running: {
            label: 'Officers who are in the course now',
            options: [
              { value: 'finish', label: 'Finish the version that they began' },
              { value: 'offer', label: 'May begin again with the new version' },
            ],
          },
          certificates: {
            label: 'Certificates that name earlier versions',
            options: deciding,
            hint: 'Where they are void, or supervisors decide, the certificate of whoever ends such a version later waits in the supervisors’ list.',
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

const PACKAGES = [
  { target: 'scorm12', label: 'SCORM 1.2', note: 'For nearly every LMS' },
  {
    target: 'scorm2004-3',
    label: 'SCORM 2004 3rd Edition',
    note: 'Keeps longer answers; the final test waits for the modules',
  },
  { target: 'scorm2004-4', label: 'SCORM 2004 4th Edition', note: 'The same for newer systems' },
] as const;

/** Model of `authoring/packages`. */
export function packagesView(actor: Actor, draft: DraftRow, releases: readonly ReleaseRow[], isAdministrator: boolean) {
  const [last] = releases;
  return {
    id: draft.id,
    title: draft.title,
    isPublished: last !== undefined,
    isAdministrator,
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
