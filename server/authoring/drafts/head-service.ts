import { Readable } from 'node:stream';
import { isId, type Actor } from '../../people/index.ts';
import { AppError, newId, sha256Hex, type Platform, type Tx } from '../../platform/index.ts';
import { mediaFull } from '../media/media-faults.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { SourceTree } from '../source-tree.ts';
import { MEDIA_FILE, readMediaText } from '../media-source.ts';
import { courseTemplate } from './course-template.ts';
import type { NewDraft } from './draft-input.ts';
import type { DraftFileRow, DraftMediaRow, DraftRow } from './draft-model.ts';
import { draftNotFound, mayOpenDraft, requireAuthor } from './draft-policy.ts';
import type { DraftStore } from './draft-store.ts';
import { mediaKey, mediaTypeOf } from './media-place.ts';
import { patchYaml } from './patch-yaml.ts';
import { readData, titleOf } from './read-source.ts';

/** A folder of files that a draft begins with: paths from the folder. */
export interface SourceFolder {
  readonly folder: string;
  readonly files: ReadonlyMap<string, Buffer>;
}

/** A course of the library that a draft can be a copy of. */
export interface LibraryCourse {
  readonly folder: string;
  readonly title: string;
}

type Used = Pick<Platform, 'config' | 'database' | 'clock' | 'audit' | 'storage'>;

interface Parts {
  readonly store: DraftStore;
  readonly media: Pick<MediaStore, 'bytesOf' | 'named'>;
  /** The courses that come with the product. */
  readonly library: () => SourceTree;
}

