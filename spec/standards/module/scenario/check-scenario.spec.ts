import { expect } from 'chai';
import { array, assert, constantFrom, integer, nat, property, record } from 'fast-check';
import { checkScenario, stepsFrom, type ScenarioSource } from '../../../../server/standards/module/index.ts';
import { buildScenario, decision, ending } from './scenario-builder.ts';

const codesOf = (scenario: ScenarioSource): string[] =>
  checkScenario(scenario).faults.map(({ code, node }) => `${code} ${node}`.trim());

describe('the check of a scenario', () => {
  it('counts the runs and names the best one', () => {
    const scenario = buildScenario({
      start: decision([
        { goto: 'middle', points: 1, set: ['trust'] },
        { goto: 'middle' },
        { goto: 'poor', points: -2 },
      ]),
      middle: decision([
        { goto: [{ when: { has: ['trust'] }, goto: 'best' }, { goto: 'poor' }], points: 3 },
        { goto: 'poor' },
      ]),
      best: ending('best'),
      poor: ending('poor'),
    });
    const { figures } = checkScenario(scenario);
    expect(figures?.paths).to.equal(5);
    expect(figures?.best).to.deep.equal({
      points: 4,
      steps: [
        { node: 'start', choice: 'c0' },
        { node: 'middle', choice: 'c0' },
      ],
      end: 'best',
    });
  });

  it('measures the run on which there is the most to read, asides of its flags among it', () => {
    const middle = decision(
      [
        { goto: 'best', feedback: '' },
        { goto: 'poor', feedback: '12345' },
      ],
      'm'.repeat(20),
    );
    const scenario = buildScenario(
      {
        start: decision([{ goto: 'middle', set: ['seen'] }, { goto: 'middle' }], 's'.repeat(10)),
        middle: { ...middle, asides: [{ when: { has: ['seen'] }, text: 'a'.repeat(7) }] },
        best: ending('best', 'b'.repeat(3)),
        poor: ending('poor', 'p'.repeat(4)),
      },
      { intro: 'i'.repeat(50) },
    );
    // intro, scene, two choices, “So.”; scene with aside, two choices, its feedback; the ending.
    const characters = 50 + (10 + 12 + 3) + (20 + 7 + 12 + 5) + 4;
    expect(checkScenario(scenario).figures?.longest).to.deep.equal({ decisions: 2, characters });
  });

  it('names a node from which no ending can be reached, one that no path leads to, and missing feedback', () => {
    const scenario = buildScenario({
      start: decision([{ goto: 'trap' }, { goto: 'best', points: 1, feedback: undefined }]),
      trap: decision([{ goto: 'trap' }, { goto: 'nowhere' }]),
      lost: decision([{ goto: 'best' }, { goto: 'poor' }]),
      best: ending('best'),
      poor: ending('poor'),
    });
    expect(codesOf(scenario)).to.include.members([
      'SCENARIO_DEAD_END trap',
      'SCENARIO_UNREACHABLE lost',
      'SCENARIO_GOTO trap',
      'CHOICE_FEEDBACK start',
    ]);
    const named = { ...scenario.nodes, trap: { ...decision([{ goto: 'trap' }]), title: 'The stairs' } };
    const told = (nodes: ScenarioSource['nodes']): string | undefined =>
      checkScenario({ ...scenario, nodes }).faults.find(({ code }) => code === 'SCENARIO_DEAD_END')?.message;
    expect(told(named)).to.equal('From “The stairs” no ending can be reached: lead one choice on.');
    expect(told({ ...named, trap: { ...named.trap, title: '' } })).to.include('From “trap” no ending');
    const severities = checkScenario(scenario).faults.map(({ severity }) => severity);
    expect(severities.lastIndexOf('error')).to.be.below(severities.indexOf('warning'));
  });

  it('names every text that a draft still lacks, and its node', () => {
    const scenario = buildScenario({ start: decision([], ''), best: { ...ending('best'), title: ' ' } }, { intro: '' });
    const lacking = checkScenario(scenario).faults.filter(({ code }) => code === 'SCHEMA');
    expect(lacking.map(({ node, at }) => [node, at.at(-1)])).to.deep.equal([
      ['', 'intro'],
      ['start', 'text'],
      ['best', 'title'],
    ]);
  });

  it('says that runs are without end where one can go in circles, and names no best where points can be gained in one', () => {
    const round = buildScenario({
      start: decision([{ goto: 'start', points: 1 }, { goto: 'best' }]),
      best: ending('best'),
    });
    const { figures } = checkScenario(round);
    expect(figures?.paths).to.equal(Infinity);
    expect(figures?.best).to.equal(null);
    expect(figures?.longest?.decisions).to.equal(60);
  });

  it('says nothing of runs where none ends, nor of a scenario without nodes', () => {
    const none = { paths: 0, best: null, longest: null };
    expect(checkScenario(buildScenario({})).figures).to.deep.equal(none);
    expect(checkScenario(buildScenario({ start: decision([{ goto: '' }, { goto: 'gone' }]) })).figures).to.deep.equal(
      none,
    );
  });

  it('agrees with going through every run, on scenarios that chance made', () => {
    assert(
      property(chanceScenario, (scenario) => {
        const runs = everyRun(scenario);
        const { figures } = checkScenario(scenario);
        expect(figures?.paths).to.equal(runs.length);
        const most = Math.max(...runs.map(({ points }) => points));
        expect(figures?.best?.points ?? -Infinity).to.equal(most);
        if (figures?.best) {
          expect(
            runs.some(({ steps }) => steps.join() === figures.best?.steps.map(({ choice }) => choice).join()),
          ).to.equal(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Up to seven nodes of which each leads only to later ones, with a flag that choices set and ask for. */
const chanceScenario = array(
  array(
    record({
      to: nat(6),
      points: integer({ min: -3, max: 3 }),
      flag: constantFrom('none', 'set', 'has', 'lacks'),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  { minLength: 1, maxLength: 6 },
).map((rows) =>
  buildScenario(
    Object.fromEntries([
      ...rows.map((choices, at) => [
        `n${at}`,
        decision(
          choices.map(({ to, points, flag }) => ({
            goto: `n${Math.min(rows.length, at + 1 + to)}`,
            points,
            ...(flag === 'set' && { set: ['flag'] }),
            ...(flag === 'has' && { when: { has: ['flag'] } }),
            ...(flag === 'lacks' && { when: { lacks: ['flag'] } }),
          })),
        ),
      ]),
      [`n${rows.length}`, ending('best')],
    ]),
  ),
);

/** Every run to an ending, one after the other. */
function everyRun(scenario: ScenarioSource): { points: number; steps: string[] }[] {
  const found: { points: number; steps: string[] }[] = [];
  const walk = (node: string, flags: ReadonlySet<string>, points: number, steps: string[]): void => {
    if ('end' in (scenario.nodes[node] ?? {})) found.push({ points, steps });
    for (const { choice, to } of stepsFrom(scenario, { node, flags })) {
      walk(to.node, to.flags, points + choice.points, [...steps, choice.id]);
    }
  };
  walk(scenario.start, new Set(), 0, []);
  return found;
}
