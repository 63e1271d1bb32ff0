import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const SERVER = join(import.meta.dirname, '../../server');

/** Every name that some reader of the server may take from a query, as its code has it: rather too many than too few. */
export async function queryNames(): Promise<string[]> {
  const files = await readdir(SERVER, { recursive: true });
  const names = new Set<string>();
  for (const file of files.filter((one) => one.endsWith('.ts'))) {
    const code = await readFile(join(SERVER, file), 'utf8');
    for (const [, name = ''] of code.matchAll(/queryOf\(req\)\['(\w+)'\]/g)) names.add(name);
    for (const [, name = ''] of code.matchAll(/\{ (\w+)[^{}]*\} = queryOf\(req\)/g)) names.add(name);
    for (const [, name = ''] of code.matchAll(/\b(\w+): z\b/g)) names.add(name);
    if (!/(?:input|operations?|schemas)\.ts$/.test(file)) continue;
    for (const [, name = ''] of code.matchAll(/(?:\{|,|^)\s*([a-z]\w*)(?=: ?(?:z\.|[a-z]\w*[,( ])| *[,}])/gm))
      names.add(name);
  }
  return [...names];
}
