import { z } from 'zod';
import { readInput } from '../../platform/index.ts';

const version = z.coerce.number().int().min(1).max(1_000_000).nullable().catch(null);
const id = z.string().max(1000).catch('');

const answersInput = z.object({ version, part: id, sort: z.enum(['order', 'hard', 'weak']).catch('order') });
const itemInput = z.object({ version, part: id, item: id });
const pathInput = z.object({
  version,
  part: id,
  block: id,
  edge: id,
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
const runInput = z.object({ part: id, block: id });

/** What a page about the answers of a course is asked for; '' where nothing is. */
export type AnswersWanted = z.infer<typeof answersInput>;
/** One item. */
export type ItemWanted = z.infer<typeof itemInput>;
/** One scenario, and the edge whose runs are listed. */
export type PathWanted = z.infer<typeof pathInput>;
/** Which scenario of an attempt. */
export type RunWanted = z.infer<typeof runInput>;

/** Reads {@link AnswersWanted}. */
export const readAnswersQuery = (query: unknown): AnswersWanted => readInput(answersInput, whole(query));
/** Reads {@link ItemWanted}. */
export const readItemQuery = (query: unknown): ItemWanted => readInput(itemInput, whole(query));
/** Reads {@link PathWanted}. */
export const readPathQuery = (query: unknown): PathWanted => readInput(pathInput, whole(query));
/** Reads {@link RunWanted}. */
export const readRunQuery = (query: unknown): RunWanted => readInput(runInput, whole(query));

/** A query without a version asks for the newest. */
function whole(query: unknown): object {
  return { version: null, ...(typeof query === 'object' ? query : {}) };
}
