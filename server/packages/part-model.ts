import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../platform/index.ts';
/** What a part of one of our own courses is, and what it adds to skills. */
export interface VersionPartRow {
  id: string;
  versionId: string;
  /** Identifier of the activity. */
  identifier: string;
  /** module | pretest | final-test */
  kind: 'module' | 'pretest' | 'final-test';
  minutes: number;
  /** JSON: what it adds to skills, `{skill, adds}`. */
  skills: string;
  /** JSON list of topics. */
  topics: string;
}

/** Tables of parts of our own courses. */
export function definePartModels(database: Database) {
  return {
    versionParts: defineModel<VersionPartRow>(database, 'version_parts', {
      id: { type: DataTypes.STRING(26), primaryKey: true, allowNull: false },
      versionId: { type: DataTypes.STRING(26), allowNull: false },
      identifier: { type: DataTypes.STRING(255), allowNull: false },
      kind: { type: DataTypes.STRING(12), allowNull: false },
      minutes: { type: DataTypes.INTEGER, allowNull: false },
      skills: { type: DataTypes.TEXT, allowNull: false },
      topics: { type: DataTypes.TEXT, allowNull: false },
    }),
  };
}

/** See `definePartModels`. */
export type PartModels = ReturnType<typeof definePartModels>;
