import { timespanToMs } from '../durations.ts';
import type { ContentLimits } from '../launch-contract.ts';
import type { CmiRecord, RejectedElement } from '../runtime-record.ts';
import { ELEMENTS } from './data-model.ts';
import { readElementName } from './element-names.ts';
import { setElement } from './elements.ts';
import { STATUS_RULE, STATUS_RULES } from './status.ts';

/** Suspend data of SCORM 1.2 in characters, where the course says nothing else (RTE 3.4.4, CMIString4096). */
export const SUSPEND_DATA_LIMIT = 4096;

/**
 * The server's check of a record that a browser sent: each element goes through the data model again; a bad one alone is set
 * aside. What the LMS puts into the record itself is dropped silently, but for the total time and the status rule.
 */
export function validateRecord(
  record: CmiRecord,
  limits: ContentLimits = { suspendData: SUSPEND_DATA_LIMIT },
): { accepted: CmiRecord; rejected: RejectedElement[] } {
  const accepted: CmiRecord = {};
  const rejected: RejectedElement[] = [];
  let rule: string | null = null;
  for (const [element, value] of byEntry(Object.entries(record))) {
    if (element === STATUS_RULE && STATUS_RULES.includes(value)) rule = value;
    else if (element === 'cmi.core.total_time' && timespanToMs(value) !== null) accepted[element] = value;
    else if (isOfLms(element)) continue;
    // The one value that the LMS writes and the SCO may not.
    else if (element === 'cmi.core.lesson_status' && value === 'not attempted') accepted[element] = value;
    else {
      const { error, diagnostic } = setElement({ record: accepted, limits }, element, value);
      if (error !== 0) rejected.push({ element, value, error, reason: diagnostic ?? '' });
    }
  }
  if (rule !== null) accepted[STATUS_RULE] = rule;
  return { accepted, rejected };
}

/**
 * In the order of the record, but the entries of lists by their index: an entry that said its first word anew may stand behind
 * the next one. Within an entry the order counts, since a response is judged by the type that was known when it came.
 */
function byEntry(elements: readonly [string, string][]): [string, string][] {
  const listed = elements.filter(([element]) => entryIndex(element) >= 0);
  listed.sort(([a], [b]) => entryIndex(a) - entryIndex(b));
  const inTurn = listed.values();
  return elements.map((one) => (entryIndex(one[0]) < 0 ? one : (inTurn.next().value ?? one)));
}

/** Index in the outer list; -1 for what is in no list. */
function entryIndex(element: string): number {
  return readElementName(element)?.steps[0]?.[1] ?? -1;
}

function isOfLms(element: string): boolean {
  return element !== 'cmi.core.total_time' && ELEMENTS.get(element)?.access === 'read';
}
