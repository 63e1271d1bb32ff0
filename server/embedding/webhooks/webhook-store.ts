import { Op } from 'sequelize';
import type { Tx } from '../../platform/index.ts';
import type { DeliveryRow, EndpointRow, TryRow, WebhookModels } from './webhook-model.ts';

/** SQL over endpoints, deliveries and their tries. */
export function createWebhookStore({ endpoints, deliveries, tries }: WebhookModels) {
  return {
    async insertEndpoint(tx: Tx, row: EndpointRow): Promise<void> {
      await endpoints.create(row, { transaction: tx });
    },

    async updateEndpoint(tx: Tx, id: string, values: Partial<EndpointRow>): Promise<void> {
      await endpoints.update(values, { where: { id }, transaction: tx });
    },

    /** One that was not removed. */
    async endpoint(tx: Tx | null, id: string): Promise<EndpointRow | null> {
      const row = await endpoints.findOne({ where: { id, removedAt: null }, transaction: tx });
      return row?.get({ plain: true }) ?? null;
    },

    /** Endpoints of an agency that were not removed, the newest first. */
    async endpointsOf(tx: Tx | null, agencyId: string): Promise<EndpointRow[]> {
      const where = { agencyId, removedAt: null };
      const rows = await endpoints.findAll({ where, order: [['id', 'DESC']], transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    /** Adds deliveries that are not there yet; resolves with those that are new. */
    async addDeliveries(tx: Tx, rows: readonly DeliveryRow[]): Promise<DeliveryRow[]> {
      if (rows.length === 0) return [];
      await deliveries.bulkCreate([...rows], { ignoreDuplicates: true, transaction: tx });
      const added = await deliveries.findAll({
        where: { id: rows.map(({ id }) => id) },
        attributes: ['id'],
        transaction: tx,
      });
      const ids = new Set(added.map(({ id }) => id));
      return rows.filter(({ id }) => ids.has(id));
    },

    async updateDelivery(tx: Tx, id: string, values: Partial<DeliveryRow>): Promise<void> {
      await deliveries.update(values, { where: { id }, transaction: tx });
    },

    async delivery(tx: Tx | null, id: string): Promise<DeliveryRow | null> {
      return (await deliveries.findByPk(id, { transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** Deliveries of an endpoint before an id, the newest first. */
    async deliveriesOf(tx: Tx | null, endpointId: string, before: string, limit: number): Promise<DeliveryRow[]> {
      const where = { endpointId, ...(before !== '' && { id: { [Op.lt]: before } }) };
      const rows = await deliveries.findAll({ where, order: [['id', 'DESC']], limit, transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    async insertTry(tx: Tx, row: TryRow): Promise<void> {
      await tries.create(row, { transaction: tx });
    },

    /** Tries of some deliveries, the first one first. */
    async triesOf(tx: Tx | null, deliveryIds: readonly string[]): Promise<TryRow[]> {
      if (deliveryIds.length === 0) return [];
      const where = { deliveryId: [...deliveryIds] };
      const rows = await tries.findAll({ where, order: [['id', 'ASC']], transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    /** What was done before a moment goes, with its tries. */
    async removeBefore(tx: Tx, before: Date): Promise<void> {
      await tries.destroy({ where: { at: { [Op.lt]: before } }, transaction: tx });
      const where = { createdAt: { [Op.lt]: before }, state: { [Op.ne]: 'waiting' } };
      await deliveries.destroy({ where, transaction: tx });
    },
  };
}

/** See {@link createWebhookStore}. */
export type WebhookStore = ReturnType<typeof createWebhookStore>;
