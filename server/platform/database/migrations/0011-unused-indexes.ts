import * as m from '../migration.ts';

/** Indexes that no statement reads by: a launch is found by its id, attempts by their registration. */
export const unusedIndexes: m.Migration = {
  name: '0011-unused-indexes',
  async up(context) {
    // This one moved with every commit.
    await m.dropIndex(context, 'attempts', ['agency_id', 'last_saved_at']);
    await m.dropIndex(context, 'launches', ['token_hash']);
  },
  async down(context) {
    await m.addIndex(context, 'attempts', { fields: ['agency_id', 'last_saved_at'] });
    await m.addIndex(context, 'launches', { fields: ['token_hash'] });
  },
};
