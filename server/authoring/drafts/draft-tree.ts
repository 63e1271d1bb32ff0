import { buffer } from 'node:stream/consumers';
import type { Actor } from '../../people/index.ts';
import type { Platform } from '../../platform/index.ts';
import { memoryTree, type SourceTree } from '../source-tree.ts';
import type { DraftFileRow, DraftMediaRow, DraftRow } from './draft-model.ts';
import type { DraftStore } from './draft-store.ts';
import type { Heads } from './head-service.ts';
import { mediaKey } from './media-place.ts';
import { MEDIA_FILE, mediaText } from '../media-source.ts';

/** Media that checks read. */
const TEXT = /\.(svg|vtt|md)$/;

/** A draft as it was read once: whoever keeps something of it compares the draft's revision then. */
export interface DraftSnapshot {
  readonly draft: DraftRow;
  readonly files: readonly DraftFileRow[];
  readonly media: readonly DraftMediaRow[];
}

interface Parts {
  readonly heads: Pick<Heads, 'own'>;
  readonly store: DraftStore;
  readonly library: () => SourceTree;
}

/** A draft as the files that `courses/` would hold: what checks and builds read. */
export function createDraftTrees({ storage }: Pick<Platform, 'storage'>, { heads, store, library }: Parts) {
  /** The draft's row is read first: what changes after it changes its revision. */
  async function snapshot(actor: Actor, draftId: string): Promise<DraftSnapshot> {
    const draft = await heads.own(null, actor, draftId);
    return { draft, files: await store.files(null, draft.id), media: await store.media(null, draft.id) };
  }

  async function treeOf({ draft, files: rows, media }: DraftSnapshot): Promise<SourceTree> {
    const files: Record<string, string | Buffer> = {};
    for (const { path, text } of rows) files[`${draft.folder}/${path}`] = text;
    addWords(files, draft, media);
    for (const { path, sha256 } of media) {
      files[`${draft.folder}/${path}`] = await buffer(await storage.get(mediaKey(draft.agencyId, sha256)));
    }
    const courses = library();
    if (courses.paths.includes('skills.yaml')) files['skills.yaml'] = courses.read('skills.yaml');
    return memoryTree(files);
  }

  return {
    snapshot,
    treeOf,

    /** All files of a draft below its folder, media with their bytes, and the toolbox of the library. */
    tree: async (actor: Actor, draftId: string): Promise<SourceTree> => treeOf(await snapshot(actor, draftId)),

    /** The same for checks: media that are no text are known by their size alone. */
    async textTree(actor: Actor, draftId: string): Promise<SourceTree> {
      const draft = await heads.own(null, actor, draftId);
      const sizes = new Map<string, number>();
      const files: Record<string, string | Buffer> = {};
      for (const { path, text } of await store.files(null, draft.id)) files[`${draft.folder}/${path}`] = text;
      const media = await store.media(null, draft.id);
      addWords(files, draft, media);
      for (const { path, sha256, bytes } of media) {
        const isText = TEXT.test(path);
        const key = mediaKey(draft.agencyId, sha256);
        files[`${draft.folder}/${path}`] = isText ? await buffer(await storage.get(key)) : '';
        if (!isText) sizes.set(`${draft.folder}/${path}`, bytes);
      }
      const courses = library();
      if (courses.paths.includes('skills.yaml')) files['skills.yaml'] = courses.read('skills.yaml');
      const tree = memoryTree(files);
      return { ...tree, size: (path) => sizes.get(path) ?? tree.size(path) };
    },

    /** Media of a draft that are there, by path. */
    async mediaRows(actor: Actor, draftId: string): Promise<DraftMediaRow[]> {
      const draft = await heads.own(null, actor, draftId);
      return store.media(null, draft.id);
    },
  };
}

/** See `createDraftTrees`. */
export type DraftTrees = ReturnType<typeof createDraftTrees>;

/** What media say is a file of the course, as `courses/` would hold it. */
function addWords(files: Record<string, string | Buffer>, { folder }: DraftRow, media: readonly DraftMediaRow[]): void {
  const text = mediaText(folder, media);
  if (text !== null) files[`${folder}/${MEDIA_FILE}`] = text;
}
