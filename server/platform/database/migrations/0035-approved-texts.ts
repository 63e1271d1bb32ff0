import * as m from '../migration.ts';

/** What an approval of the law in a module was given for: the module with its translations and the banks that it draws from. */
export const approvedTexts: m.Migration = {
  name: '0035-approved-texts',
  async up(context) {
    /** Hash of the texts; null where it was approved before they were kept: to be approved again. */
    await m.addColumns(context, 'draft_approvals', { sha256: m.string(64, true) });
  },
  async down(context) {
    await m.dropColumns(context, 'draft_approvals', ['sha256']);
  },
};
