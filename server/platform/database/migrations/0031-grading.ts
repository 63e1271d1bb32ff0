import * as m from '../migration.ts';

/** Rubrics and what was graded by them; a score that was given by hand, and the signed word of who gave it. */
export const gradingTables: m.Migration = {
  name: '0031-grading',
  async up(context) {
    const { table } = context;
    await m.createTable(
      context,
      'rubrics',
      {
        id: m.id(),
        agency_id: m.reference(table('agencies')),
        course_id: m.reference(table('courses')),
        /** Activity of the part. */
        part: m.string(1000),
        block: m.string(100),
        /** reflection | practical */
        kind: m.string(20),
        title: m.string(400),
        /** JSON list of criteria: text and most points. */
        criteria: m.text(),
        is_blind: m.flag(false),
        set_by: m.plainId(),
        created_at: m.moment(),
        /** A changed rubric is a new one; what was graded by the old one stays as it was. */
        ended_at: m.moment(true),
      },
      [{ fields: ['agency_id', 'course_id'] }],
    );
    await m.createTable(
      context,
      'marks',
      {
        id: m.id(),
        agency_id: m.reference(table('agencies')),
        person_id: m.reference(table('people')),
        course_id: m.reference(table('courses')),
        attempt_id: m.reference(table('attempts')),
        rubric_id: m.plainId(),
        part: m.string(1000),
        block: m.string(100),
        /** JSON list of points, in the order of the criteria. */
        points: m.text(),
        total: m.real(),
        most: m.real(),
        note: m.text(),
        marked_by: m.plainId(),
        marker_name: m.string(200),
        created_at: m.moment(),
        /** When another mark took its place. */
        replaced_at: m.moment(true),
      },
      [{ fields: ['attempt_id'] }, { fields: ['agency_id', 'course_id'] }, { fields: ['agency_id', 'person_id'] }],
    );
    await m.createTable(
      context,
      'score_changes',
      {
        id: m.id(),
        agency_id: m.reference(table('agencies')),
        person_id: m.reference(table('people')),
        course_id: m.reference(table('courses')),
        attempt_id: m.reference(table('attempts')),
        /** 0-1 */
        score: m.real(),
        /** passed | failed; null: as the course has it. */
        success: m.string(10, true),
        reason: m.text(),
        signed_by: m.plainId(),
        signer_name: m.string(200),
        /** Over all of the above, by the server's key for changed scores. */
        signature: m.string(100),
        created_at: m.moment(),
        withdrawn_at: m.moment(true),
        withdrawn_by: m.plainId(true),
        withdrawn_reason: m.text(true),
      },
      [{ fields: ['attempt_id'] }, { fields: ['agency_id', 'person_id'] }],
    );
    /** JSON of a score that was given by hand; null where it is the server's own. */
    await m.addColumns(context, 'attempts', { overruled: m.text(true) });
  },
  async down(context) {
    await m.dropColumns(context, 'attempts', ['overruled']);
    await m.dropTables(context, ['score_changes', 'marks', 'rubrics']);
  },
};
