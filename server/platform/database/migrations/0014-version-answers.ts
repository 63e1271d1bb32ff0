import * as m from '../migration.ts';

/** What our own server grades a built version by; it is never packed and never served. */
export const versionAnswers: m.Migration = {
  name: '0014-version-answers',
  async up(context) {
    await m.createTable(
      context,
      'version_answers',
      {
        id: m.id(),
        version_id: m.plainId(),
        /** Hex sha256 of the course's source and the run-time: what was built once is not built again. */
        source_sha256: m.string(64),
        /** CourseAnswers as gzipped JSON. */
        answers: m.blob(false),
        created_at: m.moment(),
      },
      [{ fields: ['version_id'], unique: true }, { fields: ['source_sha256'] }],
    );
  },
  async down(context) {
    await m.dropTables(context, ['version_answers']);
  },
};
