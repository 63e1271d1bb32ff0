import * as m from '../migration.ts';

/** Indexes that answer the reports by themselves: what is asked of a whole agency is counted without reading wide rows. */
export const reportIndexes: m.Migration = {
  name: '0026-report-indexes',
  async up(context) {
    for (const [name, fields] of ADDED) await m.addIndex(context, name, { fields });
    for (const [name, fields] of REPLACED) await m.dropIndex(context, name, fields);
  },
  async down(context) {
    for (const [name, fields] of REPLACED) await m.addIndex(context, name, { fields });
    for (const [name, fields] of ADDED) await m.dropIndex(context, name, fields);
  },
};

type Indexes = readonly (readonly [table: string, fields: string[]])[];

const ADDED: Indexes = [
  ['certificates', ['agency_id', 'person_id', 'course_id', 'issued_on', 'id', 'created_at', 'expires_on']],
  [
    'enrollments',
    ['agency_id', 'closed_at', 'person_id', 'outcome', 'expires_on', 'due_on', 'assignment_id', 'course_id', 'cycle'],
  ],
  ['enrollments', ['agency_id', 'closed_at', 'due_on']],
  ['memberships', ['organisation_type', 'organisation_id', 'role', 'ended_at', 'person_id']],
  ['registrations', ['agency_id', 'course_id', 'door', 'person_id', 'id']],
];

/** Those above answer what was asked of these. */
const REPLACED: Indexes = [
  ['enrollments', ['agency_id', 'due_on']],
  ['memberships', ['organisation_type', 'organisation_id']],
];
