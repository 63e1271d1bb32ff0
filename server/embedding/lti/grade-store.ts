import { Op } from 'sequelize';
import type { Tx } from '../../platform/index.ts';
import type { GradeRow, LtiModels } from './lti-model.ts';

const SHOWN = 200;

const plain = (rows: readonly { get(options: { plain: true }): GradeRow }[]): GradeRow[] =>
  rows.map((row) => row.get({ plain: true }));

/** SQL over what LMSs have to know of people. */
export function createGradeStore({ grades }: LtiModels) {
  return {
    async byId(tx: Tx | null, id: string): Promise<GradeRow | null> {
      return (await grades.findByPk(id, { transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** The grade of a place in a course. */
    async ofPlace(tx: Tx | null, registrationId: string): Promise<GradeRow | null> {
      return (await grades.findOne({ where: { registrationId }, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** The same, locked until the transaction ends. */
    async lockOfPlace(tx: Tx, registrationId: string): Promise<GradeRow | null> {
      const found = await grades.findOne({ where: { registrationId }, transaction: tx, lock: tx.LOCK.UPDATE });
      return found?.get({ plain: true }) ?? null;
    },

    /** By its id, locked until the transaction ends. */
    async lock(tx: Tx, id: string): Promise<GradeRow | null> {
      return (await grades.findByPk(id, { transaction: tx, lock: tx.LOCK.UPDATE }))?.get({ plain: true }) ?? null;
    },

    /** Grades of links, the last sent first. */
    async ofLinks(tx: Tx | null, linkId: readonly string[]): Promise<GradeRow[]> {
      const order: [string, string][] = [
        ['sentAt', 'DESC'],
        ['createdAt', 'DESC'],
        ['id', 'DESC'],
      ];
      return plain(await grades.findAll({ where: { linkId: [...linkId] }, order, limit: SHOWN, transaction: tx }));
    },

    /** Grades of an agency: not taken, on their way, then the last sent. */
    async ofAgency(tx: Tx | null, agencyId: string): Promise<GradeRow[]> {
      const order: [string, string][] = [
        ['sentAt', 'DESC'],
        ['createdAt', 'DESC'],
        ['id', 'DESC'],
      ];
      const pages = [];
      for (const state of ['failed', 'waiting', 'sent', 'none']) {
        pages.push(
          ...plain(await grades.findAll({ where: { agencyId, state }, order, limit: SHOWN, transaction: tx })),
        );
      }
      return pages.slice(0, SHOWN);
    },

    async insert(tx: Tx, row: GradeRow): Promise<void> {
      await grades.create(row, { transaction: tx });
    },

    async update(tx: Tx, id: string, values: Partial<GradeRow>): Promise<void> {
      await grades.update(values, { where: { id }, transaction: tx });
    },

    /** One of several processes sends; false for the others. */
    async lease(tx: Tx, id: string, now: Date, until: Date): Promise<boolean> {
      const where = { id, [Op.or]: [{ busyUntil: null }, { busyUntil: { [Op.lt]: now } }] };
      const [taken] = await grades.update({ busyUntil: until }, { where, transaction: tx });
      return taken === 1;
    },
  };
}

/** See `createGradeStore`. */
export type GradeStore = ReturnType<typeof createGradeStore>;
