import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../platform/index.ts';
/** Who was chosen for a school post, by whom and why. */
export interface SelectionRow {
  id: string;
  agencyId: string;
  personId: string;
  /** null: for any school post of the agency. */
  schoolId: string | null;
  yearsOfService: number;
  /** What the record of force and complaints says, in words. */
  record: string;
  interviewedOn: string;
  /** Who of the school took part. */
  interviewedWith: string;
  reason: string;
  /** selected | not-selected */
  decision: 'selected' | 'not-selected';
  decidedBy: string;
  decidedOn: string;
  createdAt: Date;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
  withdrawnReason: string | null;
}

/** Tables of selections. */
export function defineSelectionModels(database: Database) {
  return {
    selections: defineModel<SelectionRow>(database, 'selections', {
      id: { type: DataTypes.STRING(26), primaryKey: true, allowNull: false },
      agencyId: { type: DataTypes.STRING(26), allowNull: false },
      personId: { type: DataTypes.STRING(26), allowNull: false },
      schoolId: { type: DataTypes.STRING(26), allowNull: true },
      yearsOfService: { type: DataTypes.INTEGER, allowNull: false },
      record: { type: DataTypes.TEXT, allowNull: false },
      interviewedOn: { type: DataTypes.STRING(10), allowNull: false },
      interviewedWith: { type: DataTypes.STRING(200), allowNull: false },
      reason: { type: DataTypes.TEXT, allowNull: false },
      decision: { type: DataTypes.STRING(12), allowNull: false },
      decidedBy: { type: DataTypes.STRING(26), allowNull: false },
      decidedOn: { type: DataTypes.STRING(10), allowNull: false },
      createdAt: { type: DataTypes.DATE(3), allowNull: false },
      withdrawnAt: { type: DataTypes.DATE(3), allowNull: true },
      withdrawnBy: { type: DataTypes.STRING(26), allowNull: true },
      withdrawnReason: { type: DataTypes.TEXT, allowNull: true },
    }),
  };
}

/** See `defineSelectionModels`. */
export type SelectionModels = ReturnType<typeof defineSelectionModels>;
