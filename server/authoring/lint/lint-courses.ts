import { PATH_RULES, SCENARIO_RULES, scenarioSubject } from '../../standards/module/index.ts';
import type { CourseFiles, CoursesRead, ModuleFiles } from '../course-files.ts';
import type { Issue } from '../issue.ts';
import { blocksOfType } from '../module-texts.ts';
import type { SourceTree } from '../source-tree.ts';
import { BANK_RULES, bankTextSubject, TEST_RULES } from './bank-rules.ts';
import { CONTENT_RULES } from './content-rules.ts';
import { COURSE_RULES } from './course-rules.ts';
import { ID_RULES, idsIn } from './id-rules.ts';
import { LEGAL_RULES } from './legal-rules.ts';
import { LENGTH_RULES } from './length-rules.ts';
import { copiesOf } from '../build/media-of.ts';
import { MEDIA_FILE_RULES, MEDIA_RULES, mediaOf } from './media-rules.ts';
import { type ModuleSubject, moduleSubject } from './module-subject.ts';
import { OBJECTIVE_RULES } from './objective-rules.ts';
import { QUESTION_RULES } from './question-rules.ts';
import { applyRules, findRepeated, type Rule } from './rule.ts';
import { STATE_RULES } from './state-rules.ts';
import { moduleTextSubject, TEXT_RULES } from './text-rules.ts';
import { TRANSLATION_RULES } from './translation-rules.ts';

const MODULE_RULES: readonly Rule<ModuleSubject>[] = [
  ...ID_RULES,
  ...OBJECTIVE_RULES,
  ...CONTENT_RULES,
  ...QUESTION_RULES,
  ...MEDIA_RULES,
  ...LEGAL_RULES,
  ...LENGTH_RULES,
  ...TEST_RULES,
  ...STATE_RULES,
];

/** What a schema cannot say, over all courses that could be read. */
export function lintCourses(read: CoursesRead, tree: SourceTree, today: string): Issue[] {
  return [
    ...lintSkills(read),
    ...lintModuleIds(read),
    ...read.courses.flatMap((course) => [
      ...(course.course === null
        ? []
        : applyRules(COURSE_RULES, { course: course.course.data, files: course }, course.course)),
      ...course.banks.flatMap((file) => {
        const subject = { bank: file.data, name: file.name, course };
        return [...applyRules(BANK_RULES, subject, file), ...applyRules(TEXT_RULES, bankTextSubject(subject), file)];
      }),
      ...(course.mediaWords === null
        ? []
        : applyRules(MEDIA_FILE_RULES, { words: course.mediaWords.data, course }, course.mediaWords)),
      ...lintModules(course, read, tree, today),
    ]),
  ];
}

function lintModules(course: CourseFiles, read: CoursesRead, tree: SourceTree, today: string): Issue[] {
  const readMedia = (path: string): string => tree.read(`${course.folder}/${path}`).toString('utf8');
  const subjects = course.modules.map((files) => ({
    files,
    subject: moduleSubject(files.source, { course, skills: read.skills?.data ?? null, today, readMedia }),
  }));
  return [
    ...subjects.flatMap(({ files, subject }) => lintModule(files, subject)),
    ...unusedMedia(
      course,
      subjects.map(({ subject }) => subject),
    ),
  ];
}

function lintModule({ source, translations }: ModuleFiles, subject: ModuleSubject): Issue[] {
  const scenarios = blocksOfType(subject.blocks, 'scenario', 'dialogue').map(scenarioSubject);
  return [
    ...applyRules(MODULE_RULES, subject, source),
    ...applyRules(TEXT_RULES, moduleTextSubject(subject), source),
    ...scenarios.flatMap((scenario) => applyRules([...SCENARIO_RULES, ...PATH_RULES], scenario, source)),
    ...[...translations.values()].flatMap((file) =>
      applyRules(TRANSLATION_RULES, { module: source.data, translation: file.data }, file),
    ),
  ];
}

function unusedMedia(course: CourseFiles, subjects: readonly ModuleSubject[]): Issue[] {
  if (course.broken.length > 0) return [];
  const others = [
    course.course?.data,
    ...course.banks.map(({ data }) => data),
    ...course.modules.flatMap(({ translations }) => [...translations.values()].map(({ data }) => data)),
  ];
  const transcripts = subjects.flatMap(({ blocks, readMedia }) =>
    blocksOfType(blocks, 'video').map(({ block }) =>
      course.media.includes(block.transcript) ? readMedia(block.transcript) : '',
    ),
  );
  const texts = subjects.flatMap((subject) => subject.texts.map(({ text }) => text));
  const written = [...texts, ...transcripts, JSON.stringify(others)];
  const linked = written.flatMap((text) => text.match(/media\/[a-z0-9._/-]+/g) ?? []);
  const used = new Set([...subjects.flatMap((subject) => mediaOf(subject).map(({ src }) => src)), ...linked]);
  const copies = new Set([...used].flatMap((path) => copiesOf(path, course.media).map(({ src }) => src)));
  return course.media
    .filter((path) => !used.has(path) && !copies.has(path))
    .map((path) => ({
      file: `${course.folder}/${path}`,
      severity: 'warning',
      code: 'MEDIA_UNUSED',
      message: 'No module shows this file: use it or remove it.',
      line: 1,
      column: 1,
    }));
}

/** Modules of all courses share one space of ids: an assignment or a bank names them without the course. */
function lintModuleIds({ courses }: CoursesRead): Issue[] {
  const seen = new Map<string, string>();
  return courses
    .flatMap(({ modules }) => modules)
    .flatMap(({ source }): Issue[] => {
      const before = seen.get(source.data.id);
      seen.set(source.data.id, before ?? source.path);
      if (before === undefined) return [];
      const message = `The module ${before} has the id “${source.data.id}” already: rename one.`;
      return [
        { file: source.path, severity: 'error', code: 'DUPLICATE_MODULE_ID', message, ...source.placeOf(['id']) },
      ];
    });
}

function lintSkills({ skills, courses, issues }: CoursesRead): Issue[] {
  if (skills !== null) {
    const rule: Rule<typeof skills.data> = {
      code: 'DUPLICATE_ID',
      severity: 'error',
      find: (data) =>
        findRepeated(idsIn(data.skills, ['skills']), (id) => `The skill “${id}” is there twice: rename one.`),
    };
    return applyRules([rule], skills.data, skills);
  }
  if (courses.length === 0 || issues.some(({ file }) => file === 'skills.yaml')) return [];
  const message = 'There is no courses/skills.yaml: modules name the skills that they serve.';
  return [{ file: 'skills.yaml', severity: 'error', code: 'SKILLS_FILE', message, line: 1, column: 1 }];
}
