import type { CourseStructure } from '../course-structure.ts';
import type { CmiRecord } from '../runtime-record.ts';
import { isLeaf, treeOf } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { checkPath, findChoice } from './choice.ts';
import { checkDelivery } from './delivery.ts';
import { copyWork, openState } from './engine-state.ts';
import type { EngineState, Work } from './engine-state.ts';
import type { FlowResult } from './flow.ts';
import { checkNavigation } from './navigation-request.ts';
import type { NavigationRequest } from './navigation-request.ts';
import { overallRollup } from './overall-rollup.ts';
import { trackRecord } from './runtime-tracking.ts';
import { processSequencing } from './sequencing-request.ts';
import type { SequencingRequest } from './sequencing-request.ts';
import { processTermination } from './termination-request.ts';
import type { TerminationResult } from './termination-request.ts';

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
  const { work, stage } = openStage(structure, state, current);
  const isValid = (type: NavigationRequest['type']): boolean => checkNavigation(work, { type }).exception === null;
  const leadsOn = lookAhead(work);
  const isSingle = isSingleActivity(structure);
  const map = (check: (node: TreeNode, target: string) => boolean): Record<string, boolean> =>
    Object.fromEntries(
      work.tree.nodes.map((node) => [node.activity.identifier, check(node, node.activity.identifier)]),
    );
  return {
    continue: isValid('continue'),
    previous: leadsOn({ type: 'previous' }),
    exit: isValid('exit'),
    exitAll: isValid('exitAll'),
    abandon: isValid('abandon'),
    abandonAll: isValid('abandonAll'),
    suspendAll: isValid('suspendAll'),
    choice: map((_node, target) => !isSingle && leadsOn({ type: 'choice', target })),
    jump: map((node, target) => isLeaf(node) && leadsOn({ type: 'jump', target })),
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
  const { work } = openStage(structure, state, current);
  const isTargeted = request.type === 'previous' || request.type === 'choice' || request.type === 'jump';
  return isTargeted ? lookAhead(work)(request) : checkNavigation(work, request).exception === null;
}

function openStage(structure: CourseStructure, state: EngineState, { activityId, cmi }: NavContext) {
  const work = openState(treeOf(structure), state);
  const stage = activityId === null ? undefined : work.tree.byId.get(activityId);
  if (stage !== undefined && cmi) {
    trackRecord(work, stage, cmi);
    overallRollup(work, stage);
  }
  return { work, stage };
}

/** Answers requests one after the other; leaving the Current Activity is the same for all and is done once. */
function lookAhead(work: Work): (request: NavigationRequest) => boolean {
  let left: (TerminationResult & { work: Work; leads?: boolean }) | null = null;
  const leave = (): NonNullable<typeof left> => {
    if (left !== null) return left;
    const copy = copyWork(work);
    left = { work: copy, ...processTermination(copy, 'exit') };
    return left;
  };
  return (request) => {
    const { exception, termination, sequencing, target } = checkNavigation(work, request);
    if (exception !== null || sequencing === null) return false;
    if (termination === null) return leadsSomewhere(work, sequencing, target);
    const exit = leave();
    if (exit.exception !== null) return false;
    if (exit.sequencing === null) return leadsSomewhere(exit.work, sequencing, target);
    exit.leads ??= leadsSomewhere(exit.work, exit.sequencing, null);
    return exit.leads;
  };
}

function leadsSomewhere(work: Work, request: SequencingRequest, target: TreeNode | null): boolean {
  const result = lookInto(work, request, target);
  return result.endsSession || (result.node !== null && checkDelivery(work, result.node) === null);
}

/** Choices and jumps change nothing where they are only looked at, and there may be a thousand of them: they need no copy. */
function lookInto(work: Work, request: SequencingRequest, target: TreeNode | null): FlowResult {
  if (request === 'choice' && target !== null) return findChoice(work, target);
  return processSequencing(request === 'jump' ? work : copyWork(work), request, target);
}

/** A course of one activity starts by itself and shows no contents. */
export function isSingleActivity(structure: CourseStructure): boolean {
  const [only, second] = structure.root.children;
  const isSingle = only !== undefined && second === undefined && only.children.length === 0;
  return isSingle && !structure.root.sequencing.choice;
}

/** Hidden activities and those that this attempt leaves out are absent from the contents, with all below them. */
function isShown(work: Work, node: TreeNode): boolean {
  return node.activity.isVisible && checkPath(work, node) === null;
}
