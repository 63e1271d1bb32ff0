import { z } from 'zod';
import { EVENT_TYPES } from './event-catalogue.ts';

/** Boxes of a form or a list of a program: one type at least. */
const types = z
  .union([z.string(), z.array(z.string()), z.undefined()])
  .transform((value) => (value === undefined ? [] : [value].flat()))
  .pipe(z.array(z.enum(EVENT_TYPES)).min(1, 'Choose at least one kind of news.').max(EVENT_TYPES.length));

const url = z
  .string()
  .trim()
  .max(2000)
  .pipe(z.url({ protocol: /^https?$/, error: 'Write an address with https://.' }));
const title = z.string().trim().max(100).default('');

/** An endpoint out of a form. */
export const endpointForm = z.object({ url, title, events: types });

/** An endpoint as a program asks for it. */
export const endpointInput = z.strictObject({
  url,
  title,
  events: z.array(z.enum(EVENT_TYPES)).min(1).max(EVENT_TYPES.length),
});

/** What is asked of an endpoint. */
export type WantedEndpoint = z.output<typeof endpointInput>;
