import { z } from 'zod';
import type { DraftEdit, SourceValue } from '../../standards/module/index.ts';

/** Bytes of the largest request: a file of the largest size as JSON. */
export const EDIT_BYTES = 2 * 1024 * 1024;

const MOST_EDITS = 200;
const MOST_STEPS = 16;
/** Levels inside one value; the deepest of a module has ten. */
const MOST_LEVELS = 14;

/** Names that mean something else on a JavaScript object. */
const REFUSED_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

const keyInput = z
  .string()
  .min(1)
  .max(200)
  .refine((key) => !REFUSED_KEYS.has(key), 'This cannot be a key.');

const stepInput = z.union([
  keyInput,
  z.number().int().min(0).max(100_000),
  z.strictObject({ id: z.string().min(1).max(200) }),
]);
const pathInput = z.array(stepInput).max(MOST_STEPS);

const valueInput = z.custom<SourceValue>((value) => isValue(value, 0), 'This is no value of a source file.');

/** Edits as a browser sends them: what they say is a draft and may be wrong, how they say it may not. */
export const editsInput: z.ZodType<readonly DraftEdit[]> = z
  .array(
    z.discriminatedUnion('op', [
      z
        .strictObject({ op: z.literal('set'), at: pathInput, value: valueInput, before: keyInput.optional() })
        .transform(({ before, ...edit }) => ({ ...edit, ...(before !== undefined && { before }) })),
      z.strictObject({ op: z.literal('remove'), at: pathInput.min(1) }),
      z.strictObject({ op: z.literal('insert'), at: pathInput, before: stepInput.nullable(), value: valueInput }),
      z.strictObject({ op: z.literal('move'), at: pathInput.min(1), to: pathInput, before: stepInput.nullable() }),
      z.strictObject({ op: z.literal('rename'), at: pathInput.min(1), key: keyInput }),
    ]),
  )
  .min(1)
  .max(MOST_EDITS);

/** Path of a source file of a draft. */
export const filePath = z
  .string()
  .regex(/^(course|(modules|banks)\/[a-z0-9][a-z0-9-]{0,60}(\.[a-z]{2})?)\.yaml$/, 'This is no file of a draft.');

const editId = z.string().regex(/^[\w-]{8,64}$/, 'An edit has an id of 8 to 64 letters.');
const revision = z.number().int().min(0).max(2_000_000_000);

/** `POST /author/drafts/:draftId/edits` */
export const editRequest = z.object({ editId, path: filePath, base: revision, edits: editsInput });

/** `PUT /author/drafts/:draftId/file` */
export const replaceRequest = z.object({ editId, base: revision, text: z.string() });

/** `?path=` */
export const fileQuery = z.object({ path: filePath });

/** `POST /author/drafts/:draftId/presence` */
export const presenceRequest = z.object({
  path: filePath,
  blockId: z
    .string()
    .min(1)
    .max(40)
    .regex(/^[^\p{Cc}]*$/u)
    .nullable(),
});

/** The form of a new draft: from the template, or as a copy of a course of the library. */
export const newDraftInput = z
  .object({
    from: z
      .string()
      .max(60)
      .regex(/^(template|library:[a-z0-9-]+)$/, 'Choose what to begin with.'),
    title: z.string().trim().max(400, 'Write at most 400 characters.').default(''),
  })
  .refine(({ from, title }) => from !== 'template' || title !== '', { path: ['title'], message: 'Write a title.' });

/** See {@link newDraftInput}. */
export type NewDraft = z.infer<typeof newDraftInput>;

const storedEdits = z.array(
  z.custom<DraftEdit>((edit) => typeof edit === 'object' && edit !== null && 'op' in edit && 'at' in edit),
);

/** Edits as they lie in the database: they were checked when they came. */
export const readEdits = (json: string): readonly DraftEdit[] => storedEdits.parse(JSON.parse(json));

/** Whether a value of a request can stand in a source file: plain, of bounded depth, without names that mean something else. */
export const isSourceValue = (value: unknown): boolean => isValue(value, 0);

function isValue(value: unknown, level: number): boolean {
  if (level > MOST_LEVELS) return false;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every((entry) => isValue(entry, level + 1));
  if (typeof value !== 'object') return false;
  return Object.entries(value).every(([key, child]) => !REFUSED_KEYS.has(key) && isValue(child, level + 1));
}
