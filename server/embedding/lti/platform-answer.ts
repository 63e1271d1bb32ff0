import type { z } from 'zod';
import { AppError, parseJson, type OutgoingAnswer } from '../../platform/index.ts';

/** Longest wait (ms) that an LMS may ask for. */
const MOST_WAIT_MS = 6 * 3_600_000;

/** An answer that was not what was asked for, with the first words of the LMS itself. */
export function platformFault(what: string, { status, headers, text }: OutgoingAnswer): AppError {
  const own = text
    .replace(/\s+/g, ' ')
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 160);
  const words = `The LMS ${what}: it answered ${status}${own === '' ? '' : `, “${own}”`}.`;
  const details = { status, retryAfter: headers['retry-after'] ?? null };
  return new AppError('LTI_PLATFORM_ANSWER', 422, words, { details });
}

/** What `Retry-After` of a fault asks for, ms; null where it says nothing of use. */
export function waitOf(fault: AppError, now: Date): number | null {
  const value = fault.details?.['retryAfter'];
  if (typeof value !== 'string') return null;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now.getTime();
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, MOST_WAIT_MS) : null;
}

/** The answer of an LMS by its schema; throws AppError `LTI_PLATFORM_ANSWER`. */
export function readPlatformJson<Schema extends z.ZodType>(
  what: string,
  answer: OutgoingAnswer,
  schema: Schema,
): z.output<Schema> {
  try {
    const read = schema.safeParse(parseJson(answer.text));
    if (read.success) return read.data;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  throw platformFault(what, answer);
}
