import type { CourseFiles } from '../course-files.ts';
import type { CourseSource } from '../../standards/module/index.ts';
import type { Path } from '../issue.ts';
import { idsIn } from './id-rules.ts';
import { findRepeated, type Rule } from './rule.ts';

/** A course and the ids that other courses use. */
export interface CourseSubject {
  readonly course: CourseSource;
  readonly files: CourseFiles;
}

function listed({ course }: CourseSubject): { value: string; at: Path }[] {
  return course.parts.flatMap(({ modules }, part) =>
    modules.map((value, index) => ({ value, at: ['parts', part, 'modules', index] })),
  );
}

const namesOf = ({ files }: CourseSubject): string[] => [
  ...files.modules.map(({ source }) => source.name),
  ...files.broken,
];

/** What a course.yaml says, of itself and of its folder. */
export const COURSE_RULES: readonly Rule<CourseSubject>[] = [
  {
    code: 'TO_WRITE',
    severity: 'error',
    *find({ course }) {
      for (const field of ['title', 'summary', 'notice'] as const) {
        if (/\bWRITE\b/.test(course[field]))
          yield { at: [field], message: 'The course still says the template’s words: write your own.' };
      }
    },
  },
  {
    code: 'COURSE_ID',
    severity: 'error',
    *find({ course, files }) {
      if (course.id !== files.folder)
        yield { at: ['id'], message: `The id of the course is the name of its folder: ${files.folder}.` };
      yield* findRepeated(idsIn(course.parts, ['parts']), (id) => `The part “${id}” is there twice: rename one.`);
    },
  },
  {
    code: 'MODULE_FILE',
    severity: 'error',
    *find(subject) {
      for (const { value, at } of listed(subject)) {
        if (!namesOf(subject).includes(value)) yield { at, message: `There is no file modules/${value}.yaml.` };
      }
    },
  },
  {
    code: 'MODULE_LISTED_TWICE',
    severity: 'error',
    find: (subject) => findRepeated(listed(subject), (name) => `${name} stands in the course twice: keep one.`),
  },
  {
    code: 'MODULE_NOT_LISTED',
    severity: 'error',
    *find(subject) {
      const names = listed(subject).map(({ value }) => value);
      for (const { source } of subject.files.modules) {
        if (!names.includes(source.name))
          yield {
            at: ['parts'],
            message: `modules/${source.name}.yaml stands in no part: add it, or remove the file.`,
          };
      }
    },
  },
];
