import type { CmiRecord, ElementVerdict } from '../runtime-record.ts';
import { bad, good } from './data-model.ts';
import type { DataModelContext } from './data-model.ts';
import { countEntries, parseElement } from './element-path.ts';
import type { ElementPath } from './element-path.ts';
import { CHILDREN, ELEMENTS, LISTS } from './element-table.ts';
import { isRequestValidElement, setRequestValid } from './request-valid.ts';
import { INTERACTION_TYPES, hasOnePattern, isCorrectPattern, isResponse, isSamePattern } from './response-patterns.ts';
import type { InteractionType } from './response-patterns.ts';
import { isSharedData, setSharedData } from './shared-data.ts';

/** SetValue of SCORM 2004 (RTE 3.1.4.2): writes into the record, or one of the errors 351, 401, 404, 406, 407, 408. */
export function setElement(context: DataModelContext, element: string, value: string): ElementVerdict {
  if (element === '') return bad(351, 'SetValue needs the name of an element.');
  if (isSharedData(element)) return setSharedData(context, element, value);
  if (isRequestValidElement(element)) return setRequestValid(context, element);
  const path = parseElement(element);
  if (path === null) return bad(401, `The data model has no element "${element}".`);
  const rule = ELEMENTS.get(path.pattern);
  if (path.keyword !== null) return setKeyword(path);
  if (rule === undefined) return bad(401, `"${element}" holds other elements and takes no value.`);
  if (rule.access === 'read-only' && context.isLms !== true) return bad(404, `${element} can only be read.`);
  const refusal =
    checkPlace(context.record, path) ?? checkValue(context, path, value) ?? checkUnique(context, path, value);
  if (refusal !== null) return refusal;
  context.record[path.key] = value;
  if (path.pattern === 'cmi.interactions.n.type') dropMisfits(context.record, path.key.slice(0, -'.type'.length));
  return good();
}

/** Keywords that an element has can only be read; others are no elements. */
function setKeyword({ pattern, keyword, key }: ElementPath): ElementVerdict {
  const isThere = keyword === '_children' ? CHILDREN.has(pattern) : keyword === '_count' && LISTS.has(pattern);
  return isThere ? bad(404, `${key}.${keyword} can only be read.`) : bad(401, `${key} has no ${keyword}.`);
}

/** Lists grow by one (351), and what an entry needs first must be there (408). */
function checkPlace(record: CmiRecord, path: ElementPath): ElementVerdict | null {
  for (const { pattern, key, index } of path.entries) {
    const count = countEntries(record, pattern, key);
    if (index > count) return bad(351, `The next entry of ${key} is ${count}.`);
  }
  const [entry] = path.entries;
  if (entry === undefined || (entry.pattern !== 'cmi.interactions' && entry.pattern !== 'cmi.objectives')) return null;
  const isNew = record[`${entry.key}.${entry.index}.id`] === undefined;
  if (!isNew || path.pattern === `${entry.pattern}.n.id`) return null;
  return bad(408, `${entry.key}.${entry.index}.id must be set first.`);
}

function checkValue(context: DataModelContext, path: ElementPath, value: string): ElementVerdict | null {
  const { record, limits, edition } = context;
  const isJump = path.pattern === 'adl.nav.request' && value.endsWith('}jump');
  if (isJump && edition !== '2004-4th') return bad(406, 'jump came with the 4th Edition.');
  if (path.pattern === 'cmi.suspend_data') {
    const isShort = value.length <= limits.suspendData;
    return isShort ? null : bad(406, `cmi.suspend_data takes ${limits.suspendData} characters.`);
  }
  if (path.pattern === 'cmi.interactions.n.correct_responses.n.pattern') return checkPattern(record, path, value);
  if (path.pattern === 'cmi.interactions.n.learner_response') {
    const type = typeOf(record, path);
    if (type === null) return bad(408, 'The type of the interaction must be set first.');
    return isResponse(type, value)
      ? null
      : bad(406, `"${value.slice(0, 80)}" is no response of a ${type} interaction.`);
  }
  if (path.pattern.endsWith('objectives.n.id') && isManifestObjective(context, value)) return null;
  const error = ELEMENTS.get(path.pattern)?.check(value) ?? 0;
  if (error === 407) return bad(407, `${value} is out of the range of ${path.key}.`);
  return error === 0 ? null : bad(406, `"${value.slice(0, 80)}" is no value of ${path.key}.`);
}

