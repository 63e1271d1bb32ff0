import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { CAPTIONS_PATH, handoutPage, mediaPathOf, type Handout } from './handout-page.ts';
import { handoutManifest } from './handout-manifest.ts';

/** Fixed local time of every entry, as the builder's own: the same file gives the same bytes everywhere. */
const ENTRY_TIME = new Date(2026, 0, 1);

/** What a package of a handout is made of. */
export interface HandoutParts {
  readonly handout: Handout;
  /** The file on the server's own disk, and its hash. */
  readonly media: { readonly path: string; readonly sha256: string };
  readonly captions: Buffer | null;
  /** See `readHandoutFiles`. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** Packs a handout as a SCORM package into `target`; the file itself is streamed, it may be large. */
export async function packHandout({ handout, media, captions, files }: HandoutParts, target: string) {
  const entries = new Map<string, Buffer>([
    ...files,
    ['index.html', Buffer.from(handoutPage(handout))],
    ...(captions === null ? [] : ([[CAPTIONS_PATH, captions]] as const)),
  ]);
  const mediaPath = mediaPathOf(handout);
  const listed = [...entries.keys(), mediaPath].sort();
  entries.set('imsmanifest.xml', Buffer.from(handoutManifest(handout, listed, media.sha256)));
  const zip = new ZipFile();
  const how = { mtime: ENTRY_TIME, forceDosTimestamp: true, mode: 0o100644 };
  for (const path of [...entries.keys(), mediaPath].sort()) {
    if (path === mediaPath) zip.addFile(media.path, path, { ...how, compress: false });
    else zip.addBuffer(entries.get(path) ?? Buffer.alloc(0), path, how);
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(target, { flags: 'wx' }));
  const hash = createHash('sha256');
  await pipeline(createReadStream(target, { highWaterMark: 1024 * 1024 }), hash);
  return { bytes: (await stat(target)).size, sha256: hash.digest('hex') };
}
