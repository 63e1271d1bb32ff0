import { type Document, isMap, isNode, isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import {
  EditPlaceError,
  isSourceList,
  isSourceMap,
  type DraftEdit,
  type EditPath,
  type EditStep,
  type SourceValue,
} from '../../standards/module/index.ts';
import { formatDocument, formatSource, parseForFormat } from '../format-source.ts';
import { keepLayout } from './keep-layout.ts';

/** Texts that are known to be in their canonical form, the last used last. */
const MOST_KNOWN = 60;
const canonical = new Set<string>();

/**
 * Applies edits to the text of a source file: comments stay with what they were written for, and only the lines of what was
 * edited change. Where somebody laid the file out otherwise, new values of single fields keep that layout; entries that are
 * put in, moved or taken out bring the file into its canonical form. The same edits on the plain value give the value of the
 * new text. Throws EditPlaceError.
 */
export function patchYaml(path: string, text: string, edits: readonly DraftEdit[]): string {
  if (!isCanonical(path, text)) {
    const kept = keepLayout(text, edits);
    if (kept !== null) return kept;
  }
  const document = parseForFormat(text);
  for (const edit of edits) applyToDocument(document, edit);
  const after = formatDocument(path, document);
  know(after);
  return after;
}

function isCanonical(path: string, text: string): boolean {
  if (!canonical.has(text) && formatSource(path, text) !== text) return false;
  know(text);
  return true;
}

function know(text: string): void {
  canonical.delete(text);
  canonical.add(text);
  for (const oldest of canonical) {
    if (canonical.size <= MOST_KNOWN) break;
    canonical.delete(oldest);
  }
}

function applyToDocument(document: Document, edit: DraftEdit): void {
  switch (edit.op) {
    case 'set':
      set(document, edit);
      return;
    case 'remove':
      take(document, edit.at);
      return;
    case 'insert':
      insert(document, edit.at, edit.before, document.createNode(edit.value));
      return;
    case 'move': {
      if (typeof edit.at.at(-1) === 'string') moveKey(document, edit);
      else insert(document, edit.to, edit.before, take(document, edit.at));
      return;
    }
    case 'rename': {
      const pair = pairAt(nodeAt(document, edit.at.slice(0, -1)), edit.at.at(-1));
      if (pair === undefined) throw new EditPlaceError(edit.at, 'there is no such key');
      if (isScalar(pair.key)) pair.key.value = edit.key;
      else pair.key = document.createNode(edit.key);
    }
  }
}

function set(document: Document, { at, value, before }: Extract<DraftEdit, { op: 'set' }>): void {
  const last = at.at(-1);
  if (last === undefined) {
    const contents = changed(document, document.contents, value);
    if (isNode(contents)) document.contents = contents;
    return;
  }
  const holder = nodeAt(document, at.slice(0, -1));
  if (isSeq(holder)) {
    const place = placeIn(holder, last, at);
    holder.items[place] = changed(document, holder.items[place], value);
  } else if (isMap(holder) && typeof last === 'string') {
    setKey(document, holder, last, value, before);
  } else throw new EditPlaceError(at, 'there is nothing here');
}

function setKey(document: Document, map: YAMLMap, key: string, value: SourceValue, before?: string): void {
  const pair = pairAt(map, key);
  if (pair !== undefined) {
    pair.value = changed(document, pair.value, value);
    return;
  }
  loosenComment(map);
  const made = document.createPair(key, value);
  const next = before === undefined ? -1 : map.items.findIndex((one) => keyOf(one) === before);
  map.items.splice(next < 0 ? map.items.length : next, 0, made);
}

/** The node with another value: what stays the same in it keeps its comments. */
function changed(document: Document, node: unknown, value: SourceValue): unknown {
  if (isMap(node) && isSourceMap(value)) {
    node.items = node.items.filter((pair) => Object.hasOwn(value, keyOf(pair)));
    for (const [key, child] of Object.entries(value)) setKey(document, node, key, child);
    const order = Object.keys(value);
    node.items.sort((one, other) => order.indexOf(keyOf(one)) - order.indexOf(keyOf(other)));
    return node;
  }
  if (isSeq(node) && isSourceList(value)) {
    const before = entriesBefore(node.items, value);
    node.items = value.map((entry, index) => changed(document, before[index], entry));
    return node;
  }
  if (isScalar(node) && (typeof value !== 'object' || value === null)) {
    node.value = value;
    delete node.source;
    delete node.format;
    return node;
  }
  const made = document.createNode(value);
  if (isNode(node) && node.commentBefore) made.commentBefore = node.commentBefore;
  return made;
}

/** The nodes that the entries of a list were before: by their ids, else by their places; no node is two of them. */
function entriesBefore(nodes: readonly unknown[], entries: readonly SourceValue[]): unknown[] {
  const free = new Set(nodes);
  const use = (node: unknown): unknown => (free.delete(node) ? node : undefined);
  const named = entries.map((entry) => {
    const id = isSourceMap(entry) ? entry['id'] : undefined;
    if (typeof id !== 'string') return undefined;
    return use(nodes.find((node) => free.has(node) && isMap(node) && node.get('id') === id));
  });
  return entries.map((entry, index) => {
    const hasId = isSourceMap(entry) && typeof entry['id'] === 'string';
    return hasId ? named[index] : use(nodes[index]);
  });
}

/** Takes a node out and hands it over with its comments. */
function take(document: Document, at: EditPath): unknown {
  const last = at.at(-1);
  const holder = last === undefined ? undefined : nodeAt(document, at.slice(0, -1));
  loosenComment(holder);
  if (last !== undefined && isSeq(holder)) return holder.items.splice(placeIn(holder, last, at), 1)[0];
  const pair = pairAt(holder, last);
  if (!isMap(holder) || pair === undefined) throw new EditPlaceError(at, 'there is nothing to remove');
  holder.items.splice(holder.items.indexOf(pair), 1);
  return pair.value;
}

/** A key of a map stands elsewhere in it, with the comments before it. */
function moveKey(document: Document, { at, to, before }: Extract<DraftEdit, { op: 'move' }>): void {
  const holder = nodeAt(document, at.slice(0, -1));
  const pair = pairAt(holder, at.at(-1));
  if (!isMap(holder) || pair === undefined || JSON.stringify(at.slice(0, -1)) !== JSON.stringify(to)) {
    throw new EditPlaceError(at, 'a key stays in its map');
  }
  loosenComment(holder);
  holder.items.splice(holder.items.indexOf(pair), 1);
  const next = holder.items.findIndex((one) => keyOf(one) === before);
  holder.items.splice(next < 0 ? holder.items.length : next, 0, pair);
}

function insert(document: Document, at: EditPath, before: EditStep | null, node: unknown): void {
  const list = nodeAt(document, at);
  if (list === undefined || (isScalar(list) && list.value === null && at.length > 0)) {
    set(document, { op: 'set', at, value: [] });
    insert(document, at, before, node);
    return;
  }
  if (!isSeq(list)) throw new EditPlaceError(at, 'there is no list here');
  const id: unknown = isMap(node) ? node.get('id') : undefined;
  if (typeof id === 'string' && find(list, { id }) >= 0)
    throw new EditPlaceError(at, `there is an entry “${id}” already`);
  loosenComment(list);
  const place = before === null ? -1 : find(list, before);
  list.items.splice(place < 0 ? list.items.length : place, 0, node);
}

/** The parser gives the comment before the first entry to the whole list or map: it goes where the entry goes. */
function loosenComment(holder: unknown): void {
  if (!(isMap(holder) || isSeq(holder)) || !holder.commentBefore || holder.flow === true) return;
  const [first] = holder.items;
  const node = isMap(holder) ? holder.items[0]?.key : first;
  if (!isNode(node)) return;
  node.commentBefore = [holder.commentBefore, node.commentBefore].filter(Boolean).join('\n');
  delete holder.commentBefore;
}

function nodeAt(document: Document, at: EditPath): unknown {
  let node: unknown = document.contents;
  for (const step of at) {
    node = isSeq(node) ? node.items[find(node, step)] : pairAt(node, step)?.value;
  }
  return node ?? undefined;
}

function pairAt(node: unknown, step: EditStep | undefined): Pair | undefined {
  return isMap(node) && typeof step === 'string' ? node.items.find((pair) => keyOf(pair) === step) : undefined;
}

function find({ items }: YAMLSeq, step: EditStep): number {
  if (typeof step === 'number') return step >= 0 && step < items.length ? step : -1;
  return typeof step === 'string' ? -1 : items.findIndex((item) => isMap(item) && item.get('id') === step.id);
}

function placeIn(list: YAMLSeq, step: EditStep, at: EditPath): number {
  const place = find(list, step);
  if (place < 0) throw new EditPlaceError(at, 'there is no such entry');
  return place;
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : String(key);
}
