import { literal } from 'sequelize';
import { newId, type Tx } from '../../platform/index.ts';
import type { DestinationRow, DispatchModels, SeatRow } from './dispatch-model.ts';

/** SQL over destinations and their seats. */
export function createDispatchStore({ destinations, seats }: DispatchModels) {
  return {
    async find(tx: Tx | null, doorId: string): Promise<DestinationRow | null> {
      return (await destinations.findByPk(doorId, { transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** The same, kept from all other launches until the transaction ends: seats are counted one launch at a time. */
    async lock(tx: Tx, doorId: string): Promise<DestinationRow | null> {
      const row = await destinations.findByPk(doorId, { transaction: tx, lock: tx.LOCK.UPDATE });
      return row?.get({ plain: true }) ?? null;
    },

    async insert(tx: Tx, row: DestinationRow): Promise<void> {
      await destinations.create(row, { transaction: tx });
    },

    async update(tx: Tx, doorId: string, values: Partial<DestinationRow>): Promise<void> {
      await destinations.update(values, { where: { doorId }, transaction: tx });
    },

    seatsUsed: (tx: Tx | null, doorId: string): Promise<number> =>
      seats.count({ where: { doorId }, transaction: tx ?? undefined }),

    async ofAgency(tx: Tx | null, agencyId: string): Promise<DestinationRow[]> {
      const rows = await destinations.findAll({ where: { agencyId }, transaction: tx });
      return rows.map((row): DestinationRow => row.get({ plain: true }));
    },

    /** Seats used, by the door. */
    async seatsOfAgency(tx: Tx | null, agencyId: string): Promise<ReadonlyMap<string, number>> {
      const found = await seats.count({ where: { agencyId }, group: ['doorId'], transaction: tx ?? undefined });
      return new Map(found.map(({ doorId, count }) => [String(doorId), count]));
    },

    async seat(tx: Tx | null, doorId: string, registrationId: string): Promise<SeatRow | null> {
      const row = await seats.findOne({ where: { doorId, registrationId }, transaction: tx });
      return row?.get({ plain: true }) ?? null;
    },

    async take(tx: Tx, seat: Pick<SeatRow, 'agencyId' | 'doorId' | 'registrationId'>, at: Date): Promise<void> {
      const row = { id: newId(), ...seat, firstAt: at, lastAt: at, launches: 1, toldAt: null, told: null };
      await seats.create(row, { transaction: tx });
    },

    async came(tx: Tx, { id }: Pick<SeatRow, 'id'>, at: Date): Promise<void> {
      await seats.update({ launches: literal('launches + 1'), lastAt: at }, { where: { id }, transaction: tx });
    },

    async told(tx: Tx, id: string, told: string, at: Date): Promise<void> {
      await seats.update({ told, toldAt: at }, { where: { id }, transaction: tx });
    },

    /** Who has a seat, the last to come first. */
    async page(
      tx: Tx | null,
      doorId: string,
      { offset, limit }: { offset: number; limit: number },
    ): Promise<{ rows: SeatRow[]; count: number }> {
      const order: [string, string][] = [
        ['lastAt', 'DESC'],
        ['id', 'DESC'],
      ];
      const found = await seats.findAndCountAll({ where: { doorId }, order, offset, limit, transaction: tx });
      return { rows: found.rows.map((row): SeatRow => row.get({ plain: true })), count: found.count };
    },
  };
}

/** See `createDispatchStore`. */
export type DispatchStore = ReturnType<typeof createDispatchStore>;
