import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const manifest = z.record(z.string(), z.string());
const require = createRequire(import.meta.url);

const SHARED: readonly (readonly [built: string, packed: string])[] = [
  ['styles/module.css', 'assets/module.css'],
  ['styles/handout.css', 'assets/handout.css'],
  ['fonts/bitter-latin-wght-normal.woff2', 'fonts/bitter-latin-wght-normal.woff2'],
  ['fonts/public-sans-latin-wght-normal.woff2', 'fonts/public-sans-latin-wght-normal.woff2'],
];

/** Everything that the page of a handout loads, by path in the package; `root` is the folder of the product. */
export async function readHandoutFiles(root: string, kind: 'pdf' | 'film'): Promise<Map<string, Buffer>> {
  const folder = join(root, 'dist/static');
  const built = manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const script =
    kind === 'pdf'
      ? (['scripts/handout/document-page.js', 'assets/document.js'] as const)
      : (['scripts/handout/film-page.js', 'assets/film.js'] as const);
  const files = await Promise.all(
    [...SHARED, script].map(async ([name, path]) => [path, await readFile(join(folder, built[name] ?? name))] as const),
  );
  const licence = ['LICENSE.txt', await readFile(join(root, 'LICENSE'))] as const;
  return new Map([...files, licence, ...(kind === 'pdf' ? await readerFiles() : [])]);
}

/** The reader of PDFs, its worker, the fonts that a PDF may leave out, and its licence. */
async function readerFiles(): Promise<(readonly [string, Buffer])[]> {
  const folder = dirname(require.resolve('pdfjs-dist/package.json'));
  const fonts = (await readdir(join(folder, 'standard_fonts'))).filter((name) => /\.(?:pfb|ttf)$/.test(name)).sort();
  const wanted: readonly (readonly [from: string, to: string])[] = [
    ['legacy/build/pdf.min.mjs', 'assets/pdf/pdf.min.mjs'],
    ['legacy/build/pdf.worker.min.mjs', 'assets/pdf/pdf.worker.min.mjs'],
    ['LICENSE', 'assets/pdf/LICENSE.txt'],
    ...fonts.map((name) => [`standard_fonts/${name}`, `assets/pdf/fonts/${name}`] as const),
  ];
  return Promise.all(wanted.map(async ([from, to]) => [to, await readFile(join(folder, from))] as const));
}
