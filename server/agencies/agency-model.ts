import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../platform/index.ts';

/** An agency: a police department or sheriff's office. Due dates are dates in its time zone. */
export interface AgencyRow {
  id: string;
  name: string;
  timeZone: string;
  /** Two letters. */
  state: string;
  createdAt: Date;
}

/** A school district: the same columns, another kind of organisation. */
export type DistrictRow = AgencyRow;

/** A school of a district. */
export interface SchoolRow {
  id: string;
  districtId: string;
  name: string;
  createdAt: Date;
}

/** An officer's time at a school; dates are dates in the agency's time zone. */
export interface PlacementRow {
  id: string;
  agencyId: string;
  personId: string;
  schoolId: string;
  role: string;
  /** YYYY-MM-DD */
  startsOn: string;
  /** The day before the start for one that was called off. */
  endsOn: string | null;
  createdAt: Date;
  endedReason: string | null;
  updatedAt: Date | null;
}

/** A district that an agency serves: only its schools are known to the agency. */
export interface AgencyDistrictRow {
  id: string;
  agencyId: string;
  districtId: string;
  /** True where the agency made the district: its administrators change its schools and invite its directors. */
  keeps: boolean;
  createdAt: Date;
}

const id = { type: DataTypes.STRING(26), primaryKey: true, allowNull: false };
const reference = { type: DataTypes.STRING(26), allowNull: false };
const text = (length: number) => ({ type: DataTypes.STRING(length), allowNull: false });
const moment = { type: DataTypes.DATE(3), allowNull: false };

/** Columns and associations of the room, defined on one database. */
export function defineAgencyModels(database: Database) {
  const organisation = () => ({ id, name: text(200), timeZone: text(60), state: text(2), createdAt: moment });
  const Agency = defineModel<AgencyRow>(database, 'agencies', organisation());
  const District = defineModel<DistrictRow>(database, 'districts', organisation());
  const School = defineModel<SchoolRow>(database, 'schools', {
    id,
    districtId: reference,
    name: text(200),
    createdAt: moment,
  });
  const Placement = defineModel<PlacementRow & { school?: SchoolRow }>(database, 'placements', {
    id,
    agencyId: reference,
    personId: reference,
    schoolId: reference,
    role: text(40),
    startsOn: text(10),
    endsOn: { type: DataTypes.STRING(10), allowNull: true },
    createdAt: moment,
    endedReason: { type: DataTypes.STRING(200), allowNull: true },
    updatedAt: { type: DataTypes.DATE(3), allowNull: true },
  });
  const AgencyDistrict = defineModel<AgencyDistrictRow & { district?: DistrictRow }>(database, 'agency_districts', {
    id,
    agencyId: reference,
    districtId: reference,
    keeps: { type: DataTypes.BOOLEAN, allowNull: false },
    createdAt: moment,
  });
  AgencyDistrict.belongsTo(District, { as: 'district', foreignKey: 'districtId', constraints: false });
  Placement.belongsTo(School, { as: 'school', foreignKey: 'schoolId', constraints: false });
  return { Agency, District, School, Placement, AgencyDistrict };
}

/** Models of the room. */
export type AgencyModels = ReturnType<typeof defineAgencyModels>;
