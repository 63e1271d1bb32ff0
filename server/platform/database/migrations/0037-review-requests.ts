import * as m from '../migration.ts';

/** An author asks a colleague to review a module of a draft, and what came of it. */
export const reviewRequests: m.Migration = {
  name: '0037-review-requests',
  async up(context) {
    await m.createTable(
      context,
      'draft_review_requests',
      {
        id: m.id(),
        agency_id: m.plainId(),
        draft_id: m.reference(context.table('drafts')),
        path: m.string(200),
        asked_id: m.plainId(),
        asked_by: m.plainId(),
        asked_at: m.moment(),
        due_on: m.string(10, true),
        /** open | approved | changes | withdrawn */
        state: m.string(10),
        answered_at: m.moment(true),
        /** File and person while it is open, null after: nobody is asked the same twice. */
        open_key: m.string(230, true),
      },
      [{ fields: ['draft_id', 'open_key'], unique: true }, { fields: ['asked_id', 'state'] }],
    );
  },
  async down(context) {
    await m.dropTables(context, ['draft_review_requests']);
  },
};
