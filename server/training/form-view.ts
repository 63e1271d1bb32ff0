/** One field of a form as `partials/form-field` shows it. */
export interface FormField {
  /** Of the element: a name may come several times. */
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly value: string;
  readonly hint: string;
  readonly fault: string | null;
  readonly isLong: boolean;
  /** Of a choice; null where something is written. */
  readonly options: readonly FormOption[] | null;
}

/** An entry of a choice. */
export interface FormOption {
  readonly value: string;
  readonly label: string;
  readonly isChosen: boolean;
}

/** What was typed and what is wrong with it, by field. */
export interface TypedForm {
  readonly typed: Readonly<Record<string, unknown>>;
  readonly faults: Readonly<Record<string, string>>;
}

/** A form that nobody has filled yet. */
export const BLANK: TypedForm = { typed: {}, faults: {} };

/** A field to write in. */
export function textField(
  { typed, faults }: TypedForm,
  name: string,
  label: string,
  { type = 'text', hint = '', isLong = false } = {},
): FormField {
  return {
    id: name,
    name,
    label,
    type,
    value: valueOf(typed, name),
    hint,
    fault: faults[name] ?? null,
    isLong,
    options: null,
  };
}

/** A field to choose in; the first option where nothing was chosen. */
export function choiceField(
  form: TypedForm,
  name: string,
  label: string,
  options: readonly (readonly [value: string, label: string])[],
  hint = '',
): FormField {
  const chosen = valueOf(form.typed, name);
  return {
    ...textField(form, name, label, { hint }),
    options: options.map(([value, words]) => ({ value, label: words, isChosen: value === chosen })),
  };
}

/** The single value of a field. */
export function valueOf(typed: TypedForm['typed'], name: string): string {
  const value = typed[name];
  return typeof value === 'string' ? value : '';
}

/** All values of a field that may come several times. */
export function valuesOf(typed: TypedForm['typed'], name: string): string[] {
  return [typed[name] ?? []].flat().filter((value): value is string => typeof value === 'string');
}
