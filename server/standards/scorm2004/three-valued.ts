import type { Truth } from './engine-state.ts';

/** Negation; unknown stays unknown (SN UP.2.1). */
export function not(value: Truth): Truth {
  return value === null ? null : !value;
}

/** Conjunction: false wins, then unknown; unknown of nothing. */
export function allOf(values: readonly Truth[]): Truth {
  if (values.length === 0 || values.includes(null)) return values.includes(false) ? false : null;
  return !values.includes(false);
}

/** Disjunction: true wins, then unknown; unknown of nothing. */
export function anyOf(values: readonly Truth[]): Truth {
  if (values.includes(true)) return true;
  return values.length === 0 || values.includes(null) ? null : false;
}
