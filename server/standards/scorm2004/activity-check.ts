import type { TreeNode } from './activity-tree.ts';
import { look } from './engine-state.ts';
import type { Work } from './engine-state.ts';
import { hasPrecondition } from './rule-check.ts';

/**
 * Limit Conditions Check Process, UP.1: an attempt that is on, or waits, exceeds nothing. Steps 4 to 9, durations and times of
 * day, are optional in SCORM (SN 3.5): attemptAbsoluteDurationLimit only reaches the SCO, as cmi.max_time_allowed (RTE 4.2.14).
 */
function exceedsLimits(work: Work, node: TreeNode): boolean {
  const { attempts, isActive, isSuspended } = look(work, node);
  const { tracked, attemptLimit } = node.activity.sequencing;
  if (!tracked || isActive || isSuspended) return false;
  return attemptLimit !== null && attempts >= attemptLimit;
}

/** Check Activity Process, UP.5: true when the activity may not be delivered. */
export function isBarred(work: Work, node: TreeNode): boolean {
  return hasPrecondition(work, node, 'disabled') || exceedsLimits(work, node);
}
