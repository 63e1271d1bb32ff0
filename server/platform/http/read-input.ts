import type { z } from 'zod';
import { AppError } from '../errors/app-error.ts';

/** Types a value from outside by its schema; throws AppError `INPUT_INVALID` 422 with each field at fault. */
export function readInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message, code }) => ({ code, message, path: path.join('.') }));
  const [first] = issues;
  throw new AppError('INPUT_INVALID', 422, 'Please check what you entered.', { field: first?.path, issues });
}
