import { recogniseAiccFiles } from './aicc/index.ts';
import { recogniseCmi5File, recogniseCmi5Root } from './cmi5/index.ts';
import type { Edition, PackageIssue } from './course-structure.ts';
import { childNamed, childText, childrenNamed, issueAt } from './manifest-xml.ts';
import { recogniseXapiFile, recogniseXapiRoot } from './xapi/index.ts';
import type { XmlElement } from './xml-element.ts';

/** What a package can be told apart as. */
export type RecognisedId = 'scorm12' | 'scorm2004' | 'aicc' | 'cmi5' | 'xapi';

/** Verdict on a package: `imscp` is content packaging without SCORM in it, `unknown` nothing that we know. */
export interface Recognition {
  readonly standard: RecognisedId | 'imscp' | 'unknown';
  /** Null for whatever is not played. */
  readonly edition: Edition | null;
  /** Errors refuse the package; a played standard brings warnings at most. */
  readonly issues: readonly PackageIssue[];
}

const SCORM_2004 = /adlcp_v1p3|adlseq_v1p3|adlnav_v1p3|imsss/;
const SCORM_12 = /adlcp_rootv1p2/;
const EDITIONS: readonly (readonly [RegExp, Edition])[] = [
  [/^1\.[23]$/, '1.2'],
  [/^2004 4th edition$/i, '2004-4th'],
  [/^2004 3rd edition$/i, '2004-3rd'],
  [/^(?:cam 1\.3|2004 2nd edition|2004)$/i, '2004-2nd'],
];

/**
 * Tells the standard of a manifest by its schemaversion, else by its namespaces, else by the spelling of scormtype: old
 * packages often have only one of them right (CAM 2.3.2.1 in SCORM 1.2, CAM 3.4.1.2 in 2004).
 */
export function recognise(root: XmlElement): Recognition {
  const other = recogniseCmi5Root(root) ?? recogniseXapiRoot(root);
  if (other !== null) return { ...other, edition: null };
  if (root.name !== 'manifest')
    return refused(root, 'unknown', 'MANIFEST_ROOT', `The file begins with <${root.name}>.`);
  const told = childText(childNamed(root, 'metadata') ?? root, 'schemaversion') ?? schemaVersionBelow(root);
  const edition = EDITIONS.find(([pattern]) => pattern.test(told ?? ''))?.[1];
  const signs = signsOf(root);
  if (edition === '1.2' && signs.has2004) {
    const issue = issueAt(
      root,
      'warning',
      'SCHEMAVERSION_CONTRADICTS',
      `The manifest calls itself SCORM ${told} and uses elements of SCORM 2004. It is read as SCORM 1.2.`,
      'CAM 2.3.2.1',
    );
    return { standard: 'scorm12', edition, issues: [issue] };
  }
  if (edition !== undefined) return { standard: edition === '1.2' ? 'scorm12' : 'scorm2004', edition, issues: [] };
  if (!signs.has2004 && !signs.has12) {
    return refused(root, 'imscp', 'NOT_SCORM', 'The package has a manifest, but nothing in it says SCORM.');
  }
  const guess: Edition = signs.has2004 ? '2004-4th' : '1.2';
  // The ADL's own SCORM 1.2 courses keep their schemaversion below the organization, so its absence is no fault there.
  const issue = issueAt(
    root,
    'warning',
    told === null ? 'SCHEMAVERSION_MISSING' : 'SCHEMAVERSION_UNKNOWN',
    `The manifest ${told === null ? 'names no edition' : `names the edition "${told}", which is not known`}. ` +
      `It is read as SCORM ${guess === '1.2' ? '1.2' : '2004 4th Edition'}.`,
    guess === '1.2' ? 'CAM 2.3.2.1' : 'CAM 3.4.1.2',
  );
  return { standard: guess === '1.2' ? 'scorm12' : 'scorm2004', edition: guess, issues: [issue] };
}

/** Tells a package without imsmanifest.xml by its file names; always refuses, in words that say what it is. */
export function recogniseFiles(names: readonly string[]): Recognition {
  const found = recogniseCmi5File(names) ?? recogniseXapiFile(names) ?? recogniseAiccFiles(names);
  if (found !== null) return { ...found, edition: null };
  const issue: PackageIssue = {
    severity: 'error',
    code: 'MANIFEST_MISSING',
    message:
      'The package has no imsmanifest.xml. Export the course again as SCORM 1.2 or SCORM 2004 and upload the zip as it is.',
    path: 'imsmanifest.xml',
    spec: 'CAM 2.3.1',
  };
  return { standard: 'unknown', edition: null, issues: [issue] };
}

function refused(root: XmlElement, standard: 'imscp' | 'unknown', code: string, what: string): Recognition {
  const message = `${what} Export the course again as SCORM 1.2 or SCORM 2004.`;
  return { standard, edition: null, issues: [issueAt(root, 'error', code, message, 'CAM 2.3')] };
}

/** The first schemaversion of the organizations, where the manifest itself has none. */
function schemaVersionBelow(root: XmlElement): string | null {
  const organizations = childNamed(root, 'organizations');
  for (const organization of organizations === undefined ? [] : childrenNamed(organizations, 'organization')) {
    const metadata = childNamed(organization, 'metadata');
    const told = metadata === undefined ? null : childText(metadata, 'schemaversion');
    if (told !== null) return told;
  }
  return null;
}

function signsOf(root: XmlElement): { has2004: boolean; has12: boolean } {
  let has2004 = false;
  let has12 = false;
  const waiting = [root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    const names = [element.namespace, ...element.attributes.map((attribute) => attribute.namespace)];
    has2004 ||= names.some((name) => SCORM_2004.test(name));
    has12 ||= names.some((name) => SCORM_12.test(name));
    for (const { name, namespace } of element.attributes) {
      // 1.2 writes scormtype, 2004 scormType: the spelling alone tells packages whose namespaces are wrong.
      has12 ||= name === 'scormtype' && !SCORM_2004.test(namespace);
      has2004 ||= name === 'scormType' && !SCORM_12.test(namespace);
    }
    if (element.name === 'metadata') continue;
    // One by one: a resource may name more files than a call may have arguments.
    for (const child of element.children) waiting.push(child);
  }
  return { has2004, has12 };
}
