import type { CourseStructure } from '../course-structure.ts';
import type { CourseResult } from '../runtime-record.ts';
import { isLeaf, treeOf } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { look, openState } from './engine-state.ts';
import type { EngineState, Work } from './engine-state.ts';
import { PRIMARY, readCompleted, readField, readSatisfied } from './tracking.ts';

/** How one activity stands, for the contents. */
export interface ActivityStatus {
  readonly completion: CourseResult['completion'];
  readonly success: CourseResult['success'];
  readonly attempts: number;
  readonly isCurrent: boolean;
  readonly isSuspended: boolean;
}

/** The course's result: what was rolled up to the root, and for the scores as numbers the SCO's own where there is only one. */
export function courseResult(structure: CourseStructure, state: EngineState): CourseResult {
  const work = openState(treeOf(structure), state);
  const { root, nodes } = work.tree;
  const scored = nodes.filter((node) => isLeaf(node) && node.activity.sequencing.tracked);
  const [only] = scored.length === 1 ? scored : [root];
  const score = (field: 'rawScore' | 'minScore' | 'maxScore'): number | null =>
    asNumber(only === undefined ? null : readField(work, only, PRIMARY, field));
  return {
    completion: completionOf(work, root),
    success: successOf(work, root),
    scoreScaled: readField(work, root, PRIMARY, 'measure'),
    scoreRaw: score('rawScore'),
    scoreMin: score('minScore'),
    scoreMax: score('maxScore'),
    progress: progressOf(work, root, scored),
  };
}

/** How every activity stands, by identifier. */
export function activityStatuses(structure: CourseStructure, state: EngineState): Record<string, ActivityStatus> {
  const work = openState(treeOf(structure), state);
  return Object.fromEntries(
    work.tree.nodes.map((node) => [
      node.activity.identifier,
      {
        completion: completionOf(work, node),
        success: successOf(work, node),
        attempts: look(work, node).attempts,
        isCurrent: work.current === node,
        isSuspended: look(work, node).isSuspended,
      },
    ]),
  );
}

function completionOf(work: Work, node: TreeNode): CourseResult['completion'] {
  const completed = readCompleted(work, node);
  if (completed !== null) return completed ? 'completed' : 'incomplete';
  return look(work, node).attempts === 0 ? 'not attempted' : 'unknown';
}

function successOf(work: Work, node: TreeNode): CourseResult['success'] {
  const satisfied = readSatisfied(work, node, PRIMARY);
  if (satisfied === null) return 'unknown';
  return satisfied ? 'passed' : 'failed';
}

/** The measure where one was rolled up, else the share of activities that are completed. */
function progressOf(work: Work, root: TreeNode, leaves: readonly TreeNode[]): number | null {
  if (readCompleted(work, root) === true) return 1;
  const measure = readField(work, root, PRIMARY, 'progress');
  if (measure !== null) return measure;
  if (look(work, root).attempts === 0 || leaves.length === 0) return null;
  return leaves.filter((leaf) => readCompleted(work, leaf) === true).length / leaves.length;
}

function asNumber(text: string | null): number | null {
  const value = text === null || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
