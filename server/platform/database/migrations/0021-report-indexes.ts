import * as m from '../migration.ts';

/** What the lists and overviews of an agency read by: whole agencies are summed without touching the rows themselves. */
export const reportIndexes: m.Migration = {
  name: '0021-report-indexes',
  async up(context) {
    for (const { table, fields } of INDEXES) await m.addIndex(context, table, { fields: [...fields] });
  },
  async down(context) {
    for (const { table, fields } of INDEXES) await m.dropIndex(context, table, fields);
  },
};

const INDEXES = [
  { table: 'memberships', fields: ['organisation_id', 'role', 'ended_at', 'person_id', 'organisation_type'] },
  { table: 'enrollments', fields: ['agency_id', 'closed_at', 'person_id', 'outcome', 'expires_on', 'due_on'] },
  { table: 'registrations', fields: ['course_id', 'agency_id', 'door', 'person_id'] },
] as const;
