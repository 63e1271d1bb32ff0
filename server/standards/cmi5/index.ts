import type { PackageIssue } from '../course-structure.ts';
import type { XmlElement } from '../xml-element.ts';

const NAMESPACE = /w3id\.org\/xapi\/profiles\/cmi5/i;

/** A course structure of cmi5 by its root element (cmi5 13.1); null when it is none. */
export function recogniseCmi5Root(root: XmlElement): { standard: 'cmi5'; issues: readonly PackageIssue[] } | null {
  return root.name === 'courseStructure' || NAMESPACE.test(root.namespace) ? recognised('cmi5.xml', root.line) : null;
}

/** A cmi5 package by its cmi5.xml (cmi5 14.1); null when it is none. */
export function recogniseCmi5File(
  names: readonly string[],
): { standard: 'cmi5'; issues: readonly PackageIssue[] } | null {
  const path = names.find((name) => /(?:^|\/)cmi5\.xml$/i.test(name));
  return path === undefined ? null : recognised(path);
}

function recognised(path: string, line?: number): { standard: 'cmi5'; issues: readonly PackageIssue[] } {
  const issue: PackageIssue = {
    severity: 'error',
    code: 'CMI5_NOT_PLAYED',
    message: 'This is a cmi5 course. cmi5 is recognised, but not supported yet. Export it as SCORM 1.2 or SCORM 2004.',
    path,
    ...(line !== undefined && { line }),
    spec: 'cmi5 14.1',
  };
  return { standard: 'cmi5', issues: [issue] };
}
