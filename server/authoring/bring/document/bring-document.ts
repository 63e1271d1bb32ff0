import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { receiveUpload, requireAuthor } from '../../../packages/index.ts';
import type { Actor } from '../../../people/index.ts';
import { AppError, readInput, uploadPace, type Platform } from '../../../platform/index.ts';
import type { Drafts } from '../../drafts/index.ts';
import type { SkillChoice } from '../counts-view.ts';
import { documentBlocks } from './document-blocks.ts';
import { documentFolder } from './document-folder.ts';
import { takePictures } from './document-pictures.ts';
import { readDocument } from './read-document.ts';

/** Bytes of a document at most: pictures in it count, too. */
export const MOST_DOCUMENT_BYTES = 20 * 1024 * 1024;

const documentInput = z.object({
  title: z
    .string()
    .trim()
    .max(300, 'At most 300 characters.')
    .regex(/^\P{Cc}*$/u, 'Control characters cannot be used here.')
    .default(''),
});

/** Makes a draft of a Markdown or Word document. */
export function createDocuments(
  { storage, config }: Pick<Platform, 'storage' | 'config'>,
  drafts: Pick<Drafts, 'heads'>,
  skills: readonly SkillChoice[],
) {
  return {
    /**
     * Takes the document of a multipart form; resolves with the id of the draft and how many of its pictures were left out. Throws what
     * `receiveUpload` and `readDocument` throw, AppError `DOCUMENT_EMPTY`, `INPUT_INVALID` (422).
     */
    async bring(actor: Actor, req: IncomingMessage, typed: Record<string, string>) {
      requireAuthor(actor);
      const path = await storage.scratch();
      try {
        const bounds = { limit: MOST_DOCUMENT_BYTES, pace: uploadPace(config.bodyWindowMs) };
        const beside = { fields: typed, files: new Map<string, number>(), found: new Map<string, Buffer>() };
        const { name } = await receiveUpload(req, path, bounds, () => undefined, beside);
        const { title } = readInput(documentInput, typed);
        const { text, pictures: found, left } = await readDocument(path);
        const pictures = await takePictures(found);
        const taken = pictures.flatMap((picture, number) => (picture === null ? [] : [number]));
        const document = documentBlocks(text, new Set(taken));
        if (document.sections.length === 0) {
          throw new AppError('DOCUMENT_EMPTY', 422, 'There is no text in this document.', { field: 'package' });
        }
        const named = title || document.title || name.replace(/\.[^.]*$/, '') || 'Document';
        const skill = skills[0]?.id ?? 'de-escalation';
        const folder = documentFolder(document, { title: named, skill, pictures });
        const draftId = await drafts.heads.createFrom(actor, folder, null);
        return { draftId, left: left + found.length - taken.length };
      } finally {
        await rm(path, { force: true, recursive: true });
      }
    },
  };
}

/** See `createDocuments`. */
export type Documents = ReturnType<typeof createDocuments>;
