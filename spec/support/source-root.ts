import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scratchPath } from './databases.ts';

const RUNTIME = [
  'scripts/module/module-page.js',
  'styles/module.css',
  'fonts/bitter-latin-wght-normal.woff2',
  'fonts/public-sans-latin-wght-normal.woff2',
  'manifest.json',
];

/** A folder like the product's own, with the fixture course as its source and stand-ins for the built run-time. */
export async function sourceRoot(): Promise<string> {
  const root = await scratchPath('root');
  cpSync(join(import.meta.dirname, '../authoring/fixtures/courses'), join(root, 'courses'), { recursive: true });
  writeFileSync(join(root, 'LICENSE'), 'A licence.');
  for (const path of RUNTIME) {
    mkdirSync(dirname(join(root, 'dist/static', path)), { recursive: true });
    writeFileSync(join(root, 'dist/static', path), '{}');
  }
  return root;
}
