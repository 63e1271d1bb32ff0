import { Op } from 'sequelize';
import type { ChainHead, Tx } from '../platform/index.ts';
import type { AttemptRow } from './attempt-model.ts';
import type { CommitRow } from './commit-model.ts';
import { plainRows } from './plain-rows.ts';
import type { Tables } from './record-tables.ts';

/** Rows of a page. */
export const CHAIN_PAGE = 200;

export type ChainedAttempt = Pick<AttemptRow, 'id' | 'chainHead' | 'commitCount'>;
const ATTEMPT: (keyof ChainedAttempt)[] = ['id', 'chainHead', 'commitCount'];

/** Attempts after one of them, in the order of their ids; none is left out, whatever its counter says. */
export async function chainedAttemptsAfter(tables: Tables, tx: Tx, after: string | null): Promise<ChainedAttempt[]> {
  const where = { id: { [Op.gt]: after ?? '' } };
  const order: [string, string][] = [['id', 'ASC']];
  const found = await tables.attempts.findAll({
    attributes: ATTEMPT,
    where,
    order,
    limit: CHAIN_PAGE,
    transaction: tx,
  });
  return plainRows(found);
}

/** Entries of an attempt after a position. */
export async function chainEntriesAfter(
  tables: Tables,
  tx: Tx | null,
  attemptId: string,
  position: number,
): Promise<CommitRow[]> {
  return plainRows(
    await tables.commits.findAll({
      where: { attemptId, position: { [Op.gt]: position } },
      order: [['position', 'ASC']],
      limit: CHAIN_PAGE,
      transaction: tx,
    }),
  );
}

/** Where the chains stand that have grown after a moment; all of them where it is null. */
export async function chainHeadsSince(tables: Tables, tx: Tx, since: Date | null): Promise<ChainHead[]> {
  const grown =
    since === null
      ? null
      : await tables.commits.findAll({
          attributes: ['attemptId'],
          where: { receivedAt: { [Op.gt]: since } },
          group: ['attemptId'],
          transaction: tx,
        });
  const ids = grown?.map(({ attemptId }) => attemptId);
  const heads: ChainHead[] = [];
  const count = ids?.length ?? 1;
  for (let at = 0; at < count; at += CHAIN_PAGE) {
    const some = ids === undefined ? {} : { id: ids.slice(at, at + CHAIN_PAGE) };
    const where = { commitCount: { [Op.gt]: 0 }, ...some };
    const order: [string, string][] = [['id', 'ASC']];
    const rows = await tables.attempts.findAll({ attributes: ATTEMPT, where, order, transaction: tx });
    heads.push(...rows.map((row) => ({ id: row.id, head: row.chainHead, count: row.commitCount })));
  }
  return heads;
}

/** Links of the entries that some heads name, by attempt and position. */
export async function linksAt(tables: Tables, tx: Tx, heads: readonly ChainHead[]): Promise<Map<string, string>> {
  const found = await tables.commits.findAll({
    attributes: ['attemptId', 'position', 'link'],
    where: { [Op.or]: heads.map(({ id, count }) => ({ attemptId: id, position: count })) },
    transaction: tx,
  });
  return new Map(found.map(({ attemptId, position, link }) => [`${attemptId} ${position}`, link]));
}
