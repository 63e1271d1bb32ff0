import { buffer } from 'node:stream/consumers';
import type { Actor } from '../../people/index.ts';
import type { Platform } from '../../platform/index.ts';
import {
  bankSource,
  isSourceList,
  isSourceMap,
  type BankSource,
  type PickOption,
  type SourceValue,
} from '../../standards/module/index.ts';
import type { BlockContext } from '../build/compile-block.ts';
import type { Drafts } from '../drafts/index.ts';
import type { DraftFileRow, DraftMediaRow, DraftRow } from '../drafts/draft-model.ts';
import { mediaKey } from '../drafts/media-place.ts';
import type { OpenFile } from '../drafts/file-service.ts';
import { readSource } from '../drafts/read-source.ts';
import { readSkills } from '../read-courses.ts';
import type { SourceTree } from '../source-tree.ts';
import { lookAtBlock, type BlockLook } from './look-at-block.ts';

/** A module as its editor is opened. */
export interface OpenModule {
  readonly draft: DraftRow;
  readonly name: string;
  readonly file: OpenFile;
  readonly looks: readonly BlockLook[];
  readonly banks: readonly PickOption[];
  readonly skills: readonly PickOption[];
  readonly media: readonly DraftMediaRow[];
}

/** Characters of a transcript that are shown in the editor. */
const TRANSCRIPT_BYTES = 100_000;

interface Parts {
  readonly drafts: Pick<Drafts, 'heads' | 'files' | 'mediaRows'>;
  readonly library: () => SourceTree;
}

/** What the editor of a module needs; a draft of another agency is not found (404). */
export function createEditorService({ storage }: Pick<Platform, 'storage'>, { drafts, library }: Parts) {
  async function contextOf(
    draft: DraftRow,
    blocks: readonly SourceValue[],
    moduleId: string,
    from: { readonly files: readonly DraftFileRow[]; readonly media: readonly DraftMediaRow[] },
  ): Promise<BlockContext> {
    const types = new Set(blocks.map((block) => (isSourceMap(block) ? block['type'] : null)));
    const transcripts = types.has('video') ? await transcriptsOf(draft, blocks, from.media) : new Map<string, string>();
    return {
      moduleId,
      language: 'en',
      banks: types.has('test') ? banksIn(from.files) : new Map(),
      pretests: new Map(),
      readText: (path) => transcripts.get(path) ?? '',
      // The editor shows the picture itself.
      copiesOf: () => [],
      sizeOf: (path) => {
        const row = from.media.find((one) => one.path === path);
        return row === undefined || row.width === null || row.height === null
          ? null
          : { width: row.width, height: row.height };
      },
    };
  }

  async function transcriptsOf(
    draft: DraftRow,
    blocks: readonly SourceValue[],
    media: readonly DraftMediaRow[],
  ): Promise<Map<string, string>> {
    const asked = new Set(blocks.map((block) => (isSourceMap(block) ? block['transcript'] : null)));
    const rows = media.filter(({ path, mediaType }) => asked.has(path) && mediaType.startsWith('text/'));
    const texts = rows.map(async ({ path, sha256, bytes }): Promise<[string, string]> => {
      const stream = await storage.get(mediaKey(draft.agencyId, sha256), {
        start: 0,
        end: Math.min(bytes, TRANSCRIPT_BYTES) - 1,
      });
      return [path, (await buffer(stream)).toString('utf8')];
    });
    return new Map(await Promise.all(texts));
  }

  return {
    /** Throws AppError `DRAFT_NOT_FOUND` (404) before anything else of a request is looked at. */
    find: (actor: Actor, draftId: string): Promise<DraftRow> => drafts.heads.open(actor, draftId),

    /** Throws AppError `DRAFT_NOT_FOUND`, `DRAFT_FILE_NOT_FOUND` (404). */
    async open(actor: Actor, draftId: string, name: string): Promise<OpenModule> {
      const draft = await drafts.heads.open(actor, draftId);
      const file = await drafts.files.read(actor, draftId, pathOf(name));
      const [files, media] = [await drafts.files.list(actor, draftId), await drafts.mediaRows(actor, draftId)];
      const blocks = blocksIn(file.data);
      const context = await contextOf(draft, blocks, name, { files, media });
      return {
        draft,
        name,
        file,
        looks: blocks.map((block) => lookAtBlock(block, context)),
        banks: [...banksIn(files).values()].map(({ id, title }) => ({ value: id, label: title })),
        skills: readSkills(library()).map(({ id, title }) => ({ value: id, label: title })),
        media,
      };
    },

    /** What blocks look like as they are typed; nothing is stored. */
    async looks(actor: Actor, draftId: string, name: string, blocks: readonly SourceValue[]): Promise<BlockLook[]> {
      const draft = await drafts.heads.open(actor, draftId);
      const isTest = blocks.some((block) => isSourceMap(block) && block['type'] === 'test');
      const files = isTest ? await drafts.files.list(actor, draftId) : [];
      const context = await contextOf(draft, blocks, name, { files, media: await drafts.mediaRows(actor, draftId) });
      return blocks.map((block) => lookAtBlock(block, context));
    },
  };
}

/** See `createEditorService`. */
export type EditorService = ReturnType<typeof createEditorService>;

/** Path of a module's file in its draft. */
export const pathOf = (name: string): string => `modules/${name}.yaml`;

/** Every block of a module, in its order, whatever else is wrong. */
function blocksIn(data: SourceValue): SourceValue[] {
  const sections = isSourceMap(data) && isSourceList(data['sections']) ? data['sections'] : [];
  return sections.flatMap((section) =>
    isSourceMap(section) && isSourceList(section['blocks']) ? [...section['blocks']] : [],
  );
}

function banksIn(files: readonly DraftFileRow[]): Map<string, BankSource> {
  return new Map(
    files.flatMap(({ path, text }) => {
      if (!path.startsWith('banks/')) return [];
      const parsed = bankSource.safeParse(readSource(path, text).data);
      return parsed.success ? [[parsed.data.id, parsed.data] as const] : [];
    }),
  );
}
