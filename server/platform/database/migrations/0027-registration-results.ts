import * as m from '../migration.ts';

/** Where each registration stands: the attempt that counts, kept, so that lists of results need not look for it. */
export const registrationResults: m.Migration = {
  name: '0027-registration-results',
  async up(context) {
    const { table } = context;
    await m.createTable(
      context,
      'registration_results',
      {
        /** Of the registration. */
        id: { ...m.reference(table('registrations')), primaryKey: true },
        agency_id: m.plainId(),
        course_id: m.plainId(),
        /** The attempt that counts; null before the first one. */
        attempt_id: m.plainId(true),
        /** none | running | finished */
        state: m.string(8),
        /** passed | done | failed | open */
        outcome: m.string(6),
        /** Scaled score of that attempt, -2 without one. */
        score: { ...m.real(), allowNull: false, defaultValue: -2 },
      },
      [{ fields: ['agency_id', 'course_id', 'score', 'outcome', 'state', 'id'] }],
    );
  },
  async down(context) {
    await m.dropTables(context, ['registration_results']);
  },
};
