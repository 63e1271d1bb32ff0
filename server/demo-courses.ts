import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { Schoolbeat } from './app.ts';
import { PACKAGE_ROOT } from './package-root.ts';

/** Fixed time of every entry, so that the same source gives the same bytes. */
const ENTRY_TIME = new Date('2026-01-01T00:00:00Z');
const DEMO_FOLDER = join(PACKAGE_ROOT, 'courses/demo');
const DEMO_COURSES = ['first-bell', 'talking-with-students'];

/** Installs the demo courses in the library through the ordinary import; the same bytes change nothing. */
export async function installDemoCourses(app: Schoolbeat): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'schoolbeat-demo-'));
  try {
    for (const name of DEMO_COURSES) {
      const path = join(folder, `${name}.zip`);
      await writeFile(path, await packCourse(DEMO_FOLDER, name));
      await app.packages.install(path);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A reproducible zip of a course folder and what the demo courses share. */
export async function packCourse(root: string, folder: string): Promise<Buffer> {
  const zip = new ZipFile();
  const add = async (from: string, under: string): Promise<void> => {
    for (const name of (await readdir(from)).sort()) {
      zip.addBuffer(await readFile(join(from, name)), under + name, { mtime: ENTRY_TIME, mode: 0o100644 });
    }
  };
  await add(join(root, folder), '');
  await add(join(root, 'shared'), 'shared/');
  zip.end();
  return buffer(zip.outputStream);
}
