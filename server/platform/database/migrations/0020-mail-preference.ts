import * as m from '../migration.ts';

/** Which notices a person gets by mail; the notices themselves stay. */
export const mailPreference: m.Migration = {
  name: '0020-mail-preference',
  async up(context) {
    await m.addColumns(context, 'people', {
      /** all | overdue */
      mail_preference: { ...m.string(10), defaultValue: 'all' },
    });
  },
  async down(context) {
    await m.dropColumns(context, 'people', ['mail_preference']);
  },
};
