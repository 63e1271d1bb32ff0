import { z } from 'zod';
import {
  BLOCK_SCHEMAS,
  moduleSource,
  type BlockForm,
  type FormField,
  type MediaUse,
  type ModuleForms,
  type PickOption,
  type ReferredTo,
} from '../../standards/module/index.ts';
import { BLOCK_WORDS, ENTRY_NOUNS, FIELD_HINTS, fieldWord, PICK_WORDS } from './form-words.ts';

/** The parts of a JSON Schema that decide what a field is. */
const partSchema = z.object({
  type: z.string().optional(),
  const: z.string().optional().catch(undefined),
  enum: z.array(z.string()).optional(),
  default: z.unknown().optional(),
  description: z.string().optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), partSchema).optional();
  },
  get items() {
    return partSchema.optional();
  },
  get anyOf() {
    return z.array(partSchema).optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), partSchema]).optional();
  },
});

type Part = z.infer<typeof partSchema>;
type Base = Pick<FormField, 'key' | 'label' | 'hint' | 'isRequired'>;

/** Written on pages of their own, or below the form. */
const ELSEWHERE = new Set(['nodes', 'start', 'sections']);
/** Said by the block itself. */
const LEFT_OUT = new Set(['type']);
const MEDIA: Readonly<Record<string, MediaUse>> = {
  'image.src': 'picture',
  'video.src': 'video',
  poster: 'picture',
  transcript: 'transcript',
};

let forms: ModuleForms | null = null;

/** The forms of everything in a module, from the schema of the source files; made once. */
export function moduleForms(): ModuleForms {
  forms ??= {
    blocks: BLOCK_SCHEMAS.map(blockForm),
    module: fieldsOf(partOf(moduleSource), 'module'),
    section: [
      {
        key: 'title',
        label: fieldWord('title', 'section'),
        hint: '',
        isRequired: true,
        kind: 'line',
        most: mostOf(partOf(moduleSource).properties?.['title']),
      },
    ],
  };
  return forms;
}

function blockForm(schema: z.ZodType): BlockForm {
  const part = partOf(schema);
  const type = part.properties?.['type']?.const ?? '';
  const words = BLOCK_WORDS[type] ?? { name: type, about: '', group: 'read' as const };
  return { type, ...words, fields: fieldsOf(part, type) };
}

function partOf(schema: z.ZodType): Part {
  return partSchema.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
}

function fieldsOf({ properties = {}, required = [] }: Part, holder: string): FormField[] {
  return Object.entries(properties)
    .filter(([key]) => !LEFT_OUT.has(key))
    .map(([key, part]) => fieldOf(part, holder, key, required.includes(key)));
}

function fieldOf(part: Part, holder: string, key: string, isRequired: boolean): FormField {
  const base: Base = { key, label: fieldWord(key, holder), hint: hintOf(part, holder, key), isRequired };
  if (ELSEWHERE.has(key)) return { ...base, kind: 'elsewhere' };
  if (part.anyOf !== undefined) return eitherField(part, base);
  switch (part.type) {
    case 'boolean':
      return { ...base, kind: 'flag', usual: part.default === true };
    case 'number':
    case 'integer':
      return numberField(part, base);
    case 'array':
      return listField(part, base, holder);
    case 'object':
      return objectField(part, base);
    default:
      return textField(part, base, holder);
  }
}

/** A value or null: a share that there need not be, or a name. */
function eitherField(part: Part, base: Base): FormField {
  const some = part.anyOf?.find(({ type }) => type !== 'null') ?? {};
  if (some.type === 'number') return { ...base, kind: 'share', mayBeNone: true, usual: null };
  return { ...base, kind: 'line', most: mostOf(some), mayBeNone: true };
}

function numberField(part: Part, base: Base): FormField {
  const usual = typeof part.default === 'number' ? part.default : null;
  if (part.type === 'number' && part.minimum === 0 && part.maximum === 1) {
    return { ...base, kind: 'share', mayBeNone: !base.isRequired && usual === null, usual };
  }
  const most = part.maximum === Number.MAX_SAFE_INTEGER ? null : (part.maximum ?? null);
  return { ...base, kind: 'number', least: part.minimum ?? null, most, isWhole: part.type === 'integer', usual };
}

function listField(part: Part, base: Base, holder: string): FormField {
  const entry = part.items ?? {};
  if (entry.type !== 'object') return { ...base, kind: 'words', least: part.minItems ?? 0 };
  return {
    ...base,
    kind: 'entries',
    noun: ENTRY_NOUNS[`${holder}.${base.key}`] ?? ENTRY_NOUNS[base.key] ?? 'entry',
    fields: fieldsOf(entry, base.key),
    least: part.minItems ?? 0,
    most: part.maxItems ?? null,
  };
}

function objectField(part: Part, base: Base): FormField {
  if (part.properties !== undefined) return { ...base, kind: 'group', fields: fieldsOf(part, base.key) };
  if (base.key !== 'captions') return { ...base, kind: 'topics' };
  const languages = ['en', 'es'].map((key) => ({
    key,
    label: fieldWord(key, 'captions'),
    hint: hintOf({}, 'captions', key),
    // The language of the course: nobody publishes a video without it.
    isRequired: key === 'en',
    kind: 'media' as const,
    use: 'captions' as const,
  }));
  return { ...base, kind: 'group', fields: languages };
}

function textField(part: Part, base: Base, holder: string): FormField {
  const { key } = base;
  if (part.enum !== undefined || part.const !== undefined) {
    const values = part.enum ?? [part.const ?? ''];
    const usual = typeof part.default === 'string' ? part.default : null;
    return { ...base, kind: 'pick', options: values.map((value) => pickOption(key, value)), usual };
  }
  if (part.pattern?.startsWith('^media')) {
    return { ...base, kind: 'media', use: MEDIA[`${holder}.${key}`] ?? MEDIA[key] ?? 'picture' };
  }
  if (part.pattern?.includes('(?!constructor$)')) {
    return key === 'id' ? { ...base, kind: 'id' } : { ...base, kind: 'refer', to: referredBy(key) };
  }
  if (part.pattern?.startsWith(String.raw`^\d{4}`)) return { ...base, kind: 'day' };
  if (part.format === 'uri') return { ...base, kind: 'url' };
  const isLine = part.pattern !== undefined || (part.maxLength ?? 0) <= 500;
  return { ...base, kind: isLine ? 'line' : 'prose', most: mostOf(part) };
}

function referredBy(key: string): ReferredTo {
  if (key === 'bank' || key === 'skill' || key === 'bucket' || key === 'module') return key;
  return key === 'objective' ? 'objective' : 'node';
}

function mostOf(part: Part | undefined): number {
  return part?.maxLength ?? 400;
}

function pickOption(key: string, value: string): PickOption {
  return { value, label: PICK_WORDS[`${key}.${value}`] ?? PICK_WORDS[value] ?? value };
}

function hintOf(part: Part, holder: string, key: string): string {
  return FIELD_HINTS[`${holder}.${key}`] ?? FIELD_HINTS[key] ?? (part.description ?? '').replaceAll('`', '');
}
