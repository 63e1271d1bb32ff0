import type { CourseStructure } from '../course-structure.ts';
import type { EngineStateJson, GlobalObjectives } from '../launch-contract.ts';
import { treeOf } from './activity-tree.ts';
import type { ActivityTree, TreeNode } from './activity-tree.ts';
import { closeState, openState, unattempted } from './engine-state.ts';
import type { ActivityState, EngineState } from './engine-state.ts';
import { rollupEverything } from './overall-rollup.ts';
import { arrangeChildren } from './random-children.ts';

/** What an attempt begins with. */
export interface StartOptions {
  /** Global objectives that the person has, of the system or (where the course keeps its own) of the registration. */
  readonly globalObjectives: GlobalObjectives;
  /** State of the attempt that ended before this one: its tracking lives on until each activity begins a new attempt. */
  readonly previous?: EngineStateJson | null;
  /** Any number; the same seed selects and orders the same children. */
  readonly seed: number;
}

/** The state in which an attempt begins, before its first navigation request. */
export function startState(structure: CourseStructure, options: StartOptions): EngineState {
  const tree = treeOf(structure);
  const previous = readState(structure, options.previous ?? null);
  const kept = structure.objectivesGlobalToSystem ? {} : (previous?.globals ?? {});
  const work = openState(tree, {
    format: 1,
    activities: tree.nodes.map((node, index) => laidDown(previous?.activities[index]) ?? unattempted(node)),
    current: null,
    suspended: null,
    globals: { ...kept, ...options.globalObjectives },
    random: Math.trunc(options.seed) >>> 0,
  });
  for (const node of tree.nodes) arrangeChildren(work, node);
  // what waited is laid down, other children are selected, other courses may have written global objectives
  rollupEverything(work);
  return closeState(work);
}

function laidDown(state: ActivityState | undefined): ActivityState | undefined {
  return state === undefined ? undefined : { ...state, isActive: false, isSuspended: false };
}

/** A stored state, when it is one of this structure; else null. */
export function readState(structure: CourseStructure, json: EngineStateJson | null): EngineState | null {
  return json !== null && isEngineState(treeOf(structure), json) ? json : null;
}

function isEngineState(tree: ActivityTree, json: EngineStateJson): json is EngineState {
  const { activities, globals } = json;
  if (json['format'] !== 1 || !isRecord(globals) || !Object.values(globals).every(isRecord)) return false;
  if (!Array.isArray(activities) || activities.length !== tree.nodes.length) return false;
  const isGood = tree.nodes.every((node, index) => isActivityState(activities[index], node));
  const isPlaced = isPlace(tree, json['current']) && isPlace(tree, json['suspended']);
  return isGood && isPlaced && typeof json['random'] === 'number';
}

function isPlace(tree: ActivityTree, value: unknown): boolean {
  return value === null || (typeof value === 'string' && tree.byId.has(value));
}

function isActivityState(value: unknown, node: TreeNode): boolean {
  if (!isRecord(value) || typeof value['attempts'] !== 'number') return false;
  const { objectives } = value;
  return (
    FLAGS.every((flag) => typeof value[flag] === 'boolean') &&
    isOrder(value['available']) &&
    isOrder(value['taken']) &&
    Array.isArray(objectives) &&
    objectives.length === node.activity.sequencing.objectives.length &&
    objectives.every(isRecord)
  );
}

const FLAGS = [
  'isActive',
  'isSuspended',
  'isEnded',
  'isCompletionSet',
  'isSuccessSet',
  'isObjectiveStale',
  'isProgressStale',
];

function isOrder(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.every((position) => typeof position === 'number'));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The global objectives as the state knows them. */
export function globalObjectivesOf(state: EngineState): GlobalObjectives {
  return state.globals;
}
