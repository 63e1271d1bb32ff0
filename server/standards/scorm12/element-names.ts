import type { CmiRecord } from '../runtime-record.ts';
import { LISTS } from './data-model.ts';

/** An element's name taken apart: `cmi.interactions.2.id` is `cmi.interactions.n.id` with the index 2. */
export interface ElementName {
  readonly pattern: string;
  /** Lists on the way with the index in each: `[['cmi.interactions', 2]]`. */
  readonly steps: readonly (readonly [list: string, index: number])[];
}

/** Takes a name apart; null for what no name can be (an index written `01`, empty parts). */
export function readElementName(element: string): ElementName | null {
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
  const signs = LISTS.get(list.replace(/\.\d+\./g, '.n.')) ?? [];
  return signs.some((sign) => Object.hasOwn(record, `${list}.${index}.${sign}`));
}

/** Number of entries of a list. Indexes have no gaps, so it is found in some steps of doubling and halving. */
export function countEntries(record: CmiRecord, list: string): number {
  let high = 1;
  while (hasEntry(record, list, high - 1)) high *= 2;
  let low = Math.floor(high / 2);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (hasEntry(record, list, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
