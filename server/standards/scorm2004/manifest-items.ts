import type { Activity, CompletionThreshold, CourseStructure, Edition, SharedDataMap } from '../course-structure.ts';
import {
  attributeOf,
  childNamed,
  childText,
  childrenNamed,
  collapse,
  identifierText,
  issueAt,
} from '../manifest-xml.ts';
import { joinParameters } from '../package-paths.ts';
import type { XmlElement } from '../xml-element.ts';
import type { ManifestResource } from './manifest-resources.ts';
import { readSequencing, readSequencingCollection } from './manifest-sequencing.ts';
import { decimalText, identifierAttribute } from './manifest-values.ts';
import type { ManifestValues } from './manifest-values.ts';

/** What the items of an organization are read against. */
export interface OrganizationSource {
  readonly manifest: XmlElement;
  readonly organization: XmlElement;
  readonly edition: Edition;
  readonly resources: ReadonlyMap<string, ManifestResource>;
  readonly values: ManifestValues;
}

interface Reading extends OrganizationSource {
  readonly collection: ReadonlyMap<string, XmlElement>;
  readonly seen: Set<string>;
}

const TIME_LIMIT_ACTIONS = ['exit,message', 'exit,no message', 'continue,message', 'continue,no message'];
const UNIT = { min: 0, max: 1, spec: 'CAM 3.4.1.10' };

/** The activity tree of one organization (CAM 3.4.1.4, 3.4.1.5); null when it has no item. */
export function readOrganization(source: OrganizationSource): CourseStructure | null {
  const { organization, values } = source;
  const reading = { ...source, collection: readSequencingCollection(source.manifest), seen: new Set<string>() };
  const root = startByItself(readActivity(organization, reading));
  if (root.children.length === 0) {
    const message = 'The organization has no item that can be played.';
    values.issues.push(issueAt(organization, 'error', 'ORGANIZATION_EMPTY', message, 'CAM 3.4.1.4'));
    return null;
  }
  return {
    standard: 'scorm2004',
    edition: source.edition,
    identifier: identifierText(attributeOf(source.manifest, 'identifier')),
    title: root.title,
    root,
    objectivesGlobalToSystem: values.flag(organization, 'objectivesGlobalToSystem', true, 'SN 3.10.2'),
    sharedDataGlobalToSystem: values.flag(organization, 'sharedDataGlobalToSystem', true, 'CAM 3.4.1.7'),
  };
}

/** A course of one activity with default controls could not be started by flow, and offering a choice of one is no choice. */
function startByItself(root: Activity): Activity {
  const [only, second] = root.children;
  const isSingle = only !== undefined && second === undefined && only.children.length === 0;
  if (!isSingle || !root.sequencing.choice || root.sequencing.flow) return root;
  return { ...root, sequencing: { ...root.sequencing, choice: false, flow: true } };
}

function readActivity(element: XmlElement, reading: Reading): Activity {
  const { values } = reading;
  const identifier = readIdentifier(element, reading);
  const { sequencing, maxTimeAllowed } = readSequencing(element, reading.collection, values);
  const resource = findResource(element, identifier, reading);
  const children = childrenNamed(element, 'item').flatMap((item) => {
    const child = readActivity(item, reading);
    return isPlayable(child, item, values) ? [child] : [];
  });
  const path = resource?.href ?? null;
  const isCluster = children.length > 0 || path === null;
  return {
    identifier,
    title: readTitle(element, identifier, values),
    type: typeOf(isCluster, resource),
    children,
    isVisible: values.flag(element, 'isvisible', true, 'CAM 3.4.1.5'),
    href: isCluster ? null : (path?.path ?? null),
    parameters: path === null ? '' : joinParameters(path.parameters, attributeOf(element, 'parameters') ?? ''),
    dataFromLms: rawText(element, 'dataFromLMS'),
    timeLimitAction: readTimeLimitAction(element, values),
    maxTimeAllowed,
    masteryScore: null,
    prerequisites: null,
    completionThreshold: readThreshold(element, reading.edition, values),
    hideLmsUi: readHidden(element),
    sharedData: reading.edition === '2004-4th' ? readSharedData(element, values) : [],
    sequencing,
  };
}

/** An item with nothing to play and nothing below it could only stop the person; it is left out of the tree. */
function isPlayable(activity: Activity, element: XmlElement, { issues }: ManifestValues): boolean {
  if (activity.children.length > 0 || activity.href !== null) return true;
  const message = `"${activity.identifier}" has neither a file to play nor items below it; it is left out.`;
  issues.push(issueAt(element, 'warning', 'ITEM_EMPTY', message, 'CAM 3.4.1.5'));
  return false;
}

