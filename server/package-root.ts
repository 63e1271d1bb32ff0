import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folder of package.json: views, courses and built files lie there, whether the code runs from source or from dist. */
export const PACKAGE_ROOT = findRoot(import.meta.dirname);

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json')) && existsSync(join(from, 'views'))) return from;
  const above = dirname(from);
  if (above === from) throw new Error('The package is incomplete: no folder with package.json and views.');
  return findRoot(above);
}
