import type { CourseStructure, PackageIssue } from './course-structure.ts';

/** What reading a manifest gives: all findings at once; `structure` is null when there is no tree to build. */
export interface ManifestReading {
  readonly structure: CourseStructure | null;
  readonly issues: PackageIssue[];
  /** Every file that the manifest says is in the package, resolved and decoded, each once. */
  readonly files: string[];
}
