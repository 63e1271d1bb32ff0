import * as m from '../migration.ts';

/** Doors through which an LMS of somebody else sends people, who came through them, and the codes that hand a person over. */
export const doorTables: m.Migration = {
  name: '0021-doors',
  async up(context) {
    const { table } = context;
    await m.createTable(
      context,
      'doors',
      {
        id: m.id(),
        agency_id: m.reference(table('agencies')),
        /** lti | dispatch */
        kind: m.string(10),
        title: m.string(200),
        is_enabled: m.flag(true),
        /** JSON list of the origins that may show its pages in a frame. */
        frame_ancestors: m.text(),
        created_by: m.plainId(),
        created_at: m.moment(),
      },
      [{ fields: ['agency_id'] }],
    );
    await m.createTable(
      context,
      'door_people',
      {
        id: m.id(),
        agency_id: m.plainId(),
        door_id: m.reference(table('doors')),
        person_id: m.reference(table('people')),
        first_at: m.moment(),
        last_at: m.moment(),
        visits: m.integer(1),
      },
      [
        { fields: ['door_id', 'person_id'], unique: true },
        { fields: ['agency_id', 'last_at'] },
        { fields: ['person_id'] },
      ],
    );
    await m.createTable(
      context,
      'launch_codes',
      {
        /** Of the code in the fragment, which is kept nowhere. */
        code_hash: { ...m.string(64), primaryKey: true },
        agency_id: m.plainId(),
        registration_id: m.reference(table('registrations')),
        person_id: m.plainId(),
        door_id: m.reference(table('doors')),
        return_url: m.text(true),
        /** normal | browse | review */
        mode: m.string(10),
        created_at: m.moment(),
        expires_at: m.moment(),
        used_at: m.moment(true),
      },
      [{ fields: ['expires_at'] }],
    );
  },
  async down(context) {
    await m.dropTables(context, ['launch_codes', 'door_people', 'doors']);
  },
};
