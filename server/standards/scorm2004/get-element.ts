import type { CmiRecord, ElementVerdict } from '../runtime-record.ts';
import { bad, good } from './data-model.ts';
import type { DataModelContext } from './data-model.ts';
import { countEntries, parseElement } from './element-path.ts';
import type { ElementPath } from './element-path.ts';
import { CHILDREN, ELEMENTS, LISTS } from './element-table.ts';
import { getRequestValid, isRequestValidElement } from './request-valid.ts';
import { getSharedData, isSharedData } from './shared-data.ts';

/** GetValue of SCORM 2004 (RTE 3.1.4.1): the value, or one of the errors 301, 401, 403, 405. */
export function getElement(context: DataModelContext, element: string): ElementVerdict {
  if (element === '') return bad(301, 'GetValue needs the name of an element.');
  if (isSharedData(element)) return getSharedData(context, element);
  if (isRequestValidElement(element)) return getRequestValid(context, element);
  const path = parseElement(element);
  if (path === null) return bad(401, `The data model has no element "${element}".`);
  const outside = path.entries.find((entry) => entry.index >= countEntries(context.record, entry.pattern, entry.key));
  if (outside !== undefined) return bad(301, `${outside.key} has no entry ${outside.index}.`);
  if (path.keyword !== null) return getKeyword(context.record, path);
  const rule = ELEMENTS.get(path.pattern);
  if (rule === undefined) return bad(401, `"${element}" holds other elements and has no value.`);
  if (rule.access === 'write-only') return bad(405, `${element} can only be set.`);
  const value = readElement(context.record, path.key) ?? rule.initial;
  return value === undefined ? bad(403, `${element} was never set.`) : good(value);
}

function getKeyword(record: CmiRecord, path: ElementPath): ElementVerdict {
  if (path.keyword === '_children') {
    const children = CHILDREN.get(path.pattern);
    return children === undefined ? bad(301, `${path.key} has no children.`) : good(children);
  }
  if (path.keyword === '_count' && LISTS.has(path.pattern)) {
    return good(String(countEntries(record, path.pattern, path.key)));
  }
  return bad(301, `${path.key} has no ${path.keyword}.`);
}

/** A stored value; for the two statuses the one that the thresholds decide (RTE 4.2.4.1, 4.2.22.1). */
export function readElement(record: CmiRecord, key: string): string | undefined {
  if (key === 'cmi.completion_status') {
    const threshold = record['cmi.completion_threshold'];
    if (threshold === undefined) return record[key];
    return compare(record['cmi.progress_measure'], threshold, ['completed', 'incomplete']);
  }
  if (key === 'cmi.success_status') {
    const threshold = record['cmi.scaled_passing_score'];
    if (threshold === undefined) return record[key];
    return compare(record['cmi.score.scaled'], threshold, ['passed', 'failed']);
  }
  return record[key];
}

function compare(value: string | undefined, threshold: string, [reached, missed]: [string, string]): string {
  if (value === undefined) return 'unknown';
  return Number(value) >= Number(threshold) ? reached : missed;
}
