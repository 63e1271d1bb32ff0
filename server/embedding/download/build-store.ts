import type { Tx } from '../../platform/index.ts';
import type { VersionBuildRow, VersionBuilds } from './build-model.ts';

/** What a build is known by. */
export type BuildKey = Pick<VersionBuildRow, 'versionId' | 'target' | 'policySha256'>;

/** SQL over packages that were built. */
export function createBuildStore(builds: VersionBuilds) {
  return {
    async find(tx: Tx | null, { versionId, target, policySha256 }: BuildKey): Promise<VersionBuildRow | null> {
      const where = { versionId, target, policySha256 };
      return (await builds.findOne({ where, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** Adds the build unless somebody was faster. */
    async add(tx: Tx, row: VersionBuildRow): Promise<void> {
      await builds.bulkCreate([row], { ignoreDuplicates: true, transaction: tx });
    },
  };
}

/** See `createBuildStore`. */
export type BuildStore = ReturnType<typeof createBuildStore>;
