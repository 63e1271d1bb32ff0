import { formFields, type Refused } from '../../agencies/index.ts';
import { sayMoment } from '../../platform/index.ts';
import type { DraftFileRow, DraftRow } from './draft-model.ts';
import type { LibraryCourse } from './head-service.ts';
import { outlineOf, type OutlineModule } from './outline.ts';

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
  /** Action that was done last and can be taken back. */
  readonly undo: string | null;
  readonly refused: Refused;
}

/** Model of `authoring/outline`. */
export function outlineView(
  draft: DraftRow,
  files: readonly DraftFileRow[],
  { timeZone, undo, refused }: OutlineFacts,
) {
  const { parts, banks } = outlineOf(files);
  const named = parts.filter(({ id }) => id !== '');
  const isRetired = draft.state === 'retired';
  return {
    id: draft.id,
    title: draft.title,
    isRetired,
    isOpen: !isRetired,
    undo: isRetired ? null : undo,
    changed: sayMoment('en', timeZone, draft.updatedAt),
    parts: parts.map((part) => ({ ...part, modules: part.modules.map((module) => moduleLine(module, !isRetired)) })),
    banks: banks.map((bank) => ({ ...bank, count: bank.items === 1 ? '1 question' : `${bank.items} questions` })),
    mayAdd: !isRetired && named.length > 0,
    fields: formFields(
      {
        title: { label: 'Title of the module', most: 200 },
        part: {
          label: 'Part of the course',
          options: named.map(({ id, title }) => ({ value: id, label: title || id })),
        },
      },
      refused,
      'module-',
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
