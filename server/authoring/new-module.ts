import { AppError } from '../platform/index.ts';
import { formatSource } from './format-source.ts';
import { moduleTemplate } from './module-template.ts';
import { readCourses } from './read-courses.ts';
import type { SourceTree } from './source-tree.ts';

/** Words of `courses:new`. */
export interface NewModuleWords {
  readonly course: string;
  readonly name: string;
  readonly title: string;
  /** `2026-09-01` */
  readonly today: string;
}

/**
 * Path and text of a new module of a course. Throws AppError COURSE_NOT_FOUND, MODULE_NAME, MODULE_EXISTS, SKILLS_FILE.
 */
export function newModule(
  tree: SourceTree,
  { course, name, title, today }: NewModuleWords,
): { path: string; text: string } {
  if (!tree.paths.includes(`${course}/course.yaml`)) {
    throw new AppError('COURSE_NOT_FOUND', 404, `There is no courses/${course}/course.yaml: write that first.`);
  }
  if (!/^\d{2}-[a-z][a-z0-9-]{0,36}$/.test(name)) {
    throw new AppError('MODULE_NAME', 400, 'Name the module NN-name: two digits, a hyphen, small letters and hyphens.');
  }
  if (title.trim() === '') throw new AppError('MODULE_NAME', 400, 'Say the title of the module, in quotation marks.');
  const path = `${course}/modules/${name}.yaml`;
  if (tree.paths.includes(path)) throw new AppError('MODULE_EXISTS', 409, `courses/${path} is there already.`);
  const skill = readCourses(tree, course).skills?.data.skills[0]?.id;
  if (skill === undefined)
    throw new AppError('SKILLS_FILE', 409, 'courses/skills.yaml is missing or broken: mend it first.');
  const text = moduleTemplate({ name, title, skill, reviewBy: yearAfter(today) });
  return { path, text: formatSource(path, text) };
}

function yearAfter(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year + 1, month - 1, date)).toISOString().slice(0, 10);
}
