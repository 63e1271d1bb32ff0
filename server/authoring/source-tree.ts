import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The files of `courses/` as the reader sees them: a folder of the disk, or a map in memory. Paths use `/`. */
export interface SourceTree {
  /** In alphabetical order, from the root of the tree. */
  readonly paths: readonly string[];
  /** Bytes. */
  size(path: string): number;
  read(path: string): Buffer;
}

/** The files of a folder; links and other things that are no files are left out. */
export function directoryTree(root: string): SourceTree {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, sep).length).split(sep).join('/'));
  return {
    paths: paths.sort(byCode),
    size: (path) => statSync(join(root, path)).size,
    read: (path) => readFileSync(join(root, path)),
  };
}

/** Files that are held in memory, by path. */
export function memoryTree(files: Readonly<Record<string, string | Buffer>>): SourceTree {
  const read = (path: string): Buffer => {
    const file = files[path] ?? '';
    return typeof file === 'string' ? Buffer.from(file, 'utf8') : file;
  };
  return { paths: Object.keys(files).sort(byCode), size: (path) => read(path).length, read };
}

/** The same order on every machine, whatever its language. */
function byCode(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
