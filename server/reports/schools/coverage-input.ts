import { z } from 'zod';
import { readInput } from '../../platform/index.ts';

/** Day of a report out of a query; null for none and for what is no day. */
export const dayField = z.iso.date().nullable().catch(null);

const overviewInput = z.object({ on: dayField, agency: z.string().max(26).catch('') });

const schoolsInput = z.object({
  on: dayField,
  show: z.enum(['all', 'none', 'training', 'trained', 'overdue']).catch('all'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

/** What an overview is asked for. */
export type OverviewWanted = z.infer<typeof overviewInput>;
/** What the list of schools is asked for. */
export type SchoolsWanted = z.infer<typeof schoolsInput>;

/** Query of an overview. */
export const readOverviewQuery = (query: unknown): OverviewWanted => readInput(overviewInput, withDay(query));
/** Query of the list of schools. */
export const readSchoolsQuery = (query: unknown): SchoolsWanted => readInput(schoolsInput, withDay(query));
/** The day alone. */
export const readDayQuery = (query: unknown): string | null => readInput(z.object({ on: dayField }), withDay(query)).on;

/** A query without a day is one of today. */
function withDay(query: unknown): object {
  return { on: null, ...(typeof query === 'object' ? query : {}) };
}
