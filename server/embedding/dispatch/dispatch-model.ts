import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../../platform/index.ts';
import type { StatusMapping } from '../../standards/index.ts';

/** Standards of a package. */
export type PackageStandard = (typeof PACKAGE_STANDARDS)[number];

/** See {@link PackageStandard}. */
export const PACKAGE_STANDARDS = ['scorm12', 'scorm2004-4'] as const;

/** What a dispatch package opens. */
export interface DestinationRow {
  /** Also the id that stands in the package. */
  doorId: string;
  agencyId: string;
  courseId: string;
  standard: PackageStandard;
  packageTitle: string;
  mapping: StatusMapping;
  opensAt: Date | null;
  closesAt: Date | null;
  /** Null: any number. */
  seats: number | null;
}

/** A learner's place. */
export interface SeatRow {
  id: string;
  agencyId: string;
  doorId: string;
  registrationId: string;
  firstAt: Date;
  lastAt: Date;
  launches: number;
  toldAt: Date | null;
  /** JSON of a DispatchSummary. */
  told: string | null;
}

const key = { type: DataTypes.STRING(26), allowNull: false };
const word = (length: number) => ({ type: DataTypes.STRING(length), allowNull: false });
const moment = (allowNull = false) => ({ type: DataTypes.DATE(3), allowNull });

/** Tables of the folder. */
export function defineDispatchModels(database: Database) {
  return {
    destinations: defineModel<DestinationRow>(database, 'dispatch_destinations', {
      doorId: { ...key, primaryKey: true },
      agencyId: key,
      courseId: key,
      standard: word(20),
      packageTitle: word(200),
      mapping: word(20),
      opensAt: moment(true),
      closesAt: moment(true),
      seats: { type: DataTypes.INTEGER, allowNull: true },
    }),
    seats: defineModel<SeatRow>(database, 'dispatch_seats', {
      id: { ...key, primaryKey: true },
      agencyId: key,
      doorId: key,
      registrationId: key,
      firstAt: moment(),
      lastAt: moment(),
      launches: { type: DataTypes.INTEGER, allowNull: false },
      toldAt: moment(true),
      told: { type: DataTypes.TEXT, allowNull: true },
    }),
  };
}

/** See `defineDispatchModels`. */
export type DispatchModels = ReturnType<typeof defineDispatchModels>;
