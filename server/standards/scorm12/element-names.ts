import type { CmiRecord } from '../runtime-record.ts';
import { LISTS } from './data-model.ts';

/** An element's name taken apart: `cmi.interactions.2.id` is `cmi.interactions.n.id` with the index 2. */
export interface ElementName {
  readonly pattern: string;
  /** Lists on the way with the index in each: `[['cmi.interactions', 2]]`. */
  readonly steps: readonly (readonly [list: string, index: number])[];
}

/** Names taken apart before: a record brings the same ones with every commit. */
const known = new Map<string, ElementName | null>();
const MOST_KNOWN = 4096;
const LONGEST_KNOWN = 100;

/** Takes a name apart; null for what no name can be (an index written `01`, empty parts). */
export function readElementName(element: string): ElementName | null {
  const kept = known.get(element);
  if (kept !== undefined) return kept;
  const name = takeApart(element);
  if (known.size >= MOST_KNOWN) known.clear();
  if (element.length <= LONGEST_KNOWN) known.set(element, name);
  return name;
}

function takeApart(element: string): ElementName | null {
  const pattern: string[] = [];
  const actual: string[] = [];
  const steps: [string, number][] = [];
  for (const part of element.split('.')) {
    if (/^\d/.test(part)) {
      if (!/^(?:0|[1-9]\d{0,5})$/.test(part)) return null;
      steps.push([actual.join('.'), Number(part)]);
      pattern.push('n');
    } else if (part === '' || part === 'n') return null;
    else pattern.push(part);
    actual.push(part);
  }
  return { pattern: pattern.join('.'), steps };
}

/** Whether a list has an entry at this index. */
export function hasEntry(record: CmiRecord, list: string, index: number): boolean {
  return hasSign(record, list, signsOf(list), index);
}

/** Elements of which an entry of a list has at least one. */
function signsOf(list: string): readonly string[] {
  return LISTS.get(/\d/.test(list) ? list.replace(/\.\d+\./g, '.n.') : list) ?? [];
}

function hasSign(record: CmiRecord, list: string, signs: readonly string[], index: number): boolean {
  return signs.some((sign) => Object.hasOwn(record, `${list}.${index}.${sign}`));
}

/** Number of entries of a list. Indexes have no gaps, so it is found in some steps of doubling and halving. */
export function countEntries(record: CmiRecord, list: string): number {
  const signs = signsOf(list);
  let high = 1;
  while (hasSign(record, list, signs, high - 1)) high *= 2;
  let low = Math.floor(high / 2);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (hasSign(record, list, signs, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
