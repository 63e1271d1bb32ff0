import type { Activity, PackageIssue } from '../course-structure.ts';
import { DEFAULT_SEQUENCING } from '../default-sequencing.ts';
import { timespanToMs } from '../durations.ts';
import { attributeOf, childNamed, childText, childrenNamed, identifierText, issueAt } from '../manifest-xml.ts';
import { joinParameters } from '../package-paths.ts';
import type { XmlElement } from '../xml-element.ts';
import type { Resource, Resources } from './manifest-resources.ts';

const TIME_LIMIT_ACTIONS = ['exit,message', 'exit,no message', 'continue,message', 'continue,no message'];

/** What the reading of the items shares. */
export interface ItemContext {
  readonly resources: Resources;
  readonly issues: PackageIssue[];
  /** Elements by activity identifier: tells duplicates, and gives prerequisites their line later. */
  readonly seen: Map<string, XmlElement>;
}

/** Reads an organization or an item with everything below it (CAM 2.3.2.3 to 2.3.2.5). */
export function readItem(element: XmlElement, context: ItemContext): Activity {
  const identifier = readIdentifier(element, context);
  const resource = readReference(element, identifier, context);
  const children = childrenNamed(element, 'item').map((item) => readItem(item, context));
  const isItem = element.name === 'item';
  if (isItem && children.length > 0 && resource !== null) {
    warn(context, element, 'ITEM_CONTENT_ABOVE_ITEMS', `"${identifier}" has content of its own and items below it.`);
  }
  if (isItem && children.length === 0 && attributeOf(element, 'identifierref') === undefined) {
    warn(context, element, 'ITEM_EMPTY', `"${identifier}" has neither content nor items below it.`);
  }
  return {
    identifier,
    title: readTitle(element, identifier, context),
    type: resource === null ? 'cluster' : resource.isSco ? 'sco' : 'asset',
    children,
    isVisible: !['false', '0'].includes(attributeOf(element, 'isvisible')?.trim().toLowerCase() ?? ''),
    href: resource?.href ?? null,
    parameters: resource === null ? '' : joinParameters(resource.parameters, attributeOf(element, 'parameters') ?? ''),
    dataFromLms: childNamed(element, 'datafromlms')?.text.trim() ?? null,
    timeLimitAction: readTimeLimitAction(element, context),
    maxTimeAllowed: readMaxTime(element, context),
    masteryScore: readMasteryScore(element, context),
    prerequisites: childText(element, 'prerequisites') || null,
    completionThreshold: null,
    hideLmsUi: [],
    sharedData: [],
    sequencing: DEFAULT_SEQUENCING,
  };
}

function readIdentifier(element: XmlElement, { seen, issues }: ItemContext): string {
  const identifier = identifierText(attributeOf(element, 'identifier'));
  const kind = element.name === 'item' ? 'item' : 'organization';
  if (identifier === '') {
    const message = `An ${kind} has no identifier, so nothing could be recorded for it.`;
    issues.push(issueAt(element, 'error', 'IDENTIFIER_MISSING', message, 'CAM 2.3.2.5'));
  } else if (seen.has(identifier)) {
    const message = `Two items are called "${identifier}", so their records would be mixed up.`;
    issues.push(issueAt(element, 'error', 'IDENTIFIER_DUPLICATE', message, 'CAM 2.3.2.5'));
  }
  seen.set(identifier, element);
  return identifier;
}

function readReference(element: XmlElement, identifier: string, { resources, issues }: ItemContext): Resource | null {
  const reference = identifierText(attributeOf(element, 'identifierref'));
  if (reference === '' || element.name !== 'item') return null;
  const resource = resources.byIdentifier.get(reference);
  if (resource === undefined) {
    const message = `"${identifier}" refers to the resource "${reference}", which the manifest does not have.`;
    issues.push(issueAt(element, 'error', 'ITEM_RESOURCE_MISSING', message, 'CAM 2.3.2.5'));
    return null;
  }
  if (resource.href !== null) return resource;
  const message = `"${identifier}" refers to the resource "${reference}", which has no href, so nothing can be opened.`;
  issues.push(issueAt(resource.element, 'error', 'RESOURCE_NO_HREF', message, 'CAM 2.3.2.6'));
  return null;
}

function readTitle(element: XmlElement, identifier: string, context: ItemContext): string {
  const title = childText(element, 'title');
  if (title) return title;
  warn(context, element, 'TITLE_MISSING', `"${identifier}" has no title. Its identifier is shown instead.`);
  return identifier;
}

function readMasteryScore(element: XmlElement, context: ItemContext): number | null {
  const text = childText(element, 'masteryscore');
  if (text === null || text === '') return null;
  const score = /^\d{1,3}(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (score >= 0 && score <= 100) return score;
  warn(context, element, 'MASTERY_SCORE', `The mastery score "${text}" is no number from 0 to 100. It is left out.`);
  return null;
}

function readMaxTime(element: XmlElement, context: ItemContext): string | null {
  const text = childText(element, 'maxtimeallowed');
  if (text === null || text === '' || timespanToMs(text) !== null) return text || null;
  warn(context, element, 'MAX_TIME_ALLOWED', `The time limit "${text}" is not written as HHHH:MM:SS. It is left out.`);
  return null;
}

function readTimeLimitAction(element: XmlElement, context: ItemContext): string | null {
  const text = childText(element, 'timelimitaction')?.replace(/ ?, ?/, ',');
  if (!text || TIME_LIMIT_ACTIONS.includes(text)) return text || null;
  warn(context, element, 'TIME_LIMIT_ACTION', `"${text}" is no action at the time limit. It is left out.`);
  return null;
}

function warn({ issues }: ItemContext, element: XmlElement, code: string, message: string): void {
  issues.push(issueAt(element, 'warning', code, message, 'CAM 2.3.2.5'));
}
