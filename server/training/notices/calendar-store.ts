import { QueryTypes } from 'sequelize';
import type { Database, Tx } from '../../platform/index.ts';
import type { CalendarFeedRow, NoticeModels } from './notice-model.ts';

/** Whose calendar an address shows. */
export interface FeedOwner {
  readonly agencyId: string;
  readonly personId: string;
  readonly agencyName: string;
  readonly locale: string;
}

/** SQL over the addresses of calendars. */
export function createCalendarStore({ sequelize, tablePrefix }: Database, { calendarFeeds }: NoticeModels) {
  const table = (name: string): string => sequelize.getQueryInterface().quoteIdentifier(tablePrefix + name);
  return {
    /** Owner of a running address; null where it has ended, or its owner has left the agency. */
    async owner(tx: Tx | null, tokenHash: string): Promise<FeedOwner | null> {
      const [found] = await sequelize.query<FeedOwner>(
        `SELECT f.agency_id AS "agencyId", f.person_id AS "personId", a.name AS "agencyName", p.locale
          FROM ${table('calendar_feeds')} f JOIN ${table('agencies')} a ON a.id = f.agency_id
          JOIN ${table('people')} p ON p.id = f.person_id
          WHERE f.token_hash = :tokenHash AND f.ended_at IS NULL AND p.disabled_at IS NULL AND EXISTS (SELECT 1
            FROM ${table('memberships')} m WHERE m.person_id = f.person_id AND m.organisation_id = f.agency_id
              AND m.ended_at IS NULL)`,
        { replacements: { tokenHash }, type: QueryTypes.SELECT, transaction: tx },
      );
      return found ?? null;
    },

    async count(tx: Tx | null, of: { agencyId: string; personId: string }): Promise<number> {
      const where = { agencyId: of.agencyId, personId: of.personId, endedAt: null };
      return calendarFeeds.count({ where, transaction: tx });
    },

    async insert(tx: Tx, row: CalendarFeedRow): Promise<void> {
      await calendarFeeds.create(row, { transaction: tx });
    },

    async endAll(tx: Tx, of: { agencyId: string; personId: string }, endedAt: Date): Promise<void> {
      const where = { agencyId: of.agencyId, personId: of.personId, endedAt: null };
      await calendarFeeds.update({ endedAt }, { where, transaction: tx });
    },
  };
}

/** See `createCalendarStore`. */
export type CalendarStore = ReturnType<typeof createCalendarStore>;
