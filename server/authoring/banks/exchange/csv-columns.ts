/** Most options of an item. */
const MOST_OPTIONS = 5;

/** Names of the columns that hold option and reason, by the option's position. */
export const OPTION_COLUMNS = Array.from({ length: MOST_OPTIONS }, (_, at) => ({
  text: `option_${at + 1}`,
  why: `why_${at + 1}`,
}));

/** Columns of a sheet of items in their order; `correct` is the number of the right option. */
export const ITEM_COLUMNS: readonly string[] = [
  'id',
  'objective',
  'kind',
  'difficulty',
  'tags',
  'prompt',
  ...OPTION_COLUMNS.flatMap(({ text, why }) => [text, why]),
  'correct',
  'rationale',
  'retired',
  'option_ids',
];

// A spreadsheet takes a cell for a formula by its first sign; a cell that begins like an escaped one gets one sign more.
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** A cell that no spreadsheet takes for a formula. */
export function escapeFormula(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** A cell as it was before {@link escapeFormula}. */
export function unescapeFormula(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}
