import type { CmiRecord } from '../runtime-record.ts';
import { CHILDREN, ELEMENTS, LISTS } from './element-table.ts';

/** An element's name taken apart. */
export interface ElementPath {
  /** With `n` for each index, e.g. `cmi.objectives.n.id`. */
  readonly pattern: string;
  /** As the record names it, without the keyword. */
  readonly key: string;
  /** `_children`, `_count` or `_version` at the end, which the pattern lacks. */
  readonly keyword: string | null;
  /** Lists that the path enters, outermost first. */
  readonly entries: readonly ListEntry[];
}

/** One step into a list. */
interface ListEntry {
  readonly pattern: string;
  readonly key: string;
  /** Infinity for one with leading zeros: lists count 0, 1, 2, so that no entry is ever there. */
  readonly index: number;
}

/** Takes a name apart; null when the data model has nothing of that name, list or container (error 401). */
export function parseElement(element: string): ElementPath | null {
  const parts = element.split('.');
  const last = parts.at(-1) ?? '';
  const isKeyword = last === '_children' || last === '_count' || (last === '_version' && element !== 'cmi._version');
  if (isKeyword) parts.pop();
  const pattern: string[] = [];
  const key: string[] = [];
  const entries: ListEntry[] = [];
  for (const part of parts) {
    const list = pattern.join('.');
    if (/^\d+$/.test(part) && (LISTS.has(list) || list === 'adl.data')) {
      entries.push({ pattern: list, key: key.join('.'), index: /^0\d/.test(part) ? Infinity : Number(part) });
      pattern.push('n');
      key.push(part);
    } else if (/^n$|^\d/.test(part)) {
      return null;
    } else {
      pattern.push(part);
      key.push(part);
    }
  }
  const path = {
    pattern: pattern.join('.'),
    key: key.join('.'),
    keyword: isKeyword ? last : null,
    entries,
  };
  return isKnown(path) ? path : null;
}

function isKnown({ pattern, keyword }: ElementPath): boolean {
  if (ELEMENTS.has(pattern)) return true;
  const isContainer = CHILDREN.has(pattern) || LISTS.has(pattern) || LISTS.has(pattern.replace(/\.n$/, ''));
  return keyword !== null && isContainer;
}

/** How many entries a list of the record has. */
export function countEntries(record: CmiRecord, pattern: string, key: string): number {
  const sign = LISTS.get(pattern);
  const signs = typeof sign === 'string' ? [sign] : ['comment', 'location', 'timestamp'];
  let count = 0;
  while (signs.some((name) => record[`${key}.${count}.${name}`] !== undefined)) count += 1;
  return count;
}
