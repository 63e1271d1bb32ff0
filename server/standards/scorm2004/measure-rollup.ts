import type { TreeNode } from './activity-tree.ts';
import { attemptChildren } from './available-children.ts';
import type { Work } from './engine-state.ts';
import { PRIMARY, readField } from './tracking.ts';

interface Share {
  readonly weight: number;
  /** null: unknown, its weight counts all the same. */
  readonly value: number | null;
}

/** Measure Rollup Process, RB.1.1.a: the weighted mean of what the tracked children scored. */
export function rollupMeasure(work: Work, node: TreeNode): number | null {
  const shares = trackedChildren(work, node).map((child) => ({
    weight: child.activity.sequencing.objectiveMeasureWeight,
    value: readField(work, child, PRIMARY, 'measure', 'rollup'),
  }));
  return weightedMean(shares);
}

/** Completion Measure Rollup Process, RB.1.1.b: the weighted mean of how far the tracked children went. */
export function rollupProgress(work: Work, node: TreeNode): number | null {
  const shares = trackedChildren(work, node).map((child) => ({
    weight: child.activity.completionThreshold?.progressWeight ?? 1,
    value: readField(work, child, PRIMARY, 'progress', 'rollup'),
  }));
  return weightedMean(shares);
}

function trackedChildren(work: Work, node: TreeNode): TreeNode[] {
  return attemptChildren(work, node).filter((child) => child.activity.sequencing.tracked);
}

function weightedMean(shares: readonly Share[]): number | null {
  const weight = shares.reduce((sum, share) => sum + share.weight, 0);
  if (weight <= 0 || shares.every((share) => share.value === null)) return null;
  const mean = shares.reduce((sum, share) => sum + (share.value ?? 0) * share.weight, 0) / weight;
  // sums of decimals must not miss a threshold by a rounding error; -0 becomes 0, as it would in JSON
  return Number(mean.toFixed(7)) + 0;
}
