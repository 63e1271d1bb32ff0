import type {
  ChoiceBlock,
  ChoiceKey,
  CompiledBlock,
  CompiledChoice,
  CompiledModule,
  ScenarioBlock,
  ScenarioKey,
  TestBlock,
  TestKey,
} from '../../../server/standards/module/play.ts';

/** A choice question with options a (right), b, c. */
export function buildChoice(overrides: Partial<ChoiceBlock> = {}): ChoiceBlock {
  const options = ['a', 'b', 'c'].map((id) => ({ id, text: `Option ${id}` }));
  const html = '<p>What first?</p>';
  const base = { id: 'q1', title: '', objective: 'o1', html, hint: '', points: 1, shuffle: true };
  return { ...base, type: 'choice', options, ...overrides };
}

/** Its key. */
export function buildChoiceKey(overrides: Partial<ChoiceKey> = {}): ChoiceKey {
  const why = { a: '<p>Yes.</p>', b: '<p>Too soon.</p>', c: '<p>Too late.</p>' };
  return { type: 'choice', correct: ['a'], why, right: '', wrong: '', ...overrides };
}

function choice(id: string, goto: string, more: Partial<CompiledChoice> = {}): CompiledChoice {
  return { id, say: `Words of ${id}`, do: '', goto: [{ goto }], set: [], ...more };
}

/** hall -> (calm: office, flag trust | push: lost); office -> (listen: won, only with trust | leave: lost | back: hall). */
export function buildScenario(overrides: Partial<ScenarioBlock> = {}): ScenarioBlock {
  const decision = { speaker: '', scene: '', html: '<p>Now?</p>', asides: [], prompt: '', seconds: null, late: null };
  const hall = [choice('calm', 'office', { set: ['trust'] }), choice('push', 'office'), choice('leave', 'lost')];
  const office = [
    choice('listen', 'won', { when: { has: ['trust'] } }),
    choice('wait', '', { goto: [{ when: { lacks: ['trust'] }, goto: 'lost' }, { goto: 'won' }] }),
    choice('back', 'hall'),
  ];
  return {
    id: 'tip',
    type: 'scenario',
    title: 'The tip',
    objective: 'o1',
    html: '<p>A tip.</p>',
    start: 'hall',
    points: 5,
    with: null,
    nodes: {
      hall: { ...decision, title: 'In the hall', choices: hall },
      office: { ...decision, title: 'In the office', choices: office },
      won: { title: 'Trust', html: '<p>Good.</p>', isEnd: true },
      lost: { title: 'Lost', html: '<p>Not so good.</p>', isEnd: true },
    },
    ...overrides,
  };
}

/** Best path: calm, listen = 5 points. */
export function buildScenarioKey(): ScenarioKey {
  const told = (points: number): { points: number; feedback: string } => ({ points, feedback: `<p>${points}</p>` });
  return {
    type: 'scenario',
    max: 5,
    pass: 3,
    choices: { 'hall.calm': told(2), 'hall.push': told(-1), 'office.listen': told(3), 'office.wait': told(1) },
    ends: { won: { end: 'best', lesson: '<p>Trust pays.</p>' }, lost: { end: 'poor', lesson: '' } },
  };
}

/** A bank of `size` items over three objectives, every third a situation. */
export function buildTest(size = 30, overrides: Partial<TestBlock> = {}): TestBlock {
  const items = Array.from({ length: size }, (_, at) => ({
    id: `b${at}`,
    objective: `o${at % 3}`,
    kind: at % 3 === 1 ? ('scenario' as const) : ('knowledge' as const),
    html: `<p>Item ${at}</p>`,
    options: ['a', 'b', 'c', 'd'].map((id) => ({ id, text: id })),
  }));
  const objectives = ['o0', 'o1', 'o2'].map((id) => ({ id, text: id }));
  const base = { id: 'final', title: '', total: 10, scenarioShare: 0.3, pass: 0.8, objectives, items };
  return { ...base, type: 'test', ...overrides };
}

/** Right answer of every item is `a`. */
export function buildTestKey(test: TestBlock): TestKey {
  return { type: 'test', items: Object.fromEntries(test.items.map(({ id }) => [id, buildChoiceKey()])) };
}

/** A module of one section with some blocks. */
export function buildModule(blocks: readonly CompiledBlock[], overrides: Partial<CompiledModule> = {}): CompiledModule {
  return {
    format: 1,
    stamp: 'abc123',
    id: 'st-1',
    courseId: 'student',
    courseTitle: 'The student',
    title: 'A module',
    kind: 'module',
    summary: 'About something.',
    language: 'en',
    minutes: 20,
    objectives: [{ id: 'o1', text: 'Choose the first words' }],
    skills: [],
    sources: [],
    legal: null,
    pass: null,
    sections: [{ id: 's1', title: 'One', blocks }],
    ...overrides,
  };
}
