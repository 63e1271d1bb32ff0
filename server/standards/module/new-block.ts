import type { BlockForm, FormField } from './block-form.ts';
import type { SourceValue } from './draft-edit.ts';

type Fields = Record<string, SourceValue>;

/** What a new block refers to until its author chooses: the first of each kind. */
export interface FirstIds {
  readonly objective: string;
  readonly bank: string;
}

/** An id that is not taken yet: the word itself, or the word with a number. */
export function freeId(word: string, taken: ReadonlySet<string>): string {
  const plain = word.replace(/[^a-z0-9-]/g, '').slice(0, 34);
  const stem = /^[a-z]/.test(plain) && plain !== 'constructor' ? plain : 'part';
  if (!taken.has(stem)) return stem;
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}

/** A few letters by chance: two authors who add at once do not make the same id. */
export function chanceEnd(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return number.toString(36).padStart(4, '0').slice(-4);
}

/** An id for what somebody adds: the word, and an end by chance. */
export const freshId = (word: string, taken: ReadonlySet<string>): string =>
  freeId(`${freeId(word, new Set()).slice(0, 29)}-${chanceEnd()}`, taken);

/** A block as it is when it is added: every required field is there, what a person has to write is empty. */
export function newBlock(form: BlockForm, id: string, first: FirstIds): SourceValue {
  const block = fieldsOf(form.fields, first);
  const start: Fields = { id, type: form.type, ...block };
  if (form.type === 'choice' || form.type === 'multi') return { ...start, options: threeOptions() };
  if (form.type === 'sort') return { ...start, ...twoBuckets() };
  return form.type === 'scenario' || form.type === 'dialogue' ? { ...start, ...smallestScenario(first) } : start;
}

/** A new entry of a list in a form, with an id where entries have one. */
export function newEntry(
  field: Extract<FormField, { kind: 'entries' }>,
  taken: ReadonlySet<string>,
  first: FirstIds,
  idOf: typeof freeId = freshId,
): SourceValue {
  const hasId = field.fields.some(({ kind }) => kind === 'id');
  const entry = fieldsOf(field.fields, first);
  return hasId ? { id: idOf(field.noun.replaceAll(' ', '-'), taken), ...entry } : entry;
}

function fieldsOf(fields: readonly FormField[], first: FirstIds): Fields {
  return Object.fromEntries(
    fields.flatMap((field): [string, SourceValue][] => {
      const value = field.isRequired && field.kind !== 'id' ? emptyValue(field, first) : null;
      return value === null && !(field.kind === 'share' && field.isRequired) ? [] : [[field.key, value]];
    }),
  );
}

function emptyValue(field: FormField, first: FirstIds): SourceValue {
  switch (field.kind) {
    case 'number':
      return field.usual ?? Math.max(1, field.least ?? 1);
    case 'share':
      return field.usual ?? (field.mayBeNone ? null : 0);
    case 'flag':
      return field.usual;
    case 'pick':
      return field.usual ?? field.options[0]?.value ?? '';
    case 'refer':
      return field.to === 'objective' ? first.objective : field.to === 'bank' ? first.bank : '';
    case 'words':
      return Array.from({ length: field.least }, () => '');
    case 'entries':
      return emptyEntries(field, first);
    case 'group':
      return fieldsOf(field.fields, first);
    case 'topics':
      return {};
    case 'elsewhere':
    case 'id':
      return null;
    default:
      return '';
  }
}

function emptyEntries(field: Extract<FormField, { kind: 'entries' }>, first: FirstIds): SourceValue {
  const taken = new Set<string>();
  return Array.from({ length: field.least }, () => {
    const entry = newEntry(field, taken, first, freeId);
    const id = typeof entry === 'object' && entry !== null && 'id' in entry ? entry['id'] : null;
    if (typeof id === 'string') taken.add(id);
    return entry;
  });
}

function threeOptions(): SourceValue {
  return [
    { id: 'option', text: '', correct: true, why: '' },
    { id: 'option-2', text: '', why: '' },
    { id: 'option-3', text: '', why: '' },
  ];
}

function twoBuckets(): Fields {
  return {
    buckets: [
      { id: 'group', title: '' },
      { id: 'group-2', title: '' },
    ],
    items: [
      { id: 'card', text: '', bucket: 'group', why: '' },
      { id: 'card-2', text: '', bucket: 'group-2', why: '' },
      { id: 'card-3', text: '', bucket: 'group', why: '' },
    ],
  };
}

/** One decision and two endings: what can be played at once and grown from there. */
function smallestScenario(first: FirstIds): Fields {
  return {
    objective: first.objective,
    start: 'first',
    scoring: { max: 2, pass: 1 },
    nodes: {
      first: {
        title: '',
        text: '',
        choices: [
          { id: 'better', say: '', goto: 'well', points: 2, feedback: '' },
          { id: 'worse', say: '', goto: 'badly', points: 0, feedback: '' },
        ],
      },
      well: { title: '', end: 'best', text: '' },
      badly: { title: '', end: 'poor', text: '' },
    },
  };
}
