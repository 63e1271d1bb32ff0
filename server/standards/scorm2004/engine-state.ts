import type { GlobalObjective, GlobalObjectives } from '../launch-contract.ts';
import type { ActivityTree, TreeNode } from './activity-tree.ts';

/** true, false or null for unknown, as the rules of the SN book combine them. */
export type Truth = boolean | null;

/** Tracking of one objective (SN 4.2.1.2); the first one of an activity carries the attempt's progress too (SN 4.2.1.4). */
export type ObjectiveState = {
  satisfied: Truth;
  /** -1 to 1 */
  measure: number | null;
  rawScore: string | null;
  minScore: string | null;
  maxScore: string | null;
  completed: Truth;
  /** 0-1 */
  progress: number | null;
};

/** Every field of an objective. */
export const OBJECTIVE_FIELDS: readonly (keyof ObjectiveState)[] = [
  'satisfied',
  'measure',
  'rawScore',
  'minScore',
  'maxScore',
  'completed',
  'progress',
];

/** Tracking and activity state of one activity (SN 4.2.1.3 to 4.2.1.6). */
export type ActivityState = {
  /** Activity Attempt Count; Activity Progress Status is true when it is above 0. */
  attempts: number;
  isActive: boolean;
  isSuspended: boolean;
  /** UP.4 ended the last attempt; an abandoned one is neither active nor ended. */
  isEnded: boolean;
  /** The content said something about completion, be it "unknown", so UP.4 adds nothing. */
  isCompletionSet: boolean;
  isSuccessSet: boolean;
  /** Recorded before the parent's present attempt: unknown to its rollup (SN 3.2.5). */
  isObjectiveStale: boolean;
  isProgressStale: boolean;
  /** In the order of the definition. */
  objectives: ObjectiveState[];
  /** Positions of the children that the next attempt may use, in their order; null: all as written. */
  available: number[] | null;
  /** Positions of the children of the attempt that is on or was last: what rollup looks at. */
  taken: number[] | null;
};

/** All that the engine knows of one attempt on a course: plain JSON. */
export type EngineState = {
  format: 1;
  /** One entry an activity, in document order. */
  activities: ActivityState[];
  /** Identifier of the Current Activity (SN 4.2.1.8). */
  current: string | null;
  /** Identifier of the Suspended Activity. */
  suspended: string | null;
  globals: GlobalObjectives;
  /** State of the random numbers, unsigned 32 bits. */
  random: number;
};

/** A state being worked on: entries are copied when first written, so that a look-ahead costs what it changes. */
export interface Work {
  readonly tree: ActivityTree;
  readonly activities: ActivityState[];
  readonly owned: Set<number>;
  readonly globals: Map<string, GlobalObjective>;
  /** Global objectives that were written since the last overall rollup. */
  readonly touched: Set<string>;
  current: TreeNode | null;
  suspended: TreeNode | null;
  random: number;
  /** Grows with every write; answers kept in a memo hold as long as it stays. */
  version: number;
}

/** An objective about which nothing is known. */
export function unknownObjective(): ObjectiveState {
  return {
    satisfied: null,
    measure: null,
    rawScore: null,
    minScore: null,
    maxScore: null,
    completed: null,
    progress: null,
  };
}

/** An activity that was never attempted. */
export function unattempted(node: TreeNode): ActivityState {
  return {
    attempts: 0,
    isActive: false,
    isSuspended: false,
    isEnded: false,
    isCompletionSet: false,
    isSuccessSet: false,
    isObjectiveStale: false,
    isProgressStale: false,
    objectives: node.activity.sequencing.objectives.map(unknownObjective),
    available: null,
    taken: null,
  };
}

/** Opens a state for work; the state itself is never changed. */
export function openState(tree: ActivityTree, state: EngineState): Work {
  return {
    tree,
    activities: [...state.activities],
    owned: new Set(),
    globals: new Map(Object.entries(state.globals)),
    touched: new Set(),
    current: state.current === null ? null : (tree.byId.get(state.current) ?? null),
    suspended: state.suspended === null ? null : (tree.byId.get(state.suspended) ?? null),
    random: state.random,
    version: 0,
  };
}

/** A second work on the same state, whose changes the first one never sees. */
export function copyWork(work: Work): Work {
  work.owned.clear();
  return {
    ...work,
    activities: [...work.activities],
    owned: new Set(),
    globals: new Map(work.globals),
    touched: new Set(work.touched),
  };
}

/** The state as plain JSON. */
export function closeState(work: Work): EngineState {
  work.owned.clear();
  return {
    format: 1,
    activities: [...work.activities],
    current: work.current?.activity.identifier ?? null,
    suspended: work.suspended?.activity.identifier ?? null,
    globals: Object.fromEntries(work.globals),
    random: work.random,
  };
}

/** What is known of an activity, for reading only. */
export function look(work: Work, node: TreeNode): Readonly<ActivityState> {
  return work.activities[node.index] ?? unattempted(node);
}

/** The entry of an activity, for writing at once: an entry that is kept over a rule check would change behind a memo. */
export function edit(work: Work, node: TreeNode): ActivityState {
  work.version += 1;
  const before = look(work, node);
  if (work.owned.has(node.index)) return before;
  const copy = { ...before, objectives: before.objectives.map((objective) => ({ ...objective })) };
  work.activities[node.index] = copy;
  work.owned.add(node.index);
  return copy;
}
