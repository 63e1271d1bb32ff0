import type { Tx } from '../platform/index.ts';
import type { PackageModels, VersionAnswersRow } from './package-model.ts';

/** SQL over what built versions are graded by. */
export function createAnswerStore({ VersionAnswers }: Pick<PackageModels, 'VersionAnswers'>) {
  return {
    async ofVersion(tx: Tx | null, versionId: string): Promise<Buffer | null> {
      const row = await VersionAnswers.findOne({ where: { versionId }, transaction: tx });
      return row === null ? null : row.get({ plain: true }).answers;
    },

    /** Version that was built last from a source; null where none was. */
    async bySource(tx: Tx | null, sourceSha256: string): Promise<string | null> {
      const order: [string, string][] = [['id', 'DESC']];
      const row = await VersionAnswers.findOne({
        attributes: ['versionId'],
        where: { sourceSha256 },
        order,
        transaction: tx,
      });
      return row?.versionId ?? null;
    },

    /** Writes the answers of a version; once more replaces them. */
    async save(tx: Tx, row: VersionAnswersRow): Promise<void> {
      await VersionAnswers.bulkCreate([row], {
        transaction: tx,
        updateOnDuplicate: ['sourceSha256', 'answers', 'createdAt'],
        conflictAttributes: ['versionId'],
      });
    },
  };
}

/** See `createAnswerStore`. */
export type AnswerStore = ReturnType<typeof createAnswerStore>;
