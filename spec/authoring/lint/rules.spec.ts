import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, sourceFiles } from '../../architecture/rooms.ts';
import { changed, checked, FIXTURE, lineOf, shortly } from '../course-fixture.ts';
import { COURSE_FAULTS } from './course-faults.ts';
import { MODULE_FAULTS } from './module-faults.ts';
import { SCENARIO_FAULTS } from './scenario-faults.ts';

const FAULTS = [...MODULE_FAULTS, ...SCENARIO_FAULTS, ...COURSE_FAULTS];

describe('the rules of courses', () => {
  it('find nothing in a course that keeps to them', () => {
    expect(checked(FIXTURE)).to.deep.equal([]);
  });

  for (const { code, is, severity = 'error', file, from, to, line, nth, where = file, also = [] } of FAULTS) {
    it(`report ${code}: ${is}`, () => {
      const files = changed(file, from, to);
      // A change need not be in the canonical form.
      const issues = checked(files).filter((issue) => issue.code !== 'NOT_FORMATTED');
      const fault: Parameters<typeof shortly>[0][number] = {
        code,
        severity,
        file: where,
        line: lineOf(files[where] ?? '', line, nth),
      };
      expect(shortly(issues.filter((issue) => !also.includes(issue.code)))).to.deep.equal(shortly([fault]));
      expect([...new Set(issues.map((issue) => issue.code))]).to.have.members([code, ...also]);
    });
  }

  it('speak to somebody who has never seen the files: of moments, groups and fields by their label', () => {
    const said = FAULTS.flatMap(({ file, from, to }) => checked(changed(file, from, to)))
      .filter(({ code }) => code !== 'NOT_FORMATTED' && code !== 'SCHEMA')
      .map(({ message }) => message);
    const keys =
      /“(alt|when|late|seconds|goto|set|say|do|feedback|legal|reviewer|skills|sources|choice)”|“[a-z_]+: |bucket|\bnodes?\b/;
    expect(said).to.have.length.above(60);
    expect(said.filter((message) => keys.test(message))).to.deep.equal([]);
    expect(said).to.include.members([
      'Say what the picture tells (alt), or that it only decorates.',
      'Write what the choice brings about.',
      'One ending has to be the best one.',
      '“Taken when the time is over”: choose a choice.',
    ]);
  });

  it('have a seeded fault each', () => {
    const files = [...sourceFiles('server/authoring/lint'), ...sourceFiles('server/standards/module/scenario')];
    const codes = files.flatMap((file) =>
      [...readFileSync(join(ROOT, file), 'utf8').matchAll(/(?:code: |needs\(\s*)'([A-Z_]+)'/g)].map(
        ([, code]) => code ?? '',
      ),
    );
    expect(codes).to.have.length.above(50);
    expect(codes.filter((code) => !FAULTS.some((fault) => fault.code === code))).to.deep.equal([]);
  });
});
