import { Op } from 'sequelize';
import type { Tx } from '../platform/index.ts';
import type { AgencyModels, PlacementRow, SchoolRow } from './agency-model.ts';

/** SQL over placements. */
export function createPlacementStore({ Placement, School }: AgencyModels) {
  return {
    async insert(tx: Tx, placement: PlacementRow): Promise<void> {
      await Placement.create(placement, { transaction: tx });
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
