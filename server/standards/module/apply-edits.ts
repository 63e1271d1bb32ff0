import {
  EditPlaceError,
  positionIn,
  type DraftEdit,
  type EditPath,
  type EditStep,
  type SourceValue,
} from './draft-edit.ts';

type SourceMap = { readonly [key: string]: SourceValue };
type SourceList = readonly SourceValue[];

/** What came of edits: the value after them, and the edits that take them back, in the order in which they are applied. */
export interface AppliedEdits {
  readonly value: SourceValue;
  readonly inverse: readonly DraftEdit[];
}

/** Applies edits one after the other; the value that is handed in stays as it is. Throws EditPlaceError. */
export function applyEdits(value: SourceValue, edits: readonly DraftEdit[]): AppliedEdits {
  let now = value;
  const inverse: DraftEdit[] = [];
  for (const edit of edits) {
    const done = applyEdit(now, edit);
    inverse.unshift(...done.inverse);
    now = done.value;
  }
  return { value: now, inverse };
}

/** Value at a place; undefined where there is none. */
export function valueAtPlace(value: SourceValue, at: EditPath): SourceValue | undefined {
  let now: SourceValue | undefined = value;
  for (const step of at) now = now === undefined ? undefined : childOf(now, step);
  return now;
}

/** True for a map of a source file. */
export function isSourceMap(value: SourceValue | undefined): value is SourceMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a list of a source file. */
export function isSourceList(value: SourceValue | undefined): value is SourceList {
  return Array.isArray(value);
}

function applyEdit(value: SourceValue, edit: DraftEdit): AppliedEdits {
  switch (edit.op) {
    case 'set':
      return set(value, edit);
    case 'remove':
      return remove(value, edit.at);
    case 'insert':
      return insert(value, edit);
    case 'move':
      return move(value, edit);
    default:
      return rename(value, edit.at, edit.key);
  }
}

function set(value: SourceValue, edit: Extract<DraftEdit, { op: 'set' }>): AppliedEdits {
  const { at } = edit;
  const { parent, last } = split(at);
  if (last === undefined) return { value: edit.value, inverse: [{ op: 'set', at: [], value }] };
  const before = valueAtPlace(value, at);
  const done = within(value, parent, (holder) => {
    if (isSourceMap(holder) && typeof last === 'string') return withKey(holder, last, edit.value, edit.before);
    const list = listAt(holder, at);
    const place = placeIn(list, last, at);
    return list.map((entry, index) => (index === place ? edit.value : entry));
  });
  if (before === undefined) return { value: done, inverse: [{ op: 'remove', at }] };
  return { value: done, inverse: [{ op: 'set', at: placeAfter(at, value, done), value: before }] };
}

/** A place as it is named after a change that shifted nothing: an entry whose id changed has another step, or its position. */
function placeAfter(at: EditPath, before: SourceValue, after: SourceValue): EditPath {
  let [was, is]: (SourceValue | undefined)[] = [before, after];
  return at.map((step) => {
    const position = isSourceList(was) ? positionIn(was, step) : null;
    const [wasIn, isIn] = [was, is];
    was = wasIn === undefined ? undefined : childOf(wasIn, step);
    is = isIn === undefined ? undefined : childOf(isIn, position ?? step);
    if (position === null) return step;
    const id = is === undefined ? null : idOf(is);
    return id !== null && isSourceList(isIn) && positionIn(isIn, { id }) === position ? { id } : position;
  });
}

function remove(value: SourceValue, at: EditPath): AppliedEdits {
  const { parent, last } = split(at);
  const removed = valueAtPlace(value, at);
  const holder = valueAtPlace(value, parent);
  if (removed === undefined || last === undefined) throw new EditPlaceError(at, 'there is nothing to remove');
  if (isSourceMap(holder) && typeof last === 'string') {
    const done = within(value, parent, () =>
      Object.fromEntries(Object.entries(holder).filter(([key]) => key !== last)),
    );
    const keys = Object.keys(holder);
    const next = keys[keys.indexOf(last) + 1];
    const back = { op: 'set', at: placeAfter(at, value, done), value: removed } as const;
    return { value: done, inverse: [next === undefined ? back : { ...back, before: next }] };
  }
  const list = listAt(holder, at);
  const place = placeIn(list, last, at);
  const done = within(value, parent, () => list.filter((_entry, index) => index !== place));
  return { value: done, inverse: [{ op: 'insert', at: parent, before: stepAfter(list, place), value: removed }] };
}

function insert(value: SourceValue, edit: Extract<DraftEdit, { op: 'insert' }>): AppliedEdits {
  const { at, before } = edit;
  if ((valueAtPlace(value, at) ?? null) === null) return set(value, { op: 'set', at, value: [edit.value] });
  let place = 0;
  const id = idOf(edit.value);
  const done = within(value, at, (holder) => {
    const list = listAt(holder, at);
    if (id !== null && positionIn(list, { id }) >= 0) throw new EditPlaceError(at, `there is an entry “${id}” already`);
    place = placeBefore(list, before);
    return list.toSpliced(place, 0, edit.value);
  });
  return { value: done, inverse: [{ op: 'remove', at: [...at, id === null ? place : { id }] }] };
}

