import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../../platform/index.ts';
import type { ClaimState } from '../toolbox/toolbox-model.ts';
/** Training that somebody else gave, with its proof. */
export interface OutsideTrainingRow {
  id: string;
  agencyId: string;
  personId: string;
  title: string;
  provider: string;
  minutes: number;
  /** JSON list of topics. */
  topics: string;
  completedOn: string;
  expiresOn: string | null;
  /** Key in the content store, name and type of the uploaded proof. */
  fileKey: string | null;
  fileName: string | null;
  fileType: string | null;
  fileSha256: string | null;
  /** pending | approved | refused | withdrawn */
  state: ClaimState;
  decidedBy: string | null;
  decidedAt: Date | null;
  note: string;
  createdAt: Date;
}

/** Tables of outside training. */
export function defineOutsideModels(database: Database) {
  return {
    outsideTrainings: defineModel<OutsideTrainingRow>(database, 'outside_trainings', {
      id: { type: DataTypes.STRING(26), primaryKey: true, allowNull: false },
      agencyId: { type: DataTypes.STRING(26), allowNull: false },
      personId: { type: DataTypes.STRING(26), allowNull: false },
      title: { type: DataTypes.STRING(200), allowNull: false },
      provider: { type: DataTypes.STRING(200), allowNull: false },
      minutes: { type: DataTypes.INTEGER, allowNull: false },
      topics: { type: DataTypes.TEXT, allowNull: false },
      completedOn: { type: DataTypes.STRING(10), allowNull: false },
      expiresOn: { type: DataTypes.STRING(10), allowNull: true },
      fileKey: { type: DataTypes.STRING(200), allowNull: true },
      fileName: { type: DataTypes.STRING(200), allowNull: true },
      fileType: { type: DataTypes.STRING(80), allowNull: true },
      fileSha256: { type: DataTypes.STRING(64), allowNull: true },
      state: { type: DataTypes.STRING(12), allowNull: false },
      decidedBy: { type: DataTypes.STRING(26), allowNull: true },
      decidedAt: { type: DataTypes.DATE(3), allowNull: true },
      note: { type: DataTypes.TEXT, allowNull: false },
      createdAt: { type: DataTypes.DATE(3), allowNull: false },
    }),
  };
}

/** True once who gave it and its proof were erased on request: a form without a provider is refused. */
export const isErasedOutside = ({ provider }: Pick<OutsideTrainingRow, 'provider'>): boolean => provider === '';

/** See `defineOutsideModels`. */
export type OutsideModels = ReturnType<typeof defineOutsideModels>;
