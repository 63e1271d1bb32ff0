import { isSourceMap, type SourceValue } from '../../standards/module/index.ts';
import type { DraftFileRow, DraftRow } from '../drafts/draft-model.ts';
import type { Drafts } from '../drafts/index.ts';
import { readData } from '../drafts/read-source.ts';
import type { ApprovalRow } from './flow-model.ts';
import type { FlowStore } from './flow-store.ts';
import { lawHash, lawTexts } from './law-texts.ts';

/** A module that teaches law, and how its approval stands. */
export interface LegalModule {
  readonly path: string;
  readonly title: string;
  /** approved: nothing was changed since, in its translations and banks neither; changed: it was approved before; open: never. */
  readonly state: 'approved' | 'changed' | 'open';
  readonly reviewer: string | null;
  readonly reviewBy: string | null;
  readonly approval: ApprovalRow | null;
  /** The texts that are approved with it. */
  readonly texts: readonly Pick<DraftFileRow, 'path' | 'revision' | 'updatedAt'>[];
}

/** What modules of a draft teach law, and whose words they are. */
export function createLaw({ drafts, store }: { readonly drafts: Pick<Drafts, 'store'>; readonly store: FlowStore }) {
  return {
    /** Modules that teach law, with the approvals that they have. */
    async modules(draftId: string, files: readonly DraftFileRow[]): Promise<LegalModule[]> {
      const approvals = new Map((await store.approvals(null, draftId)).map((row) => [row.path, row]));
      return files.flatMap((file): LegalModule[] => {
        const { path, text } = file;
        const data = /^modules\/[^.]+\.yaml$/.test(path) ? readData(path, text) : null;
        if (data === null || !isSourceMap(data) || !isSourceMap(data['legal'])) return [];
        const { reviewer, review_by: reviewBy } = data['legal'];
        const approval = approvals.get(path) ?? null;
        const texts = lawTexts(file, files);
        const isSame = approval?.sha256 === lawHash(texts);
        return [
          {
            path,
            title: wordsOf(data['title']) ?? path,
            state: approval === null ? 'open' : isSame ? 'approved' : 'changed',
            reviewer: wordsOf(reviewer),
            reviewBy: wordsOf(reviewBy),
            approval,
            texts,
          },
        ];
      });
    },

    /** Whether texts are a person's own: they made the draft, or wrote in one of them other than by approving. */
    async wroteIn(
      personId: string,
      draft: DraftRow,
      texts: readonly DraftFileRow[],
      approved: readonly ApprovalRow[],
    ): Promise<boolean> {
      if (draft.createdBy === personId) return true;
      const approvals = new Set(approved.map(({ path, revision }) => `${path} ${revision}`));
      for (const file of texts) {
        const edits = await drafts.store.editsBetween(null, file, 0, file.revision);
        const own = edits.filter((edit) => edit.personId === personId);
        if (own.some(({ path, revision }) => !approvals.has(`${path} ${revision}`))) return true;
      }
      return false;
    },
  };
}

/** See `createLaw`. */
export type Law = ReturnType<typeof createLaw>;

function wordsOf(value: SourceValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
