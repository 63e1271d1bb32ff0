import type { Tx } from '../platform/index.ts';
import type { PartModels, VersionPartRow } from './part-model.ts';

/** SQL over the parts of our own courses. */
export function createPartStore({ versionParts }: PartModels) {
  return {
    async ofVersions(tx: Tx | null, versionIds: readonly string[]): Promise<VersionPartRow[]> {
      if (versionIds.length === 0) return [];
      return versionParts.findAll({
        where: { versionId: [...versionIds] },
        order: [['id', 'ASC']],
        transaction: tx,
        raw: true,
      });
    },

    async removeOf(tx: Tx, versionId: string): Promise<void> {
      await versionParts.destroy({ where: { versionId }, transaction: tx });
    },

    /** Writes the parts of a version; once more replaces them. */
    async save(tx: Tx, versionId: string, rows: readonly VersionPartRow[]): Promise<void> {
      await versionParts.destroy({ where: { versionId }, transaction: tx });
      // Two who publish the same bytes at once write the same parts: who comes second writes over them.
      await versionParts.bulkCreate([...rows], {
        transaction: tx,
        updateOnDuplicate: ['kind', 'minutes', 'skills', 'topics'],
        conflictAttributes: ['versionId', 'identifier'],
      });
    },
  };
}

/** See `createPartStore`. */
export type PartStore = ReturnType<typeof createPartStore>;
