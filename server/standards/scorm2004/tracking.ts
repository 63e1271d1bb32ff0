import type { ObjectiveDefinition } from '../course-structure.ts';
import { isLeaf } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { edit, look, unknownObjective } from './engine-state.ts';
import type { ActivityState, ObjectiveState, Truth, Work } from './engine-state.ts';
import { isReadFromGlobal, readGlobal, writeGlobal } from './global-objectives.ts';

/** Whose eyes: a rule of the activity itself, or its parent's rollup, to which stale records are unknown (SN 3.2.5). */
export type Viewer = 'rules' | 'rollup';

const STATUSES: readonly (keyof ObjectiveState)[] = ['satisfied', 'completed'];
const OF_PROGRESS: readonly (keyof ObjectiveState)[] = ['completed', 'progress'];

/** Position of the objective that contributes to rollup. */
export const PRIMARY = 0;

/** Position of an objective by its id, the primary one where none is named; -1 where the activity has no such objective. */
export function objectiveIndex(node: TreeNode, id: string | null): number {
  return id === null ? PRIMARY : node.activity.sequencing.objectives.findIndex((objective) => objective.id === id);
}

/**
 * A field of an objective: with a map that reads it what the global objective knows and nothing else, without one the local
 * record (SN 3.10.1; the conformance suite, CM-13 and CO-07a, leaves the local record no say). null for untracked activities.
 */
export function readField<K extends keyof ObjectiveState>(
  work: Work,
  node: TreeNode,
  index: number,
  field: K,
  viewer: Viewer = 'rules',
): ObjectiveState[K] | null {
  const definition = node.activity.sequencing.objectives[index];
  if (definition === undefined || !node.activity.sequencing.tracked) return null;
  const global = readGlobal(work, definition, field);
  if (global !== null || (STATUSES.includes(field) && isReadFromGlobal(definition, field))) return global;
  return viewer === 'rollup' && isStale(work, node, field)
    ? null
    : (look(work, node).objectives[index]?.[field] ?? null);
}

/** Was the field recorded before the parent's present attempt? */
export function isStale(work: Work, node: TreeNode, field: keyof ObjectiveState): boolean {
  const { isProgressStale, isObjectiveStale } = look(work, node);
  return OF_PROGRESS.includes(field) ? isProgressStale : isObjectiveStale;
}

/** Objective Satisfied Status; with satisfiedByMeasure the measure alone decides (SN 3.10, RB.1.2.a). */
export function readSatisfied(work: Work, node: TreeNode, index: number, viewer: Viewer = 'rules'): Truth {
  const definition = node.activity.sequencing.objectives[index];
  if (definition?.satisfiedByMeasure !== true) return readField(work, node, index, 'satisfied', viewer);
  return judgeMeasure(work, node, definition, readField(work, node, index, 'measure', viewer));
}

/** Objective Rollup Using Measure Process, RB.1.2.a. */
function judgeMeasure(work: Work, node: TreeNode, definition: ObjectiveDefinition, measure: number | null): Truth {
  return measure === null || isTooEarly(work, node) ? null : measure >= definition.minNormalizedMeasure;
}

/**
 * measureSatisfactionIfActive=false: until its attempt has ended the measure of an activity decides nothing (CAM 5.1.7.4). One
 * that is suspended goes on, and one that was abandoned never ended: nothing is rolled up when it goes off (TB.2.3 6).
 */
function isTooEarly(work: Work, node: TreeNode): boolean {
  const { isActive, isEnded, attempts } = look(work, node);
  const isOn = isActive || (attempts > 0 && !isEnded);
  return isOn && !node.activity.sequencing.rollupConsiderations.measureSatisfactionIfActive;
}

/** Attempt Completion Status; with completedByMeasure the progress measure alone decides (CAM 3.4.1.10, RB.1.3.a). */
export function readCompleted(work: Work, node: TreeNode, index = PRIMARY, viewer: Viewer = 'rules'): Truth {
  if (index !== PRIMARY || node.activity.completionThreshold?.completedByMeasure !== true) {
    return readField(work, node, index, 'completed', viewer);
  }
  return judgeProgress(node, readField(work, node, index, 'progress', viewer));
}

/** Activity Progress Rollup Using Measure Process, RB.1.3.a. */
function judgeProgress(node: TreeNode, progress: number | null): Truth {
  return progress === null ? null : progress >= (node.activity.completionThreshold?.minProgressMeasure ?? 1);
}

