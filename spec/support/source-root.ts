import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../architecture/rooms.ts';
import { scratchPath } from './databases.ts';

const RUNTIME = [
  'scripts/module/module-page.js',
  'scripts/handout/document-page.js',
  'styles/module.css',
  'styles/handout.css',
  'fonts/bitter-latin-wght-normal.woff2',
  'fonts/public-sans-latin-wght-normal.woff2',
  'manifest.json',
];

/** A folder like the product's own, with the fixture course as its source and stand-ins for the built run-time. */
export async function sourceRoot(): Promise<string> {
  const root = await coursesRoot();
  for (const path of RUNTIME) {
    mkdirSync(dirname(join(root, 'dist/static', path)), { recursive: true });
    writeFileSync(join(root, 'dist/static', path), '{}');
  }
  writeFileSync(join(root, 'LICENSE'), 'MIT');
  return root;
}

/** The same with the run-time that `npm run build` has made: its packages play. */
export async function builtRoot(): Promise<string> {
  const root = await coursesRoot();
  cpSync(join(ROOT, 'dist/static'), join(root, 'dist/static'), { recursive: true });
  return root;
}

async function coursesRoot(): Promise<string> {
  const root = await scratchPath('root');
  cpSync(join(import.meta.dirname, '../authoring/fixtures/courses'), join(root, 'courses'), { recursive: true });
  writeFileSync(join(root, 'LICENSE'), 'A licence.');
  return root;
}
