import * as m from '../migration.ts';

/** Answers that our own server has graded, and draws that it has made; every row can be made again from the commits. */
export const gradedAnswers: m.Migration = {
  name: '0015-graded-answers',
  async up(context) {
    const { table } = context;
    await m.createTable(
      context,
      'graded_answers',
      {
        /** Derived from attempt, SCO, block, kind and number: there is one of each. */
        id: m.id(),
        agency_id: m.plainId(),
        attempt_id: m.reference(table('attempts')),
        registration_id: m.plainId(),
        sco_id: m.string(1000),
        block: m.string(100),
        /** answer | draw */
        kind: m.string(6),
        /** Of the try or run, from 1. */
        number: m.integer(1),
        /** As the module's grader reads it; of a draw the items, joined by a comma. */
        response: m.text(),
        /** correct | incorrect | neutral */
        result: m.string(10),
        /** 0-1 */
        share: m.real(),
        given_at: m.moment(),
      },
      [{ fields: ['registration_id'] }],
    );
    /** Whether the person may author: sees what is right while looking around. */
    await m.addColumns(context, 'launches', { is_author: m.flag(false) });
  },
  async down(context) {
    await m.dropColumns(context, 'launches', ['is_author']);
    await m.dropTables(context, ['graded_answers']);
  },
};
