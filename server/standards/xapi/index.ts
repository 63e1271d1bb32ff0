import type { PackageIssue } from '../course-structure.ts';
import type { XmlElement } from '../xml-element.ts';

/** A Tin Can package by its root element; null when it is none. */
export function recogniseXapiRoot(root: XmlElement): { standard: 'xapi'; issues: readonly PackageIssue[] } | null {
  return root.name === 'tincan' ? recognised('tincan.xml', root.line) : null;
}

/** A Tin Can package by its tincan.xml; null when it is none. */
export function recogniseXapiFile(
  names: readonly string[],
): { standard: 'xapi'; issues: readonly PackageIssue[] } | null {
  const path = names.find((name) => /(?:^|\/)tincan\.xml$/i.test(name));
  return path === undefined ? null : recognised(path);
}

function recognised(path: string, line?: number): { standard: 'xapi'; issues: readonly PackageIssue[] } {
  const issue: PackageIssue = {
    severity: 'error',
    code: 'XAPI_NOT_PLAYED',
    message:
      'This is an xAPI (Tin Can) package. xAPI is recognised, but not supported yet. ' +
      'Export it as SCORM 1.2 or SCORM 2004.',
    path,
    ...(line !== undefined && { line }),
  };
  return { standard: 'xapi', issues: [issue] };
}
