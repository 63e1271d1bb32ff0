import * as m from '../migration.ts';

/**
 * Entries of the audit trail that can be erased: their links bind the hash of the details instead of the details (rows of an
 * older release keep format 1 and their words).
 */
export const auditErasure: m.Migration = {
  name: '0025-audit-erasure',
  async up(context) {
    await m.addColumns(context, 'audit_events', {
      link_format: m.integer(1),
      /** Hex sha256 of salt and details; null in format 1. */
      details_sha256: m.string(64, true),
      /** Goes with the details: short words could be guessed from a bare hash. */
      details_salt: m.string(43, true),
    });
  },
  async down(context) {
    await m.dropColumns(context, 'audit_events', ['details_salt', 'details_sha256', 'link_format']);
  },
};
