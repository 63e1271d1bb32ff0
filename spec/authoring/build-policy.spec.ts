import { expect } from 'chai';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCourses } from '../../server/run-courses.ts';
import { readZip } from '../support/zip.ts';

const RUNTIME = [
  'scripts/module/module-page.js',
  'styles/module.css',
  'fonts/bitter-latin-wght-normal.woff2',
  'fonts/public-sans-latin-wght-normal.woff2',
];

describe('courses:build for an agency’s own system', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'policy-'));
    cpSync(join(import.meta.dirname, 'fixtures/courses'), join(root, 'courses'), { recursive: true });
    writeFileSync(join(root, 'LICENSE'), 'A licence.');
    for (const path of [...RUNTIME, 'manifest.json']) {
      mkdirSync(dirname(join(root, 'dist/static', path)), { recursive: true });
      writeFileSync(join(root, 'dist/static', path), '{}');
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const run = (...argv: string[]): Promise<number> =>
    runCourses(argv, {
      root: join(root, 'courses'),
      out: join(root, 'out'),
      today: '2026-09-01',
      say: () => undefined,
    });
  const textOf = async (target: string, path: string): Promise<string> =>
    Buffer.from((await readZip(join(root, `out/hall-${target}.zip`))).get(path) ?? '').toString('utf8');

  for (const target of ['scorm12', 'scorm2004-3', 'scorm2004-4']) {
    it(`lets a failed test be told as incomplete where it is asked for: ${target}`, async () => {
      expect(await run('build', 'hall')).to.equal(0);
      expect(await textOf(target, 'hall-test.html')).to.include('"incompleteUntilPassed":false');
      expect(await run('build', 'hall', '--incomplete-until-passed')).to.equal(0);
      expect(await textOf(target, 'hall-test.html')).to.include('"incompleteUntilPassed":true');
    });
  }

  it('opens the final test from the start where it is asked for', async () => {
    await run('build', 'hall');
    expect(await textOf('scorm2004-4', 'imsmanifest.xml')).to.include('preConditionRule');
    await run('build', 'hall', '--free-test');
    expect(await textOf('scorm2004-4', 'imsmanifest.xml')).to.not.include('preConditionRule');
  });
});
