import type { ScenarioChoice } from '../scenario-schema.ts';
import type { Rule, SourcePath } from '../source-finding.ts';
import { nodeOf } from '../walk-scenario.ts';
import type { ScenarioSubject } from './scenario-subject.ts';
import { NODE_WORDS } from './scenario-words.ts';

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
              ? 'Choose the moment or the ending that comes next.'
              : `There is no moment or ending “${target.to}”: write it, or lead to another.`;
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
            ? 'The last way has no condition: it is taken when no other fits.'
            : 'Only the last way has none: what stands below one without a condition is never taken.';
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
            yield { at: [...here, 'seconds'], message: `“${NODE_WORDS['nodes.late']}”: choose a choice.` };
        } else if (node.seconds === undefined) {
          yield {
            at: [...here, 'late'],
            message: `“${NODE_WORDS['nodes.seconds']}”: fill it in; without it the time is never over.`,
          };
        } else if (choice === undefined) {
          yield {
            at: [...here, 'late'],
            message: `“${NODE_WORDS['nodes.late']}”: choose a choice of this moment; “${node.late}” is none.`,
          };
        } else if (choice.when !== undefined) {
          yield {
            at: [...here, 'late'],
            message: `“${NODE_WORDS['nodes.late']}”: choose a choice without a condition; this one may be hidden then.`,
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
          const message =
            choice.say === undefined
              ? 'Write what the officer says or does.'
              : 'Write what the officer says or does, not both.';
          yield { at, message };
        }
      }
    },
  },
  {
    code: 'CHOICE_FEEDBACK',
    severity: 'warning',
    *find(subject) {
      for (const { choice, at } of choicesOf(subject)) {
        if (choice.feedback === undefined) yield { at, message: 'Write what the choice brings about.' };
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
          yield { at, message: `No choice sets the flag “${flag}”: let one set it, or correct its name.` };
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
              message: `Nothing asks for the flag “${flag}”: make something depend on it, or drop it.`,
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
      const kind = scenario.type === 'dialogue' ? 'conversation' : 'scenario';
      yield {
        at: [...at, 'nodes'],
        message: `A ${kind} has ${least} to 15 moments and endings; this one has ${count}.`,
      };
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
