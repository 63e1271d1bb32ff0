import { expect } from 'chai';
import { skillRows } from '../../server/reports/officers/officer-skills-view.ts';
import type { SkillStand } from '../../server/training/index.ts';

const TIME = { now: new Date('2026-11-23T18:00:00.000Z'), timeZone: 'America/Chicago' };
const STEPS: [string, string, string] = ['One', 'Two', 'Three'];
const part = (adds: string, at: string) => ({
  courseId: 'c1',
  versionId: 'v1',
  module: adds,
  adds,
  at: new Date(at),
});
const stand = (change: Partial<SkillStand> = {}): SkillStand => ({
  skill: { id: 'teaching', title: 'Teaching', academy: STEPS, school: STEPS },
  academy: [null, null, null],
  school: [],
  beyond: [],
  ...change,
});

describe('the toolbox on an officer’s page', () => {
  it('leaves out skills of which nothing is there', () => {
    expect(skillRows([stand()], TIME)).to.deep.equal([]);
  });

  it('tells each earned school part with the agency’s day, and later ones as such', () => {
    const school = [part('Plans a lesson', '2026-03-02T03:00:00.000Z')];
    const beyond = [part('Plans a second', '2026-03-05T18:00:00.000Z')];
    const [row] = skillRows([stand({ school, beyond })], TIME);
    expect(row?.count).to.equal('1 of 6');
    expect(row?.lines.map(({ title, words, status }) => `${title}: ${words} (${status.word})`)).to.deep.equal([
      'School part 1: Plans a lesson, Mar 1, 2026 (Earned)',
      'Also done: Plans a second, Mar 5, 2026 (Earned)',
    ]);
  });
});
