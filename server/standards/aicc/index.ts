import type { PackageIssue } from '../course-structure.ts';

/** A package of AICC course files by its names: course and assignable units (CMI001 6.1); null when it is none. */
export function recogniseAiccFiles(
  names: readonly string[],
): { standard: 'aicc'; issues: readonly PackageIssue[] } | null {
  const course = names.find((name) => /\.crs$/i.test(name));
  const units = names.find((name) => /\.au$/i.test(name));
  const path = course ?? units;
  if (path === undefined) return null;
  const issue: PackageIssue = {
    severity: 'error',
    code: 'AICC_NOT_PLAYED',
    message: 'This is an AICC course. AICC is recognised, but not supported yet. Export it as SCORM 1.2 or SCORM 2004.',
    path,
    spec: 'CMI001 6.1',
  };
  return { standard: 'aicc', issues: [issue] };
}
