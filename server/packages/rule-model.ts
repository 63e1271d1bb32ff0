import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../platform/index.ts';

/** A completion rule that an instructor accepted for a version; never changed, only withdrawn or followed by another. */
export interface CompletionRuleRow {
  id: string;
  /** null: of the library. */
  agencyId: string | null;
  versionId: string;
  /** From 1 within the version. */
  number: number;
  /** CompletionRule as JSON. */
  rule: string;
  /** Why, in the instructor's words. */
  reason: string;
  acceptedBy: string;
  acceptedAt: Date;
  withdrawnBy: string | null;
  withdrawnAt: Date | null;
}

const key = (allowNull = false) => ({ type: DataTypes.STRING(26), allowNull });
const text = { type: DataTypes.TEXT, allowNull: false };

/** Table of completion rules. */
export function defineRuleModel(database: Database) {
  return defineModel<CompletionRuleRow>(database, 'completion_rules', {
    id: { ...key(), primaryKey: true },
    agencyId: key(true),
    versionId: key(),
    number: { type: DataTypes.INTEGER, allowNull: false },
    rule: text,
    reason: text,
    acceptedBy: key(),
    acceptedAt: { type: DataTypes.DATE(3), allowNull: false },
    withdrawnBy: key(true),
    withdrawnAt: { type: DataTypes.DATE(3), allowNull: true },
  });
}

/** See `defineRuleModel`. */
export type RuleModel = ReturnType<typeof defineRuleModel>;
