import { z } from 'zod';
import { readInput } from '../../platform/index.ts';
import { dayField } from '../schools/coverage-input.ts';

const id = z.string().max(26).catch('');

const statusInput = z.object({
  on: dayField,
  assignment: id,
  course: id,
  school: id,
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  print: z.enum(['', '1']).catch(''),
});

/** What the training status is asked for; '' chooses everything. */
export type StatusWanted = z.infer<typeof statusInput>;

/** Query of the training status. */
export const readStatusQuery = (query: unknown): StatusWanted =>
  readInput(statusInput, { on: null, ...(typeof query === 'object' ? query : {}) });
