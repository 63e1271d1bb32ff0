import { expect } from 'chai';
import { gradeQuestion, gradeRun, offeredChoices, runScenario } from '../../../server/standards/module/play.ts';
import type { QuestionBlock, QuestionKey } from '../../../server/standards/module/play.ts';
import { buildChoice, buildChoiceKey, buildScenario, buildScenarioKey } from './module-builder.ts';

const base = { id: 'q', title: '', objective: 'o1', html: '', hint: '', points: 1 };
const list = (...ids: string[]): { id: string; text: string; title: string }[] =>
  ids.map((id) => ({ id, text: id, title: id }));

const cases: Record<
  string,
  { block: QuestionBlock; key: QuestionKey; right: string[]; wrong: string[]; refused: string[] }
> = {
  choice: {
    block: buildChoice(),
    key: buildChoiceKey(),
    right: ['a'],
    wrong: ['b', 'c'],
    refused: ['', 'd', 'a,b', '__proto__'],
  },
  multi: {
    block: buildChoice({ type: 'multi' }),
    key: buildChoiceKey({ correct: ['a', 'c'] }),
    right: ['a,c', 'c,a'],
    wrong: ['a', 'a,b', 'a,b,c'],
    refused: ['', 'a,a', 'a,d'],
  },
  numeric: {
    block: { ...base, type: 'numeric', unit: 'days' },
    key: { type: 'numeric', min: 10, max: 10.5, why: '<p>Ten.</p>' },
    right: ['10', ' 10.5 ', '10,2'],
    wrong: ['9.99', '-10', '11'],
    refused: ['', 'ten', '1e1', 'Infinity', '0x0a', '10.1234567'],
  },
  short: {
    block: { ...base, type: 'short' },
    key: { type: 'short', accept: ['Handle With Care'], why: '' },
    right: ['handle with care', '  “Handle  with Care.” ', 'Handlé with care'],
    wrong: ['handle', 'handlewithcare'],
    refused: ['', '  ', 'x'.repeat(401)],
  },
  sort: {
    block: { ...base, type: 'sort', buckets: list('x', 'y'), items: list('a', 'b', 'c') },
    key: { type: 'pairs', pairs: { a: 'x', b: 'y', c: 'x' }, why: { a: '<p>A</p>', b: '', c: '' } },
    right: ['a:x,b:y,c:x', 'c:x,a:x,b:y'],
    wrong: ['a:x,b:x,c:x'],
    refused: ['', 'a:x,b:y', 'a:x,b:y,c:z', 'a:x,a:x,c:x', 'a,b,c'],
  },
  match: {
    block: { ...base, type: 'match', lefts: list('a', 'b'), rights: list('r1', 'r2') },
    key: { type: 'pairs', pairs: { a: 'r2', b: 'r1' }, why: {} },
    right: ['a:r2,b:r1'],
    wrong: ['a:r1,b:r2', 'a:r1,b:r1'],
    refused: ['a:r2', 'a:r2,b:b'],
  },
  order: {
    block: { ...base, type: 'order', steps: list('a', 'b', 'c') },
    key: { type: 'order', order: ['b', 'a', 'c'], why: '<p>B opens.</p>' },
    right: ['b,a,c'],
    wrong: ['a,b,c'],
    refused: ['b,a', 'b,a,a', ''],
  },
};

describe('grading questions', () => {
  for (const [type, { block, key, right, wrong, refused }] of Object.entries(cases)) {
    it(`tells right from wrong: ${type}`, () => {
      for (const response of right) {
        expect(gradeQuestion(block, key, response), response).to.deep.include({ result: 'correct', share: 1 });
      }
      for (const response of wrong) {
        expect(gradeQuestion(block, key, response), response).to.deep.include({ result: 'incorrect', share: 0 });
      }
    });

    it(`refuses what the question does not offer: ${type}`, () => {
      expect(refused.filter((response) => gradeQuestion(block, key, response) !== null)).to.deep.equal([]);
    });
  }

  it('gives the reason of the taken option only', () => {
    const graded = gradeQuestion(buildChoice(), buildChoiceKey(), 'b');
    expect(graded?.feedback).to.deep.equal([{ of: 'b', html: '<p>Too soon.</p>', isRight: false }]);
  });
});

describe('running a scenario', () => {
  const block = buildScenario();
  const key = buildScenarioKey();

  it('offers a choice only under its flags', () => {
    const offered = (...choices: string[]): string[] => {
      const run = runScenario(block, choices);
      const node = block.nodes[run?.node ?? ''];
      return run === null || node === undefined || 'isEnd' in node
        ? []
        : offeredChoices(node, run.flags).map(({ id }) => id);
    };
    expect(offered('calm')).to.deep.equal(['listen', 'wait', 'back']);
    expect(offered('push')).to.deep.equal(['wait', 'back']);
  });

  it('leads by flags to different endings', () => {
    expect(runScenario(block, ['calm', 'wait'])).to.deep.include({ node: 'won', isOver: true });
    expect(runScenario(block, ['push', 'wait'])).to.deep.include({ node: 'lost', isOver: true });
  });

  it('refuses a choice that is not offered, and one after the ending', () => {
    expect(runScenario(block, ['push', 'listen'])).to.equal(null);
    expect(runScenario(block, ['leave', 'calm'])).to.equal(null);
    expect(gradeRun(block, key, 'nothing')).to.equal(null);
    expect(gradeRun(block, key, '')).to.equal(null);
  });

  it('ends a run that goes in circles', () => {
    const circle = Array.from({ length: 40 }, () => ['calm', 'back']).flat();
    expect(runScenario(block, circle)).to.equal(null);
  });

  it('tells points and the best that was to be had at each decision of the run', () => {
    const graded = gradeRun(block, key, 'push,back,calm,listen');
    expect(graded?.share).to.equal(4 / 5);
    expect(graded?.ending).to.deep.include({ end: 'best', points: 4, max: 5, passed: true });
    expect(graded?.ending?.decisions.map(({ node, points, best }) => [node, points, best])).to.deep.equal([
      ['hall', -1, 2],
      ['office', 0, 1],
      ['hall', 2, 2],
      ['office', 3, 3],
    ]);
  });

  it('keeps the points of a run between 0 and the most', () => {
    expect(gradeRun(block, key, 'push,back,leave')?.ending?.points).to.equal(0);
    expect(gradeRun(block, key, 'calm,back,calm,back,calm,listen')?.ending?.points).to.equal(5);
  });
});
