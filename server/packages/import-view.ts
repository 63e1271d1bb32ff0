import type { ErrorIssue } from '../platform/index.ts';
import type { CourseRow } from './package-model.ts';
import { byteWords } from './package-words.ts';
import { findingView } from './version-view.ts';

/** What the upload page is made of. */
export interface ImportFacts {
  readonly limitBytes: number;
  /** Course that gets a new version; null for a new course. */
  readonly course: CourseRow | null;
  /** The refusal of the upload before, if there was one. */
  readonly refusal?: { readonly message: string; readonly help: string; readonly issues: readonly ErrorIssue[] };
}

/** The upload page, also with the report of a refused package. */
export function importView({ limitBytes, course, refusal }: ImportFacts) {
  const isReport = refusal !== undefined && refusal.issues.length > 0;
  return {
    heading: course === null ? 'Upload a package' : `Replace ${course.title}`,
    lead:
      course === null
        ? 'SCORM 1.2 or SCORM 2004, as the authoring tool has exported it.'
        : 'The package becomes a new version. People who are in the middle of the course finish the version they began.',
    back: course?.currentVersionId
      ? { href: `/author/versions/${course.currentVersionId}`, label: course.title }
      : { href: '/author', label: 'Courses of your agency' },
    action: `/author/imports${course === null ? '' : `?course=${course.id}`}`,
    limitBytes,
    limitWords: byteWords(limitBytes),
    fault: refusal === undefined || isReport ? '' : `${refusal.message} ${refusal.help}`.trim(),
    refusal: isReport ? `${refusal.message} ${refusal.help}`.trim() : '',
    findings: isReport ? refusal.issues.map((issue) => findingView({ severity: 'error', ...issue })) : [],
  };
}
