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
  return good();
}

/** Keywords that an element has can only be read; others are no elements. */
function setKeyword({ pattern, keyword, key }: ElementPath): ElementVerdict {
  const isThere = keyword === '_children' ? CHILDREN.has(pattern) : keyword === '_count' && LISTS.has(pattern);
  return isThere ? bad(404, `${key}.${keyword} can only be read.`) : bad(401, `${key} has no ${keyword}.`);
}

/** Lists grow by one (351), and what an entry needs first must be there (408). */
function checkPlace(record: CmiRecord, path: ElementPath): ElementVerdict | null {
  for (const [depth, entry] of path.entries.entries()) {
    const count = countEntries(record, entry.pattern, entry.key);
    if (entry.index > count) return bad(351, `The next entry of ${entry.key} is ${count}.`);
    const hasId = depth === 0 && (entry.pattern === 'cmi.interactions' || entry.pattern === 'cmi.objectives');
    const isNew = entry.index === count && path.pattern !== `${entry.pattern}.n.id`;
    if (hasId && isNew) return bad(408, `${entry.key}.${entry.index}.id must be set first.`);
  }
  return null;
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
  const error = ELEMENTS.get(path.pattern)?.check(value) ?? 0;
  if (error === 407) return bad(407, `${value} is out of the range of ${path.key}.`);
  return error === 0 ? null : bad(406, `"${value.slice(0, 80)}" is no value of ${path.key}.`);
}

function checkPattern(record: CmiRecord, path: ElementPath, value: string): ElementVerdict | null {
  const type = typeOf(record, path);
  if (type === null) return bad(408, 'The type of the interaction must be set first.');
  const [, list] = path.entries;
  if (list === undefined) return null;
  if (hasOnePattern(type) && list.index > 0) return bad(351, `A ${type} interaction has one correct response.`);
  if (!isCorrectPattern(type, value))
    return bad(406, `"${value.slice(0, 80)}" is no pattern of a ${type} interaction.`);
  const count = countEntries(record, list.pattern, list.key);
  for (let n = 0; n < count; n += 1) {
    const other = record[`${list.key}.${n}.pattern`] ?? '';
    if (n !== list.index && isSamePattern(type, other, value)) return bad(351, `Pattern ${n} says the same.`);
  }
  return null;
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
