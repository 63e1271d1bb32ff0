import { Op } from 'sequelize';
import type { Tx } from '../../platform/index.ts';
import type { LinkRow, LtiModels } from './lti-model.ts';

/** SQL over the places in LMSs that open courses. */
export function createLinkStore({ links }: LtiModels) {
  return {
    async byId(tx: Tx | null, id: string): Promise<LinkRow | null> {
      return (await links.findByPk(id, { transaction: tx }))?.get({ plain: true }) ?? null;
    },

    async byIds(tx: Tx | null, id: readonly string[]): Promise<LinkRow[]> {
      const rows = await links.findAll({ where: { id: [...id] }, transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    async byKey(tx: Tx | null, keyHash: string): Promise<LinkRow | null> {
      return (await links.findOne({ where: { keyHash }, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** The links of a connected LMS, the one used last first. */
    async ofRegistration(tx: Tx | null, registrationId: string): Promise<LinkRow[]> {
      const order: [string, string][] = [
        ['updatedAt', 'DESC'],
        ['id', 'ASC'],
      ];
      const rows = await links.findAll({ where: { registrationId }, order, limit: 500, transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    /** False where another launch of the link was quicker; its row is there by then. */
    async insertUnlessKnown(tx: Tx, row: LinkRow): Promise<boolean> {
      await links.bulkCreate([row], { ignoreDuplicates: true, transaction: tx });
      return (await links.findByPk(row.id, { transaction: tx })) !== null;
    },

    async update(tx: Tx, id: string, values: Partial<LinkRow>): Promise<void> {
      await links.update(values, { where: { id }, transaction: tx });
    },

    /** One of several processes has the link to itself until a moment; false for the others. */
    async lease(tx: Tx, id: string, now: Date, until: Date): Promise<boolean> {
      const where = { id, [Op.or]: [{ busyUntil: null }, { busyUntil: { [Op.lt]: now } }] };
      const [taken] = await links.update({ busyUntil: until }, { where, transaction: tx });
      return taken === 1;
    },
  };
}

/** See `createLinkStore`. */
export type LinkStore = ReturnType<typeof createLinkStore>;
