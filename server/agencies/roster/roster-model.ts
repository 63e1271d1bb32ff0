import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../../platform/index.ts';

/** A list of people that was checked, is being written, or is written. */
export interface RosterImportRow {
  id: string;
  agencyId: string;
  createdBy: string;
  /** Of the rows with what they would do: what is confirmed is what was shown. */
  planSha256: string;
  /** JSON: a `RosterPlan`. */
  plan: string;
  state: 'checked' | 'running' | 'done';
  /** Rows to be written, and those that are behind. */
  total: number;
  done: number;
  /** JSON: rows for which something had changed in between. */
  leftOut: string;
  createdAt: Date;
  updatedAt: Date;
}

/** The table of imports. */
export function defineRosterModel(database: Database) {
  return defineModel<RosterImportRow>(database, 'roster_imports', {
    id: { type: DataTypes.STRING(26), primaryKey: true, allowNull: false },
    agencyId: { type: DataTypes.STRING(26), allowNull: false },
    createdBy: { type: DataTypes.STRING(26), allowNull: false },
    planSha256: { type: DataTypes.STRING(64), allowNull: false },
    plan: { type: DataTypes.TEXT, allowNull: false },
    state: { type: DataTypes.STRING(10), allowNull: false },
    total: { type: DataTypes.INTEGER, allowNull: false },
    done: { type: DataTypes.INTEGER, allowNull: false },
    leftOut: { type: DataTypes.TEXT, allowNull: false },
    createdAt: { type: DataTypes.DATE(3), allowNull: false },
    updatedAt: { type: DataTypes.DATE(3), allowNull: false },
  });
}

/** See `defineRosterModel`. */
export type RosterModel = ReturnType<typeof defineRosterModel>;
