import { z } from 'zod';
import { bankItem, type BankItem } from '../../standards/module/index.ts';
import { AppError } from '../../platform/index.ts';
import { freeId } from '../../standards/module/index.ts';

/** Most options of an item. */
export const MOST_OPTIONS = 5;

const text = (most: number): z.ZodType<string> =>
  z
    .string()
    .max(most, `Write at most ${most} characters.`)
    .default('')
    .transform((words) => words.replaceAll(/\r\n?/g, '\n').trim());

/** `?objective=` and the like: what a page of items shows. */
export const itemFilter = z.object({
  objective: z.string().max(60).catch(''),
  tag: z.string().max(60).catch(''),
  kind: z.string().max(20).catch(''),
  difficulty: z.string().max(20).catch(''),
  state: z.enum(['', 'retired', 'all']).catch(''),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});

/** See {@link itemFilter}. */
export type ItemFilter = z.infer<typeof itemFilter>;

const perOption = <T>(make: (number: number) => T): Record<string, T> =>
  Object.fromEntries(
    Array.from({ length: MOST_OPTIONS }, (_, at) => make(at + 1)).map((value, at) => [String(at + 1), value]),
  );

const optionFields = Object.fromEntries(
  Object.keys(perOption(String)).flatMap((number) => [
    [`option_${number}`, text(400)],
    [`why_${number}`, text(8000)],
    [`oid_${number}`, z.string().max(40).default('')],
  ]),
);

/** The form of an item. */
export const itemForm = z.object({
  base: z.coerce.number().int().min(0),
  objective: text(60),
  kind: z.string().max(20).default('knowledge'),
  difficulty: z.string().max(20).default(''),
  tags: text(600),
  prompt: text(8000),
  rationale: text(8000),
  right: z.coerce.number({ error: 'Say which option is right.' }).int().min(1).max(MOST_OPTIONS),
  ...optionFields,
});

/** Fields of the form by what the schema of an item calls them. */
const FIELD_OF = (path: readonly PropertyKey[], places: readonly number[]): string => {
  const [first, index, key] = path;
  if (first !== 'options') return String(first ?? 'prompt');
  if (typeof index !== 'number') return 'option_1';
  return `${key === 'why' ? 'why' : 'option'}_${(places[index] ?? 0) + 1}`;
};

/** An item out of its form; throws AppError `ITEM_INVALID` (422) with the field of every fault. */
export function itemOfForm(form: z.infer<typeof itemForm>, id: string, isRetired: boolean): BankItem {
  const fields: Record<string, unknown> = form;
  const told = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  const numbers = Array.from({ length: MOST_OPTIONS }, (_, at) => at);
  const places = numbers.filter((at) => told(`option_${at + 1}`) !== '' || told(`why_${at + 1}`) !== '');
  const taken = new Set<string>();
  const options = places.map((at) => {
    const wanted = told(`oid_${at + 1}`);
    const own =
      /^[a-z][a-z0-9-]{0,39}$/.test(wanted) && !taken.has(wanted)
        ? wanted
        : freeId(String.fromCharCode(97 + at), taken);
    taken.add(own);
    const words = told(`option_${at + 1}`).replaceAll(/\s+/g, ' ');
    return { id: own, text: words, correct: form.right === at + 1, why: told(`why_${at + 1}`) };
  });
  const tags = form.tags
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  const read = bankItem.safeParse({
    id,
    objective: form.objective,
    kind: form.kind,
    ...(form.difficulty !== '' && { difficulty: form.difficulty }),
    tags: [...new Set(tags)],
    prompt: form.prompt,
    options,
    ...(form.rationale !== '' && { rationale: form.rationale }),
    retired: isRetired,
  });
  const issues = read.success
    ? []
    : read.error.issues.map((issue) => ({
        code: 'ITEM_INVALID',
        path: FIELD_OF(issue.path, places),
        message: sayIssue(issue),
      }));
  if (places.length < 3)
    issues.push({ code: 'ITEM_INVALID', path: 'option_3', message: 'Write at least three options.' });
  if (!options.some(({ correct }) => correct))
    issues.push({ code: 'ITEM_INVALID', path: 'right', message: 'The right option has no words.' });
  if (!read.success || issues.length > 0)
    throw new AppError('ITEM_INVALID', 422, 'Some fields are not right.', { field: 'prompt', issues });
  return read.data;
}

function sayIssue({ code, message, path }: z.core.$ZodIssue): string {
  if (code === 'too_small' && path[0] !== 'options') return 'Write something here.';
  if (code === 'too_small') return path.length > 1 ? 'Write something here.' : 'Write at least three options.';
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`.replace(/\.\.$/, '.');
}

const ID_WORDS = 'Begin with a letter; then small letters, digits and hyphens, 40 at most.';

const bankId = z
  .string()
  .trim()
  .regex(/^(?!constructor$)[a-z][a-z0-9-]{0,39}$/, ID_WORDS);

/** Left empty, it is made of the words beside it. */
const ownId = z
  .string()
  .trim()
  .default('')
  .refine((id) => id === '' || bankId.safeParse(id).success, ID_WORDS)
  .transform((id) => (id === '' ? null : id));

/** The form of a new bank. */
export const newBank = z.object({
  id: ownId,
  title: z.string().trim().min(1, 'Write a title.').max(400, 'Write at most 400 characters.'),
});

/** The form of a new objective. */
export const newObjective = z.object({
  id: ownId,
  text: z.string().trim().min(1, 'Say what the officer can do.').max(400, 'Write at most 400 characters.'),
  module: bankId,
});

/** What a test draws from its bank; situations as a share of hundred. */
export const drawForm = z.object({
  module: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'Choose a test.'),
  block: bankId,
  total: z.coerce
    .number({ error: 'Write a number.' })
    .int('Write a whole number.')
    .min(1, 'At least 1.')
    .max(100, 'At most 100.'),
  // An emptied field is no zero.
  scenario: z
    .string()
    .trim()
    .min(1, 'Write a number.')
    .transform(Number)
    .pipe(
      z
        .number({ error: 'Write a number.' })
        .int('Write a whole number.')
        .min(0, 'At least 0.')
        .max(100, 'At most 100.')
        .transform((share) => share / 100),
    ),
});

/** An objective under another name, or in other words. */
export const objectiveForm = z.object({
  objective: bankId,
  id: bankId,
  text: z.string().trim().min(1, 'Say what the officer can do.').max(400, 'Write at most 400 characters.'),
});

/** A form that names an objective. */
export const namedObjective = z.object({ objective: bankId });

/** What an import does with items whose id is there already. */
export const importForm = z.object({
  objective: z.string().max(60).default(''),
  same: z.enum(['keep', 'replace']).default('keep'),
});

/** Says yes to what the page of an import has shown. */
export const confirmImport = importForm.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** `?format=` */
export const exportQuery = z.object({ format: z.enum(['qti21', 'qti30', 'gift', 'csv']) });
