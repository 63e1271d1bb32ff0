import { isDeepStrictEqual } from 'node:util';
import { isSourceList, isSourceMap, type SourceValue } from '../../standards/module/index.ts';
import { readData } from '../drafts/read-source.ts';

/** One thing that is different between two versions of a course. */
export interface Difference {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** Where, as an author reads it: `Where it begins › text opening › text`. */
  readonly where: string;
  /** Shortened to what differs; '' where there is nothing to show. */
  readonly before: string;
  readonly after: string;
}

/** What is different in one file. */
export interface FileDifference {
  readonly path: string;
  readonly title: string;
  readonly state: 'added' | 'removed' | 'changed';
  readonly differences: readonly Difference[];
}

type Files = Readonly<Record<string, string>>;

/** What differs between the source files of two versions, file by file, by the ids of what stands in them. */
export function describeDifference(before: Files, after: Files): FileDifference[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return paths.flatMap((path): FileDifference[] => {
    const [was, is] = [before[path], after[path]];
    if (was === is) return [];
    const data = readData(path, is ?? was ?? '');
    const title = (isSourceMap(data) && typeof data['title'] === 'string' ? data['title'] : '') || path;
    if (was === undefined || is === undefined) {
      return [{ path, title, state: was === undefined ? 'added' : 'removed', differences: [] }];
    }
    const differences = compare(readData(path, was), readData(path, is), []);
    return differences.length === 0 ? [] : [{ path, title, state: 'changed', differences }];
  });
}

function compare(before: SourceValue, after: SourceValue, where: readonly string[]): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isSourceMap(before) && isSourceMap(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => compareKey(before[key], after[key], [...where, key]));
  }
  const [was, is] = [entriesOf(before), entriesOf(after)];
  if (was !== null && is !== null) return compareEntries(was, is, where);
  return [changed(before, after, where)];
}

function compareKey(
  before: SourceValue | undefined,
  after: SourceValue | undefined,
  where: readonly string[],
): Difference[] {
  if (before === undefined || after === undefined) {
    const kind = before === undefined ? 'added' : 'removed';
    return [{ kind, where: where.join(' › '), before: short(before), after: short(after) }];
  }
  return compare(before, after, where);
}

type Entries = ReadonlyMap<string, SourceValue>;

function compareEntries(before: Entries, after: Entries, where: readonly string[]): Difference[] {
  const place = (entry: SourceValue): string => [...where, nameOf(entry)].join(' › ');
  const removed = [...before].filter(([id]) => !after.has(id));
  const added = [...after].filter(([id]) => !before.has(id));
  const [was, is] = [before, after].map((list, index) =>
    [...list.keys()].filter((id) => (index === 0 ? after : before).has(id)),
  );
  const moved = (is ?? []).filter((id, index) => was?.[index] !== id);
  return [
    ...removed.map(
      ([, entry]) => ({ kind: 'removed', where: place(entry), before: wordsOf(entry), after: '' }) as const,
    ),
    ...added.map(([, entry]) => ({ kind: 'added', where: place(entry), before: '', after: wordsOf(entry) }) as const),
    ...(moved.length === 0
      ? []
      : [
          {
            kind: 'moved',
            where: where.join(' › '),
            before: (was ?? []).join(', '),
            after: (is ?? []).join(', '),
          } as const,
        ]),
    ...[...after].flatMap(([id, entry]) => {
      const old = before.get(id);
      return old === undefined ? [] : compare(old, entry, [...where.slice(0, -1), nameOf(entry)]);
    }),
  ];
}

/** Entries of a list by id; null for what is no list of entries with ids. */
function entriesOf(value: SourceValue): Entries | null {
  if (!isSourceList(value)) return null;
  const pairs = value.map((entry) => [isSourceMap(entry) ? entry['id'] : null, entry] as const);
  const entries = new Map(pairs.flatMap(([id, entry]) => (typeof id === 'string' ? [[id, entry] as const] : [])));
  return entries.size === value.length ? entries : null;
}

function nameOf(entry: SourceValue): string {
  if (!isSourceMap(entry)) return '';
  const { id, type, title } = entry;
  const name = typeof id === 'string' ? id : '';
  if (typeof type === 'string') return `${type} “${name}”`;
  return typeof title === 'string' ? `“${title}”` : `“${name}”`;
}

function wordsOf(entry: SourceValue): string {
  if (!isSourceMap(entry)) return short(entry);
  const words = ['title', 'text', 'prompt', 'cite', 'say']
    .map((key) => entry[key])
    .find((one) => typeof one === 'string');
  return short(words);
}

const MOST = 300;
/** Letters of what stays the same that are shown around a difference. */
const AROUND = 60;

function changed(before: SourceValue, after: SourceValue, where: readonly string[]): Difference {
  const place = where.join(' › ');
  if (typeof before !== 'string' || typeof after !== 'string') {
    return { kind: 'changed', where: place, before: short(before), after: short(after) };
  }
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  const from = Math.max(0, start - AROUND);
  const cut = (text: string): string => `${from > 0 ? '…' : ''}${short(text.slice(from))}`;
  return { kind: 'changed', where: place, before: cut(before), after: cut(after) };
}

function short(value: SourceValue | undefined): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value.trim() : JSON.stringify(value);
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}
