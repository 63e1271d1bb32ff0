import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { Actor } from '../../people/index.ts';
import { AppError, newId, readInput, type Platform, type Tx } from '../../platform/index.ts';
import type { DraftMediaRow, DraftRow } from '../drafts/draft-model.ts';
import { requireOpen } from '../drafts/draft-policy.ts';
import { mediaKey } from '../drafts/media-place.ts';
import { readSource } from '../drafts/read-source.ts';
import type { Drafts } from '../drafts/index.ts';
import { mediaFull, mediaNotFound } from './media-faults.ts';
import { uploadWords } from './media-input.ts';
import { stemPath, freeStem } from './media-path.ts';
import type { MediaStore } from './media-store.ts';
import { mediaPlaces, type MediaPlace } from './media-use.ts';
import { groupOf, variantsOf } from './media-words.ts';
import { prepareMedia, type PreparedFile } from './prepare-media.ts';
import { receiveMedia } from './receive-media.ts';

type Used = Pick<Platform, 'database' | 'clock' | 'audit' | 'storage' | 'config'>;

/** Files of a draft with where they are used, and the room that the agency has. */
export interface MediaShelf {
  readonly draft: DraftRow;
  readonly rows: readonly DraftMediaRow[];
  readonly removed: readonly DraftMediaRow[];
  readonly places: ReadonlyMap<string, readonly MediaPlace[]>;
  readonly usedBytes: number;
  readonly mostBytes: number;
}

/** What became of an upload. */
export interface Uploaded {
  readonly rows: readonly [DraftMediaRow, ...DraftMediaRow[]];
  /** What was taken out of a drawing. */
  readonly removed: readonly string[];
}

