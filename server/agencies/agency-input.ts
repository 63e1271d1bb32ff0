import { z } from 'zod';

const name = z.string().trim().min(1, 'Write a name.').max(200);

/** True for a time zone that this system knows by its IANA name. */
function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** An agency or a district. */
export const organisationInput = z.object({
  name,
  timeZone: z.string().max(60).refine(isTimeZone, 'Write a time zone by its name, like America/Chicago.'),
  state: z.string().regex(/^[A-Z]{2}$/, 'Write the state in two letters.'),
});

/** A school of a district. */
export const schoolInput = z.object({ name });

const day = z.iso.date('Write a date as YYYY-MM-DD.');

/** A day as YYYY-MM-DD. */
export const dayInput = day;

/** A text of some lines in a form. */
export const wordsInput = (most: number, what: string) => z.string().trim().min(1, what).max(most);

/** An officer's time at a school. */
export const placementInput = z
  .object({ role: z.string().trim().max(40).default(''), startsOn: day, endsOn: day.nullable().default(null) })
  .refine(({ startsOn, endsOn }) => endsOn === null || endsOn >= startsOn, {
    path: ['endsOn'],
    message: 'The end lies before the start.',
  });
