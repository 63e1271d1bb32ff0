import { QueryTypes } from 'sequelize';
import type { Database } from '../../server/platform/index.ts';

/** Tables in which a row holds the words somewhere, sorted; every column of every table is looked at. */
export async function tablesWith({ sequelize, tablePrefix }: Database, words: string): Promise<string[]> {
  const query = sequelize.getQueryInterface();
  const names = (await query.showAllTables()).map(String).filter((name) => name.startsWith(tablePrefix));
  const found: string[] = [];
  for (const name of names) {
    const rows = await sequelize.query(`SELECT * FROM ${query.quoteIdentifier(name)}`, { type: QueryTypes.SELECT });
    if (JSON.stringify(rows).includes(words)) found.push(name.slice(tablePrefix.length));
  }
  return found.toSorted((one, other) => one.localeCompare(other));
}
