import * as m from '../migration.ts';

/** The order of commits over all attempts, told by no clock. */
export const commitTurns: m.Migration = {
  name: '0008-commit-turns',
  async up(context) {
    await m.addColumns(context, 'commits', { turn: m.largeInteger(0) });
    await m.addIndex(context, 'commits', { fields: ['turn'] });
  },
  async down(context) {
    await m.dropIndex(context, 'commits', ['turn']);
    await m.dropColumns(context, 'commits', ['turn']);
  },
};
