import type { z } from 'zod';
import {
  bankSource,
  courseSource,
  mediaSource,
  moduleSource,
  skillsSource,
  translationSource,
  type SkillsSource,
} from '../standards/module/index.ts';
import { MEDIA_FILE } from './media-source.ts';
import type { CourseFiles, CoursesRead, ModuleFiles, SourceFile } from './course-files.ts';
import type { Issue } from './issue.ts';
import { readYaml } from './read-yaml.ts';
import { sayIssues } from './say-issue.ts';
import type { SourceTree } from './source-tree.ts';

const TRANSLATION = /^(\d{2}-[a-z0-9-]+)\.([a-z]{2})$/;
const MODULE = /^\d{2}-[a-z0-9-]+$/;

/** Reads every course below `courses/`, or one; collects all that is wrong instead of stopping at the first. */
export function readCourses(tree: SourceTree, only?: string): CoursesRead {
  const issues: Issue[] = [];
  const read = reader(tree, issues);
  const folders = new Set(tree.paths.flatMap((path) => /^([^/]+)\/(?:course\.yaml$|modules\/)/.exec(path)?.[1] ?? []));
  const courses = [...folders]
    .filter((folder) => only === undefined || folder === only)
    .map((folder) => readCourse(tree, folder, read, issues));
  return { courses, skills: tree.paths.includes('skills.yaml') ? read('skills.yaml', skillsSource) : null, issues };
}

/** The toolbox alone; empty where `skills.yaml` is missing or does not keep to its schema. */
export function readSkills(tree: SourceTree): SkillsSource['skills'] {
  const file = tree.paths.includes('skills.yaml') ? reader(tree, [])('skills.yaml', skillsSource) : null;
  return file?.data.skills ?? [];
}

type Read = <Schema extends z.ZodType>(path: string, schema: Schema) => SourceFile<z.infer<Schema>> | null;

function reader(tree: SourceTree, issues: Issue[]): Read {
  return (path, schema) => {
    // A file that is far too large is not loaded to find that out.
    const bytes = tree.size(path) > MAX_READ ? Buffer.alloc(MAX_READ) : tree.read(path);
    const { file, issues: found } = readYaml(path, bytes);
    issues.push(...found);
    if (file === null) return null;
    const parsed = schema.safeParse(file.value);
    if (!parsed.success) {
      for (const { path: at, message } of sayIssues(parsed.error.issues, file.value)) {
        issues.push({ file: path, severity: 'error', code: 'SCHEMA', message, ...file.placeOf(at) });
      }
      return null;
    }
    return { path, name: nameOf(path), text: bytes.toString('utf8'), data: parsed.data, placeOf: file.placeOf };
  };
}

/** More than the YAML reader takes. */
const MAX_READ = 1024 * 1024;

function readCourse(tree: SourceTree, folder: string, read: Read, issues: Issue[]): CourseFiles {
  const inFolder = tree.paths.filter((path) => path.startsWith(`${folder}/`));
  const yamlIn = (part: string): string[] =>
    inFolder.filter((path) => path.startsWith(`${folder}/${part}/`) && path.endsWith('.yaml'));
  const broken: string[] = [];
  const keep = <Data>(path: string, file: SourceFile<Data> | null): SourceFile<Data>[] => {
    if (file !== null) return [file];
    broken.push(nameOf(path));
    return [];
  };
  const translations = yamlIn('modules').filter((path) => TRANSLATION.test(nameOf(path)));
  const modules = yamlIn('modules').filter((path) => !translations.includes(path));
  for (const path of modules.filter((one) => !MODULE.test(nameOf(one)))) {
    issues.push(fault(path, 'FILE_NAME', 'Name a module NN-name.yaml: two digits, small letters, hyphens.'));
  }
  for (const path of translations.filter(
    (one) => !modules.some((module) => module === one.replace(/\.[a-z]{2}\.yaml$/, '.yaml')),
  )) {
    issues.push(
      fault(path, 'TRANSLATION_MODULE', 'There is no module of this name: name the translation like its module.'),
    );
  }
  if (!inFolder.includes(`${folder}/course.yaml`)) {
    issues.push(fault(`${folder}/course.yaml`, 'COURSE_FILE', 'The course has no course.yaml: add one.'));
  }
  return {
    folder,
    course: inFolder.includes(`${folder}/course.yaml`) ? read(`${folder}/course.yaml`, courseSource) : null,
    modules: modules
      .flatMap((path) => keep(path, read(path, moduleSource)))
      .map((source) => withTranslations(source, translations, read)),
    banks: yamlIn('banks').flatMap((path) => keep(path, read(path, bankSource))),
    media: inFolder
      .filter((path) => path.startsWith(`${folder}/media/`))
      .map((path) => path.slice(folder.length + 1))
      .filter((path) => path !== MEDIA_FILE),
    mediaWords: inFolder.includes(`${folder}/${MEDIA_FILE}`) ? read(`${folder}/${MEDIA_FILE}`, mediaSource) : null,
    broken,
  };
}

function withTranslations(source: ModuleFiles['source'], paths: readonly string[], read: Read): ModuleFiles {
  const found = new Map<string, NonNullable<ReturnType<typeof read<typeof translationSource>>>>();
  for (const path of paths) {
    const [, name, language] = TRANSLATION.exec(nameOf(path)) ?? [];
    const file = name === source.name ? read(path, translationSource) : null;
    if (file !== null && language !== undefined) found.set(language, file);
  }
  return { source, translations: found };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.yaml$/, '');
}

function fault(file: string, code: string, message: string): Issue {
  return { file, severity: 'error', code, message, line: 1, column: 1 };
}
