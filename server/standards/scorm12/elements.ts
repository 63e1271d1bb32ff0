import type { ContentLimits } from '../launch-contract.ts';
import type { CmiRecord, ElementVerdict } from '../runtime-record.ts';
import { CHILDREN, ELEMENTS, GROUPS, LEFT_OUT, LISTS } from './data-model.ts';
import { isFeedback } from './data-types.ts';
import type { ElementName } from './element-names.ts';
import { countEntries, hasEntry, readElementName } from './element-names.ts';
import { STATUS_RULE } from './status.ts';

/** What the data model works on: a record made by `initialRecord`, changed in place by `setElement`. */
export interface DataModelContext {
  readonly record: CmiRecord;
  readonly limits: ContentLimits;
}

const MAX_COMMENTS = 4096;
const KEYWORD = /^(.*)\.(_children|_count|_version)$/;

/** LMSGetValue (RTE 3.3.2.3): error 0 with the value, else 201, 202, 203, 401 or 404. */
export function getElement({ record }: DataModelContext, element: string): ElementVerdict {
  const name = readElementName(element);
  if (name === null) return refuse(201, `"${element}" is no element of SCORM 1.2.`);
  const keyword = KEYWORD.exec(name.pattern);
  if (keyword !== null) return getKeyword(record, element, keyword[1] ?? '', keyword[2] ?? '');
  const rule = ELEMENTS.get(name.pattern);
  if (rule === undefined) return refuseUnknown(name, element);
  if (rule.access === 'write') return refuse(404, `"${element}" can only be set.`);
  const missing = name.steps.find(([list, index]) => !hasEntry(record, list, index));
  if (missing !== undefined) return refuse(201, `"${missing[0]}" has no entry ${missing[1]} yet.`);
  return { error: 0, value: Object.hasOwn(record, element) ? (record[element] ?? '') : '' };
}

/** LMSSetValue (RTE 3.3.2.4): changes the record and answers error 0, else 201, 401, 402, 403 or 405 and changes nothing. */
export function setElement(context: DataModelContext, element: string, value: string): ElementVerdict {
  const { record } = context;
  const name = readElementName(element);
  if (name === null) return refuse(201, `"${element}" is no element of SCORM 1.2.`);
  const keyword = KEYWORD.exec(name.pattern);
  if (keyword !== null) {
    const parent = keyword[1] ?? '';
    const isKnown = GROUPS.has(parent) || ELEMENTS.has(parent);
    return isKnown ? refuse(402, `"${element}" is a keyword.`) : refuseUnknown(name, element);
  }
  const rule = ELEMENTS.get(name.pattern);
  if (rule === undefined) return refuseUnknown(name, element);
  if (rule.access === 'read') return refuse(403, `"${element}" can only be read.`);
  const gap = name.steps.find(([list, index]) => index > 0 && !hasEntry(record, list, index - 1));
  if (gap !== undefined)
    return refuse(201, `"${gap[0]}" has ${countEntries(record, gap[0])} entries; the next is next.`);
  const wrong = rule.type(value)
    ? wrongValue(context, name, element, value)
    : `"${element}" cannot be "${cut(value)}".`;
  if (wrong !== null) return refuse(405, wrong);
  if (element === 'cmi.core.lesson_status') delete record[STATUS_RULE];
  const before = record[element];
  record[element] = element === 'cmi.comments' ? (before ?? '') + value : value;
  const isRetyped = name.pattern === 'cmi.interactions.n.type' && before !== undefined && before !== value;
  if (isRetyped) dropMisfits(record, element.slice(0, -'.type'.length), value);
  return { error: 0 };
}

/**
 * A type that is set anew takes along what was said under the other one, where it means nothing now: else a record would hold
 * answers that its own types refuse, and the server with them. What came before any type stays.
 */
function dropMisfits(record: CmiRecord, interaction: string, type: string): void {
  const response = `${interaction}.student_response`;
  if (!isFeedback(type, record[response] ?? '')) delete record[response];
  const list = `${interaction}.correct_responses`;
  const patterns = Array.from({ length: countEntries(record, list) }, (_entry, n) => `${list}.${n}.pattern`);
  if (patterns.every((pattern) => isFeedback(type, record[pattern] ?? ''))) return;
  for (const pattern of patterns) delete record[pattern];
}

/** What a type alone cannot tell: it depends on the course's limits or on another element. */
function wrongValue(context: DataModelContext, name: ElementName, element: string, value: string): string | null {
  const { record, limits } = context;
  if (element === 'cmi.suspend_data' && value.length > limits.suspendData) {
    return `Suspend data of ${value.length} characters; the limit is ${limits.suspendData}.`;
  }
  if (element === 'cmi.comments' && (record[element] ?? '').length + value.length > MAX_COMMENTS) {
    return `Comments are added to those before; together they may have ${MAX_COMMENTS} characters.`;
  }
  if (/\.(?:pattern|student_response)$/.test(name.pattern)) {
    const [list, index] = name.steps[0] ?? ['', 0];
    const type = record[`${list}.${index}.type`];
    if (!isFeedback(type, value)) return `"${cut(value)}" is no response of the type "${type ?? ''}".`;
  }
  return null;
}

function getKeyword(record: CmiRecord, element: string, parent: string, keyword: string): ElementVerdict {
  if (keyword === '_version')
    return parent === 'cmi' ? { error: 0, value: '3.4' } : refuse(201, 'Only cmi has a version.');
  if (keyword === '_children') {
    const children = CHILDREN.get(parent);
    if (children !== undefined) return { error: 0, value: children };
    if (ELEMENTS.has(parent)) return refuse(202, `"${parent}" cannot have children.`);
  } else {
    if (LISTS.has(parent)) {
      return { error: 0, value: String(countEntries(record, element.slice(0, -'._count'.length))) };
    }
    if (ELEMENTS.has(parent) || GROUPS.has(parent)) return refuse(203, `"${parent}" is no list.`);
  }
  return refuse(201, `"${element}" is no element of SCORM 1.2.`);
}

function refuseUnknown({ pattern }: ElementName, element: string): ElementVerdict {
  if (GROUPS.has(pattern)) return refuse(401, `"${element}" is a group of elements and has no value.`);
  if (LEFT_OUT.test(element)) return refuse(401, `"${element}" belongs to AICC and is not in SCORM 1.2.`);
  return refuse(201, `"${element}" is no element of SCORM 1.2.`);
}

function refuse(error: number, diagnostic: string): ElementVerdict {
  return { error, diagnostic };
}

function cut(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}
