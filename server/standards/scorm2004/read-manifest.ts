import type { Edition } from '../course-structure.ts';
import type { ManifestReading } from '../manifest-reading.ts';
import { attributeOf, childNamed, childText, childrenNamed, identifierText, issueAt } from '../manifest-xml.ts';
import type { XmlElement } from '../xml-element.ts';
import { readOrganization } from './manifest-items.ts';
import { readResources } from './manifest-resources.ts';
import { manifestValues } from './manifest-values.ts';
import type { ManifestValues } from './manifest-values.ts';

const EDITIONS: readonly [RegExp, Edition][] = [
  [/4th/i, '2004-4th'],
  [/3rd/i, '2004-3rd'],
  [/2nd|CAM\s*1\.3/i, '2004-2nd'],
];

/** Edition that the manifest's schemaversion names (CAM 3.4.1.2); null when it names none of SCORM 2004. */
export function edition2004(root: XmlElement): Edition | null {
  const metadata = childNamed(root, 'metadata');
  const version = metadata === undefined ? null : childText(metadata, 'schemaversion');
  return version === null ? null : (EDITIONS.find(([pattern]) => pattern.test(version))?.[1] ?? null);
}

/** Reads an imsmanifest.xml of SCORM 2004, 2nd to 4th Edition, and lists everything that is wrong with it. */
export function readManifest2004(root: XmlElement): ManifestReading {
  const values = manifestValues([]);
  const { resources, files } = readResources(root, values);
  const edition = edition2004(root) ?? reportEdition(root, values);
  const organization = chooseOrganization(root, values);
  const structure =
    organization === null ? null : readOrganization({ manifest: root, organization, edition, resources, values });
  return { structure, issues: values.issues, files };
}

function reportEdition(root: XmlElement, values: ManifestValues): Edition {
  const message = 'schemaversion names no known edition of SCORM 2004; the 4th Edition is assumed.';
  values.issues.push(issueAt(root, 'warning', 'MANIFEST_EDITION_UNKNOWN', message, 'CAM 3.4.1.2'));
  return '2004-4th';
}

function chooseOrganization(root: XmlElement, values: ManifestValues): XmlElement | null {
  const holder = childNamed(root, 'organizations');
  const all = holder === undefined ? [] : childrenNamed(holder, 'organization');
  const wanted = holder === undefined ? '' : identifierText(attributeOf(holder, 'default'));
  const found = all.find((one) => identifierText(attributeOf(one, 'identifier')) === wanted);
  const first = all[0];
  if (first === undefined) {
    const message = 'The manifest has no organization, so there is no course to take; publish the package for an LMS.';
    values.issues.push(issueAt(holder ?? root, 'error', 'MANIFEST_NO_ORGANIZATION', message, 'CAM 3.4.1.4'));
    return null;
  }
  if (found === undefined && wanted !== '') {
    const message = `The default organization "${wanted}" is not there; the first one is used.`;
    values.issues.push(issueAt(holder ?? root, 'warning', 'ORGANIZATION_DEFAULT_MISSING', message, 'CAM 3.4.1.3'));
  }
  return found ?? first;
}
