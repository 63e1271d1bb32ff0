import type { Request } from 'express';
import type { z } from 'zod';
import { AppError } from '../errors/app-error.ts';

/**
 * Query of an address, the only way to it. No database takes NUL in a text and nothing is called so: U+FFFD stands for it, so
 * that nothing is found instead of anything breaking.
 */
export function queryOf(req: Request): Request['query'] {
  return withoutNul(req.query);
}

function withoutNul<Value>(value: Value): Value;
function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\uFFFD');
  if (Array.isArray(value)) return value.map(withoutNul);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutNul(one)]));
}

/** Types a value from outside by its schema; throws AppError `INPUT_INVALID` 422 with each field at fault. */
export function readInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message, code }) => ({ code, message, path: path.join('.') }));
  const [first] = issues;
  throw new AppError('INPUT_INVALID', 422, 'Please check what you entered.', { field: first?.path, issues });
}
