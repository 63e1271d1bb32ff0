import type { IncomingMessage } from 'node:http';
import { rm } from 'node:fs/promises';
import { readSmallZip, receiveUpload } from '../../packages/index.ts';
import type { Actor } from '../../people/index.ts';
import { AppError, uploadPace, type Platform } from '../../platform/index.ts';
import { reproducibleZip } from '../build/reproducible-zip.ts';
import { MEDIA_FILE, readMediaText } from '../media-source.ts';
import { folderOf } from './course-template.ts';
import { filePath } from './draft-input.ts';
import { requireAuthor } from './draft-policy.ts';
import type { DraftTrees } from './draft-tree.ts';
import type { Heads } from './head-service.ts';
import { readSource } from './read-source.ts';

/** Bytes of the largest source zip. */
const ZIP_LIMIT = 60 * 1024 * 1024;
const UNPACKED_LIMIT = 120 * 1024 * 1024;
const MOST_FILES = 500;
/** Words of refusals that are shown; the others are counted. */
const MOST_SHOWN = 4;

/** Files that lie beside the courses and come along in a zip of them: the reader has its own. */
const BESIDE = /^(skills\.yaml|[a-z]+\.schema\.json|README\.md)$/;
const MEDIA = /^media\/[a-z0-9][a-z0-9._/-]{0,180}$/;

/** A medium of a zip as it is kept, or why it is not taken. */
export type AcceptMedia = (path: string, bytes: Buffer) => Promise<Buffer | { readonly refused: string }>;

interface Parts {
  readonly heads: Pick<Heads, 'open' | 'createFrom'>;
  readonly trees: DraftTrees;
  readonly acceptMedia: AcceptMedia;
}

/** A draft as a zip of its source files, and back. */
export function createSourceZips({ storage, config }: Pick<Platform, 'storage' | 'config'>, parts: Parts) {
  const { heads, trees, acceptMedia } = parts;

  return {
    /** The files of a draft in their folder: the same bytes for the same files. */
    async pack(actor: Actor, draftId: string): Promise<{ name: string; bytes: Buffer }> {
      const { folder } = await heads.open(actor, draftId);
      const tree = await trees.tree(actor, draftId);
      const paths = tree.paths.filter((path) => path.startsWith(`${folder}/`));
      const bytes = await reproducibleZip(new Map(paths.map((path) => [path, tree.read(path)])));
      return { name: `${folder}-source.zip`, bytes };
    },

    /**
     * Makes a draft of an uploaded zip; resolves with its id. Throws AppError `NOT_ALLOWED` (403), `SOURCE_ZIP` (422) and what
     * an upload throws.
     */
    async take(actor: Actor, req: IncomingMessage): Promise<string> {
      requireAuthor(actor);
      const path = await storage.scratch();
      try {
        const bounds = { limit: ZIP_LIMIT, pace: uploadPace(config.bodyWindowMs) };
        await receiveUpload(req, path, bounds, () => undefined);
        const zip = await readSmallZip(path, { mostBytes: UNPACKED_LIMIT, mostFiles: MOST_FILES });
        if (zip.issues !== undefined) throw refused(zip.issues.map(({ message }) => message));
        return await heads.createFrom(actor, await sourceOf(zip.files, acceptMedia), null);
      } finally {
        await rm(path, { force: true });
      }
    },
  };
}

/** See `createSourceZips`. */
export type SourceZips = ReturnType<typeof createSourceZips>;

async function sourceOf(files: ReadonlyMap<string, Buffer>, acceptMedia: AcceptMedia) {
  const course = [...files.keys()].find((path) => /^([^/]+\/)*course\.yaml$/.test(path));
  if (course === undefined) throw refused(['It holds no course.yaml. Zip the folder of one course.']);
  const root = course.slice(0, -'course.yaml'.length);
  const kept = new Map<string, Buffer>();
  const faults: string[] = [];
  for (const [path, bytes] of files) {
    const inside = path.startsWith(root) ? path.slice(root.length) : null;
    if (inside === null || BESIDE.test(inside)) {
      if (!BESIDE.test(path.slice(path.lastIndexOf('/') + 1))) faults.push(`${path}: there is more than one course.`);
    } else if (inside === MEDIA_FILE) {
      const words = readMediaText(bytes);
      if (typeof words === 'string') faults.push(`${inside}: ${words}`);
      else kept.set(inside, bytes);
      for (const name of typeof words === 'string' ? [] : words.keys()) {
        if (!files.has(`${root}${name}`)) faults.push(`${inside}: it names ${name}, which is not there.`);
      }
    } else if (filePath.safeParse(inside).success) {
      const fault = yamlFault(inside, bytes);
      if (fault === null) kept.set(inside, bytes);
      else faults.push(fault);
    } else if (MEDIA.test(inside) && !inside.includes('..')) {
      const taken = await acceptMedia(inside, bytes);
      if (Buffer.isBuffer(taken)) kept.set(inside, taken);
      else faults.push(`${inside}: ${taken.refused}`);
    } else faults.push(`${path}: there is no place for such a file in a course.`);
  }
  if (faults.length > 0) throw refused(faults);
  return { folder: folderOf(root.split('/').at(-2) ?? 'course'), files: kept };
}

function yamlFault(path: string, bytes: Buffer): string | null {
  try {
    readSource(path, bytes.toString('utf8'));
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const line = error.issues?.[0]?.line;
    return `${path}${line === undefined ? '' : `, line ${line}`}: ${error.message}`;
  }
}

function refused(faults: readonly string[]): AppError {
  const more = faults.length - MOST_SHOWN;
  const words = [...faults.slice(0, MOST_SHOWN), ...(more > 0 ? [`And ${more} more.`] : [])].join(' ');
  return new AppError('SOURCE_ZIP', 422, 'This zip is no course in source files. {faults}', {
    field: 'package',
    values: { faults: words },
  });
}
