import { expect } from 'chai';
import { filledOf, skillStands } from '../../../server/training/toolbox/skill-stand.ts';
import type { Skill } from '../../../server/training/toolbox/skills.ts';
import type { SkillClaimRow } from '../../../server/training/toolbox/toolbox-model.ts';

const skill = (id: string): Skill => ({
  id,
  title: id,
  academy: ['Looks.', 'Asks.', 'Tells.'],
  school: ['Greets.', 'Listens.', 'Repairs.'],
});
const SKILLS = [skill('talking'), skill('watching')];

function buildClaim(change: Partial<SkillClaimRow> = {}): SkillClaimRow {
  const row = { id: 'c1', agencyId: 'a', personId: 'p', skill: 'talking', part: 1, proof: 'Academy 2016', note: '' };
  return { ...row, state: 'approved', decidedBy: null, decidedAt: null, createdAt: new Date(0), ...change };
}

const module = (identifier: string, adds: string, kind: 'module' | 'pretest' | 'final-test' = 'module') => ({
  identifier,
  kind,
  minutes: 20,
  topics: [],
  skills: [{ skill: 'talking', adds }],
});
const PARTS = new Map([
  [
    'v1',
    ['m1', 'm2', 'm3', 'm4'].map((id) => module(id, `${id} adds`)).concat(module('test', 'nothing', 'final-test')),
  ],
  ['v2', [module('m1', 'm1 adds more')]],
]);
const done = (scoId: string, minute: number, versionId = 'v1', courseId = 'course1') => ({
  courseId,
  versionId,
  scoId,
  at: new Date(Date.UTC(2026, 10, 23, 8, minute)),
});
const [noClaims, nothingDone] = [[], []];

describe('how a person stands in a skill', () => {
  it('fills nothing without claims and modules', () => {
    const stands = skillStands(SKILLS, noClaims, nothingDone, PARTS);
    expect(stands.map(filledOf)).to.deep.equal([0, 0]);
    expect(stands[0]?.academy).to.deep.equal([null, null, null]);
  });

  it('fills an academy part only when its claim is approved', () => {
    const claims = [
      buildClaim({ part: 1 }),
      buildClaim({ part: 2, state: 'pending' }),
      buildClaim({ part: 3, state: 'refused' }),
    ];
    const [talking] = skillStands(SKILLS, claims, nothingDone, PARTS);
    expect(talking && filledOf(talking)).to.equal(1);
    expect(talking?.academy.map((claim) => claim?.state)).to.deep.equal(['approved', 'pending', 'refused']);
  });

  it('goes by the newest claim of a part, one taken back never counts', () => {
    const claims = [
      buildClaim({ id: 'c3', state: 'withdrawn' }),
      buildClaim({ id: 'c2', state: 'pending' }),
      buildClaim({ id: 'c1', state: 'refused' }),
    ];
    const [talking] = skillStands(SKILLS, claims, nothingDone, PARTS);
    expect(talking?.academy[0]?.id).to.equal('c2');
  });

  it('earns a part for each completed module, three at most, in the order in which they were completed', () => {
    const completed = [done('m4', 4), done('m2', 1), done('m3', 3), done('m1', 2)];
    const [talking, watching] = skillStands(SKILLS, noClaims, completed, PARTS);
    expect(talking?.school.map(({ module: id }) => id)).to.deep.equal(['m2', 'm1', 'm3']);
    expect(talking?.beyond.map(({ module: id }) => id)).to.deep.equal(['m4']);
    expect(watching?.school).to.deep.equal([]);
  });

  it('counts a module once, also in a later attempt or version, with what it added first', () => {
    const [talking] = skillStands(SKILLS, noClaims, [done('m1', 9, 'v2'), done('m1', 5), done('m1', 7)], PARTS);
    expect(talking?.school.map(({ adds, at }) => [adds, at.getUTCMinutes()])).to.deep.equal([['m1 adds', 5]]);
  });

  it('counts the same module of two courses twice', () => {
    const [talking] = skillStands(SKILLS, noClaims, [done('m1', 1), done('m1', 2, 'v2', 'course2')], PARTS);
    expect(talking?.school).to.have.lengthOf(2);
  });

  it('earns nothing by tests, by parts of other packages, or by modules that the course no longer names', () => {
    const [talking] = skillStands(
      SKILLS,
      noClaims,
      [done('test', 1), done('m1', 2, 'uploaded'), done('gone', 3)],
      PARTS,
    );
    expect(talking?.school).to.deep.equal([]);
  });
});
