/** Any value of a source file: what YAML and JSON have in common. */
export type SourceValue =
  string | number | boolean | null | readonly SourceValue[] | { readonly [key: string]: SourceValue };

/** One step into a value: a key of a map, a position in a list, or the entry of a list that has this id. */
export type EditStep = string | number | { readonly id: string };

/** Where an edit applies, from the root of the file. Entries with ids are named by them: positions move when others write. */
export type EditPath = readonly EditStep[];

/** One change of a source file, small enough that it touches one line or one entry. */
export type DraftEdit =
  /** `before`: key of the map that a new key is put in front of; at its end without. */
  | { readonly op: 'set'; readonly at: EditPath; readonly value: SourceValue; readonly before?: string }
  | { readonly op: 'remove'; readonly at: EditPath }
  /** `at` is the list, made where there is none; before null, or gone: at its end. */
  | { readonly op: 'insert'; readonly at: EditPath; readonly before: EditStep | null; readonly value: SourceValue }
  /** `at` is the entry, `to` the list that takes it, or the map in which a key changes its place; before null, or gone: at its end. */
  | { readonly op: 'move'; readonly at: EditPath; readonly to: EditPath; readonly before: EditStep | null }
  /** The key of a map's entry, its place in the order kept. */
  | { readonly op: 'rename'; readonly at: EditPath; readonly key: string };

/** An edit names a place that the file does not have: somebody removed it, or its kind is another. */
export class EditPlaceError extends Error {
  readonly at: EditPath;

  constructor(at: EditPath, what: string) {
    super(`${sayEditPath(at)}: ${what}`);
    this.at = at;
  }
}

/** A path as people read it: `sections[start].blocks[opening].text`. */
export function sayEditPath(at: EditPath): string {
  return at.reduce<string>((said, step) => {
    if (typeof step === 'string') return said === '' ? step : `${said}.${step}`;
    return `${said}[${typeof step === 'number' ? step : step.id}]`;
  }, '');
}

/** True where one place is the other or lies inside it: two authors who write there are in each other's way. */
export function isSamePlace(one: EditPath, other: EditPath): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  return short.every((step, index) => isSameStep(step, long[index]));
}

/** Position of a step in a list; -1 where the list has no such entry. */
export function positionIn(list: readonly unknown[], step: EditStep): number {
  if (typeof step === 'number') return step >= 0 && step < list.length ? step : -1;
  if (typeof step === 'string') return -1;
  return list.findIndex((entry) => isEntryCalled(entry, step.id));
}

function isEntryCalled(entry: unknown, id: string): boolean {
  return typeof entry === 'object' && entry !== null && 'id' in entry && entry.id === id;
}

function isSameStep(one: EditStep, other: EditStep | undefined): boolean {
  if (typeof one === 'object') return typeof other === 'object' && one.id === other.id;
  return one === other;
}
