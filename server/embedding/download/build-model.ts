import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../../platform/index.ts';

/** A package that was built of a version for other systems. */
export interface VersionBuildRow {
  id: string;
  versionId: string;
  /** scorm12 | scorm2004-3 | scorm2004-4 */
  target: string;
  policySha256: string;
  sha256: string;
  archiveKey: string;
  createdAt: Date;
}

/** Table of the builds. */
export function defineVersionBuilds(database: Database) {
  const id = { type: DataTypes.STRING(26), allowNull: false };
  const hash = { type: DataTypes.STRING(64), allowNull: false };
  return defineModel<VersionBuildRow>(database, 'version_builds', {
    id: { ...id, primaryKey: true },
    versionId: id,
    target: { type: DataTypes.STRING(20), allowNull: false },
    policySha256: hash,
    sha256: hash,
    archiveKey: { type: DataTypes.STRING(200), allowNull: false },
    createdAt: { type: DataTypes.DATE(3), allowNull: false },
  });
}

/** See `defineVersionBuilds`. */
export type VersionBuilds = ReturnType<typeof defineVersionBuilds>;
