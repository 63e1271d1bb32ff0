import { z } from 'zod';
import { readInput } from '../platform/index.ts';
import type { VersionPart } from './part-service.ts';

/** Skills that one part adds to at most. */
export const SKILLS_A_PART = 3;
/** Parts whose hours are told on the page; nobody types more. */
export const MOST_PARTS = 60;

const minutes = z
  .string()
  .trim()
  .default('')
  .transform((value) => Number(value === '' ? '0' : value))
  .pipe(
    z
      .number('Whole minutes, or nothing.')
      .int('Whole minutes, or nothing.')
      .min(0, 'Whole minutes, or nothing.')
      .max(6000, 'At most 6,000 minutes.'),
  );

const topics = z
  .string()
  .max(1000, 'At most 1,000 characters.')
  .regex(/^\P{Cc}*$/u, 'Control characters cannot be used here.')
  .default('')
  .transform((value) => [...new Set(value.split(/[,;]/).map((one) => one.trim().replace(/\s+/g, ' ')))])
  .transform((list) => list.filter((one) => one !== ''))
  .pipe(z.array(z.string().max(60, 'At most 60 characters for each topic.')).max(20, 'At most 20 topics.'));

const adds = z
  .string()
  .trim()
  .max(200, 'At most 200 characters.')
  .regex(/^\P{Cc}*$/u, 'Control characters cannot be used here.')
  .default('');

/** Reads minutes, topics and skills of parts, one after the other as they stand on the page. Throws `INPUT_INVALID` (422). */
export function readPartsForm(
  body: unknown,
  identifiers: readonly string[],
  knownSkills: readonly string[],
): VersionPart[] {
  const known = z.enum(['', ...knownSkills]).default('');
  const shape: Record<string, z.ZodType> = {};
  for (const at of identifiers.keys()) {
    shape[`minutes-${at}`] = minutes;
    shape[`topics-${at}`] = topics;
    for (let row = 0; row < SKILLS_A_PART; row += 1) {
      shape[`skill-${at}-${row}`] = known;
      shape[`adds-${at}-${row}`] = adds;
    }
  }
  const schema = z.object(shape).superRefine((form, context) => {
    for (const at of identifiers.keys()) {
      const chosen = rows(form, at).map(({ skill }) => skill);
      if (new Set(chosen).size < chosen.length) {
        context.addIssue({ code: 'custom', path: [`skill-${at}-0`], message: 'Name each skill once.' });
      }
      // What was typed is not thrown away because nothing was chosen beside it.
      for (let row = 0; row < SKILLS_A_PART; row += 1) {
        if (form[`skill-${at}-${row}`] !== '' || form[`adds-${at}-${row}`] === '') continue;
        context.addIssue({
          code: 'custom',
          path: [`skill-${at}-${row}`],
          message: 'Choose the skill that this adds to, or leave its words out.',
        });
      }
    }
  });
  const form = readInput(schema, body);
  return identifiers.map((identifier, at) => ({
    identifier,
    kind: 'module',
    minutes: Number(form[`minutes-${at}`]),
    topics: z.array(z.string()).parse(form[`topics-${at}`]),
    skills: rows(form, at),
  }));
}

function rows(form: Readonly<Record<string, unknown>>, at: number): { skill: string; adds: string }[] {
  return Array.from({ length: SKILLS_A_PART }, (_, row) => ({
    skill: String(form[`skill-${at}-${row}`]),
    adds: String(form[`adds-${at}-${row}`]),
  })).filter(({ skill }) => skill !== '');
}
