import { isSamePlace, type DraftEdit, type EditPath, type EditStep } from './draft-edit.ts';

/** What came of merging: the edits as they apply after the others', or the place at which both wrote. */
export type MergedEdits =
  | { readonly kind: 'merged'; readonly edits: readonly DraftEdit[] }
  | { readonly kind: 'conflict'; readonly edit: DraftEdit; readonly other: DraftEdit };

/**
 * Carries edits over what others did meanwhile: entries that were moved and keys that were renamed are followed, other places
 * are left alone, and two edits at the same place are a conflict. The same edit by both is none, but for new entries.
 */
export function mergeEdits(edits: readonly DraftEdit[], others: readonly DraftEdit[]): MergedEdits {
  let merged = edits;
  for (const other of others) {
    const clash = merged.find((edit) => isInTheWay(edit, other));
    if (clash !== undefined) return { kind: 'conflict', edit: clash, other };
    merged = merged.filter((edit) => !isSameEdit(edit, other)).map((edit) => follow(edit, other));
  }
  return { kind: 'merged', edits: merged };
}

function isInTheWay(edit: DraftEdit, other: DraftEdit): boolean {
  if (isSameEdit(edit, other)) return false;
  return placesOf(edit).some((mine) => placesOf(other).some((theirs) => isClash(edit, mine, other, theirs)));
}

function isClash(edit: DraftEdit, mine: EditPath, other: DraftEdit, theirs: EditPath): boolean {
  if (countsEntries(mine, other) || countsEntries(theirs, edit)) return true;
  if (!isSamePlace(mine, theirs) || (mine.at(-1) === NO_ID && theirs.at(-1) === NO_ID)) return false;
  // What only changes its place or its name can be written in meanwhile.
  if (leavesContent(other) && mine.length > theirs.length) return false;
  return !(leavesContent(edit) && theirs.length > mine.length);
}

const leavesContent = ({ op }: DraftEdit): boolean => op === 'move' || op === 'rename';

/** The places that an edit writes at. */
function placesOf(edit: DraftEdit): EditPath[] {
  if (edit.op === 'insert') return [[...edit.at, newStep(edit.value)]];
  if (edit.op === 'rename') return [edit.at, [...edit.at.slice(0, -1), edit.key]];
  return [edit.at];
}

/** Step of a new entry that has no id. */
const NO_ID = -1;

function newStep(value: unknown): EditStep {
  const id: unknown = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  // An entry without an id stands in nobody's way.
  return typeof id === 'string' ? { id } : NO_ID;
}

/** True where a place counts entries of a list in which the other edit shifted them: nobody can say which is meant. */
function countsEntries(place: EditPath, other: DraftEdit): boolean {
  return listsOf(other).some((list) => {
    const step = place[list.length];
    return (
      typeof step === 'number' &&
      step >= 0 &&
      place.length > list.length &&
      isSamePlace(place.slice(0, list.length), list)
    );
  });
}

/** Lists whose entries an edit shifts. */
function listsOf(edit: DraftEdit): EditPath[] {
  if (edit.op === 'insert') return [edit.at];
  if (edit.op === 'move') return [edit.at.slice(0, -1), edit.to];
  return edit.op === 'remove' && typeof edit.at.at(-1) !== 'string' ? [edit.at.slice(0, -1)] : [];
}

/** The edit as it applies once the other was applied. */
function follow(edit: DraftEdit, other: DraftEdit): DraftEdit {
  const at = followPath(edit.at, other);
  return edit.op === 'move' ? { ...edit, at, to: followPath(edit.to, other) } : { ...edit, at };
}

function followPath(path: EditPath, other: DraftEdit): EditPath {
  const { at } = other;
  const holder = at.at(-2);
  if (other.op === 'set' && at.at(-1) === 'id' && typeof holder === 'object' && typeof other.value === 'string') {
    return replaceStart(path, at.slice(0, -1), [...at.slice(0, -2), { id: other.value }]);
  }
  if (other.op === 'rename') return replaceStart(path, at, [...at.slice(0, -1), other.key]);
  const last = at.at(-1);
  return other.op === 'move' && typeof last === 'object' ? replaceStart(path, at, [...other.to, last]) : path;
}

function replaceStart(path: EditPath, start: EditPath, by: EditPath): EditPath {
  const isWithin = path.length >= start.length && isSamePlace(path.slice(0, start.length), start);
  return isWithin ? [...by, ...path.slice(start.length)] : path;
}

/** Two equal new entries are two: whoever made the second goes on writing in it. */
function isSameEdit(one: DraftEdit, other: DraftEdit): boolean {
  return one.op !== 'insert' && JSON.stringify(one) === JSON.stringify(other);
}