function typeOf(isCluster: boolean, resource: ManifestResource | null): Activity['type'] {
  if (isCluster) return 'cluster';
  return resource?.isAsset ? 'asset' : 'sco';
}

function readIdentifier(element: XmlElement, { values, seen }: Reading): string {
  const identifier = identifierAttribute(element, 'identifier') ?? '';
  if (identifier === '') {
    const message = `An ${element.name} has no identifier; give every ${element.name} its own.`;
    values.issues.push(issueAt(element, 'error', 'IDENTIFIER_MISSING', message, 'CAM 3.4.1.5'));
  } else if (seen.has(identifier)) {
    const message = `Two items have the identifier "${identifier}"; give every item its own.`;
    values.issues.push(issueAt(element, 'error', 'IDENTIFIER_DUPLICATE', message, 'CAM 3.4.1.5'));
  }
  seen.add(identifier);
  return identifier;
}

function findResource(element: XmlElement, identifier: string, reading: Reading): ManifestResource | null {
  const reference = identifierText(attributeOf(element, 'identifierref'));
  if (reference === '') return null;
  const { issues } = reading.values;
  const resource = reading.resources.get(reference);
  if (resource === undefined) {
    const message = `"${identifier}" plays the resource "${reference}", which the manifest does not have.`;
    issues.push(issueAt(element, 'error', 'ITEM_RESOURCE_MISSING', message, 'CAM 3.4.1.5'));
    return null;
  }
  if (resource.href === null) {
    const message = `"${identifier}" plays the resource "${reference}", which names no file to start (href).`;
    issues.push(issueAt(resource.element, 'error', 'RESOURCE_NO_HREF', message, 'CAM 3.4.1.8'));
  }
  return resource;
}

function readTitle(element: XmlElement, identifier: string, values: ManifestValues): string {
  const title = childText(element, 'title') ?? '';
  if (title !== '') return title;
  const message = `"${identifier}" has no title; its identifier is shown instead.`;
  values.issues.push(issueAt(element, 'warning', 'TITLE_MISSING', message, 'CAM 3.4.1.6'));
  return identifier;
}

function rawText(element: XmlElement, name: string): string | null {
  return childNamed(element, name)?.text ?? null;
}

function readTimeLimitAction(element: XmlElement, values: ManifestValues): string | null {
  const child = childNamed(element, 'timeLimitAction');
  if (child === undefined) return null;
  const action = collapse(child.text).replace(/\s*,\s*/, ',');
  if (TIME_LIMIT_ACTIONS.includes(action)) return action;
  const message = `"${action}" is no time limit action; it is one of ${TIME_LIMIT_ACTIONS.join(' | ')}. It is left out.`;
  values.issues.push(issueAt(child, 'warning', 'MANIFEST_UNKNOWN_WORD', message, 'CAM 3.4.1.6'));
  return null;
}

/** The 4th Edition writes attributes; the 2nd and 3rd write the threshold as the element's text. */
function readThreshold(element: XmlElement, edition: Edition, values: ManifestValues): CompletionThreshold | null {
  const child = childNamed(element, 'completionThreshold');
  if (child === undefined) return null;
  if (collapse(child.text) !== '') {
    return { completedByMeasure: true, minProgressMeasure: decimalText(values, child, 1, UNIT), progressWeight: 1 };
  }
  return {
    completedByMeasure: values.flag(child, 'completedByMeasure', false, UNIT.spec),
    minProgressMeasure: values.decimal(child, 'minProgressMeasure', 1, UNIT),
    progressWeight: edition === '2004-4th' ? values.decimal(child, 'progressWeight', 1, UNIT) : 1,
  };
}

function readHidden(element: XmlElement): string[] {
  const holder = childNamed(element, 'presentation');
  const surface = holder === undefined ? undefined : childNamed(holder, 'navigationInterface');
  return surface === undefined ? [] : childrenNamed(surface, 'hideLMSUI').map((child) => collapse(child.text));
}

function readSharedData(element: XmlElement, values: ManifestValues): SharedDataMap[] {
  const holder = childNamed(element, 'data');
  const maps = holder === undefined ? [] : childrenNamed(holder, 'map');
  return maps.flatMap((map) => {
    const targetId = identifierAttribute(map, 'targetID');
    if (targetId === null) return [];
    return [
      {
        targetId,
        read: values.flag(map, 'readSharedData', true, 'CAM 3.4.1.11'),
        write: values.flag(map, 'writeSharedData', true, 'CAM 3.4.1.11'),
      },
    ];
  });
}
