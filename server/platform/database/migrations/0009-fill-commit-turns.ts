import type { Migration } from '../migration.ts';

/**
 * Gives the commits of an older release their turns: each attempt in the order of its chain, attempts among each other by the
 * time of receipt, which is all that those rows know. A time that steps back within a chain counts as the latest before it.
 */
export const fillCommitTurns: Migration = {
  name: '0009-fill-commit-turns',
  async up({ query, tx, table }) {
    const commits = query.quoteIdentifier(table('commits'), true);
    const soFar = 'OVER (PARTITION BY attempt_id ORDER BY position ROWS UNBOUNDED PRECEDING)';
    await query.sequelize.query(
      `UPDATE ${commits} SET turn = ordered.turn FROM (
         SELECT id, ROW_NUMBER() OVER (ORDER BY latest_at, latest_id, position) AS turn
         FROM (SELECT id, position, MAX(received_at) ${soFar} AS latest_at, MAX(id) ${soFar} AS latest_id
               FROM ${commits}) AS chains
       ) AS ordered WHERE ordered.id = ${commits}.id`,
      { transaction: tx },
    );
  },
  // The column that is filled here goes with the step before.
  down: () => Promise.resolve(),
};
