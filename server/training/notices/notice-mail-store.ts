import { Op, QueryTypes } from 'sequelize';
import type { Database, Tx } from '../../platform/index.ts';
import type { NoticeModels } from './notice-model.ts';
import { URGENT_KINDS } from './notice-kinds.ts';

/** A notice that has not been mailed, with whom it is for. */
export interface UnmailedNotice {
  readonly id: string;
  readonly agencyId: string;
  readonly personId: string;
  readonly kind: string;
  readonly facts: string;
  readonly href: string;
  readonly email: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly agencyName: string;
  /** When the person was last mailed for this agency. */
  readonly lastMailedAt: string | Date | null;
}

/** More than one round mails; the next round takes the rest. */
const MOST = 5_000;

/** SQL over what is to be mailed; people and agencies are only read. */
export function createNoticeMailStore({ sequelize, tablePrefix }: Database, { notices }: NoticeModels) {
  const table = (name: string): string => sequelize.getQueryInterface().quoteIdentifier(tablePrefix + name);
  return {
    /** Notices made since a moment of people who belong to the agency, may sign in and want the mail. */
    unmailed: (tx: Tx | null, since: Date): Promise<UnmailedNotice[]> =>
      sequelize.query<UnmailedNotice>(
        `SELECT n.id, n.agency_id AS "agencyId", n.person_id AS "personId", n.kind, n.facts, n.href, p.email, p.locale,
          a.time_zone AS "timeZone", a.name AS "agencyName", (SELECT MAX(o.mailed_at) FROM ${table('notices')} o
            WHERE o.person_id = n.person_id AND o.agency_id = n.agency_id) AS "lastMailedAt"
        FROM ${table('notices')} n JOIN ${table('people')} p ON p.id = n.person_id JOIN ${table('agencies')} a ON a.id = n.agency_id
        WHERE n.mailed_at IS NULL AND n.created_at >= :since AND p.email IS NOT NULL AND p.disabled_at IS NULL
          AND (p.mail_preference = 'all' OR n.kind IN (:urgent))
          AND EXISTS (SELECT 1 FROM ${table('memberships')} m
            WHERE m.person_id = n.person_id AND m.organisation_id = n.agency_id AND m.ended_at IS NULL)
        ORDER BY n.id LIMIT ${MOST}`,
        { replacements: { since, urgent: [...URGENT_KINDS] }, type: QueryTypes.SELECT, transaction: tx },
      ),

    /** Marks notices as mailed; resolves with how many were not before. */
    async markMailed(tx: Tx, ids: readonly string[], mailedAt: Date): Promise<number> {
      const [count] = await notices.update(
        { mailedAt },
        { where: { id: { [Op.in]: [...ids] }, mailedAt: null }, transaction: tx },
      );
      return count;
    },
  };
}

/** See `createNoticeMailStore`. */
export type NoticeMailStore = ReturnType<typeof createNoticeMailStore>;
