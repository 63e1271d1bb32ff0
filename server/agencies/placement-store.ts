import { Op } from 'sequelize';
import type { Tx } from '../platform/index.ts';
import type { AgencyModels, PlacementRow, SchoolRow } from './agency-model.ts';

/** SQL over placements. */
export function createPlacementStore({ Placement, School }: AgencyModels) {
  return {
    async insert(tx: Tx, placements: readonly PlacementRow[]): Promise<void> {
      await Placement.bulkCreate([...placements], { transaction: tx });
    },

    async update(tx: Tx, id: string, values: Partial<PlacementRow>): Promise<void> {
      await Placement.update(values, { where: { id }, transaction: tx });
    },

    /** Every placement of some people in an agency, whenever it holds. */
    async everOf(tx: Tx | null, agencyId: string, personIds: readonly string[]): Promise<PlacementRow[]> {
      if (personIds.length === 0) return [];
      const rows = await Placement.findAll({ where: { agencyId, personId: [...personIds] }, transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    /** Placements of an agency after an id, in the order of ids; of one person where one is named. */
    async after(
      tx: Tx | null,
      { agencyId, personId, after, limit }: { agencyId: string; personId: string | null; after: string; limit: number },
    ): Promise<PlacementRow[]> {
      const where = { agencyId, id: { [Op.gt]: after }, ...(personId !== null && { personId }) };
      const rows = await Placement.findAll({ where, order: ['id'], limit, transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    /** A placement of an agency. */
    async byId(tx: Tx | null, agencyId: string, id: string): Promise<PlacementRow | null> {
      return (await Placement.findOne({ where: { id, agencyId }, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** The same of one person with the schools, the latest start first. */
    async historyOf(
      tx: Tx | null,
      agencyId: string,
      personId: string,
    ): Promise<{ placement: PlacementRow; school: SchoolRow }[]> {
      const rows = await Placement.findAll({
        where: { agencyId, personId },
        include: [{ model: School, as: 'school', required: true }],
        order: [
          ['startsOn', 'DESC'],
          ['id', 'DESC'],
        ],
        transaction: tx,
      });
      return rows.flatMap((row) => {
        const { school, ...placement } = row.get({ plain: true });
        return school === undefined ? [] : [{ placement, school }];
      });
    },

    /** Placements of a person that hold on a day (YYYY-MM-DD), the latest start first. */
    async ofPerson(
      tx: Tx | null,
      { agencyId, personId, on }: { agencyId: string; personId: string; on: string },
    ): Promise<{ placement: PlacementRow; school: SchoolRow }[]> {
      const rows = await Placement.findAll({
        where: {
          agencyId,
          personId,
          startsOn: { [Op.lte]: on },
          endsOn: { [Op.or]: [{ [Op.is]: null }, { [Op.gte]: on }] },
        },
        include: [{ model: School, as: 'school', required: true }],
        order: [
          ['startsOn', 'DESC'],
          ['id', 'DESC'],
        ],
        limit: 20,
        transaction: tx,
      });
      return rows.flatMap((row) => {
        const { school, ...placement } = row.get({ plain: true });
        return school === undefined ? [] : [{ placement, school }];
      });
    },
  };
}
