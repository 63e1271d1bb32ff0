import { z } from 'zod';
import { readInput } from '../platform/index.ts';
import type { ResultsWanted } from '../attempts/index.ts';

const pageNumber = z.coerce.number().int().min(1).max(100_000).catch(1);

const resultsInput = z.object({
  search: z
    .string()
    .trim()
    .max(100)
    .regex(/^\P{Cc}*$/u)
    .catch(''),
  status: z.enum(['all', 'running', 'finished']).catch('all'),
  sort: z.enum(['name', 'status', 'score', 'time', 'saved']).catch('name'),
  direction: z.enum(['asc', 'desc']).catch('asc'),
  page: pageNumber,
});

const idInput = z.object({ id: z.string().max(64) });

/** Query of the results page; what it does not know falls back to the first page of everyone by name. */
export function readResultsQuery(query: unknown): ResultsWanted {
  return readInput(resultsInput, query);
}

/** Page number of a list, from 1. */
export function readPage(query: unknown): number {
  return readInput(z.object({ page: pageNumber }), query).page;
}

/** Id in a path: any text of bounded length, an unknown one is simply not found. */
export function readPathId(parameters: unknown): string {
  return readInput(idInput, parameters).id;
}

/** True where a notice's link asks for a renewal: the new attempt is the page's main action then. */
export function readRenewal(query: unknown): boolean {
  return z.object({ renew: z.literal('1') }).safeParse(query).success;
}
