import type { Actor } from '../../people/index.ts';
import { AppError, localeOf, randomToken, sha256Hex, type Platform } from '../../platform/index.ts';
import { calendarFile } from './calendar-file.ts';
import type { CalendarStore } from './calendar-store.ts';
import type { NoticeStore } from './notice-store.ts';

const HOUR_MS = 3_600_000;
/** Readings of one address, and tries of unknown ones from one place, in an hour. */
const MOST_READS = 60;
const MOST_MISSES = 30;

const entry = ({ personId, agencyId }: Actor, action: string) => ({
  agencyId,
  actorId: personId,
  action,
  subjectType: 'person',
  subjectId: personId,
});

/** Calendars by address: whoever has the address reads it, so it can be ended at any time. */
export function createCalendars(
  { database, clock, audit, limits, config }: Platform,
  calendars: CalendarStore,
  notices: NoticeStore,
) {
  async function limit(key: string, most: number): Promise<void> {
    const { allowed, retryAfterMs } = await limits.hit(key, most, HOUR_MS);
    if (allowed) return;
    throw new AppError('TOO_MANY_TRIES', 429, 'This calendar was asked for too often.', {
      help: 'Try again in {minutes} minutes.',
      values: { minutes: Math.ceil(retryAfterMs / 60_000) },
    });
  }

  return {
    hasFeed: async (actor: Actor): Promise<boolean> => (await calendars.count(null, actor)) > 0,

    /** Makes an address and ends the one before; it is known to nobody but its owner, and shown once. */
    async make(actor: Actor): Promise<string> {
      const { agencyId, personId } = actor;
      const token = randomToken();
      const createdAt = clock.now();
      await database.write(async (tx) => {
        await calendars.endAll(tx, actor, createdAt);
        await calendars.insert(tx, { tokenHash: sha256Hex(token), agencyId, personId, createdAt, endedAt: null });
        await audit.record(tx, entry(actor, 'calendar.made'));
      });
      return `${config.publicUrl}/calendar/${token}.ics`;
    },

    async end(actor: Actor): Promise<void> {
      await database.write(async (tx) => {
        await calendars.endAll(tx, actor, clock.now());
        await audit.record(tx, entry(actor, 'calendar.ended'));
      });
    },

    /**
     * The file of an address. Throws AppError `CALENDAR_NOT_FOUND` (404) for an unknown or ended one, `TOO_MANY_TRIES` (429).
     */
    async read(token: string, ip: string): Promise<string> {
      const tokenHash = sha256Hex(token);
      const owner = await calendars.owner(null, tokenHash);
      if (owner === null) {
        await limit(`calendar-miss:${ip}`, MOST_MISSES);
        throw new AppError('CALENDAR_NOT_FOUND', 404, 'There is no calendar at this address.');
      }
      await limit(`calendar:${tokenHash}`, MOST_READS);
      const rows = await notices.ofPerson(null, owner);
      const { locale, agencyName } = owner;
      return calendarFile(rows, {
        locale: localeOf(locale),
        agencyName,
        publicUrl: config.publicUrl,
        now: clock.now(),
      });
    },
  };
}

/** See `createCalendars`. */
export type Calendars = ReturnType<typeof createCalendars>;
