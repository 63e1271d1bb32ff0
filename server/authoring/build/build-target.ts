import type { ScoAnswers } from '../../standards/module/index.ts';

/** `own` runs on our own server, which keeps the answers and grades; the others run in any LMS and carry their answers. */
export type BuildTarget = 'own' | 'scorm12' | 'scorm2004-3' | 'scorm2004-4';

/** All targets, in the order in which they are offered. */
export const BUILD_TARGETS: readonly BuildTarget[] = ['own', 'scorm12', 'scorm2004-3', 'scorm2004-4'];

/** What an agency may want otherwise in its own LMS. */
export interface BuildPolicy {
  /** A failed test is told as incomplete, for an LMS that closes a course as soon as it is completed. */
  readonly incompleteUntilPassed: boolean;
  /** The final test opens after the modules; false: at any time. */
  readonly testAfterModules: boolean;
}

export const DEFAULT_POLICY: BuildPolicy = { incompleteUntilPassed: false, testAfterModules: true };

/** A module in all its languages, the course's own first. */
export interface BuiltModule {
  readonly id: string;
  readonly languages: readonly [ScoAnswers, ...ScoAnswers[]];
  /** Media files that the module shows, paths from the package's root. */
  readonly media: readonly string[];
}

/** A course ready to be packed. */
export interface BuiltCourse {
  readonly id: string;
  readonly title: string;
  /** Plain words. */
  readonly summary: string;
  readonly audience: readonly string[];
  readonly keywords: readonly string[];
  readonly parts: readonly { readonly id: string; readonly title: string; readonly modules: readonly BuiltModule[] }[];
}

/** All modules of a course in order. */
export function modulesOf({ parts }: BuiltCourse): BuiltModule[] {
  return parts.flatMap(({ modules }) => modules);
}

/** The module in the course's own language. */
export function mainOf({ languages: [main] }: BuiltModule): ScoAnswers['module'] {
  return main.module;
}
