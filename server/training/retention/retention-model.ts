import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../../platform/index.ts';
/** How long an agency keeps payloads. */
export interface RetentionRuleRow {
  agencyId: string;
  /** Months after the last membership ended in which payloads are kept; null for ever. */
  months: number | null;
  updatedBy: string;
  updatedAt: Date;
}

/** Nothing of whom it names is erased. */
export interface LegalHoldRow {
  id: string;
  agencyId: string;
  /** null: everyone of the agency. */
  personId: string | null;
  reason: string;
  placedBy: string;
  placedAt: Date;
  liftedBy: string | null;
  liftedAt: Date | null;
  liftedReason: string | null;
}

/** What was erased, for whom and why. */
export interface ErasureRow {
  id: string;
  agencyId: string;
  personId: string;
  reason: string;
  /** Counts by table as JSON. */
  erased: string;
  requestedBy: string | null;
  at: Date;
}

/** Tables of retention. */
export function defineRetentionModels(database: Database) {
  return {
    retentionRules: defineModel<RetentionRuleRow>(database, 'retention_rules', {
      agencyId: { type: DataTypes.STRING(26), primaryKey: true, allowNull: false },
      months: { type: DataTypes.INTEGER, allowNull: true },
      updatedBy: { type: DataTypes.STRING(26), allowNull: false },
      updatedAt: { type: DataTypes.DATE(3), allowNull: false },
    }),
    legalHolds: defineModel<LegalHoldRow>(database, 'legal_holds', {
      id: { type: DataTypes.STRING(26), primaryKey: true, allowNull: false },
      agencyId: { type: DataTypes.STRING(26), allowNull: false },
      personId: { type: DataTypes.STRING(26), allowNull: true },
      reason: { type: DataTypes.TEXT, allowNull: false },
      placedBy: { type: DataTypes.STRING(26), allowNull: false },
      placedAt: { type: DataTypes.DATE(3), allowNull: false },
      liftedBy: { type: DataTypes.STRING(26), allowNull: true },
      liftedAt: { type: DataTypes.DATE(3), allowNull: true },
      liftedReason: { type: DataTypes.TEXT, allowNull: true },
    }),
    erasures: defineModel<ErasureRow>(database, 'erasures', {
      id: { type: DataTypes.STRING(26), primaryKey: true, allowNull: false },
      agencyId: { type: DataTypes.STRING(26), allowNull: false },
      personId: { type: DataTypes.STRING(26), allowNull: false },
      reason: { type: DataTypes.TEXT, allowNull: false },
      erased: { type: DataTypes.TEXT, allowNull: false },
      requestedBy: { type: DataTypes.STRING(26), allowNull: true },
      at: { type: DataTypes.DATE(3), allowNull: false },
    }),
  };
}
