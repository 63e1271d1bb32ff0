import { join } from 'node:path';
import { expect } from 'chai';
import { buildCourse, directoryTree, readCourses } from '../../../server/authoring/index.ts';
import { STATE_LIMIT, type BlockState, type ModuleState } from '../../../server/standards/module/play.ts';
import { ROOT } from '../../architecture/rooms.ts';
import { HeadlessOfficer } from '../../support/modules/headless-officer.ts';
import { expectedInteractions, expectedScore } from '../../support/modules/scripted-officer.ts';

/** The courses of the product, and the fixtures with every kind of block. */
const ROOTS = ['courses', 'spec/authoring/fixtures/courses', 'spec/authoring/fixtures/blocks'].map((root) =>
  join(ROOT, root),
);

/** A state as it is kept: shares are rounded to thousandths. */
function rounded({ blocks, ...state }: ModuleState): ModuleState {
  const round = (own: BlockState): BlockState =>
    own.kind === 'test' ? own : { ...own, share: Math.round(own.share * 1000) / 1000 };
  return { ...state, blocks: Object.fromEntries(Object.entries(blocks).map(([id, own]) => [id, round(own)])) };
}

describe('a module that is left after everything that can be done in it', () => {
  for (const root of ROOTS) {
    const tree = directoryTree(root);
    const { courses, skills } = readCourses(tree);
    for (const files of courses) {
      const course = buildCourse(files, skills?.data ?? null, tree);
      for (const { id, languages } of course.parts.flatMap(({ modules }) => modules)) {
        for (const answers of languages) {
          for (const manner of ['best', 'worst'] as const) {
            it(`goes on with the same place, answers and score: ${id}, ${answers.module.language}, ${manner} path`, async () => {
              const officer = new HeadlessOfficer(answers, manner);
              const done = new Set<string>();
              await officer.take((what) => {
                done.add(what.split(' ')[0] ?? '');
                const { state, score } = officer.play;
                const { kept } = officer;
                officer.comeBack();
                expect(officer.play.state, what).to.deep.equal(rounded(state));
                expect(officer.play.score, what).to.deep.equal(score);
                expect(kept.location, what).to.equal(state.section);
                officer.play.save();
                expect(officer.kept, what).to.deep.equal(kept);
                expect(kept.state.length, what).to.be.at.most(STATE_LIMIT);
              });
              expect(officer.recorded.length).to.equal(expectedInteractions(answers, manner));
              expect(officer.play.score).to.include({ completion: 'completed', progress: 1 });
              if (Object.keys(answers.key.blocks).length > 0) {
                expect(officer.play.score.raw).to.equal(expectedScore(answers, manner));
              }
              const working = answers.module.sections
                .flatMap(({ blocks }) => blocks)
                .filter((block) => block.id in officer.play.state.blocks);
              expect(working.map((block) => block.id).filter((one) => !done.has(one))).to.deep.equal([]);
            });
          }
        }
      }
    }
  }
});
