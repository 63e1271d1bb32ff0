import type { TreeNode } from './activity-tree.ts';
import { look } from './engine-state.ts';
import type { Truth, Work } from './engine-state.ts';
import { objectiveIndex, readCompleted, readField, readSatisfied } from './tracking.ts';
import type { Viewer } from './tracking.ts';

/** One condition of a sequencing or a rollup rule, without its operator (SN 3.4.2, 3.7.1). */
export interface Condition {
  readonly condition: string;
  readonly referencedObjective?: string | null;
  readonly measureThreshold?: number | null;
}

/** Evaluates one condition on an activity (UP.2.1, RB.1.4.1): what is not known is unknown, except where knowing is the question. */
export function checkCondition(work: Work, node: TreeNode, condition: Condition, viewer: Viewer): Truth {
  const index = objectiveIndex(node, condition.referencedObjective ?? null);
  const { attempts } = look(work, node);
  switch (condition.condition) {
    case 'satisfied':
      return readSatisfied(work, node, index, viewer);
    case 'objectiveStatusKnown':
      return readSatisfied(work, node, index, viewer) !== null;
    case 'objectiveMeasureKnown':
      return readField(work, node, index, 'measure', viewer) !== null;
    case 'objectiveMeasureGreaterThan':
    case 'objectiveMeasureLessThan':
      return compareMeasure(readField(work, node, index, 'measure', viewer), condition);
    case 'completed':
      return readCompleted(work, node, index, viewer);
    case 'activityProgressKnown':
      return readCompleted(work, node, index, viewer) !== null;
    case 'attempted':
      return attempts > 0;
    case 'attemptLimitExceeded': {
      const limit = node.activity.sequencing.attemptLimit;
      return limit !== null && attempts >= limit;
    }
    case 'always':
      return true;
    default:
      // never; and timeLimitExceeded and outsideAvailableTimeRange: SCORM requires no LMS to judge time (SN 3.4.2, 3.5)
      return false;
  }
}

function compareMeasure(measure: number | null, condition: Condition): Truth {
  if (measure === null) return null;
  const threshold = condition.measureThreshold ?? 0;
  return condition.condition === 'objectiveMeasureGreaterThan' ? measure > threshold : measure < threshold;
}
