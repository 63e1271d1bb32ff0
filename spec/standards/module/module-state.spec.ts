import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  allBlocks,
  decodeState,
  encodeState,
  longestRun,
  longestState,
  runScenario,
  scoreModule,
  startState,
  type BlockState,
  type CompiledBlock,
  type ModuleState,
} from '../../../server/standards/module/play.ts';
import { buildChoice, buildModule, buildScenario, buildTest } from './module-builder.ts';

const base = { id: 'x', title: '', objective: 'o1', html: '', hint: '', points: 2 };
const blocks: CompiledBlock[] = [
  { id: 'text', title: '', type: 'text', html: '<p>Hello</p>' },
  buildChoice(),
  buildChoice({ id: 'q2', type: 'multi' }),
  { ...base, id: 'short', type: 'short' },
  { ...base, id: 'order', type: 'order', steps: ['a', 'b', 'c'].map((id) => ({ id, text: id })) },
  {
    ...base,
    id: 'sort',
    type: 'sort',
    buckets: [
      { id: 'x', title: 'X' },
      { id: 'y', title: 'Y' },
    ],
    items: ['a', 'b'].map((id) => ({ id, text: id })),
  },
  buildScenario(),
  { id: 'think', title: '', type: 'reflection', html: '<p>Think.</p>', isPrivate: false },
];
const module = buildModule(blocks);
const test = buildModule([buildTest()], { kind: 'test' });

const RUNS = [[], ['calm'], ['calm', 'listen'], ['push', 'back', 'leave'], ['push', 'wait']];
const shares = fc.constantFrom(0, 0.2, 0.5, 1);
const questionOf = (...responses: string[]): fc.Arbitrary<BlockState> =>
  fc.record({
    kind: fc.constant('question' as const),
    first: fc.constantFrom(...responses),
    last: fc.constantFrom(...responses),
    tries: fc.integer({ min: 1, max: 99 }),
    share: shares,
  });
const states: fc.Arbitrary<ModuleState> = fc
  .record(
    {
      q1: questionOf('a', 'b', 'c'),
      q2: questionOf('a', 'a,c', 'c'),
      short: questionOf('ten days', '“ümläut”'),
      order: questionOf('a,b,c', 'c,a,b'),
      sort: questionOf('a:x,b:y', 'a:y,b:y'),
      tip: fc.record({
        kind: fc.constant('scenario' as const),
        first: fc.constantFrom(...RUNS),
        now: fc.constantFrom(...RUNS),
        share: shares,
        hasEnded: fc.constant(true),
        passed: fc.boolean(),
        runs: fc.integer({ min: 0, max: 99 }),
      }),
      think: fc.record({
        kind: fc.constant('done' as const),
        isDone: fc.boolean(),
        share: shares,
        text: fc.string({ maxLength: 400 }),
      }),
    },
    { requiredKeys: [] },
  )
  .map((known) => ({ ...startState('en'), section: 's1', seen: ['s1'], blocks: known as ModuleState['blocks'] }));

