import { applyEdits, valueAtPlace } from '../../../server/standards/module/apply-edits.ts';
import {
  EditPlaceError,
  isSamePlace,
  type DraftEdit,
  type EditPath,
  type SourceValue,
} from '../../../server/standards/module/draft-edit.ts';
import type { DraftClash } from './draft-line.ts';
import { writesAt } from './draft-copy.ts';

/** A clash that waits for its author, and the file as it was here when it was seen. */
export interface PenClash {
  readonly clash: DraftClash;
  readonly own: SourceValue;
}

/** The value after edits; null where one of them has no place. */
export function afterEdits(data: SourceValue, edits: readonly DraftEdit[]): SourceValue | null {
  try {
    return applyEdits(data, edits).value;
  } catch (fault) {
    if (!(fault instanceof EditPlaceError)) throw fault;
    return null;
  }
}

/** True where both only set the value of one same field: a person who types. */
export function isSameField(one: readonly DraftEdit[], other: readonly DraftEdit[]): boolean {
  const [first] = one;
  const [second] = other;
  return (
    one.length === 1 &&
    other.length === 1 &&
    first?.op === 'set' &&
    second?.op === 'set' &&
    typeof second.value === 'string' &&
    isEqual(first.at, second.at)
  );
}

/** A clash that was seen here: nobody said who wrote. */
export function clashHere(at: EditPath, own: SourceValue, theirs: SourceValue): PenClash {
  const clash = { at, yours: valueAtPlace(own, at) ?? null, theirs: valueAtPlace(theirs, at) ?? null };
  return { clash: { ...clash, by: 'Somebody else', when: new Date().toISOString() }, own };
}

/** Places of own edits that somebody else wrote at between two states of the file. */
export function clashesBetween(
  edits: readonly DraftEdit[],
  {
    before,
    after,
    own,
  }: { readonly before: SourceValue | null; readonly after: SourceValue; readonly own: SourceValue },
): PenClash[] {
  return edits.flatMap((edit) => {
    if (edit.op !== 'set' && edit.op !== 'remove') return [];
    const was = before === null ? undefined : valueAtPlace(before, edit.at);
    const [theirs, mine] = [valueAtPlace(after, edit.at), valueAtPlace(own, edit.at)];
    return isEqual(was, theirs) || isEqual(theirs, mine) ? [] : [clashHere(edit.at, own, after)];
  });
}

/** Each place is asked about once. */
export function onePerPlace(clashes: readonly PenClash[], decided: EditPath | null): PenClash[] {
  return clashes.filter(
    ({ clash: { at } }, index) =>
      (decided === null || !isSamePlace(at, decided)) &&
      clashes.findIndex((other) => isEqual(other.clash.at, at)) === index,
  );
}

/** Edits that lie at a place, or not. */
export const liesAt = (edit: DraftEdit, at: EditPath): boolean => isSamePlace(writesAt(edit), at);

/** What was removed around a place, as it was here: the edit that puts it in again. Null where the own edit can stand. */
export function putInAgain(
  { clash: { at }, own }: PenClash,
  now: SourceValue,
): { place: EditPath; edit: DraftEdit } | null {
  const gone = at.findIndex((_step, index) => valueAtPlace(now, at.slice(0, index + 1)) === undefined);
  const place = at.slice(0, gone + 1);
  const value = valueAtPlace(own, place);
  const last = place.at(-1);
  if (gone < 0 || value === undefined || (gone === at.length - 1 && typeof last === 'string')) return null;
  if (typeof last === 'string') return { place, edit: { op: 'set', at: place, value } };
  return { place, edit: { op: 'insert', at: place.slice(0, -1), before: null, value } };
}

function isEqual(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
