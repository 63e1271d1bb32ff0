import { col, fn, literal, Op } from 'sequelize';
import { newId, type Tx } from '../../platform/index.ts';
import type { DoorModels, DoorPersonRow, DoorRow } from './door-model.ts';

/** How much a door is used. */
export interface DoorUse {
  readonly people: number;
  readonly lastAt: Date | null;
}

type Visit = Pick<DoorPersonRow, 'agencyId' | 'doorId' | 'personId'>;

/** SQL over doors and who came through them. */
export function createDoorStore({ doors, people }: DoorModels) {
  return {
    async find(tx: Tx | null, id: string): Promise<DoorRow | null> {
      return (await doors.findByPk(id, { transaction: tx }))?.get({ plain: true }) ?? null;
    },

    async ofAgency(tx: Tx | null, agencyId: string): Promise<DoorRow[]> {
      const rows = await doors.findAll({ where: { agencyId }, order: [['id', 'ASC']], transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    async insert(tx: Tx, row: DoorRow): Promise<void> {
      await doors.create(row, { transaction: tx });
    },

    async update(tx: Tx, id: string, values: Partial<DoorRow>): Promise<void> {
      await doors.update(values, { where: { id }, transaction: tx });
    },

    /** How many people came through each door of an agency, and when the last one did. */
    async use(tx: Tx | null, agencyId: string): Promise<Map<string, DoorUse>> {
      const options = { where: { agencyId }, group: ['doorId'], transaction: tx };
      // PostgreSQL counts in numbers that come as text.
      const rows = await people.findAll({
        ...options,
        attributes: ['doorId', [fn('count', col('id')), 'visits'], [fn('max', col('last_at')), 'lastAt']],
      });
      return new Map(
        rows.map((row) => {
          const { doorId, visits, lastAt }: { doorId: string; visits: unknown; lastAt: Date | string } = row.get({
            plain: true,
          });
          return [doorId, { people: Number(visits), lastAt: new Date(lastAt) }];
        }),
      );
    },

    /** Counts a visit; the first one adds the person. */
    async came(tx: Tx, visit: Visit, at: Date): Promise<void> {
      const { agencyId, doorId, personId } = visit;
      const row = { id: newId(), agencyId, doorId, personId, firstAt: at, lastAt: at, visits: 0 };
      await people.bulkCreate([row], { ignoreDuplicates: true, transaction: tx });
      const changes = { visits: literal('visits + 1'), lastAt: at };
      await people.update(changes, { where: { doorId, personId }, transaction: tx });
    },

    /** Who came through the doors of an agency, the last first. */
    async log(tx: Tx | null, agencyId: string, { offset, limit }: { offset: number; limit: number }) {
      const { rows, count } = await people.findAndCountAll({
        where: { agencyId },
        order: [
          ['lastAt', 'DESC'],
          ['id', 'DESC'],
        ],
        offset,
        limit,
        transaction: tx,
      });
      return { rows: rows.map((row): DoorPersonRow => row.get({ plain: true })), count };
    },

    /** Visits of one person become those of another; where both came through a door they are added up. */
    async giveVisits(tx: Tx, fromPersonId: string, toPersonId: string, agencyId: string): Promise<void> {
      const where = { agencyId, personId: [fromPersonId, toPersonId] };
      const rows = (await people.findAll({ where, transaction: tx })).map((row) => row.get({ plain: true }));
      for (const row of rows.filter(({ personId }) => personId === fromPersonId)) {
        const same = rows.find(({ doorId, personId }) => doorId === row.doorId && personId === toPersonId);
        if (same === undefined) {
          await people.update({ personId: toPersonId }, { where: { id: row.id }, transaction: tx });
          continue;
        }
        const firstAt = new Date(Math.min(row.firstAt.getTime(), same.firstAt.getTime()));
        const lastAt = new Date(Math.max(row.lastAt.getTime(), same.lastAt.getTime()));
        const sum = { firstAt, lastAt, visits: row.visits + same.visits };
        await people.update(sum, { where: { id: same.id }, transaction: tx });
        await people.destroy({ where: { id: { [Op.eq]: row.id } }, transaction: tx });
      }
    },
  };
}

/** See `createDoorStore`. */
export type DoorStore = ReturnType<typeof createDoorStore>;
