import type { Actor } from '../../people/index.ts';
import type { Delivery, Endpoint } from '../webhooks/index.ts';
import { stateOf } from './key-view.ts';
import { momentWords } from './moment-words.ts';

const STATES = {
  waiting: { word: 'Waiting', tone: 'now', icon: 'st-now' },
  delivered: { word: 'Taken', tone: 'done', icon: 'st-done' },
  failed: { word: 'Given up', tone: 'late', icon: 'st-failed' },
} as const;

/** The page of one webhook; `secret` is shown this once. */
export function webhookView(
  { timeZone }: Actor,
  endpoint: Endpoint,
  deliveries: readonly Delivery[],
  { secret, next }: { readonly secret: string | null; readonly next: string | null },
) {
  const when = (at: Date): string => momentWords(at, timeZone);
  const { id, url, title, events, isEnabled, failingSince, previousUntil } = endpoint;
  return {
    id,
    heading: title === '' ? new URL(url).host : title,
    url,
    secret,
    events: events.join(', '),
    isEnabled,
    ...stateOf(endpoint),
    failing: failingSince === null ? null : when(failingSince),
    rotating: previousUntil === null ? null : when(previousUntil),
    deliveries: deliveries.map(({ row, tries }) => ({
      id: row.id,
      messageId: `msg_${row.id}`,
      type: row.type,
      made: when(row.createdAt),
      ...STATES[row.state],
      next: row.state === 'waiting' && row.nextAt !== null ? `Next try on ${when(row.nextAt)}` : null,
      tries: tries.map(({ at, status, durationMs, fault }) => ({
        at: when(at),
        answer: status === null ? fault : String(status),
        duration: `${durationMs} ms`,
      })),
    })),
    next,
  };
}
