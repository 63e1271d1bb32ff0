import { binsView } from './bins-view.ts';
import { entriesView } from './entries-view.ts';
import type { Entries } from './entry-list.ts';
import type { FieldPlace, FormContext } from './form-context.ts';
import { pairsView } from './pairs-view.ts';
import { stepsView } from './steps-view.ts';

type ListView = (field: Entries, place: FieldPlace, context: FormContext) => HTMLElement | null;

/** Lists that are more than one entry below the other, by `type.key`. */
const HAND_MADE: Readonly<Record<string, ListView>> = {
  'match.pairs': pairsView,
  'order.steps': stepsView,
  'sort.buckets': binsView,
  // Drawn below their groups.
  'sort.items': () => null,
};

/** The view of a list of entries: made by hand where the kind of block has one. */
export function listView(field: Entries, place: FieldPlace, context: FormContext): HTMLElement | null {
  return (HAND_MADE[`${context.type}.${field.key}`] ?? entriesView)(field, place, context);
}
