import { Op } from 'sequelize';
import type { Tx } from '../platform/index.ts';
import type { PeopleModels, PersonRow, SessionRow } from './person-model.ts';

/** SQL over signed-in browsers. */
export function createSessionStore({ Session, Person }: PeopleModels) {
  return {
    async withPerson(tx: Tx | null, tokenHash: string): Promise<{ session: SessionRow; person: PersonRow } | null> {
      const row = await Session.findByPk(tokenHash, {
        include: [{ model: Person, as: 'person', required: true }],
        transaction: tx,
      });
      if (row === null) return null;
      const { person, ...session } = row.get({ plain: true });
      return person === undefined ? null : { session, person };
    },

    async ofPerson(tx: Tx | null, personId: string, now: Date): Promise<SessionRow[]> {
      const rows = await Session.findAll({
        where: { personId, expiresAt: { [Op.gt]: now } },
        order: [['lastSeenAt', 'DESC']],
        limit: 50,
        transaction: tx,
      });
      return rows.map((row) => row.get({ plain: true }));
    },

    async insert(tx: Tx, session: SessionRow): Promise<void> {
      await Session.create(session, { transaction: tx });
    },

    async touch(tx: Tx, tokenHash: string, at: Date): Promise<void> {
      await Session.update({ lastSeenAt: at }, { where: { tokenHash }, transaction: tx });
    },

    async remove(tx: Tx, tokenHash: string): Promise<void> {
      await Session.destroy({ where: { tokenHash }, transaction: tx });
    },

    async removeAll(tx: Tx, personId: string): Promise<void> {
      await Session.destroy({ where: { personId }, transaction: tx });
    },

    /** Rows that sign nobody in any more. */
    async sweep(tx: Tx, expiredBefore: Date, unseenSince: Date): Promise<void> {
      const where = { [Op.or]: [{ expiresAt: { [Op.lt]: expiredBefore } }, { lastSeenAt: { [Op.lt]: unseenSince } }] };
      await Session.destroy({ where, transaction: tx });
    },
  };
}

/** See `createSessionStore`. */
export type SessionStore = ReturnType<typeof createSessionStore>;
