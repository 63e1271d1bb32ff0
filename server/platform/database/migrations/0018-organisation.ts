import * as m from '../migration.ts';

/** Selection for a school post, notices, calendars, retention and legal holds. */
export const organisationTables: m.Migration = {
  name: '0018-organisation',
  async up(context) {
    const { table } = context;
    await m.createTable(
      context,
      'selections',
      {
        id: m.id(),
        agency_id: m.reference(table('agencies')),
        person_id: m.reference(table('people')),
        /** null: for any school post of the agency. */
        school_id: m.plainId(true),
        years_of_service: m.integer(0),
        /** What the record of force and complaints says, in words. */
        record: m.text(),
        interviewed_on: m.string(10),
        /** Who of the school took part. */
        interviewed_with: m.string(200),
        reason: m.text(),
        /** selected | not-selected */
        decision: m.string(12),
        decided_by: m.plainId(),
        decided_on: m.string(10),
        created_at: m.moment(),
        withdrawn_at: m.moment(true),
        withdrawn_by: m.plainId(true),
        withdrawn_reason: m.text(true),
      },
      [{ fields: ['person_id', 'agency_id'] }],
    );
    await m.addColumns(context, 'placements', {
      ended_reason: m.string(200, true),
      updated_at: m.moment(true),
    });
    await m.createTable(
      context,
      'agency_districts',
      {
        id: m.id(),
        agency_id: m.reference(table('agencies')),
        district_id: m.reference(table('districts')),
        /** True where the agency made the district: its administrators change its schools and invite its directors. */
        keeps: m.flag(false),
        created_at: m.moment(),
      },
      [{ fields: ['agency_id', 'district_id'], unique: true }, { fields: ['district_id'] }],
    );
    await m.createTable(
      context,
      'roster_imports',
      {
        id: m.id(),
        agency_id: m.reference(table('agencies')),
        created_by: m.plainId(),
        /** Of the rows with what they would do: what is confirmed is what was shown. */
        plan_sha256: m.string(64),
        /** JSON: rows as they were read, with what each would do, and what was wrong. */
        plan: m.text(),
        /** checked | running | done */
        state: m.string(10),
        /** Rows to be written, and those that are. */
        total: m.integer(0),
        done: m.integer(0),
        /** JSON: rows for which something had changed in between. */
        left_out: m.text(),
        created_at: m.moment(),
        updated_at: m.moment(),
      },
      [{ fields: ['agency_id', 'created_at'] }, { fields: ['updated_at'] }],
    );
    await m.createTable(
      context,
      'notices',
      {
        id: m.id(),
        agency_id: m.plainId(),
        person_id: m.reference(table('people')),
        /** due-60 | due-30 | due-7 | overdue | expires-60 … | decided | assigned */
        kind: m.string(30),
        /** What it is about, so that nothing is told twice. */
        subject_key: m.string(120),
        /** JSON: the values of its sentence. */
        facts: m.text(),
        /** Path below the mount that it leads to. */
        href: m.string(255),
        created_at: m.moment(),
        read_at: m.moment(true),
        mailed_at: m.moment(true),
      },
      [{ fields: ['person_id', 'kind', 'subject_key'], unique: true }, { fields: ['person_id', 'agency_id'] }],
    );
    await m.createTable(
      context,
      'calendar_feeds',
      {
        /** Hash of the secret in the address. */
        token_hash: { ...m.string(64), primaryKey: true },
        agency_id: m.plainId(),
        person_id: m.reference(table('people')),
        created_at: m.moment(),
        ended_at: m.moment(true),
      },
      [{ fields: ['person_id'] }],
    );
    await m.createTable(context, 'retention_rules', {
      agency_id: { ...m.reference(table('agencies')), primaryKey: true },
      /** Months after the last membership ended in which payloads are kept; null for ever. */
      months: m.integer(),
      updated_by: m.plainId(),
      updated_at: m.moment(),
    });
    await m.createTable(
      context,
      'legal_holds',
      {
        id: m.id(),
        agency_id: m.plainId(),
        /** null: everyone of the agency. */
        person_id: m.plainId(true),
        reason: m.text(),
        placed_by: m.plainId(),
        placed_at: m.moment(),
        lifted_by: m.plainId(true),
        lifted_at: m.moment(true),
        lifted_reason: m.text(true),
      },
      [{ fields: ['agency_id'] }],
    );
    await m.createTable(
      context,
      'erasures',
      {
        id: m.id(),
        agency_id: m.plainId(),
        person_id: m.plainId(),
        reason: m.text(),
        /** Counts by table as JSON. */
        erased: m.text(),
        requested_by: m.plainId(true),
        at: m.moment(),
      },
      [{ fields: ['agency_id'] }],
    );
  },
  async down(context) {
    await m.dropTables(context, [
      'erasures',
      'legal_holds',
      'retention_rules',
      'calendar_feeds',
      'notices',
      'roster_imports',
      'agency_districts',
      'selections',
    ]);
    await m.dropColumns(context, 'placements', ['ended_reason', 'updated_at']);
  },
};
