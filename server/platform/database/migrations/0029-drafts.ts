import * as m from '../migration.ts';

/** Courses in work: their source files, every edit of them, their media, and who is in which file. */
export const draftTables: m.Migration = {
  name: '0029-drafts',
  async up(context) {
    const { table } = context;
    const draft = (): ReturnType<typeof m.reference> => m.reference(table('drafts'));
    await m.createTable(
      context,
      'drafts',
      {
        id: m.id(),
        agency_id: m.plainId(),
        /** Name of the folder below courses/. */
        folder: m.string(60),
        /** As its course.yaml says it. */
        title: m.string(400),
        /** Rises with every change of any file. */
        revision: m.integer(1),
        /** Course of the agency that it was published as. */
        course_id: m.reference(table('courses'), true),
        /** open | retired */
        state: m.string(10),
        created_by: m.plainId(),
        created_at: m.moment(),
        updated_at: m.moment(),
      },
      [{ fields: ['agency_id', 'state'] }],
    );
    await m.createTable(
      context,
      'draft_files',
      {
        id: m.id(),
        agency_id: m.plainId(),
        draft_id: draft(),
        /** From the folder: modules/01-name.yaml. */
        path: m.string(200),
        text: m.text(),
        revision: m.integer(1),
        updated_by: m.plainId(),
        updated_at: m.moment(),
        removed_at: m.moment(true),
      },
      [{ fields: ['draft_id', 'path'], unique: true }],
    );
    await m.createTable(
      context,
      'draft_edits',
      {
        id: m.id(),
        agency_id: m.plainId(),
        draft_id: draft(),
        path: m.string(200),
        /** Of the file, after the edit. */
        revision: m.integer(1),
        /** Made by the browser: the same one again changes nothing. */
        edit_id: m.string(64),
        person_id: m.plainId(),
        /** JSON lists of DraftEdit: as they were applied, and what takes them back. */
        edits: m.text(),
        inverse: m.text(),
        made_at: m.moment(),
      },
      [{ fields: ['draft_id', 'edit_id'], unique: true }, { fields: ['draft_id', 'path', 'revision'] }],
    );
    await m.createTable(
      context,
      'draft_media',
      {
        id: m.id(),
        agency_id: m.plainId(),
        draft_id: draft(),
        /** From the folder: media/hall.svg. */
        path: m.string(200),
        sha256: m.string(64),
        bytes: m.bytes(),
        media_type: m.string(120),
        width: m.integer(),
        height: m.integer(),
        alt: m.text(),
        credit: m.text(),
        uploaded_by: m.plainId(),
        uploaded_at: m.moment(),
        removed_at: m.moment(true),
      },
      [{ fields: ['draft_id', 'path'] }, { fields: ['agency_id', 'sha256'] }],
    );
    await m.createTable(
      context,
      'draft_presence',
      {
        id: m.id(),
        agency_id: m.plainId(),
        draft_id: draft(),
        person_id: m.plainId(),
        path: m.string(200),
        block_id: m.string(40, true),
        seen_at: m.moment(),
      },
      [{ fields: ['draft_id', 'person_id'], unique: true }],
    );
  },
  async down(context) {
    await m.dropTables(context, ['draft_presence', 'draft_media', 'draft_edits', 'draft_files', 'drafts']);
  },
};
