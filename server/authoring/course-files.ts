import type {
  BankSource,
  CourseSource,
  MediaSource,
  ModuleSource,
  SkillsSource,
  TranslationSource,
} from '../standards/module/index.ts';
import type { Issue, Path, Place } from './issue.ts';

/** One source file that keeps to its schema, with the place of each of its values. */
export interface SourceFile<Data> {
  /** From the root of `courses/`. */
  readonly path: string;
  /** `01-arrive` of `student/modules/01-arrive.yaml`. */
  readonly name: string;
  readonly text: string;
  readonly data: Data;
  readonly placeOf: (path: Path) => Place;
}

/** A module and what it has in other languages. */
export interface ModuleFiles {
  readonly source: SourceFile<ModuleSource>;
  /** By language: `es`. */
  readonly translations: ReadonlyMap<string, SourceFile<TranslationSource>>;
}

/** One folder of `courses/`, read. */
export interface CourseFiles {
  readonly folder: string;
  readonly course: SourceFile<CourseSource> | null;
  /** In the order of their names. */
  readonly modules: readonly ModuleFiles[];
  readonly banks: readonly SourceFile<BankSource>[];
  /** Paths from the course's folder: `media/hall.svg`. */
  readonly media: readonly string[];
  /** What media say; null where there is no such file, or none that can be read. */
  readonly mediaWords: SourceFile<MediaSource> | null;
  /** Names of modules and banks that could not be read, so that nothing is said to be missing because of them. */
  readonly broken: readonly string[];
}

/** All that `courses/` says. */
export interface CoursesRead {
  readonly courses: readonly CourseFiles[];
  readonly skills: SourceFile<SkillsSource> | null;
  /** What is wrong with YAML and schemas, over all files. */
  readonly issues: readonly Issue[];
}
