import * as m from '../migration.ts';

/** Agencies that ask somebody with an account to join; a membership begins only when the person accepts. */
export const invitations: m.Migration = {
  name: '0010-invitations',
  async up(context) {
    const { table } = context;
    await m.createTable(
      context,
      'invitations',
      {
        id: m.id(),
        agency_id: m.reference(table('agencies')),
        person_id: m.reference(table('people')),
        /** JSON list. */
        roles: m.text(),
        invited_by: m.plainId(true),
        created_at: m.moment(),
        /** accepted | declined | withdrawn; null while it is open. */
        answer: m.string(10, true),
        answered_at: m.moment(true),
      },
      [{ fields: ['person_id', 'answer'] }, { fields: ['agency_id', 'answer'] }],
    );
  },
  async down(context) {
    await m.dropTables(context, ['invitations']);
  },
};
