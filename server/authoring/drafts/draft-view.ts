import { formFields, type Refused } from '../../agencies/index.ts';
import { sayMoment } from '../../platform/index.ts';
import type { DraftFileRow, DraftRow } from './draft-model.ts';
import type { LibraryCourse } from './head-service.ts';
import { outlineOf } from './outline.ts';

/** Model of `authoring/drafts`. */
export function draftListView(
  drafts: readonly DraftRow[],
  library: readonly LibraryCourse[],
  timeZone: string,
  refused: Refused,
) {
  const line = ({ id, title, folder, updatedAt }: DraftRow) => ({
    id,
    title,
    meta: [folder, `Changed ${sayMoment('en', timeZone, updatedAt)}`],
  });
  const options = [
    { value: 'template', label: 'The template: one module with every part begun' },
    ...library.map(({ folder, title }) => ({ value: `library:${folder}`, label: `A copy of “${title}”` })),
  ];
  return {
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

/** Model of `authoring/outline`. */
export function outlineView(draft: DraftRow, files: readonly DraftFileRow[], timeZone: string) {
  const { parts, banks } = outlineOf(files);
  return {
    id: draft.id,
    title: draft.title,
    isRetired: draft.state === 'retired',
    changed: sayMoment('en', timeZone, draft.updatedAt),
    parts,
    banks,
  };
}
