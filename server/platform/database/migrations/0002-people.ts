import * as m from '../migration.ts';

/** Accounts, identities, organisations and who belongs where. */
export const peopleTables: m.Migration = {
  name: '0002-people',
  async up(context) {
    const { table } = context;
    await m.createTable(
      context,
      'people',
      {
        id: m.id(),
        given_name: m.string(120),
        family_name: m.string(120),
        /** Rank or title before the name, '' where none. */
        rank: m.string(40),
        /** Lower case; null for a person that only a door knows. */
        email: m.string(254, true),
        password_hash: m.string(255, true),
        password_changed_at: m.moment(true),
        locale: m.string(10),
        /** light | dark | system */
        theme: m.string(10),
        /** Role shown when the person has several; '' for the first. */
        active_role: m.string(80),
        created_at: m.moment(),
        disabled_at: m.moment(true),
      },
      [{ fields: ['email'], unique: true }],
    );
    await m.createTable(
      context,
      'identities',
      {
        id: m.id(),
        person_id: m.reference(table('people')),
        /** local | host | lti | dispatch */
        kind: m.string(12),
        issuer: m.string(255),
        subject: m.string(255),
        /** Asserted identities count for no certificate until joined. */
        asserted: m.flag(false),
        created_at: m.moment(),
      },
      [{ fields: ['issuer', 'subject'], unique: true }, { fields: ['person_id'] }],
    );
    await m.createTable(context, 'agencies', {
      id: m.id(),
      name: m.string(200),
      /** IANA name; due dates are dates there. */
      time_zone: m.string(60),
      /** Two letters. */
      state: m.string(2),
      created_at: m.moment(),
    });
    await m.createTable(context, 'districts', {
      id: m.id(),
      name: m.string(200),
      time_zone: m.string(60),
      state: m.string(2),
      created_at: m.moment(),
    });
    await m.createTable(
      context,
      'schools',
      { id: m.id(), district_id: m.reference(table('districts')), name: m.string(200), created_at: m.moment() },
      [{ fields: ['district_id'] }],
    );
    await m.createTable(
      context,
      'placements',
      {
        id: m.id(),
        agency_id: m.reference(table('agencies')),
        person_id: m.reference(table('people')),
        school_id: m.reference(table('schools')),
        role: m.string(40),
        /** Date in the agency's time zone, YYYY-MM-DD. */
        starts_on: m.string(10),
        ends_on: m.string(10, true),
        created_at: m.moment(),
      },
      [{ fields: ['agency_id'] }, { fields: ['person_id'] }, { fields: ['school_id'] }],
    );
    await m.createTable(
      context,
      'memberships',
      {
        id: m.id(),
        person_id: m.reference(table('people')),
        /** agency | district */
        organisation_type: m.string(10),
        organisation_id: m.plainId(),
        /** officer | instructor | supervisor | administrator */
        role: m.string(20),
        created_at: m.moment(),
        ended_at: m.moment(true),
      },
      [
        { fields: ['person_id', 'organisation_type', 'organisation_id', 'role'], unique: true },
        { fields: ['organisation_type', 'organisation_id'] },
      ],
    );
    await m.createTable(
      context,
      'sessions',
      {
        /** Hex sha256 of the cookie's token: a stolen table signs nobody in. */
        token_hash: { ...m.string(64), primaryKey: true },
        person_id: m.reference(table('people')),
        created_at: m.moment(),
        last_seen_at: m.moment(),
        expires_at: m.moment(),
        user_agent: m.string(255),
      },
      [{ fields: ['person_id'] }, { fields: ['expires_at'] }],
    );
    await m.createTable(
      context,
      'password_resets',
      {
        token_hash: { ...m.string(64), primaryKey: true },
        person_id: m.reference(table('people')),
        created_at: m.moment(),
        expires_at: m.moment(),
        used_at: m.moment(true),
      },
      [{ fields: ['person_id'] }],
    );
  },
  async down(context) {
    await m.dropTables(context, [
      'password_resets',
      'sessions',
      'memberships',
      'placements',
      'schools',
      'districts',
      'agencies',
      'identities',
      'people',
    ]);
  },
};