/** Drafts as a whole: list, make, open, retire. Another agency's draft is not found (404). */
export function createHeads(
  { config, database, clock, audit, storage }: Used,
  { store, media: mediaStore, library }: Parts,
) {
  async function own(tx: Tx | null, actor: Actor, draftId: string): Promise<DraftRow> {
    requireAuthor(actor);
    const draft = isId(draftId) ? await store.find(tx, draftId) : null;
    if (draft === null || !mayOpenDraft(actor, draft)) throw draftNotFound();
    return draft;
  }

  const record = (tx: Tx, actor: Actor, action: string, id: string, details: Record<string, unknown>): Promise<void> =>
    audit.record(tx, {
      agencyId: actor.agencyId,
      actorId: actor.personId,
      action,
      subjectType: 'draft',
      subjectId: id,
      details,
    });

  async function setState(actor: Actor, draftId: string, state: DraftRow['state']): Promise<void> {
    await database.write(async (tx) => {
      const draft = await own(tx, actor, draftId);
      if (draft.state === state) return;
      await store.update(tx, draft.id, { state, updatedAt: clock.now() });
      await record(tx, actor, state === 'retired' ? 'draft.retired' : 'draft.restored', draft.id, {
        title: draft.title,
      });
    });
  }

  /** A name that no open draft of the agency has: the folder's own, or with a number. */
  async function freeFolder(actor: Actor, wanted: string): Promise<string> {
    const taken = new Set((await store.ofAgency(null, actor.agencyId)).map(({ folder }) => folder));
    for (let number = 1; number < 1000; number += 1) {
      const name = number === 1 ? wanted : `${wanted.slice(0, 35)}-${number}`;
      if (!taken.has(name)) return name;
    }
    throw new AppError('DRAFT_MANY', 409, 'There are too many drafts of this course.');
  }

  function libraryCourses(): LibraryCourse[] {
    const tree = library();
    return tree.paths.flatMap((path) => {
      const folder = /^([^/]+)\/course\.yaml$/.exec(path)?.[1];
      if (folder === undefined) return [];
      const data = readData(path, tree.read(path).toString('utf8'));
      return [{ folder, title: titleOf(data) ?? folder }];
    });
  }

  function libraryFolder(folder: string): SourceFolder {
    const tree = library();
    const paths = tree.paths.filter((path) => path.startsWith(`${folder}/`));
    if (!paths.includes(`${folder}/course.yaml`)) {
      throw new AppError('COURSE_NOT_FOUND', 404, 'There is no such course in the library.', { field: 'from' });
    }
    return { folder, files: new Map(paths.map((path) => [path.slice(folder.length + 1), tree.read(path)])) };
  }

  /** Makes a draft of a folder of files; the id of its course is another one where a draft of the agency has it already. */
  async function createFrom(actor: Actor, source: SourceFolder, title: string | null): Promise<string> {
    requireAuthor(actor);
    const folder = await freeFolder(actor, source.folder);
    const at = clock.now();
    const id = newId();
    const base = { agencyId: actor.agencyId, draftId: id };
    const texts = new Map<string, string>();
    const media: DraftMediaRow[] = [];
    const said = wordsOf(source);
    for (const [path, bytes] of source.files) {
      // Words of media lie with their rows.
      if (path === MEDIA_FILE) continue;
      if (path.endsWith('.yaml')) {
        texts.set(path, bytes.toString('utf8'));
        continue;
      }
      const sha256 = sha256Hex(bytes);
      await keepBytes(storage, mediaKey(actor.agencyId, sha256), bytes);
      media.push({
        id: newId(),
        ...base,
        path,
        sha256,
        bytes: bytes.length,
        mediaType: mediaTypeOf(path),
        width: null,
        height: null,
        alt: said.get(path)?.alt ?? '',
        credit: said.get(path)?.credit ?? '',
        uploadedBy: actor.personId,
        uploadedAt: at,
        removedAt: null,
      });
    }
    const changes = [
      ...(folder === source.folder ? [] : [{ op: 'set', at: ['id'], value: folder } as const]),
      ...(title === null ? [] : [{ op: 'set', at: ['title'], value: title } as const]),
    ];
    const course = texts.get('course.yaml') ?? '';
    const text = changes.length === 0 ? course : patchYaml(`${folder}/course.yaml`, course, changes);
    texts.set('course.yaml', text);
    const named = titleOf(readData('course.yaml', text)) ?? folder;
    const files = [...texts].map(([path, words]): DraftFileRow => ({
      id: newId(),
      ...base,
      path,
      text: words,
      revision: 1,
      updatedBy: actor.personId,
      updatedAt: at,
      removedAt: null,
    }));
    const made = database.write(async (tx) => {
      await store.insert(tx, {
        id,
        agencyId: actor.agencyId,
        folder,
        title: named,
        revision: 1,
        courseId: null,
        state: 'open',
        createdBy: actor.personId,
        createdAt: at,
        updatedAt: at,
      });
      await store.insertFiles(tx, files);
      await store.insertMedia(tx, media);
      if (media.length > 0 && (await mediaStore.bytesOf(tx, actor.agencyId)) > config.mediaLimit) {
        throw mediaFull(config.mediaLimit, 'package');
      }
      await record(tx, actor, 'draft.created', id, { title: named, folder });
    });
    await made.catch(async (error: unknown) => {
      // Bytes that no row names any more, since the draft was not made.
      const hashes = media.map(({ sha256 }) => sha256);
      const kept = await mediaStore.named(null, actor.agencyId, hashes);
      for (const sha256 of hashes) {
        if (!kept.has(sha256)) await storage.remove(mediaKey(actor.agencyId, sha256));
      }
      throw error;
    });
    return id;
  }

  return {
    own,
    libraryCourses,
    createFrom,

    /** Drafts of the actor's agency, the last changed first. */
    async list(actor: Actor): Promise<DraftRow[]> {
      requireAuthor(actor);
      return store.ofAgency(null, actor.agencyId);
    },

    /** Throws AppError `DRAFT_NOT_FOUND` (404). */
    open: (actor: Actor, draftId: string): Promise<DraftRow> => own(null, actor, draftId),

    /** Makes a draft; resolves with its id. Throws AppError `COURSE_NOT_FOUND` (404). */
    async create(actor: Actor, { from, title }: NewDraft): Promise<string> {
      requireAuthor(actor);
      if (from === 'template') return createFrom(actor, courseTemplate(title, library(), clock.now()), null);
      return createFrom(actor, libraryFolder(from.slice('library:'.length)), title === '' ? null : title);
    },

    /** Nobody finds it among the open ones any more; nothing is deleted. */
    retire: (actor: Actor, draftId: string): Promise<void> => setState(actor, draftId, 'retired'),
    restore: (actor: Actor, draftId: string): Promise<void> => setState(actor, draftId, 'open'),
  };
}

/** See `createHeads`. */
export type Heads = ReturnType<typeof createHeads>;

async function keepBytes(storage: Used['storage'], key: string, bytes: Buffer): Promise<void> {
  // Bytes under their own hash are there already or become the same.
  if ((await storage.size(key)) === null) await storage.put(key, Readable.from([bytes]));
}

/** What the media of a folder say; nothing where its file cannot be read: whoever takes a zip refused it before. */
function wordsOf({ files }: SourceFolder): ReadonlyMap<string, { readonly alt: string; readonly credit: string }> {
  const said = files.get(MEDIA_FILE);
  const words = said === undefined ? '' : readMediaText(said);
  return typeof words === 'string' ? new Map() : words;
}
