import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../platform/index.ts';
import type { LaunchMode } from '../standards/index.ts';

/** What hands a person over from a door to the player page, once. */
export interface LaunchCodeRow {
  /** sha256 of the code. */
  codeHash: string;
  agencyId: string;
  registrationId: string;
  personId: string;
  doorId: string;
  /** Where the person goes when the course is left, null where the door names nothing. */
  returnUrl: string | null;
  mode: LaunchMode;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

/** Table of the codes. */
export function defineLaunchCodes(database: Database) {
  return defineModel<LaunchCodeRow>(database, 'launch_codes', {
    codeHash: { type: DataTypes.STRING(64), primaryKey: true, allowNull: false },
    agencyId: { type: DataTypes.STRING(26), allowNull: false },
    registrationId: { type: DataTypes.STRING(26), allowNull: false },
    personId: { type: DataTypes.STRING(26), allowNull: false },
    doorId: { type: DataTypes.STRING(26), allowNull: false },
    returnUrl: { type: DataTypes.TEXT, allowNull: true },
    mode: { type: DataTypes.STRING(10), allowNull: false },
    createdAt: { type: DataTypes.DATE(3), allowNull: false },
    expiresAt: { type: DataTypes.DATE(3), allowNull: false },
    usedAt: { type: DataTypes.DATE(3), allowNull: true },
  });
}

/** See `defineLaunchCodes`. */
export type LaunchCodes = ReturnType<typeof defineLaunchCodes>;
