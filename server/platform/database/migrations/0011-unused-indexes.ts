import type { Migration } from '../migration.ts';

/** Indexes that no statement reads by; the first one moved with every commit. */
const UNUSED = [
  { name: 'attempts', fields: ['agency_id', 'last_saved_at'] },
  { name: 'launches', fields: ['token_hash'] },
];

/** Takes away indexes that only cost: a launch is found by its id, attempts by their registration. */
export const unusedIndexes: Migration = {
  name: '0011-unused-indexes',
  async up({ query, tx, table }) {
    for (const { name, fields } of UNUSED) {
      await query.removeIndex(table(name), nameOf(table(name), fields), { transaction: tx });
    }
  },
  async down({ query, tx, table }) {
    for (const { name, fields } of UNUSED) {
      await query.addIndex(table(name), fields, { name: nameOf(table(name), fields), transaction: tx });
    }
  },
};

/** As the migrations before named them. */
function nameOf(table: string, fields: readonly string[]): string {
  return `${table}_${fields.join('_')}`.slice(0, 60);
}
