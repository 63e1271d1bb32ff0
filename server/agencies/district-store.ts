import { newId, type Tx } from '../platform/index.ts';
import type { AgencyModels, DistrictRow, SchoolRow } from './agency-model.ts';

/** A district as one agency serves it. */
export interface ServedDistrict extends DistrictRow {
  /** True where the agency made it. */
  readonly keeps: boolean;
}

/** A school with its district, as one agency serves it. */
export interface ServedSchool extends SchoolRow {
  readonly districtName: string;
  readonly keeps: boolean;
}

/** SQL over the districts that agencies serve. */
export function createDistrictStore({ District, School, AgencyDistrict }: AgencyModels) {
  /** Districts that an agency serves, by name. */
  async function servedBy(tx: Tx | null, agencyId: string): Promise<ServedDistrict[]> {
    const rows = await AgencyDistrict.findAll({
      where: { agencyId },
      include: [{ model: District, as: 'district', required: true }],
      transaction: tx,
    });
    const served = rows.flatMap((row) => {
      const { district, keeps } = row.get({ plain: true });
      return district === undefined ? [] : [{ ...district, keeps }];
    });
    return served.sort((a, b) => a.name.localeCompare(b.name, 'en') || a.id.localeCompare(b.id));
  }

  return {
    servedBy,

    /** Schools of the districts that an agency serves, by name. */
    async schoolsServedBy(tx: Tx | null, agencyId: string): Promise<ServedSchool[]> {
      const districts = new Map((await servedBy(tx, agencyId)).map((row) => [row.id, row]));
      if (districts.size === 0) return [];
      const where = { districtId: [...districts.keys()] };
      const rows = await School.findAll({ where, transaction: tx });
      const schools = rows.map((row) => {
        const school = row.get({ plain: true });
        const district = districts.get(school.districtId);
        return { ...school, districtName: district?.name ?? '', keeps: district?.keeps ?? false };
      });
      return schools.sort((a, b) => a.name.localeCompare(b.name, 'en') || a.id.localeCompare(b.id));
    },

    /** The oldest districts of a name, at most two. */
    async byName(tx: Tx | null, name: string): Promise<DistrictRow[]> {
      const rows = await District.findAll({ where: { name }, order: ['createdAt', 'id'], limit: 2, transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    /** The agency serves the district from now on; nothing changes where it does already. */
    async serve(tx: Tx, agencyId: string, districtId: string, keeps: boolean, at: Date): Promise<void> {
      const row = { id: newId(), agencyId, districtId, keeps, createdAt: at };
      await AgencyDistrict.bulkCreate([row], { ignoreDuplicates: true, transaction: tx });
    },

    async renameSchool(tx: Tx, id: string, name: string): Promise<void> {
      await School.update({ name }, { where: { id }, transaction: tx });
    },

    /** Keeps two transactions that place somebody at the same schools apart. */
    async lockSchools(tx: Tx, ids: readonly string[]): Promise<void> {
      if (ids.length === 0) return;
      const where = { id: [...new Set(ids)] };
      await School.findAll({ attributes: ['id'], where, order: ['id'], lock: tx.LOCK.UPDATE, transaction: tx });
    },
  };
}
