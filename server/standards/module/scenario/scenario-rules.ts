import type { ScenarioChoice } from '../scenario-schema.ts';
import type { Rule, SourcePath } from '../source-finding.ts';
import { nodeOf } from '../walk-scenario.ts';
import type { ScenarioSubject } from './scenario-subject.ts';

/** A choice and where it stands. */
interface PlacedChoice {
  readonly choice: ScenarioChoice;
  readonly node: string;
  readonly at: SourcePath;
}

function choicesOf({ scenario, at }: ScenarioSubject): PlacedChoice[] {
  return Object.entries(scenario.nodes).flatMap(([name, node]) =>
    'end' in node
      ? []
      : node.choices.map((choice, index) => ({ choice, node: name, at: [...at, 'nodes', name, 'choices', index] })),
  );
}

/** Where a choice leads, each with its place. */
function targetsOf({ choice: { goto }, at }: PlacedChoice): { to: string; at: SourcePath }[] {
  if (typeof goto === 'string') return [{ to: goto, at: [...at, 'goto'] }];
  return goto.map((branch, index) => ({ to: branch.goto, at: [...at, 'goto', index, 'goto'] }));
}

/** How a scenario is put together: nodes, choices, flags. */
export const SCENARIO_RULES: readonly Rule<ScenarioSubject>[] = [
  {
    code: 'SCENARIO_GOTO',
    severity: 'error',
    *find(subject) {
      const { scenario, at } = subject;
      const targets = [{ to: scenario.start, at: [...at, 'start'] }, ...choicesOf(subject).flatMap(targetsOf)];
      for (const target of targets) {
        if (nodeOf(scenario, target.to) === undefined) {
          const message =
            target.to === ''
              ? 'Choose the node that comes next.'
              : `There is no node “${target.to}”: write it, or lead to another.`;
          yield { at: target.at, message };
        }
      }
    },
  },
  {
    code: 'SCENARIO_BRANCHES',
    severity: 'error',
    *find(subject) {
      for (const { choice, at } of choicesOf(subject)) {
        if (typeof choice.goto === 'string') continue;
        for (const [index, { when }] of choice.goto.entries()) {
          const isLast = index === choice.goto.length - 1;
          if (isLast === (when === undefined)) continue;
          const message = isLast
            ? 'The last branch has no “when”: it is taken when no other fits.'
            : 'Only the last branch has no “when”: what stands below this one is never taken.';
          yield { at: [...at, 'goto', index], message };
        }
      }
    },
  },
  {
    code: 'SCENARIO_LATE',
    severity: 'error',
    *find({ scenario, at }) {
      for (const [name, node] of Object.entries(scenario.nodes)) {
        if ('end' in node) continue;
        const here = [...at, 'nodes', name];
        const choice = node.choices.find(({ id }) => id === node.late);
        if (node.late === undefined) {
          if (node.seconds !== undefined)
            yield { at: [...here, 'seconds'], message: 'Say in “late” which choice is taken when the time is over.' };
        } else if (node.seconds === undefined) {
          yield { at: [...here, 'late'], message: '“late” needs “seconds”: without them the time is never over.' };
        } else if (choice === undefined) {
          yield { at: [...here, 'late'], message: `“late” names a choice of this node; “${node.late}” is none.` };
        } else if (choice.when !== undefined) {
          yield {
            at: [...here, 'late'],
            message: `The choice “${node.late}” has a “when”: it may be hidden when the time is over.`,
          };
        }
      }
    },
  },
  {
    code: 'CHOICE_SAY_DO',
    severity: 'error',
    *find(subject) {
      for (const { choice, at } of choicesOf(subject)) {
        if ((choice.say === undefined) === (choice.do === undefined)) {
          yield { at, message: 'A choice has either “say”, the officer’s words, or “do”, what the officer does.' };
        }
      }
    },
  },
  {
    code: 'CHOICE_FEEDBACK',
    severity: 'warning',
    *find(subject) {
      for (const { choice, at } of choicesOf(subject)) {
        if (choice.feedback === undefined) yield { at, message: 'Add “feedback”: what the choice brought about.' };
      }
    },
  },
  {
    code: 'FLAG_NEVER_SET',
    severity: 'error',
    *find(subject) {
      const set = new Set(choicesOf(subject).flatMap(({ choice }) => choice.set ?? []));
      for (const { flag, at } of testedFlags(subject)) {
        if (!set.has(flag))
          yield { at, message: `No choice sets the flag “${flag}”: add “set: [${flag}]” to one, or correct the name.` };
      }
    },
  },
  {
    code: 'FLAG_NEVER_TESTED',
    severity: 'warning',
    *find(subject) {
      const tested = new Set(testedFlags(subject).map(({ flag }) => flag));
      for (const { choice, at } of choicesOf(subject)) {
        for (const [index, flag] of (choice.set ?? []).entries()) {
          if (!tested.has(flag))
            yield {
              at: [...at, 'set', index],
              message: `Nothing asks for the flag “${flag}”: use it in a “when”, or drop it.`,
            };
        }
      }
    },
  },
  {
    code: 'SCENARIO_SIZE',
    severity: 'warning',
    *find({ scenario, at }) {
      const least = scenario.type === 'dialogue' ? 6 : 8;
      const count = Object.keys(scenario.nodes).length;
      if (count >= least && count <= 15) return;
      yield { at: [...at, 'nodes'], message: `A ${scenario.type} has ${least} to 15 nodes; this one has ${count}.` };
    },
  },
];

/** Every flag that a condition names, below whatever it stands. */
function testedFlags({ scenario, at }: ScenarioSubject): { flag: string; at: SourcePath }[] {
  const walk = (value: unknown, here: SourcePath): { flag: string; at: SourcePath }[] => {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
      const below = [...here, Array.isArray(value) ? Number(key) : key];
      const isCondition = (key === 'has' || key === 'lacks') && here.at(-1) === 'when' && Array.isArray(child);
      if (!isCondition) return walk(child, below);
      return child.map((flag, index) => ({ flag: String(flag), at: [...below, index] }));
    });
  };
  return walk(scenario.nodes, [...at, 'nodes']);
}
