import { expect } from 'chai';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryTree, newModule } from '../../server/authoring/index.ts';
import { runCourses } from '../../server/run-courses.ts';
import { checked, COURSE, FIXTURE, MODULE } from './course-fixture.ts';

const WORDS = { course: 'hall', name: '03-arrive', title: 'You arrive: first steps', today: '2028-02-29' };

describe('a new module', () => {
  it('passes the check but for what its author has to write', () => {
    const { path, text } = newModule(memoryTree(FIXTURE), WORDS);
    const course = (FIXTURE[COURSE] ?? '').replace('      - 02-test', '      - 02-test\n      - 03-arrive');
    const issues = checked({ ...FIXTURE, [path]: text, [COURSE]: course }, '2028-02-29').filter(
      ({ file }) => file === path,
    );
    expect([...new Set(issues.map(({ code }) => code))].sort()).to.deep.equal([
      'MINUTES_FEW',
      'SCENARIO_SIZE',
      'TO_WRITE',
    ]);
    const written =
      text
        .split('sections:')
        .join()
        .match(/\bWRITE\b/g) ?? [];
    expect(written).to.have.length.above(issues.length - 3);
  });

  it('is refused for a course that is not there, a wrong name, no title and a module that is', () => {
    const codeOf = (words: Partial<typeof WORDS>): unknown => {
      try {
        return newModule(memoryTree(FIXTURE), { ...WORDS, ...words });
      } catch (error) {
        return (error as { code?: unknown }).code;
      }
    };
    expect(codeOf({ course: 'gone' })).to.equal('COURSE_NOT_FOUND');
    expect(codeOf({ name: '../../evil' })).to.equal('MODULE_NAME');
    expect(codeOf({ title: ' ' })).to.equal('MODULE_NAME');
    expect(codeOf({ name: '01-hall' })).to.equal('MODULE_EXISTS');
  });
});

describe('the commands over courses/', () => {
  let root = '';
  const said: string[] = [];
  const run = (...argv: string[]): Promise<number> => {
    said.length = 0;
    return runCourses(argv, { root, out: join(root, 'out'), today: '2026-09-01', say: (line) => said.push(line) });
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'courses-'));
    cpSync(join(import.meta.dirname, 'fixtures/courses'), root, { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('end with 0 when nothing is wrong, 1 when something is, 2 when they are not understood', async () => {
    expect([await run('check'), said.at(-1)]).to.deep.equal([0, '2 modules read: 0 errors, 0 warnings.']);
    expect(await run('new', 'hall', '03-arrive', 'You arrive')).to.equal(0);
    expect(await run('check', 'hall')).to.equal(1);
    expect(said[0]).to.match(/^courses\/hall\/course\.yaml:13:1 error MODULE_NOT_LISTED\n/);
    expect([
      await run('check', 'gone'),
      await run('shout'),
      await run(),
      await run('check', '--loud'),
      await run('new', 'hall'),
    ]).to.deep.equal([2, 2, 2, 2, 2]);
  });

  it('print the issues as JSON', async () => {
    await run('new', 'hall', '03-arrive', 'You arrive');
    expect(await run('check', '--json')).to.equal(1);
    const issues = JSON.parse(said.join('')) as { code: string }[];
    expect(issues[0]).to.include({ code: 'MODULE_NOT_LISTED', severity: 'error', file: 'hall/course.yaml', line: 13 });
  });

  it('write files in the canonical form, once', async () => {
    const path = join(root, MODULE);
    const before = readFileSync(path, 'utf8');
    cpSync(
      join(import.meta.dirname, 'fixtures/courses/hall/modules/02-test.yaml'),
      join(root, 'hall/modules/03-x.yaml'),
    );
    expect([await run('format'), said.at(-1)]).to.deep.equal([0, 'All files are in their canonical form.']);
    expect(readFileSync(path, 'utf8')).to.equal(before);
  });
});
