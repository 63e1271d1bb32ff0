import type { PackageIssue } from '../course-structure.ts';
import { attributeOf, baseOf, childNamed, childrenNamed, identifierText, issueAt } from '../manifest-xml.ts';
import { resolveHref } from '../package-paths.ts';
import type { XmlElement } from '../xml-element.ts';

/** One `<resource>` (CAM 2.3.2.6). */
export interface Resource {
  readonly element: XmlElement;
  readonly isSco: boolean;
  /** Path or absolute URL; null where the resource has no href. */
  readonly href: string | null;
  /** Query and fragment of the href. */
  readonly parameters: string;
}

/** The resources of a manifest by identifier, with every file that they name. */
export interface Resources {
  readonly byIdentifier: ReadonlyMap<string, Resource>;
  readonly files: ReadonlySet<string>;
}

/** Reads the resources of the manifest and of the manifests nested in it; findings are added to `issues`. */
export function readResources(manifest: XmlElement, issues: PackageIssue[]): Resources {
  const byIdentifier = new Map<string, Resource>();
  const files = new Set<string>();
  const waiting = [{ element: manifest, bases: [baseOf(manifest)] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { element, bases } = next;
    const resources = childNamed(element, 'resources');
    for (const resource of resources === undefined ? [] : childrenNamed(resources, 'resource')) {
      const identifier = identifierText(attributeOf(resource, 'identifier'));
      const read = readResource(resource, [...bases, baseOf(resources ?? element), baseOf(resource)], files, issues);
      if (!byIdentifier.has(identifier)) byIdentifier.set(identifier, read);
      else {
        const message = `Two resources are called "${identifier}". The first one is used.`;
        issues.push(issueAt(resource, 'warning', 'RESOURCE_IDENTIFIER_DUPLICATE', message, 'CAM 2.3.2.6'));
      }
    }
    for (const inner of childrenNamed(element, 'manifest')) {
      waiting.push({ element: inner, bases: [...bases, baseOf(inner)] });
    }
  }
  return { byIdentifier, files };
}

function readResource(element: XmlElement, bases: string[], files: Set<string>, issues: PackageIssue[]): Resource {
  for (const file of childrenNamed(element, 'file')) {
    const named = locate(file, [...bases, baseOf(file)], issues);
    if (named !== null && !named.isExternal) files.add(named.path);
  }
  const found = locate(element, bases, issues);
  if (found !== null && !found.isExternal) files.add(found.path);
  return {
    element,
    isSco: readType(element, found !== null, issues),
    href: found?.path ?? null,
    parameters: found?.parameters ?? '',
  };
}

function locate(element: XmlElement, bases: string[], issues: PackageIssue[]) {
  const href = attributeOf(element, 'href')?.trim() ?? '';
  if (href === '') return null;
  const found = resolveHref(href, bases);
  if (found.isOutside) {
    const message = `"${href}" leads out of the package. Put the file into the package and export it again.`;
    issues.push(issueAt(element, 'error', 'RESOURCE_OUTSIDE_PACKAGE', message, 'CAM 2.3.2.6'));
  } else if (found.isExternal && element.name === 'resource') {
    const message = `"${href}" is on another server. It can be shown, but it cannot report anything to the record.`;
    issues.push(issueAt(element, 'warning', 'RESOURCE_EXTERNAL', message, 'CAM 2.3.2.6'));
  } else if (!found.isExternal && found.path === '') return null;
  return found;
}

/** adlcp:scormtype; a launchable resource without one is taken for a SCO, because an asset could report nothing. */
function readType(element: XmlElement, isLaunchable: boolean, issues: PackageIssue[]): boolean {
  const told = (attributeOf(element, 'scormtype') ?? attributeOf(element, 'scormType'))?.trim().toLowerCase();
  if (told === 'sco' || told === 'asset') return told === 'sco';
  if (isLaunchable) {
    const message = `The resource does not say whether it is a SCO or an asset${told ? ` (it says "${told}")` : ''}. It is taken for a SCO.`;
    issues.push(issueAt(element, 'warning', 'RESOURCE_SCORMTYPE', message, 'CAM 2.3.2.6'));
  }
  return true;
}
