import type { CourseStructure } from '../course-structure.ts';
import type { CmiRecord } from '../runtime-record.ts';
import { isLeaf, pathToRoot, treeOf } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { availableChildren, copyWork, openState } from './engine-state.ts';
import type { EngineState, Work } from './engine-state.ts';
import { checkNavigation } from './navigation-request.ts';
import type { NavigationRequest } from './navigation-request.ts';
import { processRequest } from './overall-sequencing.ts';
import { hasPrecondition } from './rule-check.ts';
import { trackRecord } from './runtime-tracking.ts';
import { overallRollup } from './overall-rollup.ts';

/** What is on the stage: the delivered activity (null when nothing is) and what its SCO has said so far. */
export interface NavContext {
  readonly activityId: string | null;
  readonly cmi?: CmiRecord | null;
}

/** What the person may do now, and what the contents show. Maps are by activity identifier. */
export interface Offers {
  readonly continue: boolean;
  readonly previous: boolean;
  readonly exit: boolean;
  readonly exitAll: boolean;
  readonly abandon: boolean;
  readonly abandonAll: boolean;
  readonly suspendAll: boolean;
  readonly choice: Record<string, boolean>;
  readonly jump: Record<string, boolean>;
  /** Shown in the contents. */
  readonly isVisible: Record<string, boolean>;
  /** Buttons that the content asks to hide (hideLMSUI, CAM 5.2). */
  readonly hidden: readonly string[];
}

/**
 * Looks ahead by running the processes on a copy. Continue is offered whenever the request is valid; Previous and choices
 * only when they would deliver something or end the session.
 */
export function offers(structure: CourseStructure, state: EngineState, current: NavContext): Offers {
  const work = openState(treeOf(structure), state);
  const stage = current.activityId === null ? undefined : work.tree.byId.get(current.activityId);
  if (stage !== undefined && current.cmi) {
    trackRecord(work, stage, current.cmi);
    overallRollup(work, stage);
  }
  const isValid = (request: NavigationRequest): boolean => checkNavigation(work, request).exception === null;
  const leadsOn = (request: NavigationRequest): boolean => isValid(request) && leadsSomewhere(work, request);
  const isSingle = isSingleActivity(structure);
  const targets = work.tree.nodes.map((node) => node.activity.identifier);
  const map = (check: (node: TreeNode, id: string) => boolean): Record<string, boolean> =>
    Object.fromEntries(targets.map((id, index) => [id, check(work.tree.nodes[index] ?? work.tree.root, id)]));
  return {
    continue: isValid({ type: 'continue' }),
    previous: leadsOn({ type: 'previous' }),
    exit: isValid({ type: 'exit' }),
    exitAll: isValid({ type: 'exitAll' }),
    abandon: isValid({ type: 'abandon' }),
    abandonAll: isValid({ type: 'abandonAll' }),
    suspendAll: isValid({ type: 'suspendAll' }),
    choice: map((_node, target) => !isSingle && leadsOn({ type: 'choice', target })),
    jump: map((node, target) => isLeaf(node) && isValid({ type: 'jump', target })),
    isVisible: map((node) => !isSingle && isShown(work, node)),
    hidden: stage?.activity.hideLmsUi ?? [],
  };
}

/** Would this one request lead somewhere? What adl.nav.request_valid answers, without asking for everything. */
export function isOffered(
  structure: CourseStructure,
  state: EngineState,
  current: NavContext,
  request: NavigationRequest,
): boolean {
  const work = openState(treeOf(structure), state);
  const stage = current.activityId === null ? undefined : work.tree.byId.get(current.activityId);
  if (stage !== undefined && current.cmi) {
    trackRecord(work, stage, current.cmi);
    overallRollup(work, stage);
  }
  if (checkNavigation(work, request).exception !== null) return false;
  return request.type === 'previous' || request.type === 'choice' ? leadsSomewhere(work, request) : true;
}

/** A course of one activity starts by itself and shows no contents. */
export function isSingleActivity(structure: CourseStructure): boolean {
  const [only, second] = structure.root.children;
  const isSingle = only !== undefined && second === undefined && only.children.length === 0;
  return isSingle && !structure.root.sequencing.choice;
}

function leadsSomewhere(work: Work, request: NavigationRequest): boolean {
  const { kind } = processRequest(copyWork(work), request);
  return kind === 'deliver' || kind === 'ended';
}

/** Hidden activities and those that this attempt leaves out are absent from the contents, with all below them. */
function isShown(work: Work, node: TreeNode): boolean {
  if (!node.activity.isVisible) return false;
  return pathToRoot(node).every((one) => {
    const isAvailable = one.parent === null || availableChildren(work, one.parent).includes(one);
    return isAvailable && !hasPrecondition(work, one, 'hiddenFromChoice');
  });
}
