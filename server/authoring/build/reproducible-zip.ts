import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** Fixed local time of every entry: DOS times know no zone, so that the same source gives the same bytes everywhere. */
const ENTRY_TIME = new Date(2026, 0, 1);
const STORED = /\.(woff2|webp|png|jpe?g|mp4|webm|gif)$/;

/** A zip of files by their paths: the same bytes for the same files, no data descriptors, entries in alphabetical order. */
export function reproducibleZip(files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const path of [...files.keys()].sort()) {
    zip.addBuffer(files.get(path) ?? Buffer.alloc(0), path, {
      mtime: ENTRY_TIME,
      forceDosTimestamp: true,
      mode: 0o100644,
      compress: !STORED.test(path),
    });
  }
  zip.end();
  return buffer(zip.outputStream);
}
