import type { Activity, PackageIssue } from '../course-structure.ts';
import type { ManifestReading } from '../manifest-reading.ts';
import { attributeOf, childNamed, childrenNamed, identifierText, issueAt } from '../manifest-xml.ts';
import type { XmlElement } from '../xml-element.ts';
import { identifiersOf, parseAiccScript } from './aicc-script.ts';
import { readItem } from './manifest-items.ts';
import { readResources } from './manifest-resources.ts';

const NAMESPACES = [
  'http://www.imsproject.org/xsd/imscp_rootv1p1p2',
  'http://www.imsglobal.org/xsd/imscp_v1p1',
  'http://www.imsglobal.org/xsd/imscp_v1p2',
];

/** Reads the manifest of a SCORM 1.2 package (CAM 2.3.2): its default organization as a tree, its files, all findings. */
export function readManifest12(root: XmlElement): ManifestReading {
  const issues: PackageIssue[] = [];
  if (!NAMESPACES.includes(root.namespace)) {
    const message = 'The manifest does not use the namespace of SCORM 1.2. Its elements are read by their names.';
    issues.push(issueAt(root, 'warning', 'NAMESPACE_UNKNOWN', message, 'CAM 2.3.2.1'));
  }
  const resources = readResources(root, issues);
  const files = [...resources.files];
  const organization = chooseOrganization(root, issues);
  if (organization === null) return { structure: null, issues, files };
  const seen = new Map<string, XmlElement>();
  const tree = readItem(organization, { resources, issues, seen });
  checkPrerequisites(tree, seen, issues);
  if (!hasContent(tree)) {
    const message = 'No item of the organization has content to open.';
    issues.push(issueAt(organization, 'error', 'NOTHING_TO_LAUNCH', message, 'CAM 2.3.2.5'));
  }
  return {
    structure: {
      standard: 'scorm12',
      edition: '1.2',
      identifier: identifierText(attributeOf(root, 'identifier')),
      title: tree.title,
      root: tree,
      objectivesGlobalToSystem: true,
      sharedDataGlobalToSystem: true,
    },
    issues,
    files,
  };
}

/** The default organization, else the first one (CAM 2.3.2.3). */
function chooseOrganization(root: XmlElement, issues: PackageIssue[]): XmlElement | null {
  const organizations = childNamed(root, 'organizations');
  const all = organizations === undefined ? [] : childrenNamed(organizations, 'organization');
  const first = all[0];
  if (organizations === undefined || first === undefined) {
    const message =
      'The manifest has no organization, so there is no course to take. Export the package as a course, not as a set of files.';
    issues.push(issueAt(organizations ?? root, 'error', 'MANIFEST_NO_ORGANIZATION', message, 'CAM 2.3.2.3'));
    return null;
  }
  const told = identifierText(attributeOf(organizations, 'default'));
  const chosen = all.find((one) => identifierText(attributeOf(one, 'identifier')) === told);
  if (chosen === undefined && (told !== '' || all.length > 1)) {
    const what = told === '' ? 'names no default organization' : `names "${told}" as default, which it does not have`;
    const message = `The manifest ${what}. Its first organization is used.`;
    issues.push(issueAt(organizations, 'warning', 'ORGANIZATION_DEFAULT_MISSING', message, 'CAM 2.3.2.3'));
  }
  if (all.length > 1) {
    const message = `The manifest has ${all.length} organizations. Only the default one becomes the course.`;
    issues.push(issueAt(organizations, 'warning', 'ORGANIZATIONS_SEVERAL', message, 'CAM 2.3.2.3'));
  }
  return chosen ?? first;
}

/** Scripts that cannot be read or that name strangers lock nobody out, but the instructor is told (CAM 2.3.2.5). */
function checkPrerequisites(activity: Activity, seen: ReadonlyMap<string, XmlElement>, issues: PackageIssue[]): void {
  const element = seen.get(activity.identifier);
  if (activity.prerequisites !== null && element !== undefined) {
    const found = issueOfScript(activity.prerequisites, seen);
    const type = childNamed(element, 'prerequisites');
    if (found !== null) issues.push(issueAt(type ?? element, 'warning', found.code, found.message, 'CAM 2.3.2.5.1'));
  }
  for (const child of activity.children) checkPrerequisites(child, seen, issues);
}

function issueOfScript(
  script: string,
  seen: ReadonlyMap<string, XmlElement>,
): { code: string; message: string } | null {
  const parsed = parseAiccScript(script);
  if (parsed.tree === null) {
    const message = `The prerequisites "${script}" cannot be read (${parsed.problem}). The item is always open.`;
    return { code: 'PREREQUISITES_UNREADABLE', message };
  }
  const strangers = identifiersOf(parsed.tree).filter((identifier) => !seen.has(identifier));
  if (strangers.length === 0) return null;
  const message = `The prerequisites name ${strangers.map((one) => `"${one}"`).join(', ')}, which the course does not have. They are passed over.`;
  return { code: 'PREREQUISITES_STRANGER', message };
}

function hasContent(activity: Activity): boolean {
  return activity.href !== null || activity.children.some(hasContent);
}
