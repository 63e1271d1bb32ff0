import { z } from 'zod';

/** Identifier of a row. */
export const id = z.string().length(26);

/** A moment in UTC with milliseconds. */
export const moment = z.iso.datetime();

/** A moment that may be missing. */
export const maybeMoment = moment.nullable();

/** Text of a moment. */
export const said = (at: Date): string => at.toISOString();

/** The same where it may be missing. */
export const maybeSaid = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Optional id in a query: what is not one is no row of anybody. */
export const idQuery = z
  .string()
  .regex(/^[0-9a-z]{26}$/, 'Send an id as it came.')
  .optional();
