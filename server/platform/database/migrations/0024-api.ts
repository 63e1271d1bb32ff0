import * as m from '../migration.ts';

/** Keys of the interface for programs, what it answered once, and webhooks with everything that was sent. */
export const apiTables: m.Migration = {
  name: '0024-api',
  async up(context) {
    const { table } = context;
    await m.createTable(
      context,
      'api_keys',
      {
        id: m.id(),
        agency_id: m.reference(table('agencies')),
        name: m.string(100),
        /** What the page shows of the key: its first letters. */
        hint: m.string(16),
        token_hash: m.string(64),
        /** JSON list. */
        scopes: m.text(),
        /** JSON list of origins whose pages may frame what the key launches. */
        origins: m.text(),
        /** The door of what it launches, made with the first launch link. */
        door_id: m.plainId(true),
        created_by: m.plainId(),
        created_at: m.moment(),
        last_used_at: m.moment(true),
        revoked_at: m.moment(true),
        revoked_by: m.plainId(true),
      },
      [{ fields: ['token_hash'], unique: true }, { fields: ['agency_id'] }],
    );
    await m.createTable(
      context,
      'api_answers',
      {
        id: m.id(),
        agency_id: m.reference(table('agencies')),
        key_id: m.plainId(),
        idempotency_key: m.string(200),
        /** Of method, path and body. */
        request_sha256: m.string(64),
        /** null while the first request goes on. */
        status: m.integer(),
        /** JSON, sealed: it may hold a secret. */
        answer: m.text(true),
        created_at: m.moment(),
      },
      [{ fields: ['key_id', 'idempotency_key'], unique: true }, { fields: ['created_at'] }],
    );
    await m.createTable(
      context,
      'webhook_endpoints',
      {
        id: m.id(),
        agency_id: m.reference(table('agencies')),
        url: m.string(2000),
        title: m.string(100),
        /** JSON list of types. */
        events: m.text(),
        /** Sealed. */
        secret: m.text(),
        /** The one before, sealed, with which messages are signed too until its time is over. */
        previous_secret: m.text(true),
        previous_until: m.moment(true),
        is_enabled: m.flag(true),
        /** When the first of the failures since the last success was. */
        failing_since: m.moment(true),
        /** Why it was switched off, '' where nobody did. */
        disabled_why: m.string(200),
        created_by: m.plainId(),
        created_at: m.moment(),
        removed_at: m.moment(true),
      },
      [{ fields: ['agency_id'] }],
    );
    await m.createTable(
      context,
      'webhook_deliveries',
      {
        id: m.id(),
        agency_id: m.reference(table('agencies')),
        endpoint_id: m.plainId(),
        event_id: m.plainId(),
        type: m.string(60),
        /** JSON as it is sent. */
        body: m.text(),
        /** waiting | delivered | failed */
        state: m.string(12),
        tries: m.integer(0),
        created_at: m.moment(),
        next_at: m.moment(true),
        done_at: m.moment(true),
      },
      [
        { fields: ['endpoint_id', 'event_id', 'type'], unique: true },
        { fields: ['endpoint_id', 'id'] },
        { fields: ['created_at'] },
      ],
    );
    await m.createTable(
      context,
      'webhook_tries',
      {
        id: m.id(),
        agency_id: m.reference(table('agencies')),
        delivery_id: m.plainId(),
        at: m.moment(),
        /** null where no answer came. */
        status: m.integer(),
        duration_ms: m.duration(),
        /** Why it failed, '' where it did not. */
        fault: m.string(300),
      },
      [{ fields: ['delivery_id'] }, { fields: ['at'] }],
    );
  },
  async down(context) {
    await m.dropTables(context, [
      'webhook_tries',
      'webhook_deliveries',
      'webhook_endpoints',
      'api_answers',
      'api_keys',
    ]);
  },
};
