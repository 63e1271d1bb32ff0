import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../../platform/index.ts';
/** Of something that an officer claims and a supervisor decides. */
export type ClaimState = 'pending' | 'approved' | 'refused' | 'withdrawn';

/** An academy part of a skill that an officer claims. */
export interface SkillClaimRow {
  id: string;
  agencyId: string;
  personId: string;
  /** Id in courses/skills.yaml, and which of its three academy parts. */
  skill: string;
  part: number;
  /** The officer's proof in words. */
  proof: string;
  /** pending | approved | refused | withdrawn */
  state: ClaimState;
  decidedBy: string | null;
  decidedAt: Date | null;
  note: string;
  createdAt: Date;
}

/** Tables of the toolbox. */
export function defineToolboxModels(database: Database) {
  return {
    skillClaims: defineModel<SkillClaimRow>(database, 'skill_claims', {
      id: { type: DataTypes.STRING(26), primaryKey: true, allowNull: false },
      agencyId: { type: DataTypes.STRING(26), allowNull: false },
      personId: { type: DataTypes.STRING(26), allowNull: false },
      skill: { type: DataTypes.STRING(60), allowNull: false },
      part: { type: DataTypes.INTEGER, allowNull: false },
      proof: { type: DataTypes.TEXT, allowNull: false },
      state: { type: DataTypes.STRING(12), allowNull: false },
      decidedBy: { type: DataTypes.STRING(26), allowNull: true },
      decidedAt: { type: DataTypes.DATE(3), allowNull: true },
      note: { type: DataTypes.TEXT, allowNull: false },
      createdAt: { type: DataTypes.DATE(3), allowNull: false },
    }),
  };
}

/** See `defineToolboxModels`. */
export type ToolboxModels = ReturnType<typeof defineToolboxModels>;
