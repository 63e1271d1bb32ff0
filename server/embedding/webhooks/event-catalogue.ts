import { z } from 'zod';

/** News that an endpoint may ask for, each with what it means. */
export const EVENTS = {
  'attempt.changed': 'An attempt changed: its state, its result or one of its parts',
  'attempt.finished': 'An attempt was finished, or a finished one changed',
  'verdict.reached': 'How a person stands under an assignment changed',
  'certificate.issued': 'A certificate was made',
  'certificate.voided': 'A certificate was made void',
  'person.joined': 'A person joined the agency',
  'person.left': 'A person left the agency',
} as const;

/** Names of {@link EVENTS} in the order in which they are shown. */
export const EVENT_TYPES = [
  'attempt.changed',
  'attempt.finished',
  'verdict.reached',
  'certificate.issued',
  'certificate.voided',
  'person.joined',
  'person.left',
] as const satisfies readonly (keyof typeof EVENTS)[];

/** See {@link EVENTS}. */
export type EventType = (typeof EVENT_TYPES)[number];

/** Types that a stored endpoint asked for; what no release knows any more is left out. */
export const storedEvents = z
  .array(z.string())
  .catch([])
  .transform((types) => EVENT_TYPES.filter((type) => types.includes(type)));
