import type { Actor } from '../../people/index.ts';
import { dayIn, type Platform } from '../../platform/index.ts';
import { isSourceList, isSourceMap, type SourceValue } from '../../standards/module/index.ts';
import type { Apart } from '../apart/create-apart.ts';
import type { Drafts } from '../drafts/index.ts';
import type { DraftFileRow, DraftRow } from '../drafts/draft-model.ts';
import { readSource } from '../drafts/read-source.ts';
import type { Issue } from '../issue.ts';
import { nameOf } from './difference-words.ts';
import { sayWithoutPath } from './issue-words.ts';

/** What a check says, with the block in which it says it. */
export interface PlacedIssue extends Issue {
  /** From the draft's folder. */
  readonly path: string;
  readonly block: PlacedBlock | null;
}

/** A block of a module or an item of a bank. */
export interface PlacedBlock {
  readonly id: string;
  readonly type: string;
  /** As people call it: “Picture “The hall””. */
  readonly name: string;
}

/** A draft and what is to be mended in it. */
export interface CheckedDraft {
  readonly draft: DraftRow;
  readonly files: readonly DraftFileRow[];
  readonly issues: readonly PlacedIssue[];
}

/** Checks of drafts, told by block. */
export function createChecks(
  { clock }: Pick<Platform, 'clock'>,
  { drafts, apart }: { readonly drafts: Drafts; readonly apart: Apart },
) {
  return {
    /** All that the checker says of a draft. Throws AppError `DRAFT_NOT_FOUND` (404), `DRAFT_TOO_LARGE` (422). */
    async of(actor: Actor, draftId: string): Promise<CheckedDraft> {
      const draft = await drafts.heads.open(actor, draftId);
      const today = dayIn(actor.timeZone, clock.now());
      const issues = await apart.check(draft.agencyId, await drafts.textTree(actor, draftId), draft.folder, today);
      const files = await drafts.files.list(actor, draftId);
      const texts = new Map(files.map(({ path, text }) => [path, text]));
      return {
        draft,
        files,
        // How a file is laid out is about files on disk: a draft writes its own.
        issues: issues
          .filter(({ code }) => code !== 'NOT_FORMATTED')
          .map((issue) => {
            const path = issue.file.startsWith(`${draft.folder}/`)
              ? issue.file.slice(draft.folder.length + 1)
              : issue.file;
            const text = texts.get(path);
            const block = text === undefined ? null : blockAt(path, text, issue.line);
            const isShape = issue.code === 'SCHEMA';
            return {
              ...issue,
              path,
              block,
              message: isShape ? sayWithoutPath(issue.message, block?.type ?? '') : issue.message,
            };
          }),
      };
    },
  };
}

/** See `createChecks`. */
export type Checks = ReturnType<typeof createChecks>;

/** The block of a module, or the item of a bank, that a line belongs to. */
export function blockAt(path: string, text: string, line: number): PlacedBlock | null {
  const { file, data } = readSource(path, text);
  const places = blocksOf(data).flatMap(({ block, at }) => {
    const id = isSourceMap(block) ? block['id'] : null;
    const type = isSourceMap(block) ? block['type'] : null;
    const start = file.placeOf(at).line;
    if (typeof id !== 'string' || start > line) return [];
    return [{ id, type: typeof type === 'string' ? type : 'question', name: nameOf(block, id), start }];
  });
  const found = places.at(-1);
  return found === undefined ? null : { id: found.id, type: found.type, name: found.name };
}

function blocksOf(data: SourceValue): { block: SourceValue; at: (string | number)[] }[] {
  const items = listIn(data, 'items').map((block, index) => ({ block, at: ['items', index] }));
  const blocks = listIn(data, 'sections').flatMap((section, outer) =>
    listIn(section, 'blocks').map((block, inner) => ({ block, at: ['sections', outer, 'blocks', inner] })),
  );
  return [...items, ...blocks];
}

function listIn(value: SourceValue, key: string): readonly SourceValue[] {
  const found = isSourceMap(value) ? value[key] : undefined;
  return isSourceList(found) ? found : [];
}
