import * as m from '../migration.ts';

/** Rows of running it with several processes: how far imports are, and the row that proves that rows can be written. */
export const operationTables: m.Migration = {
  name: '0006-operation',
  async up(context) {
    await m.createTable(
      context,
      'import_progress',
      {
        /** Hash of person and name. */
        id: { ...m.string(64), primaryKey: true },
        phase: m.string(12),
        done: m.bytes(),
        total: m.bytes(),
        updated_at: m.moment(),
      },
      [{ fields: ['updated_at'] }],
    );
    await m.createTable(context, 'write_probes', {
      id: { ...m.string(20), primaryKey: true },
      at: m.moment(),
      padding: m.text(),
    });
  },
  async down(context) {
    await m.dropTables(context, ['write_probes', 'import_progress']);
  },
};
