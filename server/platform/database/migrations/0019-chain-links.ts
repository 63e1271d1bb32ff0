import * as m from '../migration.ts';

/**
 * Links that bind every column of a commit, and the packed bytes beside the text (rows of an older release keep format 1); and
 * where the audit trail ends, so that a deleted tail is named.
 */
export const chainLinks: m.Migration = {
  name: '0019-chain-links',
  async up(context) {
    await m.addColumns(context, 'commits', {
      link_format: m.integer(1),
      /** Hex sha256 of the payload as it is packed; null in format 1. */
      packed_sha256: m.string(64, true),
    });
    await m.createTable(context, 'chain_ends', {
      /** Name of the chain. */
      id: { ...m.string(20), primaryKey: true },
      /** Link of its last row. */
      head: m.string(64),
      count: m.integer(0),
    });
  },
  async down(context) {
    await m.dropTables(context, ['chain_ends']);
    await m.dropColumns(context, 'commits', ['packed_sha256', 'link_format']);
  },
};
