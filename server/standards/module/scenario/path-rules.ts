import type { Finding, Rule } from '../source-finding.ts';
import type { Circle, ScenarioSubject } from './scenario-subject.ts';
import { titleIn, WHOLE_WORDS } from './scenario-words.ts';

/** Where the runs of a scenario can lead, computed over every (node, flags) that can be reached. */
export const PATH_RULES: readonly Rule<ScenarioSubject>[] = [
  {
    code: 'SCENARIO_TOO_BIG',
    severity: 'error',
    *find({ at, map }) {
      if (!map.isWhole)
        yield {
          at: [...at, 'nodes'],
          message: 'There are too many combinations of moments and flags to check: use fewer flags.',
        };
    },
  },
  {
    code: 'SCENARIO_UNREACHABLE',
    severity: 'error',
    *find({ scenario, at, map }) {
      if (!map.isWhole) return;
      const reached = new Set([...map.points.values()].map((point) => point.at.node));
      for (const name of Object.keys(scenario.nodes)) {
        if (!reached.has(name))
          yield {
            at: [...at, 'nodes', name],
            message: `No path leads to “${titleIn(scenario, name)}”: let a choice go there, or drop it.`,
          };
      }
    },
  },
  {
    code: 'CHOICE_NEVER_SHOWN',
    severity: 'warning',
    *find({ scenario, at, map }) {
      if (!map.isWhole) return;
      const reached = new Set([...map.points.values()].map((point) => point.at.node));
      const shown = new Set([...map.points.values()].flatMap(({ steps }) => steps.map(({ choice }) => choice)));
      for (const [name, node] of Object.entries(scenario.nodes)) {
        if ('end' in node || !reached.has(name)) continue;
        for (const [index, choice] of node.choices.entries()) {
          if (choice.when === undefined || shown.has(choice)) continue;
          yield {
            at: [...at, 'nodes', name, 'choices', index],
            message: 'The conditions of this choice can never be met: it is never offered.',
          };
        }
      }
    },
  },
  {
    code: 'SCENARIO_NO_CHOICE',
    severity: 'error',
    *find({ scenario, at, map }) {
      for (const { at: here, flags } of standingsWithoutChoice({ scenario, map })) {
        const with_ = flags === '' ? 'without any flag' : `with the flags ${flags}`;
        yield {
          at: [...at, 'nodes', here],
          message: `An officer who comes to “${titleIn(scenario, here)}” ${with_} is offered nothing: give one choice no condition.`,
        };
      }
    },
  },
  {
    code: 'SCENARIO_DEAD_END',
    severity: 'error',
    *find({ scenario, at, map, ending }) {
      if (!map.isWhole) return;
      const stuck = new Set([...map.points].filter(([key]) => !ending.has(key)).map(([, point]) => point.at.node));
      for (const name of stuck)
        yield {
          at: [...at, 'nodes', name],
          message: `From “${titleIn(scenario, name)}” no ending can be reached: lead one choice on.`,
        };
    },
  },
  {
    code: 'SCENARIO_LOOP',
    severity: 'error',
    find: (subject) =>
      findCircles(subject, ({ canLeave, gains }) => {
        if (!canLeave) return 'lead back to where they begin, and no choice leads out';
        return gains ? 'lead back to where they begin, and points can be gained round after round' : null;
      }),
  },
  {
    code: 'SCENARIO_REPEAT',
    severity: 'warning',
    find: (subject) =>
      findCircles(subject, ({ canLeave, gains }) => (canLeave && !gains ? 'can be gone through without end' : null)),
  },
  {
    code: 'SCENARIO_ENDINGS',
    severity: 'error',
    *find({ scenario, at }) {
      const ends = Object.values(scenario.nodes).flatMap((node) => ('end' in node ? [node.end] : []));
      if (ends.length < 2)
        yield {
          at: [...at, 'nodes'],
          message: `At least two endings; there ${ends.length === 1 ? 'is' : 'are'} ${ends.length}.`,
        };
      if (!ends.includes('best')) yield { at: [...at, 'nodes'], message: 'One ending has to be the best one.' };
    },
  },
  {
    code: 'SCENARIO_MAX',
    severity: 'error',
    *find({ scenario, at, bestTo }) {
      const best = Math.max(...bestTo.values());
      if (bestTo.size === 0 || best === scenario.scoring.max) return;
      yield {
        at: [...at, 'scoring', 'max'],
        message: `The best path earns ${best} points, not ${scenario.scoring.max}: set “${WHOLE_WORDS['scoring.max']}” to ${best}.`,
      };
    },
  },
  {
    code: 'SCENARIO_PASS',
    severity: 'error',
    *find({ scenario: { scoring }, at }) {
      if (scoring.pass <= scoring.max) return;
      yield {
        at: [...at, 'scoring', 'pass'],
        message: `Nobody can pass: ${scoring.pass} is more than the ${scoring.max} points of the best path.`,
      };
    },
  },
  {
    code: 'SCENARIO_BEST_END',
    severity: 'error',
    *find({ scenario, at, bestTo }) {
      if (bestTo.size === 0 || !Object.values(scenario.nodes).some((node) => 'end' in node && node.end === 'best'))
        return;
      const best = bestTo.get('best') ?? -Infinity;
      for (const [end, points] of bestTo) {
        if (end === 'best' || points < best) continue;
        const message = `A path with ${points} points comes to a “${end}” ending, and the best one has ${best === -Infinity ? 'none' : best}: the most points lead to a “best” ending only.`;
        yield { at: [...at, 'scoring'], message };
      }
    },
  },
];

const BREAK = 'Let the way back set a flag, and offer it only without that flag.';

/** One finding for each set of nodes that form a circle, whatever flags are set meanwhile. */
function findCircles(
  { scenario, at, map, circles }: ScenarioSubject,
  say: (circle: Circle) => string | null,
): Finding[] {
  if (!map.isWhole) return [];
  const found = new Map<string, Finding>();
  for (const circle of circles) {
    const nodes = [...new Set(circle.keys.map((key) => map.points.get(key)?.at.node ?? ''))].sort();
    const fault = say(circle);
    if (fault === null) continue;
    const names = nodes.map((name) => `“${titleIn(scenario, name)}”`).join(', ');
    found.set(nodes.join(), {
      at: [...at, 'nodes', nodes[0] ?? ''],
      message: `${names}: the choices ${fault}. ${BREAK}`,
    });
  }
  return [...found.values()];
}

function standingsWithoutChoice({
  scenario,
  map,
}: Pick<ScenarioSubject, 'scenario' | 'map'>): { at: string; flags: string }[] {
  const found = [...map.points.values()].filter(({ at, steps }) => {
    const node = scenario.nodes[at.node];
    return (
      node !== undefined &&
      'choices' in node &&
      node.choices.every(({ when }) => when !== undefined) &&
      steps.length === 0
    );
  });
  const nodes = new Map(found.map(({ at }) => [at.node, [...at.flags].sort().join(', ')]));
  return [...nodes].map(([at, flags]) => ({ at, flags }));
}
