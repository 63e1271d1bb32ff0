import * as m from '../migration.ts';

/** What a part was when a completion rule began to hold: nothing takes that away. */
export const partsBeforeRules: m.Migration = {
  name: '0034-parts-before-rules',
  async up(context) {
    await m.addColumns(context, 'sco_tracks', { was_completed: m.flag(false), was_passed: m.flag(false) });
  },
  async down(context) {
    await m.dropColumns(context, 'sco_tracks', ['was_completed', 'was_passed']);
  },
};
