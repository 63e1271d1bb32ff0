import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { directoryTree } from '../../authoring/index.ts';
import { readShelf, type CourseOnShelf } from './source-shelf.ts';

/** Files beside the courses that a package is made of: the build writes its manifest anew each time. */
const BESIDE = ['dist/static/manifest.json', 'LICENSE'];

/**
 * The shelf of a folder, read and hashed once for as long as no file of it has another size or time: a view of the page then
 * looks at the files and reads none.
 */
export function rememberShelf(root: string, read = readShelf): () => Promise<readonly CourseOnShelf[]> {
  let kept: { readonly stamp: string; readonly shelf: Promise<readonly CourseOnShelf[]> } | null = null;

  return async () => {
    const stamp = await stampOf(root);
    if (kept?.stamp !== stamp) {
      const shelf = read(root);
      kept = { stamp, shelf };
      // What could not be read is tried again at the next view.
      shelf.catch(() => (kept = null));
    }
    return kept.shelf;
  };
}

async function stampOf(root: string): Promise<string> {
  const courses = directoryTree(join(root, 'courses')).paths.map((path) => join('courses', path));
  const lines = [...courses, ...BESIDE].map(async (path) => {
    const { mtimeMs, size } = await stat(join(root, path));
    return `${path} ${mtimeMs} ${size}`;
  });
  return (await Promise.all(lines)).join('\n');
}
