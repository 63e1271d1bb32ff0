import * as m from '../migration.ts';

/** The limits that a launch was given stay with it: a limit that is raised later judges no older commit again. */
export const launchLimits: m.Migration = {
  name: '0007-launch-limits',
  async up(context) {
    /** ContentLimits as JSON; null in rows of an older release: the version's limits count. */
    await m.addColumns(context, 'launches', { limits: m.text(true) });
  },
  async down(context) {
    await m.dropColumns(context, 'launches', ['limits']);
  },
};