function move(value: SourceValue, { at, to, before }: Extract<DraftEdit, { op: 'move' }>): AppliedEdits {
  const { parent, last } = split(at);
  const moved = valueAtPlace(value, at);
  if (moved === undefined || last === undefined) throw new EditPlaceError(at, 'there is nothing to move');
  if (typeof last === 'string') return moveKey(value, { at, to, before });
  const from = listAt(valueAtPlace(value, parent), at);
  const back = stepAfter(from, placeIn(from, last, at));
  const without = remove(value, at).value;
  const put = insert(without, { op: 'insert', at: to, before, value: moved });
  const [taken] = put.inverse;
  const now = taken?.op === 'remove' && taken.at.length > to.length ? taken.at : [...to, 0];
  return { value: put.value, inverse: [{ op: 'move', at: now, to: parent, before: back }] };
}

/** A key of a map has another place in the order of the same map. */
function moveKey(value: SourceValue, { at, to, before }: Omit<Extract<DraftEdit, { op: 'move' }>, 'op'>): AppliedEdits {
  const { parent, last } = split(at);
  const holder = valueAtPlace(value, parent);
  if (!isSourceMap(holder) || typeof last !== 'string' || JSON.stringify(parent) !== JSON.stringify(to)) {
    throw new EditPlaceError(at, 'a key stays in its map');
  }
  const keys = Object.keys(holder);
  const back = keys[keys.indexOf(last) + 1] ?? null;
  const others = Object.entries(holder).filter(([key]) => key !== last);
  const place = others.findIndex(([key]) => key === before);
  const moved = others.toSpliced(place < 0 ? others.length : place, 0, [last, holder[last] ?? null]);
  const done = within(value, parent, () => Object.fromEntries(moved));
  return { value: done, inverse: [{ op: 'move', at, to, before: back }] };
}

function rename(value: SourceValue, at: EditPath, key: string): AppliedEdits {
  const { parent, last } = split(at);
  if (typeof last !== 'string') throw new EditPlaceError(at, 'only keys of a map are renamed');
  const done = within(value, parent, (holder) => {
    if (!isSourceMap(holder) || !Object.hasOwn(holder, last)) throw new EditPlaceError(at, 'there is no such key');
    if (key !== last && Object.hasOwn(holder, key)) throw new EditPlaceError(at, `there is a key “${key}” already`);
    return Object.fromEntries(Object.entries(holder).map(([name, child]) => [name === last ? key : name, child]));
  });
  return { value: done, inverse: [{ op: 'rename', at: [...parent, key], key: last }] };
}

/** A copy of the value with another child at a path, made of the child that is there. */
function within(
  value: SourceValue,
  path: EditPath,
  change: (holder: SourceValue) => SourceValue,
  depth = 0,
): SourceValue {
  const step = path[depth];
  if (step === undefined) return change(value);
  const child = childOf(value, step);
  if (child === undefined) throw new EditPlaceError(path.slice(0, depth + 1), 'there is nothing here');
  const next = within(child, path, change, depth + 1);
  if (isSourceMap(value) && typeof step === 'string') return { ...value, [step]: next };
  const list = listAt(value, path);
  const place = positionIn(list, step);
  return list.map((entry, index) => (index === place ? next : entry));
}

function childOf(value: SourceValue, step: EditStep): SourceValue | undefined {
  if (isSourceList(value)) return value[positionIn(value, step)];
  return isSourceMap(value) && typeof step === 'string' && Object.hasOwn(value, step) ? value[step] : undefined;
}

function withKey(map: SourceMap, key: string, value: SourceValue, before: string | undefined): SourceMap {
  if (Object.hasOwn(map, key) || before === undefined || !Object.hasOwn(map, before)) return { ...map, [key]: value };
  return Object.fromEntries(
    Object.entries(map).flatMap((pair) => (pair[0] === before ? [[key, value] as const, pair] : [pair])),
  );
}

function listAt(value: SourceValue | undefined, at: EditPath): SourceList {
  if (isSourceList(value)) return value;
  throw new EditPlaceError(at, 'there is no list here');
}

function placeIn(list: SourceList, step: EditStep, at: EditPath): number {
  const place = positionIn(list, step);
  if (place < 0) throw new EditPlaceError(at, 'there is no such entry');
  return place;
}

/** Where somebody removed the entry that the new one was to stand before, it stands at the end: nothing is lost. */
function placeBefore(list: SourceList, before: EditStep | null): number {
  const place = before === null ? -1 : positionIn(list, before);
  return place < 0 ? list.length : place;
}

/** What an entry stands before, once it is taken out of its list; null at the end. */
function stepAfter(list: SourceList, place: number): EditStep | null {
  const next = list[place + 1];
  if (next === undefined) return null;
  const id = idOf(next);
  return id === null ? place : { id };
}

function idOf(value: SourceValue): string | null {
  return isSourceMap(value) && typeof value['id'] === 'string' ? value['id'] : null;
}

function split(at: EditPath): { parent: EditPath; last: EditStep | undefined } {
  return { parent: at.slice(0, -1), last: at.at(-1) };
}
