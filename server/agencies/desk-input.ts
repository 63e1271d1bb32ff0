import { z } from 'zod';
import { emailInput, nameInput, STAFF_ROLES } from '../people/index.ts';
import { dayInput, wordsInput } from './agency-input.ts';

const optionalDay = z.union([z.literal('').transform(() => null), dayInput]).default(null);
const id = (what: string) => z.string().regex(/^[0-9a-z]{26}$/, what);

/** A placement out of a form. */
export const placeInput = z
  .object({
    schoolId: id('Choose a school.'),
    role: wordsInput(40, 'Write what the post is.'),
    startsOn: dayInput,
    endsOn: optionalDay,
  })
  .refine(({ startsOn, endsOn }) => endsOn === null || endsOn >= startsOn, {
    path: ['endsOn'],
    message: 'The last day lies before the first.',
  });

/** The end of a placement. */
export const endInput = z.object({ endsOn: dayInput, reason: wordsInput(200, 'Write why it ends.') });

/** A corrected start. */
export const startInput = z.object({ startsOn: dayInput });

/** A selection out of a form. */
export const selectionInput = z.object({
  schoolId: z.union([z.literal('').transform(() => null), id('Choose a school.')]).default(null),
  yearsOfService: z
    .string()
    .trim()
    .regex(/^[0-5]?\d$/, 'Write whole years, from 0 to 59.')
    .transform(Number),
  record: wordsInput(2000, 'Write what the file says, or “none”.'),
  interviewedOn: dayInput,
  interviewedWith: wordsInput(200, 'Write who of the school took part.'),
  reason: wordsInput(2000, 'Write why you decide so.'),
  decision: z.enum(['selected', 'not-selected'], 'Choose a decision.'),
});

/** Why a selection is taken back. */
export const withdrawInput = z.object({ reason: wordsInput(1000, 'Write why it is taken back.') });

/** A person whom a supervisor adds. */
export const newOfficerInput = nameInput.extend({
  email: emailInput,
  roles: z.enum(STAFF_ROLES, 'Choose a role.').transform((role) => [role]),
});

/** A director of a district. */
export const directorInput = nameInput.extend({ email: emailInput });

/** The plan that was shown before it is confirmed. */
export const confirmInput = z.object({ plan: z.string().max(64) });
