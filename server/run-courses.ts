import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  checkCourses,
  DEFAULT_POLICY,
  directoryTree,
  type BuildPolicy,
  type Issue,
  jsonSchemas,
  newModule,
  type SourceTree,
  unformattedFiles,
} from './authoring/index.ts';
import { buildPackages } from './build-courses.ts';
import { AppError } from './platform/index.ts';
import { watchCourses } from './watch-courses.ts';

/** What the commands over `courses/` work on. */
export interface CoursesDesk {
  /** The folder `courses/`. */
  readonly root: string;
  /** Folder that packages are written to. */
  readonly out: string;
  /** `2026-09-01` */
  readonly today: string;
  /** Prints one line for the person at the keyboard. */
  readonly say: (line: string) => void;
}

const USAGE = `Usage: npm run courses:COMMAND

  courses:check [-- COURSE] [--json]             what is wrong with the course files: path, line, column, code, what to do
  courses:format [-- COURSE]                     write the files in their canonical form
  courses:build [-- COURSE]                      check, then write the packages for SCORM 1.2, 2004 3rd and 4th Edition
      --incomplete-until-passed                  a failed test is told as incomplete, for an LMS that closes what is completed
      --free-test                                SCORM 2004: the final test is open before the modules are done
  courses:watch [-- COURSE]                      check and build whenever a file changes, until Ctrl+C
  courses:schema                                 write the JSON Schemas that editors complete by
  courses:new -- COURSE NN-NAME "TITLE"          write a new module to begin with`;

interface Line {
  readonly words: readonly string[];
  readonly json: boolean;
  readonly policy: BuildPolicy;
}

/** Commands by name; the number is the exit code: 0 done, 1 faults were found, 2 a line that cannot be understood. */
const COMMANDS: Readonly<Record<string, (line: Line, desk: CoursesDesk) => number | Promise<number>>> = {
  check,
  format,
  build,
  watch,
  schema,
  new: create,
};

/** Runs one command line over the course files and returns its exit code. */
export async function runCourses(argv: readonly string[], desk: CoursesDesk): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: {
        json: { type: 'boolean' },
        'incomplete-until-passed': { type: 'boolean' },
        'free-test': { type: 'boolean' },
      },
      allowPositionals: true,
    });
    const [name = '', ...words] = positionals;
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    const policy = {
      incompleteUntilPassed: values['incomplete-until-passed'] ?? DEFAULT_POLICY.incompleteUntilPassed,
      testAfterModules: values['free-test'] === true ? false : DEFAULT_POLICY.testAfterModules,
    };
    if (command !== undefined) return await command({ words, json: values.json === true, policy }, desk);
    desk.say(USAGE);
  } catch (error) {
    if (error instanceof AppError) desk.say(error.message);
    else if (error instanceof TypeError && 'code' in error) desk.say(`${error.message}\n\n${USAGE}`);
    else throw error;
  }
  return 2;
}

function check({ words: [only], json }: Line, desk: CoursesDesk): number {
  const { read, issues } = checkCourses(treeWith(desk, only), { only, today: desk.today });
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  if (json) desk.say(JSON.stringify(issues, null, 2));
  else {
    for (const issue of issues) desk.say(sayIssue(issue));
    const modules = read.courses.reduce((sum, course) => sum + course.modules.length, 0);
    desk.say(`${modules} modules read: ${errors} errors, ${issues.length - errors} warnings.`);
  }
  return errors > 0 ? 1 : 0;
}

function format({ words: [only] }: Line, desk: CoursesDesk): number {
  const files = unformattedFiles(treeWith(desk, only), only);
  for (const { path, text } of files) {
    writeFileSync(join(desk.root, path), text);
    desk.say(`courses/${path}`);
  }
  desk.say(files.length === 0 ? 'All files are in their canonical form.' : `${files.length} files written.`);
  return 0;
}

async function build(line: Line, desk: CoursesDesk): Promise<number> {
  const faults = check({ ...line, json: false }, desk);
  if (faults > 0) {
    desk.say('Nothing is built while there are errors.');
    return faults;
  }
  const { out, say } = desk;
  await buildPackages({ root: dirname(desk.root), out, policy: line.policy, say }, line.words[0]);
  return 0;
}

async function watch(line: Line, desk: CoursesDesk): Promise<number> {
  await watchCourses(desk.root, async () => {
    await build(line, desk);
    desk.say('Waiting for a change. Ctrl+C ends.');
  });
  return 0;
}

function schema(_line: Line, desk: CoursesDesk): number {
  for (const [name, text] of jsonSchemas()) {
    writeFileSync(join(desk.root, name), text);
    desk.say(`courses/${name}`);
  }
  return 0;
}

function create({ words: [course = '', name = '', title = ''] }: Line, desk: CoursesDesk): number {
  const { path, text } = newModule(directoryTree(desk.root), { course, name, title, today: desk.today });
  mkdirSync(dirname(join(desk.root, path)), { recursive: true });
  writeFileSync(join(desk.root, path), text, { flag: 'wx' });
  desk.say(
    `courses/${path} is written. Add ${name} to a part of courses/${course}/course.yaml, then write what is marked WRITE.`,
  );
  return 0;
}

/** The tree of the desk; throws COURSE_NOT_FOUND where a course is named that is not there. */
function treeWith({ root }: CoursesDesk, only: string | undefined): SourceTree {
  const tree = directoryTree(root);
  if (only !== undefined && !tree.paths.some((path) => path.startsWith(`${only}/`) && path.endsWith('.yaml'))) {
    throw new AppError('COURSE_NOT_FOUND', 404, `There is no course “${only}” in courses/.`);
  }
  return tree;
}

function sayIssue({ file, line, column, severity, code, message }: Issue): string {
  return `courses/${file}:${line}:${column} ${severity} ${code}\n    ${message}`;
}
