import { isDeepStrictEqual } from 'node:util';
import { isSourceList, isSourceMap, type SourceValue } from '../../standards/module/index.ts';
import { MEDIA_FILE } from '../media-source.ts';
import { readData } from '../drafts/read-source.ts';
import { atEntry, atKey, isKeyedById, nameOf, ROOT, sayIn, sayPlace, type Place } from './difference-words.ts';

/** One thing that is different between two versions of a course. */
export interface Difference {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** Where, as an author reads it: `“Where it begins” › Text “Opening” › Text`. */
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
    const own = path === MEDIA_FILE ? 'What media say' : isSourceMap(data) ? data['title'] : '';
    const title = (typeof own === 'string' ? own : '') || path;
    if (was === undefined || is === undefined) {
      return [{ path, title, state: was === undefined ? 'added' : 'removed', differences: [] }];
    }
    const differences = compare(readData(path, was), readData(path, is), ROOT);
    return differences.length === 0 ? [] : [{ path, title, state: 'changed', differences }];
  });
}

/** What differs between two values of one file. */
export function describeValues(before: SourceValue, after: SourceValue): Difference[] {
  return compare(before, after, ROOT);
}

function compare(before: SourceValue, after: SourceValue, place: Place): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isSourceMap(before) && isSourceMap(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => compareKey(before[key], after[key], { place, key }));
  }
  const [was, is] = [entriesOf(before), entriesOf(after)];
  if (was !== null && is !== null) return compareEntries(was, is, place);
  return [changed(before, after, place)];
}

function compareKey(
  before: SourceValue | undefined,
  after: SourceValue | undefined,
  { place, key }: { readonly place: Place; readonly key: string },
): Difference[] {
  const here = isKeyedById(place) ? atEntry(place, after ?? before ?? null, key) : atKey(place, key);
  if (before !== undefined && after !== undefined) return compare(before, after, here);
  return [came({ before, after }, here)];
}

/** An entry or a field that is new, or gone. */
function came({ before, after }: { before: SourceValue | undefined; after: SourceValue | undefined }, place: Place) {
  const kind = before === undefined ? 'added' : 'removed';
  return { kind, where: sayPlace(place), before: wordsOf(before, place), after: wordsOf(after, place) } as const;
}

type Entries = ReadonlyMap<string, SourceValue>;

function compareEntries(before: Entries, after: Entries, place: Place): Difference[] {
  const removed = [...before].filter(([id]) => !after.has(id));
  const added = [...after].filter(([id]) => !before.has(id));
  const [was, is] = [before, after].map((list, index) =>
    [...list.keys()].filter((id) => (index === 0 ? after : before).has(id)),
  );
  const names = (ids: readonly string[] = []): string => ids.map((id) => nameOf(after.get(id) ?? null, id)).join(', ');
  const isMoved = (is ?? []).some((id, index) => was?.[index] !== id);
  return [
    ...removed.map(([id, entry]) => came({ before: entry, after: undefined }, atEntry(place, entry, id))),
    ...added.map(([id, entry]) => came({ before: undefined, after: entry }, atEntry(place, entry, id))),
    ...(isMoved ? [{ kind: 'moved', where: sayPlace(place), before: names(was), after: names(is) } as const] : []),
    ...[...after].flatMap(([id, entry]) => {
      const old = before.get(id);
      return old === undefined ? [] : compare(old, entry, atEntry(place, entry, id));
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

/** What is new or gone says, where it says something alone. */
function wordsOf(value: SourceValue | undefined, place: Place): string {
  if (!isSourceMap(value) || value['id'] === undefined) return short(sayIn(place, value));
  const words = ['title', 'text', 'prompt', 'cite', 'say'].map((key) => value[key]);
  return short(words.find((one) => typeof one === 'string') ?? '');
}

const MOST = 300;
/** Letters of what stays the same that are shown around a difference. */
const AROUND = 60;

function changed(before: SourceValue, after: SourceValue, place: Place): Difference {
  const [was, is] = [sayIn(place, before), sayIn(place, after)];
  let start = 0;
  while (start < was.length && was[start] === is[start]) start += 1;
  const isText = typeof before === 'string' && typeof after === 'string';
  const from = isText ? Math.max(0, start - AROUND) : 0;
  const cut = (text: string): string => `${from > 0 ? '…' : ''}${short(text.slice(from))}`;
  return { kind: 'changed', where: sayPlace(place), before: cut(was), after: cut(is) };
}

function short(said: string): string {
  const text = said.trim();
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}
