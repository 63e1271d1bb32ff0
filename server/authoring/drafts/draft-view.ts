import { formFields, UNTOUCHED, type Refused } from '../../agencies/index.ts';
import { sayMoment } from '../../platform/index.ts';
import { courseCardOf, type CourseCard } from './course-service.ts';
import type { DraftFileRow, DraftRow } from './draft-model.ts';
import type { LibraryCourse } from './head-service.ts';
import { outlineOf, type OutlineModule, type OutlinePart } from './outline.ts';

/** Model of `authoring/drafts`. */
export function draftListView(
  drafts: readonly DraftRow[],
  library: readonly LibraryCourse[],
  timeZone: string,
  refused: Refused,
) {
  const line = ({ id, title, updatedAt }: DraftRow) => ({
    id,
    title,
    meta: [`Changed ${sayMoment('en', timeZone, updatedAt)}`],
  });
  const options = [
    { value: 'template', label: 'The template: one module with every part begun' },
    ...library.map(({ folder, title }) => ({ value: `library:${folder}`, label: `A copy of “${title}”` })),
  ];
  const { package: zipFault = null } = refused.faults;
  return {
    zipFault,
    open: drafts.filter(({ state }) => state === 'open').map(line),
    retired: drafts.filter(({ state }) => state === 'retired').map(line),
    fields: formFields(
      {
        from: { label: 'Begin with', options },
        title: {
          label: 'Title',
          most: 400,
          isOptional: true,
          hint: 'What officers read in their list. A copy keeps its own title where you write none.',
        },
      },
      refused,
    ),
  };
}

/** What the outline is told beside the draft and its files. */
export interface OutlineFacts {
  readonly timeZone: string;
  /** Action that can be taken back, and what it did. */
  readonly undo: { readonly action: string; readonly words: string } | null;
  readonly refused: Refused;
  /** Which form of the page was refused. */
  readonly form?: string;
}

/** Model of `authoring/outline`. */
export function outlineView(
  draft: DraftRow,
  files: readonly DraftFileRow[],
  { timeZone, undo, refused, form = 'modules' }: OutlineFacts,
) {
  const { parts, banks } = outlineOf(files);
  const named = parts.filter(({ id }) => id !== '');
  const isRetired = draft.state === 'retired';
  const of = (name: string): Refused => (name === form ? refused : UNTOUCHED);
  const course = files.find(({ path }) => path === 'course.yaml');
  return {
    id: draft.id,
    title: draft.title,
    isRetired,
    isOpen: !isRetired,
    undo: isRetired ? null : undo,
    changed: sayMoment('en', timeZone, draft.updatedAt),
    parts: parts.map((part, index) => ({
      ...part,
      modules: part.modules.map((module) => moduleLine(module, !isRetired)),
      rename: isRetired || part.id === '' ? null : renameForm(part, index, of('parts/rename')),
    })),
    banks: banks.map((bank) => ({ ...bank, count: bank.items === 1 ? '1 question' : `${bank.items} questions` })),
    hasNoPart: named.length === 0,
    mayAdd: !isRetired && named.length > 0,
    partFields: isRetired
      ? null
      : formFields({ title: { label: 'Title of the part', most: 200 } }, of('parts'), 'new-part-'),
    fields: formFields(
      {
        title: { label: 'Title of the module', most: 200 },
        part: {
          label: 'Part of the course',
          options: named.map(({ id, title }) => ({ value: id, label: title || id })),
        },
      },
      of('modules'),
      'module-',
    ),
    about: isRetired || course === undefined ? null : aboutForm(courseCardOf(course), of('course')),
  };
}

/** The form by which a part gets another title; open where it was refused. */
function renameForm({ id, title }: OutlinePart, index: number, refused: Refused) {
  const isRefused = refused.typed['part'] === id;
  const words = { title: { label: 'Title of the part', most: 400, start: title } };
  return { isOpen: isRefused, fields: formFields(words, isRefused ? refused : UNTOUCHED, `part-${index}-`) };
}

/** The form of what a course says of itself; open where it was refused or is still the template's. */
function aboutForm({ revision, words }: CourseCard, refused: Refused) {
  return {
    revision,
    isOpen: Object.keys(refused.faults).length > 0 || Object.values(words).some((text) => /\bWRITE\b/.test(text)),
    fields: formFields(
      {
        title: { label: 'Title', most: 400, start: words.title },
        summary: {
          label: 'What it is about, in two sentences',
          isLong: true,
          most: 8000,
          start: words.summary,
          hint: 'What happens in a school, and what the officer can do after the course.',
        },
        audience: { label: 'Who it is for', isLong: true, most: 8000, start: words.audience, hint: 'One a line.' },
        keywords: {
          label: 'Words to find it by',
          isLong: true,
          most: 8000,
          start: words.keywords,
          hint: 'One a line.',
        },
        notice: {
          label: 'Notice before modules that teach law',
          isLong: true,
          most: 8000,
          start: words.notice,
          hint: 'Shown at the start of every module that teaches law.',
        },
      },
      refused,
      'course-',
    ),
  };
}

const KINDS: Readonly<Record<string, string>> = { module: '', pretest: 'Pre-test', test: 'Final test' };

function moduleLine({ sections, kind, ...module }: OutlineModule, isOpen: boolean) {
  const blocks = sections.reduce((sum, section) => sum + section.blocks.length, 0);
  const size = blocks === 1 ? '1 block' : `${blocks} blocks`;
  return {
    ...module,
    isOpen,
    sections,
    meta: [KINDS[kind] ?? kind, module.isThere ? size : 'The file is not there'].filter(Boolean),
    // The same form for each, in the order of the buttons.
    actions: [
      { value: 'up', label: 'Move up', icon: 'up' },
      { value: 'down', label: 'Move down', icon: 'down' },
      ...(module.isThere ? [{ value: 'duplicate', label: 'Copy', icon: 'file' }] : []),
      { value: 'remove', label: 'Remove', icon: 'cross' },
    ],
  };
}
