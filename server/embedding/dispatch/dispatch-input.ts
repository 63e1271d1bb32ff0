import { z } from 'zod';
import { isId } from '../../people/index.ts';
import { STATUS_MAPPINGS } from '../../standards/index.ts';
import { originsInput } from '../doors/index.ts';
import { PACKAGE_STANDARDS } from './dispatch-model.ts';

const optionalDay = z
  .union([z.literal('').transform(() => null), z.iso.date('Write a date as YYYY-MM-DD.')])
  .default(null);

/** What can be changed without a new package. */
const changeable = {
  title: z.string().trim().min(1, 'Write a title.').max(200),
  sites: originsInput.refine((origins) => origins.length > 0, 'Write the address of the LMS.'),
  opensOn: optionalDay,
  closesOn: optionalDay,
  seats: z
    .string()
    .regex(/^([1-9]\d{0,5})?$/, 'Write a number from 1 on, or nothing.')
    .transform((text) => (text === '' ? null : Number(text)))
    .default(null),
  mapping: z.enum(STATUS_MAPPINGS),
};

const isInOrder = ({ opensOn, closesOn }: { opensOn: string | null; closesOn: string | null }): boolean =>
  opensOn === null || closesOn === null || closesOn >= opensOn;
const ORDER = { path: ['closesOn'], message: 'The end lies before the start.' };

/** A destination as it is changed. */
export const destinationChange = z.object(changeable).refine(isInOrder, ORDER);

/** A new one: course and standard stand in the package and stay. */
export const newDestination = z
  .object({
    ...changeable,
    courseId: z.string().refine(isId, 'Choose a course.'),
    standard: z.enum(PACKAGE_STANDARDS),
  })
  .refine(isInOrder, ORDER);

/** See {@link destinationChange}. */
export type DestinationChange = z.infer<typeof destinationChange>;

/** See {@link newDestination}. */
export type NewDestination = z.infer<typeof newDestination>;

/** A page of the list of who came. */
export const seatPage = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

const count = z.number().int().min(0).max(2_000_000_000);
const score = z.number().nullable();

/** How a course stands, as the stub keeps it in the LMS and says that it was taken. */
export const summaryInput = z.object({
  attempt: count,
  version: count,
  completion: z.enum(['completed', 'incomplete', 'not attempted', 'unknown']),
  success: z.enum(['passed', 'failed', 'unknown']),
  scoreScaled: score,
  scoreRaw: score,
});

/** `POST /dispatch/:destination/launch`. An LMS may have given somebody's name any shape. */
export const dispatchRequest = z.object({
  learnerId: z.string().max(4000),
  learnerName: z.string().max(4000),
  registration: z.string().max(100).nullable(),
  mode: z.enum(['normal', 'browse', 'review']),
  told: summaryInput.nullable(),
});

/** `POST /dispatch/:destination/told`. */
export const dispatchTold = z.object({ ticket: z.string().max(1000), summary: summaryInput });
