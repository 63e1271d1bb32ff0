import { expect } from 'chai';
import { QueryTypes } from 'sequelize';
import type { Database } from '../../../server/platform/index.ts';
import { forEachDatabase } from '../../support/databases.ts';

/** Fields of the indexes of a table, `agency_id, last_saved_at`. */
async function indexesOf({ dialect, sequelize, tablePrefix }: Database, table: string): Promise<string[]> {
  const name = tablePrefix + table;
  const sql =
    dialect === 'sqlite'
      ? `SELECT group_concat(i.name, ', ') AS fields FROM pragma_index_list(:name) l, pragma_index_info(l.name) i GROUP BY l.name`
      : `SELECT substring(indexdef from '\\((.*)\\)') AS fields FROM pg_indexes WHERE tablename = :name`;
  const rows = await sequelize.query<{ fields: string }>(sql, { replacements: { name }, type: QueryTypes.SELECT });
  return rows.map(({ fields }) => fields);
}

forEachDatabase((make) => {
  it('keep no index on attempts or launches that nothing is found by', async () => {
    const database = await make();
    expect(await indexesOf(database, 'attempts')).to.have.members(['id', 'registration_id, number', 'version_id']);
    expect(await indexesOf(database, 'launches')).to.have.members(['id', 'attempt_id, number']);
  });
});
