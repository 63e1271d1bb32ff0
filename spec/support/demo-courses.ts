import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

const FOLDER = join(import.meta.dirname, 'demo-courses');

/** A small hand-made package, `first-bell` (SCORM 1.2) or `talking-with-students` (2004): content that is not ours to know. */
export async function packDemoCourse(name: string): Promise<Buffer> {
  const zip = new ZipFile();
  const add = async (from: string, under: string): Promise<void> => {
    for (const file of (await readdir(from)).sort()) zip.addBuffer(await readFile(join(from, file)), under + file);
  };
  await add(join(FOLDER, name), '');
  await add(join(FOLDER, 'shared'), 'shared/');
  zip.end();
  return buffer(zip.outputStream);
}
