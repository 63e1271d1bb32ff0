import type { Faults } from '../people/index.ts';

/** One control of a form as `partials/form-fields` draws it. */
export interface FormField {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'email' | 'date' | 'number';
  readonly value: string;
  readonly fault: string | null;
  readonly hint: string | null;
  readonly isRequired: boolean;
  readonly isLong: boolean;
  readonly most: number;
  readonly options: readonly { value: string; label: string; isChosen: boolean }[] | null;
  /** Ids of the hint and the fault, null without either. */
  readonly describedBy: string | null;
}

/** What a page says of a control; what was typed and what was wrong come by its name. */
export interface FieldWords {
  readonly label: string;
  readonly type?: FormField['type'];
  readonly hint?: string;
  readonly isOptional?: boolean;
  readonly isLong?: boolean;
  readonly most?: number;
  readonly start?: string;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

/** What was typed into a form before it was refused, and why. */
export interface Refused {
  readonly typed: Readonly<Record<string, unknown>>;
  readonly faults: Faults;
}

/** A form that nobody has filled in yet. */
export const UNTOUCHED: Refused = { typed: {}, faults: {} };

/** The controls of a form in their order; `prefix` keeps the ids of several forms on a page apart. */
export function formFields(
  words: Readonly<Record<string, FieldWords>>,
  { typed, faults }: Refused,
  prefix = '',
): FormField[] {
  return Object.entries(words).map(([name, field]) => {
    const was = typed[name];
    const value = typeof was === 'string' ? was : (field.start ?? '');
    const id = `${prefix}${name}`;
    const fault = faults[name] ?? null;
    const hint = field.hint ?? null;
    const ids = [...(hint === null ? [] : [`${id}-hint`]), ...(fault === null ? [] : [`${id}-fault`])];
    return {
      id,
      name,
      label: field.label,
      type: field.type ?? 'text',
      value,
      fault,
      hint,
      isRequired: field.isOptional !== true,
      isLong: field.isLong ?? false,
      most: field.most ?? 200,
      options: field.options?.map((one) => ({ ...one, isChosen: one.value === value })) ?? null,
      describedBy: ids.length === 0 ? null : ids.join(' '),
    };
  });
}
