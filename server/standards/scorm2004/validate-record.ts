import type { Activity, Edition } from '../course-structure.ts';
import type { ContentLimits } from '../launch-contract.ts';
import type { CmiRecord, RejectedElement } from '../runtime-record.ts';
import { parseElement } from './element-path.ts';
import { LAUNCH_ELEMENTS, manifestRecord } from './initial-record.ts';
import { setElement } from './set-element.ts';

/** What a record is judged against. */
export interface RecordRules {
  readonly edition: Edition;
  readonly activity: Activity;
  readonly limits: ContentLimits;
}

/**
 * The server's check of a record that a browser sent: each element is set again in its order, with the LMS's own right to
 * read-only ones. What is refused is set aside alone. Thresholds are the manifest's, never the record's; what belongs to
 * the launch (learner, mode, entry) is dropped without a word.
 */
export function validateRecord(
  record: Readonly<CmiRecord>,
  rules: RecordRules,
): { accepted: CmiRecord; rejected: RejectedElement[] } {
  const replayed: CmiRecord = {};
  const context = { ...rules, record: replayed, sharedData: {}, isLms: true };
  const rejected: RejectedElement[] = [];
  for (const [element, value] of inOrder(Object.entries(record))) {
    if (LAUNCH_ELEMENTS.has(element)) continue;
    if (typeof value !== 'string') {
      rejected.push({ element, value: String(value), error: 406, reason: 'A value is a text.' });
      continue;
    }
    const { error, diagnostic } = setElement(context, element, value);
    if (error !== 0) rejected.push({ element, value, error, reason: diagnostic ?? `Error ${error}.` });
  }
  const { 'cmi.completion_threshold': completion, 'cmi.scaled_passing_score': passing } = manifestRecord(
    rules.activity,
  );
  const accepted = {
    ...replayed,
    ...(completion !== undefined && { 'cmi.completion_threshold': completion }),
    ...(passing !== undefined && { 'cmi.scaled_passing_score': passing }),
  };
  return { accepted, rejected };
}

/** The order of the record, but an entry's id and type before what needs them, and entries by their index. */
function inOrder(elements: readonly [string, string][]): [string, string][] {
  const ranked = elements.map(([element, value]) => ({ element, value, ...rankOf(element) }));
  ranked.sort((a, b) => compareIndexes(a.indexes, b.indexes) || a.need - b.need);
  return ranked.map(({ element, value }) => [element, value]);
}

function rankOf(element: string): { indexes: readonly number[]; need: number } {
  const path = parseElement(element);
  const indexes = path?.entries.map((entry) => entry.index) ?? [];
  const need = element.endsWith('.id') ? 0 : element.endsWith('.type') ? 1 : 2;
  return { indexes: indexes, need: indexes.length === 0 ? 0 : need };
}

function compareIndexes(a: readonly number[], b: readonly number[]): number {
  const outer = (a[0] ?? -1) - (b[0] ?? -1);
  if (outer !== 0) return outer;
  return a.length - b.length || (a[1] ?? 0) - (b[1] ?? 0);
}
