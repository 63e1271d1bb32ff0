import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumPath } from '../support/browser.ts';

const HERE = import.meta.dirname;
const SHARED = process.env['SCHOOLBEAT_SHARED'] ?? join(HERE, '../../../shared');
const HARNESS = join(SHARED, 'scorm/harness');

/** Suites by name: the harness's program and the cases that were handed to us. */
const SUITES: Record<string, string[]> = {
  scorm12: [join(HARNESS, 'adl12.mjs'), '--course1', join(SHARED, 'scorm/adl12/course01.zip')],
  scorm2004: [join(HARNESS, 'adl2004.mjs'), '--cases', join(SHARED, 'scorm/adl2004')],
};

/** Plays a suite through the product's real pages; resolves with the harness's exit code. */
export async function runSuite(
  name: string,
  options: string[],
  output: 'inherit' | 'pipe' = 'inherit',
): Promise<{ code: number; text: string }> {
  const suite = SUITES[name];
  if (!suite) throw new Error(`There is no suite ${name}; choose one of ${Object.keys(SUITES).join(', ')}.`);
  const [program = '', ...given] = suite;
  const hook = join(HERE, 'resolve-from-here.mjs');
  const child = spawn(
    process.execPath,
    ['--import', hook, '--import', 'tsx', program, ...given, '--driver', join(HERE, 'driver.ts'), ...options],
    {
      cwd: join(HERE, '../..'),
      env: { ...process.env, CHROMIUM: await chromiumPath(), SCHOOLBEAT_HARNESS: HARNESS },
      stdio: ['ignore', output, output],
    },
  );
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const code = await new Promise<number>((done) => child.on('exit', (status) => done(status ?? 1)));
  return { code, text };
}

/** Are the cases there? */
export const hasSuites = (): boolean => existsSync(HARNESS);

if (process.argv[1] === import.meta.filename) {
  const [, , first, ...rest] = process.argv;
  const named = first !== undefined && !first.startsWith('--');
  const names = named ? [first] : Object.keys(SUITES);
  const options = named ? rest : process.argv.slice(2);
  if (!hasSuites()) {
    process.stdout.write('The conformance cases are not beside this checkout (../shared/scorm); nothing was run.\n');
    process.exit(2);
  }
  let worst = 0;
  for (const name of names) worst = Math.max(worst, (await runSuite(name, options)).code);
  process.exit(worst);
}
