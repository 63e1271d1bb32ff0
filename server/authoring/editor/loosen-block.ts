import {
  isSourceList,
  isSourceMap,
  looseScenario,
  type BlockForm,
  type BlockSource,
  type FormField,
  type SourceValue,
} from '../../standards/module/index.ts';

type Fields = Record<string, SourceValue>;

/**
 * A block as far as a draft has it: what is missing or of another kind is empty, and what is too long is cut, so that it can be
 * shown while somebody is still writing.
 */
export function loosenBlock(form: BlockForm, block: SourceValue): BlockSource {
  const scenario = looseScenario(block);
  const fields = isSourceMap(block) ? block : {};
  const loose = scenario ?? { ...fieldsOf(form.fields, fields), id: textOf(fields['id']), type: form.type };
  return loose as BlockSource; // oxlint-disable-line typescript/no-unsafe-type-assertion -- every required field of the form is filled with its kind
}

function fieldsOf(fields: readonly FormField[], given: { readonly [key: string]: SourceValue }): Fields {
  return Object.fromEntries(
    fields.flatMap((field): [string, SourceValue][] => {
      const value = Object.hasOwn(given, field.key) ? given[field.key] : undefined;
      const loose = valueOf(field, value);
      return loose === undefined ? [] : [[field.key, loose]];
    }),
  );
}

function valueOf(field: FormField, value: SourceValue | undefined): SourceValue | undefined {
  const isThere = value !== undefined || field.isRequired;
  switch (field.kind) {
    case 'number':
      return typeof value === 'number' ? value : (field.usual ?? (field.isRequired ? 0 : undefined));
    case 'share':
      return typeof value === 'number' ? value : (field.usual ?? (field.isRequired ? null : undefined));
    case 'flag':
      return typeof value === 'boolean' ? value : field.usual;
    case 'pick': {
      const isKnown = field.options.some((option) => option.value === value);
      return isKnown ? value : (field.usual ?? (isThere ? field.options[0]?.value : undefined));
    }
    case 'words':
      return isThere ? entriesOf(value).filter((entry) => typeof entry === 'string') : undefined;
    case 'entries':
      return isThere ? entriesOf(value).map((entry, index) => entryOf(field, entry, index)) : undefined;
    case 'group':
      return isThere ? fieldsOf(field.fields, isSourceMap(value) ? value : {}) : undefined;
    case 'topics':
    case 'elsewhere':
      return undefined;
    case 'line':
    case 'prose':
      return isThere ? textOf(value).slice(0, field.most) : undefined;
    default:
      return isThere ? textOf(value).slice(0, 400) : undefined;
  }
}

function entryOf(field: Extract<FormField, { kind: 'entries' }>, entry: SourceValue, index: number): SourceValue {
  const loose = fieldsOf(field.fields, isSourceMap(entry) ? entry : {});
  return loose['id'] === '' ? { ...loose, id: `entry-${index}` } : loose;
}

function entriesOf(value: SourceValue | undefined): readonly SourceValue[] {
  return isSourceList(value) ? value : [];
}

function textOf(value: SourceValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