describe('the state of a module', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(decodeState(module, encodeState(module, state), 'en')).to.deep.equal(state);
      }),
    );
  });

  it('never grows longer than was computed beforehand', () => {
    const longest = longestState(module);
    fc.assert(
      fc.property(states, (state) => {
        // Characters that JSON escapes may double a typed text: the bound is one of plain text.
        fc.pre(/^[\w ,:"{}[\]./=“”äü-]*$/.test(encodeState(module, state).replace(/"think":\[[^\]]*\]/, '')));
        expect(
          encodeState(module, { ...state, blocks: { ...state.blocks, think: undefined as never } }).length,
        ).to.be.at.most(longest);
      }),
    );
  });

  it('brings a test back with its draw and answers', () => {
    const drawn = ['b3', 'b29', 'b0'];
    const own = { kind: 'test' as const, tries: [{ right: 7, total: 10, passed: false }], seen: ['b1', 'b2'], drawn };
    const state = { ...startState('en'), blocks: { final: { ...own, answers: { b29: 'c' }, isHandedIn: false } } };
    expect(decodeState(test, encodeState(test, state), 'en')).to.deep.equal(state);
  });

  it('keeps what was earned when the module has changed, and not the answers', () => {
    fc.assert(
      fc.property(states, (state) => {
        const changed = { ...module, stamp: 'other' };
        const read = decodeState(changed, encodeState(module, state), 'en');
        expect(scoreModule(changed, read)).to.deep.equal(scoreModule(module, state));
        expect(
          Object.values(read.blocks).flatMap((own) => (own.kind === 'question' ? [own.first] : [])),
        ).to.not.include('a');
      }),
    );
  });

  for (const foreign of [
    '',
    'not json',
    '{}',
    '[]',
    'null',
    '{"v":1}',
    '{"v":2,"m":"","s":"","n":[],"l":"en","b":{}}',
  ]) {
    it(`begins anew with what it cannot read: ${foreign || 'nothing'}`, () => {
      expect(decodeState(module, foreign, 'es')).to.deep.equal(startState('es'));
    });
  }

  it('survives any text as suspend data', () => {
    const read = fc
      .anything()
      .map(
        (value) =>
          JSON.stringify({ v: 1, m: 'abc123', s: '', n: [], l: 'en', b: { q1: value, tip: value, final: value } }) ??
          '',
      );
    fc.assert(
      fc.property(read, (text) => {
        for (const one of [module, test]) scoreModule(one, decodeState(one, text, 'en'));
      }),
    );
  });

  it('counts the longest run, and the bound where the graph goes in circles', () => {
    expect(longestRun(buildScenario())).to.equal(60);
    expect(runScenario(buildScenario(), ['calm', 'listen'])?.steps.length).to.equal(2);
  });
});

describe('the score of a module', () => {
  const answered = (id: string, share: number): [string, BlockState] => [
    id,
    { kind: 'question', first: 'a', last: 'a', tries: 1, share },
  ];
  const ended = (share: number): BlockState => ({
    kind: 'scenario',
    first: ['calm', 'listen'],
    now: ['calm', 'listen'],
    hasEnded: true,
    passed: share > 0.5,
    runs: 1,
    share,
  });
  const questions = [...allBlocks(module)].map(({ id }) => id).filter((id) => !['text', 'tip', 'think'].includes(id));

  it('is 100 times points earned by points to be had', () => {
    const own = Object.fromEntries([answered('q1', 1), answered('q2', 0), answered('short', 1), ['tip', ended(0.6)]]);
    // 1 of 1, 0 of 1, 2 of 2, 0 of 2 and 2 (not yet), 3 of 5.
    const score = scoreModule(module, { ...startState('en'), blocks: own });
    expect(score).to.deep.include({ raw: Math.round((100 * 6) / 13), completion: 'incomplete', success: 'unknown' });
  });

  it('completes and passes when all sections were seen and all required blocks are done', () => {
    const own = Object.fromEntries([
      ...questions.map((id) => answered(id, 0)),
      ['tip', ended(0)],
      ['think', { kind: 'done', isDone: true, share: 0, text: '' }],
    ]) as ModuleState['blocks'];
    const state = { ...startState('en'), seen: ['s1'], blocks: own };
    expect(scoreModule(module, state)).to.deep.include({
      completion: 'completed',
      success: 'passed',
      raw: 0,
      progress: 1,
    });
    expect(scoreModule({ ...module, pass: 0.8 }, state).success).to.equal('failed');
    expect(scoreModule(module, { ...state, seen: [] }).completion).to.equal('incomplete');
  });

  it('has no score before anything was answered', () => {
    expect(scoreModule(module, startState('en')).raw).to.equal(null);
  });

  it('takes the best try of a test', () => {
    const tries = [
      { right: 9, total: 10, passed: true },
      { right: 4, total: 10, passed: false },
    ];
    const own = { kind: 'test' as const, tries, seen: [], drawn: [], answers: {}, isHandedIn: true };
    const score = scoreModule(test, { ...startState('en'), seen: ['s1'], blocks: { final: own } });
    expect(score).to.deep.include({ raw: 90, success: 'passed', completion: 'completed' });
  });
});
