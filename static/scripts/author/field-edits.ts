import { isSourceMap, valueAtPlace } from '../../../server/standards/module/apply-edits.ts';
import type { DraftEdit, EditPath, SourceValue } from '../../../server/standards/module/draft-edit.ts';

/** A write into a form: where, and what; undefined takes the field out. */
export interface FieldWrite {
  readonly at: EditPath;
  readonly value: SourceValue | undefined;
}

/** The edit that writes a field, a new one in front of the key `next`; undefined takes it out. */
export function fieldEdit(at: EditPath, value: SourceValue | undefined, next: string | undefined): DraftEdit {
  if (value === undefined) return { op: 'remove', at };
  return next === undefined ? { op: 'set', at, value } : { op: 'set', at, value, before: next };
}

/** How a field is written where the group around it may not be there yet; a group that loses its last field goes with it. */
export function fieldWrite(data: SourceValue, at: EditPath, value: SourceValue | undefined): FieldWrite | null {
  const holder = at.slice(0, -1);
  const last = at.at(-1);
  const around = valueAtPlace(data, holder);
  if (value === undefined) {
    if (valueAtPlace(data, at) === undefined) return null;
    const isLast = isSourceMap(around) && Object.keys(around).length === 1 && typeof at.at(-2) === 'string';
    return isLast ? { at: holder, value: undefined } : { at, value: undefined };
  }
  if (around !== undefined || typeof last !== 'string') return { at, value };
  return fieldWrite(data, holder, { [last]: value });
}

/** A share as percent and back: 0.07 is 7, not 7.000000000000001. */
export const percentOf = (share: number): number => Math.round(share * 10_000) / 100;
export const shareOf = (percent: number): number => Math.round(percent * 100) / 10_000;

/** Topics of states as lines, `TX: 1, 4`. */
export function topicLines(value: SourceValue | undefined): string {
  if (!isSourceMap(value)) return '';
  return Object.entries(value)
    .map(([state, topics]) => `${state}: ${Array.isArray(topics) ? topics.join(', ') : ''}`)
    .join('\n');
}

/** Lines as topics of states; `wrong` are the lines that say none. */
export function readTopicLines(text: string): { readonly topics: SourceValue; readonly wrong: readonly string[] } {
  const topics: Record<string, string[]> = {};
  const wrong: string[] = [];
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const [, state, list] = /^\s*([A-Za-z]{2})\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    const entries = (list ?? '').split(/\s*,\s*/).filter((topic) => topic !== '');
    if (state === undefined || entries.length === 0) wrong.push(line.trim());
    else topics[state.toUpperCase()] = entries;
  }
  return { topics, wrong };
}

/** What typed topics come to: undefined takes the field out. Lines that say none are the fault of the field, and nothing is written. */
export function typedTopics(text: string): { readonly value: SourceValue | undefined } | { readonly fault: string } {
  const { topics, wrong } = readTopicLines(text);
  if (wrong.length > 0) return { fault: `Write each line as “TX: 1, 4”. Not understood: ${wrong.join('; ')}` };
  return { value: Object.keys(Object(topics)).length === 0 ? undefined : topics };
}

/** Lines as a list; empty ones are none. */
export const readWords = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');
