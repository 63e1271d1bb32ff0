import * as m from '../migration.ts';

/** Courses, their immutable versions, activity trees and files. */
export const packageTables: m.Migration = {
  name: '0003-packages',
  async up(context) {
    const { table } = context;
    await m.createTable(
      context,
      'courses',
      {
        id: m.id(),
        /** null: library, for every agency. */
        agency_id: m.reference(table('agencies'), true),
        title: m.string(300),
        description: m.text(),
        /** academy | school | student | '' */
        strand: m.string(20),
        /** draft | published | withdrawn */
        state: m.string(12),
        /** The version that new attempts take. */
        current_version_id: m.plainId(true),
        created_by: m.plainId(true),
        created_at: m.moment(),
        updated_at: m.moment(),
      },
      [{ fields: ['agency_id', 'state'] }],
    );
    await m.createTable(
      context,
      'course_shares',
      {
        id: m.id(),
        course_id: m.reference(table('courses')),
        agency_id: m.reference(table('agencies')),
        created_at: m.moment(),
      },
      [{ fields: ['course_id', 'agency_id'], unique: true }, { fields: ['agency_id'] }],
    );
    await m.createTable(
      context,
      'course_versions',
      {
        id: m.id(),
        course_id: m.reference(table('courses')),
        agency_id: m.plainId(true),
        number: m.integer(1),
        /** Hex sha256 of the uploaded or built bytes. */
        source_sha256: m.string(64),
        source_name: m.string(255),
        source_bytes: m.bytes(),
        /** uploaded | built */
        origin: m.string(10),
        standard: m.string(20),
        edition: m.string(20),
        /** CourseStructure as JSON. */
        structure: m.text(),
        /** PackageIssue[] as JSON. */
        issues: m.text(),
        /** {suspendData, allowedHosts, popups} as JSON. */
        limits: m.text(),
        /** Storage key of the repacked archive. */
        archive_key: m.string(200),
        file_count: m.integer(0),
        /** found | published | withdrawn */
        state: m.string(12),
        created_by: m.plainId(true),
        created_at: m.moment(),
        published_at: m.moment(true),
      },
      [{ fields: ['course_id', 'number'], unique: true }, { fields: ['agency_id', 'source_sha256'] }],
    );
    await m.createTable(
      context,
      'version_builds',
      {
        id: m.id(),
        version_id: m.reference(table('course_versions')),
        /** own | scorm12 | scorm2004-3 | scorm2004-4 */
        target: m.string(20),
        policy_sha256: m.string(64),
        sha256: m.string(64),
        archive_key: m.string(200),
        created_at: m.moment(),
      },
      [{ fields: ['version_id', 'target', 'policy_sha256'], unique: true }],
    );
    await m.createTable(
      context,
      'version_items',
      {
        id: m.id(),
        version_id: m.reference(table('course_versions')),
        item: m.string(255),
        prompt: m.text(),
        /** JSON */
        options: m.text(),
        objective: m.string(255),
      },
      [{ fields: ['version_id', 'item'], unique: true }],
    );
    await m.createTable(
      context,
      'activities',
      {
        id: m.id(),
        version_id: m.reference(table('course_versions')),
        identifier: m.string(1000),
        parent_id: m.plainId(true),
        position: m.integer(0),
        depth: m.integer(0),
        title: m.text(),
        type: m.string(10),
        href: m.text(true),
        parameters: m.text(),
        mastery_score: m.real(),
        /** JSON or null */
        completion_threshold: m.text(true),
        data_from_lms: m.text(true),
        prerequisites: m.text(true),
        max_time_allowed: m.string(60, true),
        time_limit_action: m.string(30, true),
        /** JSON */
        sequencing: m.text(),
      },
      [{ fields: ['version_id', 'position'], unique: true }],
    );
    await m.createTable(
      context,
      'content_files',
      {
        id: m.id(),
        /** Written in turns before the version itself, so that a version that can be seen is complete. */
        version_id: m.plainId(),
        path: m.text(),
        media_type: m.string(120),
        bytes: m.bytes(),
        stored_bytes: m.bytes(),
        /** deflate | store */
        method: m.string(10),
        /** First byte of the file's data in the archive. */
        offset: m.bytes(),
        crc32: m.string(8),
      },
      [{ fields: ['version_id'] }],
    );
  },
  async down(context) {
    await m.dropTables(context, [
      'content_files',
      'activities',
      'version_items',
      'version_builds',
      'course_versions',
      'course_shares',
      'courses',
    ]);
  },
};
