import * as m from '../migration.ts';

/** Who has to take what, by when, judged by which policy; and what changes that by hand. */
export const trainingTables: m.Migration = {
  name: '0016-training',
  async up(context) {
    const { table } = context;
    await m.createTable(
      context,
      'curricula',
      {
        id: m.id(),
        agency_id: m.reference(table('agencies')),
        title: m.string(200),
        /** JSON list of course ids in their order. */
        course_ids: m.text(),
        created_at: m.moment(),
        ended_at: m.moment(true),
      },
      [{ fields: ['agency_id'] }],
    );
    await m.createTable(
      context,
      'assignments',
      {
        id: m.id(),
        agency_id: m.reference(table('agencies')),
        title: m.string(200),
        /** One of both: a course or a curriculum. */
        course_id: m.plainId(true),
        curriculum_id: m.plainId(true),
        /** JSON: whom it holds for. */
        audience: m.text(),
        /** JSON: none, a day, or days after an anchor. */
        due: m.text(),
        /** JSON: the completion policy. */
        policy: m.text(),
        /** Months after completion in which it has to be done again; null for never. */
        renewal_months: m.integer(),
        /** Attempts begun before this day (agency's time zone) do not count; null for all. */
        counts_from: m.string(10, true),
        created_by: m.plainId(),
        created_at: m.moment(),
        ended_at: m.moment(true),
      },
      [{ fields: ['agency_id'] }],
    );
    await m.createTable(
      context,
      'enrollments',
      {
        id: m.id(),
        agency_id: m.plainId(),
        assignment_id: m.reference(table('assignments')),
        person_id: m.reference(table('people')),
        course_id: m.plainId(),
        /** From 1; a renewal is a new one. */
        cycle: m.integer(1),
        /** Place of the course in its curriculum, from 1. */
        position: m.integer(1),
        /** Officer whose pair this person is: a school administrator who takes the same course. */
        paired_with: m.plainId(true),
        assigned_on: m.string(10),
        /** Dates in the agency's time zone; as the rule says, and as exemptions have moved it. */
        rule_due_on: m.string(10, true),
        due_on: m.string(10, true),
        /** Attempts begun before do not count. */
        counts_from: m.string(10, true),
        /** not-started | in-progress | complete | not-met | waived */
        outcome: m.string(12),
        /** JSON list of reasons. */
        reasons: m.text(),
        verdict_id: m.plainId(true),
        attempt_id: m.plainId(true),
        completed_on: m.string(10, true),
        expires_on: m.string(10, true),
        created_at: m.moment(),
        updated_at: m.moment(),
        /** Left the audience, or the assignment ended. */
        closed_at: m.moment(true),
      },
      [
        { fields: ['assignment_id', 'person_id', 'course_id', 'cycle'], unique: true },
        { fields: ['agency_id', 'due_on'] },
        { fields: ['agency_id', 'expires_on'] },
        { fields: ['person_id', 'agency_id'] },
      ],
    );
    await m.dropTables(context, ['verdicts']);
    await m.createTable(
      context,
      'verdicts',
      {
        id: m.id(),
        agency_id: m.plainId(),
        person_id: m.plainId(),
        course_id: m.plainId(),
        /** null: taken on one's own, judged by the default policy. */
        assignment_id: m.plainId(true),
        enrollment_id: m.plainId(true),
        /** null where no attempt counts (waived, completed on paper, nothing begun). */
        attempt_id: m.plainId(true),
        version_id: m.plainId(true),
        /** Frozen JSON, and its hash. */
        policy: m.text(),
        policy_sha256: m.string(64),
        outcome: m.string(12),
        /** JSON list of reasons. */
        reasons: m.text(),
        /** 0-1; null without an exam. */
        score: m.real(),
        engaged_ms: m.duration(),
        /** Day on which it was reached, in the agency's time zone; of a correction the day that it names. */
        reached_on: m.string(10),
        at: m.moment(),
      },
      [
        { fields: ['person_id', 'agency_id', 'course_id', 'at'] },
        { fields: ['enrollment_id', 'at'] },
        { fields: ['agency_id', 'at'] },
        { fields: ['attempt_id'] },
      ],
    );
    await m.createTable(
      context,
      'corrections',
      {
        id: m.id(),
        agency_id: m.plainId(),
        person_id: m.reference(table('people')),
        course_id: m.plainId(),
        /** null: counts for every assignment of the course. */
        assignment_id: m.plainId(true),
        /** completed | practical-signed */
        kind: m.string(20),
        /** What happened and who saw it, in the signer's words. */
        statement: m.text(),
        seen_by: m.string(200),
        /** YYYY-MM-DD */
        happened_on: m.string(10),
        /** 0-1 */
        score: m.real(),
        engaged_ms: m.integer(),
        signed_by: m.plainId(),
        signer_name: m.string(200),
        /** Over all of the above, by the server's key for corrections. */
        signature: m.string(100),
        created_at: m.moment(),
        withdrawn_at: m.moment(true),
        withdrawn_by: m.plainId(true),
        withdrawn_reason: m.text(true),
      },
      [{ fields: ['person_id', 'agency_id'] }],
    );
    await m.createTable(
      context,
      'exemptions',
      {
        id: m.id(),
        agency_id: m.plainId(),
        person_id: m.reference(table('people')),
        /** null: all assignments. */
        assignment_id: m.plainId(true),
        /** waiver: need not be done; exemption: the clock stops meanwhile. */
        kind: m.string(10),
        /** deployment | light-duty | leave | equivalent | other */
        ground: m.string(20),
        reason: m.text(),
        starts_on: m.string(10),
        ends_on: m.string(10, true),
        granted_by: m.plainId(),
        created_at: m.moment(),
        revoked_at: m.moment(true),
        revoked_by: m.plainId(true),
        revoked_reason: m.text(true),
      },
      [{ fields: ['person_id', 'agency_id'] }],
    );
  },
  async down(context) {
    await m.dropTables(context, ['exemptions', 'corrections', 'verdicts', 'enrollments', 'assignments', 'curricula']);
    await m.createTable(
      context,
      'verdicts',
      {
        id: m.id(),
        agency_id: m.plainId(),
        attempt_id: m.reference(context.table('attempts')),
        assignment_id: m.plainId(true),
        policy: m.text(),
        outcome: m.string(20),
        reasons: m.text(),
        at: m.moment(),
      },
      [{ fields: ['attempt_id'] }],
    );
  },
};