/** Pictures, films, sounds and documents of drafts; a draft of another agency is not found (404). */
export function createMedia(
  { database, clock, audit, storage, config }: Used,
  { heads, store: drafts }: Pick<Drafts, 'heads' | 'store'>,
  store: MediaStore,
) {
  async function record(
    tx: Tx,
    actor: Actor,
    action: string,
    draft: DraftRow,
    paths: readonly string[],
  ): Promise<void> {
    await audit.record(tx, {
      agencyId: actor.agencyId,
      actorId: actor.personId,
      action,
      subjectType: 'draft',
      subjectId: draft.id,
      details: { paths },
    });
  }

  async function find(
    actor: Actor,
    draftId: string,
    path: string,
  ): Promise<{ draft: DraftRow; row: DraftMediaRow; rows: DraftMediaRow[] }> {
    const draft = await heads.open(actor, draftId);
    const rows = await store.all(null, draft.id);
    const row = rows.find((one) => one.path === path);
    if (row === undefined) throw mediaNotFound();
    return { draft, row, rows };
  }

  async function keep(actor: Actor, file: PreparedFile, scratch: string): Promise<void> {
    const key = mediaKey(actor.agencyId, file.sha256);
    if ((await storage.size(key)) !== null) return;
    await storage.put(key, file.content === null ? createReadStream(scratch) : Readable.from([file.content]));
  }

  /** Takes bytes out of the store that no row names: an upload that found no room, what was removed for good. */
  async function drop(agencyId: string, hashes: readonly string[]): Promise<void> {
    const named = await store.named(null, agencyId, hashes);
    for (const sha256 of new Set(hashes)) if (!named.has(sha256)) await storage.remove(mediaKey(agencyId, sha256));
  }

  async function insert(
    actor: Actor,
    draft: DraftRow,
    name: string,
    files: readonly PreparedFile[],
    words: { readonly alt: string; readonly credit: string },
  ): Promise<DraftMediaRow[]> {
    const at = clock.now();
    return database.write(async (tx) => {
      // The draft's row is changed first: two uploads at once choose their names one after the other.
      await drafts.touch(tx, draft.id, at);
      const there = await store.all(tx, draft.id);
      const known = there.find((row) => row.sha256 === files[0]?.sha256 && row.removedAt === null);
      if (known !== undefined) return [known, ...companions(known, there)];
      const stem = freeStem(
        name,
        there.map(({ path }) => path),
      );
      const rows = files.map((file, index): DraftMediaRow => ({
        id: newId(),
        agencyId: actor.agencyId,
        draftId: draft.id,
        path: `${stem}${file.suffix}`,
        sha256: file.sha256,
        bytes: file.bytes,
        mediaType: file.mediaType,
        width: file.width,
        height: file.height,
        alt: index === 0 ? words.alt : '',
        credit: index === 0 ? words.credit : '',
        uploadedBy: actor.personId,
        uploadedAt: at,
        removedAt: null,
      }));
      await store.insert(tx, rows);
      const used = await store.bytesOf(tx, actor.agencyId);
      if (used > config.mediaLimit) throw mediaFull(config.mediaLimit);
      await record(
        tx,
        actor,
        'draft.media_added',
        draft,
        rows.map(({ path }) => path),
      );
      return rows;
    });
  }

  return {
    /** Files of a draft and where they are used. */
    async shelf(actor: Actor, draftId: string): Promise<MediaShelf> {
      const draft = await heads.open(actor, draftId);
      const rows = await store.all(null, draft.id);
      const files = await drafts.files(null, draft.id);
      const sources = files.map(({ path, text }) => ({ path, data: readSource(path, text).data }));
      return {
        draft,
        rows: rows.filter(({ removedAt }) => removedAt === null),
        removed: rows.filter(({ removedAt }) => removedAt !== null),
        places: mediaPlaces(sources),
        usedBytes: await store.bytesOf(null, draft.agencyId),
        mostBytes: config.mediaLimit,
      };
    },

    /**
     * Takes the file of a form with the words that it needs; `onFields` hears the words whatever becomes of it. Throws AppError `MEDIA_NO_FILE`, those of `prepareMedia` (422),
     * those of `receiveMedia`, `MEDIA_FULL` (413), `DRAFT_RETIRED` (409).
     */
    async upload(
      actor: Actor,
      draftId: string,
      req: IncomingMessage,
      onFields: (fields: Readonly<Record<string, string>>) => void,
    ): Promise<Uploaded> {
      const draft = await heads.open(actor, draftId);
      requireOpen(draft);
      const scratch = await storage.scratch();
      try {
        const bounds = { limit: config.uploadLimit, windowMs: config.bodyWindowMs, onFields };
        const { fields, captions, ...file } = await receiveMedia(req, scratch, bounds);
        const words = readInput(uploadWords, { ...fields, ...(captions.trim() !== '' && { captions }) });
        if (file.bytes === 0) throw new AppError('MEDIA_NO_FILE', 422, 'Choose a file.', { field: 'file' });
        const prepared = await prepareMedia(scratch, file, words);
        const alt = words.decorative === 'yes' ? '' : words.alt;
        for (const one of prepared.files) await keep(actor, one, scratch);
        try {
          const rows = await insert(actor, draft, file.name, prepared.files, { alt, credit: words.credit });
          const [first, ...rest] = rows;
          if (first === undefined) throw mediaNotFound();
          return { rows: [first, ...rest], removed: prepared.removed };
        } catch (error) {
          await drop(
            actor.agencyId,
            prepared.files.map(({ sha256 }) => sha256),
          );
          throw error;
        }
      } finally {
        await rm(scratch, { force: true });
      }
    },

    /** A file for reading. Throws AppError `MEDIA_NOT_FOUND` (404). */
    async open(
      actor: Actor,
      draftId: string,
      path: string,
    ): Promise<{ row: DraftMediaRow; read: (range?: { start: number; end: number }) => Promise<Readable> }> {
      const { row } = await find(actor, draftId, path);
      return { row, read: (range) => storage.get(mediaKey(row.agencyId, row.sha256), range) };
    },

    /** Changes what is told of a file. Throws AppError `MEDIA_NOT_FOUND` (404), `MEDIA_ALT` (422). */
    async describe(
      actor: Actor,
      draftId: string,
      { path, alt, decorative, credit }: { path: string; alt: string; decorative?: 'yes' | undefined; credit: string },
    ): Promise<void> {
      const { draft, row } = await find(actor, draftId, path);
      requireOpen(draft);
      if (alt === '' && decorative !== 'yes' && groupOf(row) === 'image')
        throw new AppError('MEDIA_ALT', 422, 'Say what the picture tells, or that it only decorates.', {
          field: 'alt',
        });
      await database.write((tx) => store.update(tx, [row.id], { alt: decorative === 'yes' ? '' : alt, credit }));
    },

    /** Takes a file and its smaller copies out of the draft; it can be brought back. */
    async remove(actor: Actor, draftId: string, path: string): Promise<void> {
      const { draft, row, rows } = await find(actor, draftId, path);
      requireOpen(draft);
      const gone = [row, ...variantsOf(row, rows)].filter(({ removedAt }) => removedAt === null);
      await database.write(async (tx) => {
        await store.update(
          tx,
          gone.map(({ id }) => id),
          { removedAt: clock.now() },
        );
        await drafts.touch(tx, draft.id, clock.now());
        await record(
          tx,
          actor,
          'draft.media_removed',
          draft,
          gone.map((one) => one.path),
        );
      });
    },

    /** Brings a removed file back under its path. */
    async restore(actor: Actor, draftId: string, path: string): Promise<void> {
      const { draft, row, rows } = await find(actor, draftId, path);
      requireOpen(draft);
      const back = [row, ...variantsOf(row, rows)].filter(({ removedAt }) => removedAt !== null);
      await database.write(async (tx) => {
        await store.update(
          tx,
          back.map(({ id }) => id),
          { removedAt: null },
        );
        await drafts.touch(tx, draft.id, clock.now());
        await record(
          tx,
          actor,
          'draft.media_restored',
          draft,
          back.map((one) => one.path),
        );
      });
    },

    /** Deletes what was removed from a draft for good: rows, and bytes that no other draft of the agency has. */
    async purge(actor: Actor, draftId: string): Promise<number> {
      const draft = await heads.open(actor, draftId);
      const rows = (await store.all(null, draft.id)).filter(({ removedAt }) => removedAt !== null);
      await database.write(async (tx) => {
        await store.remove(
          tx,
          rows.map(({ id }) => id),
        );
        await record(
          tx,
          actor,
          'draft.media_deleted',
          draft,
          rows.map(({ path }) => path),
        );
      });
      await drop(
        draft.agencyId,
        rows.map(({ sha256 }) => sha256),
      );
      return rows.length;
    },
  };
}

/** See `createMedia`. */
export type Media = ReturnType<typeof createMedia>;

/** Copies, captions and transcript that came with a file: they share its stem. */
function companions(row: DraftMediaRow, rows: readonly DraftMediaRow[]): DraftMediaRow[] {
  const stem = stemPath(row.path);
  return rows.filter((one) => one.removedAt === null && one.id !== row.id && one.path.startsWith(`${stem}.`));
}
