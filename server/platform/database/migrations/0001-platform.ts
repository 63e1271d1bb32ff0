import * as m from '../migration.ts';

/** Rows that the platform itself keeps: news, jobs, counters, the audit chain, signed heads. */
export const platformTables: m.Migration = {
  name: '0001-platform',
  async up(context) {
    await m.createTable(
      context,
      'outbox_events',
      {
        id: m.id(),
        type: m.string(80),
        payload: m.text(),
        created_at: m.moment(),
        /** Names of handlers that have finished, JSON. */
        handled_by: m.text(true),
        done_at: m.moment(true),
      },
      [{ fields: ['done_at', 'id'] }],
    );
    await m.createTable(
      context,
      'jobs',
      {
        id: m.id(),
        type: m.string(80),
        payload: m.text(),
        /** One waiting job per key. */
        key: m.string(200, true),
        state: m.string(12),
        run_at: m.moment(),
        tries: m.integer(0),
        most_tries: m.integer(5),
        locked_until: m.moment(true),
        last_error: m.text(true),
        created_at: m.moment(),
        done_at: m.moment(true),
      },
      [{ fields: ['state', 'run_at'] }, { fields: ['key'], unique: true }],
    );
    await m.createTable(
      context,
      'rate_limits',
      { key: { ...m.string(200), primaryKey: true }, count: m.integer(0), resets_at: m.moment() },
      [{ fields: ['resets_at'] }],
    );
    await m.createTable(
      context,
      'audit_events',
      {
        id: m.id(),
        position: m.integer(0),
        agency_id: m.plainId(true),
        actor_id: m.plainId(true),
        action: m.string(80),
        subject_type: m.string(40),
        subject_id: m.string(80),
        details: m.text(),
        at: m.moment(),
        link: m.string(64),
      },
      [
        { fields: ['position'], unique: true },
        { fields: ['agency_id', 'at'] },
        { fields: ['subject_type', 'subject_id'] },
      ],
    );
    await m.createTable(context, 'chain_heads', {
      id: m.id(),
      at: m.moment(),
      /** JSON: chains, heads and counts as they were. */
      statement: m.text(),
      signature: m.text(),
    });
    await m.createTable(context, 'installed_content', {
      key: { ...m.string(120), primaryKey: true },
      sha256: m.string(64),
      at: m.moment(),
    });
  },
  async down(context) {
    await m.dropTables(context, [
      'installed_content',
      'chain_heads',
      'audit_events',
      'rate_limits',
      'jobs',
      'outbox_events',
    ]);
  },
};
