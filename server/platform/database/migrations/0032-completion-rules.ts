import * as m from '../migration.ts';

/** Completion rules that instructors accepted for versions, and what attempts became under them. */
export const completionRules: m.Migration = {
  name: '0032-completion-rules',
  async up(context) {
    const { table } = context;
    await m.createTable(
      context,
      'completion_rules',
      {
        id: m.id(),
        agency_id: m.plainId(true),
        version_id: m.reference(table('course_versions')),
        /** From 1 within the version; the highest one that was not withdrawn holds. */
        number: { ...m.integer(), allowNull: false },
        /** JSON: conditions, how many of them are needed, and what they give. */
        rule: m.text(),
        /** Why, in the instructor's words. */
        reason: m.text(),
        accepted_by: m.plainId(),
        accepted_at: m.moment(),
        withdrawn_by: m.plainId(true),
        withdrawn_at: m.moment(true),
      },
      [{ fields: ['version_id', 'number'], unique: true }],
    );
    /** JSON of the rule that a launch was opened under; null for the package's own word. */
    await m.addColumns(context, 'launches', { rule: m.text(true) });
    await m.addColumns(context, 'attempts', {
      /** open | completed | passed; null where no rule judges. */
      ruled: m.string(10, true),
      /** JSON list: marks of the bookmarks that were told under a rule which counts them. */
      places: m.text(true),
    });
  },
  async down(context) {
    await m.dropColumns(context, 'attempts', ['ruled', 'places']);
    await m.dropColumns(context, 'launches', ['rule']);
    await m.dropTables(context, ['completion_rules']);
  },
};
