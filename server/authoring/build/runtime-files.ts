import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const manifest = z.record(z.string(), z.string());

/** Where each file of the run-time lies in a package, by its name in the build. */
const FILES: readonly (readonly [built: string, packed: string])[] = [
  ['scripts/module/module-page.js', 'assets/module.js'],
  ['styles/module.css', 'assets/module.css'],
  ['fonts/bitter-latin-wght-normal.woff2', 'fonts/bitter-latin-wght-normal.woff2'],
  ['fonts/public-sans-latin-wght-normal.woff2', 'fonts/public-sans-latin-wght-normal.woff2'],
];

/** The run-time as `npm run build` made it, and the licence; `root` is the folder of the product. */
export async function readRuntime(root: string): Promise<Map<string, Buffer>> {
  const folder = join(root, 'dist/static');
  const built = manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const files = await Promise.all(
    FILES.map(async ([name, path]) => [path, await readFile(join(folder, built[name] ?? name))] as const),
  );
  return new Map([...files, ['LICENSE.txt', await readFile(join(root, 'LICENSE'))]]);
}
