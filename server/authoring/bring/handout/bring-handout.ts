import type { IncomingMessage } from 'node:http';
import { rm } from 'node:fs/promises';
import type { ImportOutcome, Packages } from '../../../packages/index.ts';
import { receiveUpload, requireAuthor } from '../../../packages/index.ts';
import type { Actor } from '../../../people/index.ts';
import { uploadPace, type Platform } from '../../../platform/index.ts';
import { readHandoutFiles } from './handout-files.ts';
import { HANDOUT_SCO } from './handout-manifest.ts';
import { readCaptions, readHandoutForm } from './handout-input.ts';
import { kindOfFile } from './handout-kind.ts';
import type { Handout } from './handout-page.ts';
import { countPages } from './inspect-pdf.ts';
import { packHandout } from './pack-handout.ts';

/** Bytes of a PDF or a film at most, where the server takes as much at all. */
export const MOST_HANDOUT_BYTES = 512 * 1024 * 1024;
const MOST_CAPTION_BYTES = 1024 * 1024;

/** Makes a course of a PDF or a film: packed as SCORM, checked and stored like any other package. */
export function createHandouts(platform: Platform, packages: Packages, root: string) {
  const { storage, config } = platform;

  async function withScratch<T>(work: (path: string) => Promise<T>): Promise<T> {
    const path = await storage.scratch();
    try {
      return await work(path);
    } finally {
      await rm(path, { force: true, recursive: true });
    }
  }

  return {
    /** Bytes of the largest file that is taken. */
    limit: Math.min(MOST_HANDOUT_BYTES, config.uploadLimit),

    /**
     * Takes the file of a multipart form and what stands beside it, which is also put into `typed` for a form that comes back.
     * Throws what `receiveUpload` and `importFile` throw, AppError `HANDOUT_KIND`, `PDF_…`, `CAPTIONS_…`, `INPUT_INVALID` (422).
     */
    async bring(actor: Actor, req: IncomingMessage, typed: Record<string, string>): Promise<ImportOutcome> {
      requireAuthor(actor);
      const beside = {
        fields: typed,
        files: new Map([['captions', MOST_CAPTION_BYTES]]),
        found: new Map<string, Buffer>(),
      };
      return withScratch(async (path) => {
        const bounds = { limit: this.limit, pace: uploadPace(config.bodyWindowMs) };
        const upload = await receiveUpload(req, path, bounds, () => undefined, beside);
        const form = readHandoutForm(typed);
        const kind = await kindOfFile(path);
        const captions = kind === 'pdf' ? null : readCaptions(beside.found.get('captions') ?? null, form.silent);
        const { title, language, minutes } = form;
        const content: Handout['content'] =
          kind === 'pdf'
            ? { kind: 'pdf', pages: await countPages(path) }
            : { kind: 'film', type: kind, hasCaptions: captions !== null };
        const outcome = await withScratch(async (target) => {
          const files = await readHandoutFiles(root, content.kind);
          const media = { path, sha256: upload.sha256 };
          const packed = await packHandout({ handout: { title, language, content }, media, captions, files }, target);
          const named = { name: upload.name, ...packed };
          return packages.importer.importFile(target, named, actor, { courseOf: () => Promise.resolve(null) });
        });
        if (outcome.isNew && minutes > 0) {
          const part = { identifier: HANDOUT_SCO, kind: 'module', minutes, skills: [], topics: [] } as const;
          await packages.parts.tell(actor, outcome.versionId, () => [part]);
        }
        return outcome;
      });
    },
  };
}

/** See `createHandouts`. */
export type Handouts = ReturnType<typeof createHandouts>;
