import { z } from 'zod';
import { readInput } from '../platform/index.ts';

/** Strands of the curriculum; '' while nobody has said. */
export const STRANDS = ['', 'academy', 'school', 'student'] as const;

/** What an instructor may allow a version beyond its standard and its own origin. */
export interface VersionLimits {
  /** Characters of suspend data; null for the standard's own limit. */
  readonly suspendData: number | null;
  /** Host names that the content may load from, over https. */
  readonly allowedHosts: readonly string[];
  /** Whether the content may open windows. */
  readonly popups: boolean;
}

/** Characters of suspend data that "allow 64 KB" means. */
export const LARGE_SUSPEND_DATA = 65_536;

const HOST = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

const searchInput = z.string().trim().max(100).default('').catch('');

const line = z
  .string()
  .trim()
  .regex(/^\P{Cc}*$/u, 'Control characters cannot be used here.');
const box = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');

const detailsInput = z.object({
  title: line.min(1, 'A course needs a title.').max(300, 'At most 300 characters.'),
  // Several lines, pasted from anywhere: of all control characters only NUL cannot be stored.
  description: z
    .string()
    .trim()
    .max(5000, 'At most 5,000 characters.')
    .regex(/^[^\0]*$/, 'Leave out characters that cannot be seen.')
    .default(''),
  strand: z.enum(STRANDS).default(''),
});

const limitsInput = z.object({
  largeSuspendData: box,
  popups: box,
  allowedHosts: z
    .string()
    .max(5000)
    .default('')
    .transform((text) => [
      ...new Set(
        text
          .toLowerCase()
          .split(/[\s,]+/)
          .filter(Boolean),
      ),
    ])
    .pipe(
      z
        .array(z.string().regex(HOST, 'Write host names only, like media.example.org or *.example.org.'))
        .max(20, 'At most 20 hosts.'),
    ),
});

const storedLimits = z.object({
  suspendData: z.number().int().positive().nullable().default(null),
  allowedHosts: z.array(z.string().regex(HOST)).default([]),
  popups: z.boolean().default(false),
});

/** Title, description and strand of a course from the form. */
export type CourseDetails = z.output<typeof detailsInput>;

/** Reads the details form; throws AppError `INPUT_INVALID` (422) with the field. */
export const readDetails = (body: unknown): CourseDetails => readInput(detailsInput, body);

/** Reads the form of what a version is allowed; throws AppError `INPUT_INVALID` (422) with the field. */
export function readLimitsForm(body: unknown): VersionLimits {
  const { largeSuspendData, popups, allowedHosts } = readInput(limitsInput, body);
  return { suspendData: largeSuspendData ? LARGE_SUSPEND_DATA : null, allowedHosts, popups };
}

/** Reads the stored column. */
export function readStoredLimits(json: string): VersionLimits {
  return storedLimits.parse(JSON.parse(json));
}

/** Words that a list is searched for; '' for nonsense. */
export const readSearch = (value: unknown): string => searchInput.parse(value);

/** An id in an address or query; null for anything else, which then is not found. */
export function readId(value: unknown): string | null {
  return typeof value === 'string' && /^[0-9a-z]{26}$/.test(value) ? value : null;
}

/** The name under which a browser asks for the progress of its upload. */
export function readProgressId(value: unknown): string | null {
  return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value) ? value : null;
}
