import { UniqueConstraintError } from 'sequelize';
import { AppError, type Tx } from '../platform/index.ts';
import type { AgencyModels, AgencyRow, DistrictRow, SchoolRow } from './agency-model.ts';

/** SQL over agencies, districts and schools. */
export function createAgencyStore({ Agency, District, School }: AgencyModels) {
  return {
    async byId(tx: Tx | null, id: string): Promise<AgencyRow | null> {
      return (await Agency.findByPk(id, { transaction: tx }))?.get({ plain: true }) ?? null;
    },

    async byName(tx: Tx | null, name: string): Promise<AgencyRow | null> {
      const found = await Agency.findOne({ where: { name }, order: ['createdAt', 'id'], transaction: tx });
      return found?.get({ plain: true }) ?? null;
    },

    /** The first agencies made, at most `limit`. */
    async first(tx: Tx | null, limit: number): Promise<AgencyRow[]> {
      const rows = await Agency.findAll({ order: ['createdAt', 'id'], limit, transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    async districtById(tx: Tx | null, id: string): Promise<DistrictRow | null> {
      return (await District.findByPk(id, { transaction: tx }))?.get({ plain: true }) ?? null;
    },

    async schoolById(tx: Tx | null, id: string): Promise<SchoolRow | null> {
      return (await School.findByPk(id, { transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** Throws AppError `AGENCY_EXISTS` (409) where the id is there. */
    async insertAgency(tx: Tx, agency: AgencyRow): Promise<void> {
      try {
        await Agency.create(agency, { transaction: tx });
      } catch (cause) {
        if (!(cause instanceof UniqueConstraintError)) throw cause;
        throw new AppError('AGENCY_EXISTS', 409, 'There is an agency of this name.', { field: 'name' }, { cause });
      }
    },

    async insertDistrict(tx: Tx, district: DistrictRow): Promise<void> {
      await District.create(district, { transaction: tx });
    },

    async insertSchool(tx: Tx, school: SchoolRow): Promise<void> {
      await School.create(school, { transaction: tx });
    },
  };
}
