import { join } from 'node:path';
import { expect } from 'chai';
import { buildCourse, directoryTree, readCourses } from '../../../server/authoring/index.ts';
import { allBlocks, drawTest, type ScoAnswers, type TestBlock } from '../../../server/standards/module/play.ts';
import { localGrader } from '../../../static/scripts/module/grader.ts';
import { ROOT } from '../../architecture/rooms.ts';
import { moduleCalled } from '../../support/modules/module-checks.ts';

const LEARNERS = Array.from({ length: 60 }, (_, at) => `officer-${at}`);

describe('the final test of the course on the student in somebody else’s system', () => {
  const tree = directoryTree(join(ROOT, 'courses'));
  const { courses, skills } = readCourses(tree, 'student');
  const [files] = courses;
  if (files === undefined) throw new Error('The course is not there.');
  const course = buildCourse(files, skills?.data ?? null, tree);
  const pretest = moduleCalled(course, 'st-pretest');
  const final = moduleCalled(course, 'st-final');
  const draw = ({ module, key }: ScoAnswers, learner: string, attempt = 1, seen: readonly string[] = []) =>
    localGrader(module, key, learner).draw(testOf({ module, key }).id, attempt, seen);

  function testOf({ module }: ScoAnswers): TestBlock {
    const test = allBlocks(module).find((block) => block.type === 'test');
    if (test?.type !== 'test') throw new Error(`${module.id} has no test.`);
    return test;
  }

  it('knows the pre-test that draws from its bank', () => {
    const told = { module: 'st-pretest', block: 'pretest', total: 10, scenarioShare: 0.3 };
    expect(testOf(final).pretests).to.deep.equal([told]);
    expect(testOf(pretest).pretests).to.equal(undefined);
  });

  it('repeats nothing of the pre-test, nor does its first retake', async () => {
    for (const learner of LEARNERS) {
      const before = await draw(pretest, learner);
      const first = await draw(final, learner);
      const second = await draw(final, learner, 2, first);
      expect([before.length, first.length, second.length], learner).to.deep.equal([10, 20, 20]);
      expect(new Set([...before, ...first, ...second]).size, learner).to.equal(50);
    }
  });

  it('would repeat some where it did not know of the pre-test', async () => {
    const { pretests: _none, ...alone } = testOf(final);
    const repeats = await Promise.all(
      LEARNERS.map(async (learner) => {
        const before = await draw(pretest, learner);
        return drawTest(alone, `${learner} st-final 1`, []).filter((id) => before.includes(id)).length;
      }),
    );
    expect(repeats.filter((count) => count > 0).length).to.be.above(LEARNERS.length / 2);
  });
});
