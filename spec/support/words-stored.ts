import { QueryTypes } from 'sequelize';
import type { HostileDesk } from './hostile-desk.ts';

/** Every text that the product holds: cells of all tables, texts inside JSON, and what the source files of the drafts say. */
export async function wordsStored({ site, author, drafts }: HostileDesk): Promise<Set<string>> {
  const words = new Set<string>();
  const { sequelize, tablePrefix } = site.app.platform.database;
  const query = sequelize.getQueryInterface();
  const names = (await query.showAllTables()).map(String).filter((name) => name.startsWith(tablePrefix));
  for (const name of names) {
    const rows = await sequelize.query(`SELECT * FROM ${query.quoteIdentifier(name)}`, { type: QueryTypes.SELECT });
    add(rows);
  }
  const { files } = site.app.authoring.drafts;
  for (const draft of await drafts()) {
    for (const { path } of await files.list(author, draft)) add((await files.read(author, draft, path)).data);
  }
  return words;

  function add(value: unknown): void {
    if (typeof value === 'string') {
      words.add(value);
      words.add(value.trimEnd());
      if (/^[[{]/.test(value)) add(parsed(value));
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(add);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
    return null;
  }
}