/** The manifest's own objectives keep the ids that it gives them, blanks and all. */
function isManifestObjective({ activity }: DataModelContext, value: string): boolean {
  return activity.sequencing.objectives.some(({ id }) => id === value);
}

function checkPattern(record: CmiRecord, path: ElementPath, value: string): ElementVerdict | null {
  const type = typeOf(record, path);
  if (type === null) return bad(408, 'The type of the interaction must be set first.');
  const [, list] = path.entries;
  if (list === undefined) return null;
  if (hasOnePattern(type) && list.index > 0) return bad(351, `A ${type} interaction has one correct response.`);
  if (!isCorrectPattern(type, value))
    return bad(406, `"${value.slice(0, 80)}" is no pattern of a ${type} interaction.`);
  const same = patternsOf(record, list.key).findIndex((one, n) => n !== list.index && isSamePattern(type, one, value));
  return same < 0 ? null : bad(351, `Pattern ${same} says the same.`);
}

function patternsOf(record: CmiRecord, list: string): string[] {
  const count = countEntries(record, 'cmi.interactions.n.correct_responses', list);
  return Array.from({ length: count }, (_entry, n) => record[`${list}.${n}.pattern`] ?? '');
}

/**
 * A type that is set anew takes along what was said under the other one, where it means nothing now: else a record would hold
 * answers that its own types refuse, and the server with them.
 */
function dropMisfits(record: CmiRecord, interaction: string): void {
  const type = INTERACTION_TYPES.find((one) => one === record[`${interaction}.type`]);
  if (type === undefined) return;
  const response = record[`${interaction}.learner_response`];
  if (response !== undefined && !isResponse(type, response)) delete record[`${interaction}.learner_response`];
  const list = `${interaction}.correct_responses`;
  const patterns = patternsOf(record, list);
  const isTooMany = hasOnePattern(type) && patterns.length > 1;
  const isTwice = patterns.some((one, n) => patterns.slice(0, n).some((other) => isSamePattern(type, one, other)));
  if (!isTooMany && !isTwice && patterns.every((one) => isCorrectPattern(type, one))) return;
  for (const n of patterns.keys()) delete record[`${list}.${n}.pattern`];
}

function typeOf(record: CmiRecord, path: ElementPath): InteractionType | null {
  const entry = path.entries[0];
  const type = entry === undefined ? undefined : record[`${entry.key}.${entry.index}.type`];
  return INTERACTION_TYPES.find((one) => one === type) ?? null;
}

/** Ids of objectives are given once and to one entry only (RTE 4.2.17.1; 4.2.9 for an interaction's objectives). */
function checkUnique({ record }: DataModelContext, path: ElementPath, value: string): ElementVerdict | null {
  const isOwn = path.pattern === 'cmi.objectives.n.id';
  if (!isOwn && path.pattern !== 'cmi.interactions.n.objectives.n.id') return null;
  const entry = path.entries.at(-1);
  if (entry === undefined) return null;
  const count = countEntries(record, entry.pattern, entry.key);
  for (let n = 0; n < count; n += 1) {
    const id = record[`${entry.key}.${n}.id`];
    if (n !== entry.index && id === value) return bad(351, `Entry ${n} has the id "${value.slice(0, 80)}".`);
    if (isOwn && n === entry.index && id !== value) return bad(351, `The id of ${entry.key}.${n} is set and stays.`);
  }
  return null;
}
