import { minutesOf } from '../../standards/module/index.ts';
import type { CourseFiles } from '../course-files.ts';

/** What a part of a built course is, told to the server that installs it: its toolbox and its hours are counted from this. */
export interface CoursePart {
  /** Identifier of the activity: the module's id. */
  readonly identifier: string;
  readonly kind: 'module' | 'pretest' | 'final-test';
  readonly minutes: number;
  /** What it adds to skills. */
  readonly skills: readonly { readonly skill: string; readonly adds: string }[];
  /** Topics of state rules: `TX 1`. */
  readonly topics: readonly string[];
}

/** The parts of a course in its order; a course without its file has none. */
export function partsOf({ course, modules }: CourseFiles): CoursePart[] {
  const sources = new Map(modules.map(({ source }) => [source.name, source.data]));
  const names = course?.data.parts.flatMap((part) => part.modules) ?? [];
  return names.flatMap((name) => {
    const source = sources.get(name);
    if (source === undefined) return [];
    const { id: identifier, kind, skills, topics } = source;
    return [
      {
        identifier,
        kind: kind === 'test' ? 'final-test' : kind,
        minutes: minutesOf(source),
        skills: skills.map(({ skill, adds }) => ({ skill, adds })),
        topics: Object.entries(topics).flatMap(([state, numbers]) => numbers.map((number) => `${state} ${number}`)),
      },
    ];
  });
}
