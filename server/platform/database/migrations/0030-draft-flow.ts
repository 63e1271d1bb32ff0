import * as m from '../migration.ts';

/** What happens to drafts: comments, approvals of what teaches law, releases, and offers to begin again on a new version. */
export const draftFlowTables: m.Migration = {
  name: '0030-draft-flow',
  async up(context) {
    const { table } = context;
    const draft = (): ReturnType<typeof m.reference> => m.reference(table('drafts'));
    await m.createTable(
      context,
      'draft_comments',
      {
        id: m.id(),
        agency_id: m.plainId(),
        draft_id: draft(),
        path: m.string(200),
        /** Null: about the whole file. */
        block_id: m.string(40, true),
        words: m.text(),
        person_id: m.plainId(),
        made_at: m.moment(),
        resolved_by: m.plainId(true),
        resolved_at: m.moment(true),
      },
      [{ fields: ['draft_id', 'made_at'] }],
    );
    await m.createTable(
      context,
      'draft_approvals',
      {
        id: m.id(),
        agency_id: m.plainId(),
        draft_id: draft(),
        path: m.string(200),
        /** Of the file, with the approval in it. */
        revision: m.integer(1),
        /** Who checked the law, as the module names it. */
        reviewer: m.string(200),
        review_by: m.string(10),
        person_id: m.plainId(),
        approved_at: m.moment(),
      },
      [{ fields: ['draft_id', 'path'] }],
    );
    await m.createTable(
      context,
      'draft_releases',
      {
        id: m.id(),
        agency_id: m.plainId(),
        draft_id: draft(),
        course_id: m.reference(table('courses')),
        version_id: m.reference(table('course_versions')),
        number: m.integer(1),
        /** JSON of the source: texts by path, hashes of media by path. */
        source: m.text(),
        note: m.text(),
        /** finish | offer */
        running: m.string(10),
        /** stand | kept | void | ask */
        certificates: m.string(10),
        released_by: m.plainId(),
        released_at: m.moment(),
      },
      [{ fields: ['draft_id', 'number'], unique: true }],
    );
    await m.createTable(
      context,
      'restart_offers',
      {
        id: m.id(),
        agency_id: m.plainId(),
        course_id: m.reference(table('courses')),
        /** Whoever runs on another version of the course may begin again on this one. */
        version_id: m.reference(table('course_versions')),
        made_by: m.plainId(),
        made_at: m.moment(),
      },
      [{ fields: ['version_id'], unique: true }, { fields: ['course_id'] }],
    );
  },
  async down(context) {
    await m.dropTables(context, ['restart_offers', 'draft_releases', 'draft_approvals', 'draft_comments']);
  },
};
