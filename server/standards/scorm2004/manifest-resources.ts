import { attributeOf, baseOf, childNamed, childrenNamed, identifierText, issueAt } from '../manifest-xml.ts';
import { resolveHref } from '../package-paths.ts';
import type { ResolvedHref } from '../package-paths.ts';
import type { XmlElement } from '../xml-element.ts';
import type { ManifestValues } from './manifest-values.ts';

/** One `<resource>` of the manifest with its start file resolved; href null where it has none (CAM 3.4.1.8). */
export interface ManifestResource {
  readonly identifier: string;
  readonly isAsset: boolean;
  readonly href: ResolvedHref | null;
  readonly element: XmlElement;
}

/** All resources by identifier and the package's files that they name. */
export function readResources(
  manifest: XmlElement,
  values: ManifestValues,
): { resources: Map<string, ManifestResource>; files: string[] } {
  const holder = childNamed(manifest, 'resources');
  const resources = new Map<string, ManifestResource>();
  const files = new Set<string>();
  if (holder === undefined) {
    const message = 'The manifest has no resources, so nothing can be played.';
    values.issues.push(issueAt(manifest, 'error', 'MANIFEST_NO_RESOURCES', message, 'CAM 3.4.1.7'));
    return { resources, files: [] };
  }
  const outer = [baseOf(manifest), baseOf(holder)];
  for (const element of childrenNamed(holder, 'resource')) {
    const bases = [...outer, baseOf(element)];
    const resource = readResource(element, bases, files, values);
    if (resources.has(resource.identifier)) {
      const message = `Two resources have the identifier "${resource.identifier}"; the first one is used.`;
      values.issues.push(issueAt(element, 'error', 'IDENTIFIER_DUPLICATE', message, 'CAM 3.4.1.8'));
    } else {
      resources.set(resource.identifier, resource);
    }
  }
  return { resources, files: [...files] };
}

function readResource(
  element: XmlElement,
  bases: readonly string[],
  files: Set<string>,
  values: ManifestValues,
): ManifestResource {
  const resolve = (owner: XmlElement): ResolvedHref | null => {
    const text = attributeOf(owner, 'href')?.trim();
    if (text === undefined || text === '') return null;
    const resolved = resolveHref(text, bases);
    if (resolved.isOutside) {
      const message = `"${text}" points out of the package; name a file inside it.`;
      values.issues.push(issueAt(owner, 'error', 'RESOURCE_OUTSIDE_PACKAGE', message, 'CAM 3.4.2'));
    } else if (!resolved.isExternal) {
      files.add(resolved.path);
    }
    return resolved;
  };
  const href = resolve(element);
  for (const file of childrenNamed(element, 'file')) resolve(file);
  const scormType = (attributeOf(element, 'scormType') ?? attributeOf(element, 'scormtype') ?? '').trim().toLowerCase();
  return {
    identifier: identifierText(attributeOf(element, 'identifier')),
    isAsset: scormType === 'asset',
    href: href?.isOutside === true ? null : href,
    element,
  };
}