/** Records a field and carries it to the global objectives; unknown clears one only when the local record had been known. */
export function writeField<K extends keyof ObjectiveState>(
  work: Work,
  node: TreeNode,
  index: number,
  field: K,
  value: ObjectiveState[K],
): void {
  if (!node.activity.sequencing.tracked) return;
  const before = look(work, node).objectives[index]?.[field] ?? null;
  setLocal(work, node, index, field, value);
  if (value !== null || before !== null) carryToGlobal(work, node, index, field, value);
}

/** Records what the content said and carries it on; "unknown" clears a global objective where it takes something away. */
export function writeSaid<K extends keyof ObjectiveState>(
  work: Work,
  node: TreeNode,
  index: number,
  field: K,
  value: ObjectiveState[K],
): void {
  const shown = readField(work, node, index, field);
  setLocal(work, node, index, field, value);
  if (value !== null || shown !== null) carryToGlobal(work, node, index, field, value);
}

function setLocal<K extends keyof ObjectiveState>(
  work: Work,
  node: TreeNode,
  index: number,
  field: K,
  value: ObjectiveState[K],
): void {
  const state = edit(work, node);
  if (value !== null) freshen(state, OF_PROGRESS.includes(field));
  const objective = state.objectives[index] ?? unknownObjective();
  objective[field] = value;
  state.objectives[index] = objective;
}

/** What is recorded now belongs to the parent's present attempt; what was stale beside it goes. */
function freshen(state: ActivityState, isProgress: boolean): void {
  if (isProgress ? !state.isProgressStale : !state.isObjectiveStale) return;
  for (const objective of state.objectives) {
    Object.assign(
      objective,
      isProgress
        ? { completed: null, progress: null }
        : { satisfied: null, measure: null, rawScore: null, minScore: null, maxScore: null },
    );
  }
  if (isProgress) state.isProgressStale = false;
  else state.isObjectiveStale = false;
}

/** Writes a field through the maps, and what follows from a measure with it. */
function carryToGlobal<K extends keyof ObjectiveState>(
  work: Work,
  node: TreeNode,
  index: number,
  field: K,
  value: ObjectiveState[K],
): void {
  const definition = node.activity.sequencing.objectives[index];
  if (definition === undefined || isOverruled(node, definition, index, field)) return;
  writeGlobal(work, definition, field, value);
  const number = typeof value === 'number' ? value : null;
  if (field === 'measure' && definition.satisfiedByMeasure) {
    writeGlobal(work, definition, 'satisfied', judgeMeasure(work, node, definition, number));
  }
  if (field === 'progress' && index === PRIMARY && node.activity.completionThreshold?.completedByMeasure === true) {
    writeGlobal(work, definition, 'completed', judgeProgress(node, number));
  }
}

/** What the measures of an attempt decide now that it has ended, where they decided nothing before (CAM 5.1.7.4), goes through the maps. */
export function tellVerdicts(work: Work, node: TreeNode): void {
  const { tracked, objectives, rollupConsiderations } = node.activity.sequencing;
  if (!tracked || rollupConsiderations.measureSatisfactionIfActive) return;
  for (const [index, definition] of objectives.entries()) {
    const measure = look(work, node).objectives[index]?.measure ?? null;
    if (!definition.satisfiedByMeasure || measure === null) continue;
    writeGlobal(work, definition, 'satisfied', judgeMeasure(work, node, definition, measure));
  }
}

function isOverruled(
  node: TreeNode,
  definition: ObjectiveDefinition,
  index: number,
  field: keyof ObjectiveState,
): boolean {
  if (field === 'satisfied') return definition.satisfiedByMeasure;
  return field === 'completed' && index === PRIMARY && node.activity.completionThreshold?.completedByMeasure === true;
}

/** Forgets what the ended attempt recorded, as a new attempt begins (DB.2); the children's records grow stale. */
export function beginTracking(work: Work, node: TreeNode): void {
  const state = edit(work, node);
  state.objectives = state.objectives.map(unknownObjective);
  state.isCompletionSet = false;
  state.isSuccessSet = false;
  state.isObjectiveStale = false;
  state.isProgressStale = false;
  state.taken = state.available;
  markStale(work, node, true, true);
}

function markStale(work: Work, node: TreeNode, objective: boolean, progress: boolean): void {
  if (isLeaf(node)) return;
  const { useCurrentAttemptObjectiveInfo, useCurrentAttemptProgressInfo } = node.activity.sequencing;
  const isObjective = objective && useCurrentAttemptObjectiveInfo;
  const isProgress = progress && useCurrentAttemptProgressInfo;
  if (!isObjective && !isProgress) return;
  for (const child of node.children) {
    if (look(work, child).attempts === 0 && isLeaf(child)) continue;
    const state = edit(work, child);
    state.isObjectiveStale ||= isObjective;
    state.isProgressStale ||= isProgress;
    markStale(work, child, isObjective, isProgress);
  }
}
