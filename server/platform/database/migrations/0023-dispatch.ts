import * as m from '../migration.ts';

/** Dispatch packages: what a door of that kind opens, for how many and how long, and who has a seat. */
export const dispatchTables: m.Migration = {
  name: '0023-dispatch',
  async up(context) {
    const { table } = context;
    await m.createTable(
      context,
      'dispatch_destinations',
      {
        /** Of the door, one to one; stands in the package. */
        door_id: { ...m.reference(table('doors')), primaryKey: true },
        agency_id: m.plainId(),
        course_id: m.reference(table('courses')),
        /** scorm12 | scorm2004-4 */
        standard: m.string(20),
        /** As the package was made with: the door's own may change. */
        package_title: m.string(200),
        /** success | completion | until-passed */
        mapping: m.string(20),
        opens_at: m.moment(true),
        closes_at: m.moment(true),
        /** Null: any number. */
        seats: m.integer(),
      },
      [{ fields: ['agency_id'] }],
    );
    await m.createTable(
      context,
      'dispatch_seats',
      {
        id: m.id(),
        agency_id: m.plainId(),
        door_id: m.reference(table('doors')),
        registration_id: m.reference(table('registrations')),
        first_at: m.moment(),
        last_at: m.moment(),
        launches: m.integer(1),
        told_at: m.moment(true),
        /** JSON of what the LMS has taken last; null: nothing yet. */
        told: m.text(true),
      },
      [{ fields: ['registration_id'], unique: true }, { fields: ['door_id', 'last_at'] }],
    );
  },
  async down(context) {
    await m.dropTables(context, ['dispatch_seats', 'dispatch_destinations']);
  },
};
