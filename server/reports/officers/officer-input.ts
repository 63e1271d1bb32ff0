import { z } from 'zod';
import { readInput } from '../../platform/index.ts';

/** By what a list of officers is narrowed. */
export const OFFICER_STATUSES = [
  'all',
  'trained',
  'training',
  'overdue',
  'soon',
  'unassigned',
  'unselected',
  'expiring',
  'left',
] as const;

/** See {@link OFFICER_STATUSES}. */
export type OfficerStatus = (typeof OFFICER_STATUSES)[number];

const officersInput = z.object({
  search: z.string().trim().max(100).catch(''),
  status: z.enum(OFFICER_STATUSES).catch('all'),
  sort: z.enum(['name', 'due']).catch('name'),
  direction: z.enum(['asc', 'desc']).catch('asc'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

/** What a list of officers is asked for. */
export type OfficersWanted = z.infer<typeof officersInput>;

/** Query of the list; what it does not know falls back to the first page of everyone by name. */
export const readOfficersQuery = (query: unknown): OfficersWanted => readInput(officersInput, query);
