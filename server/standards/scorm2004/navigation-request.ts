import { commonAncestor, pathBelow } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { placeOf } from './available-children.ts';
import { look } from './engine-state.ts';
import type { Work } from './engine-state.ts';
import type { SequencingRequest } from './sequencing-request.ts';
import type { TerminationRequest } from './termination-request.ts';

/** What a person, the content or the player asks for (SN 5.6.4). */
export interface NavigationRequest {
  readonly type:
    | 'start'
    | 'resumeAll'
    | 'continue'
    | 'previous'
    | 'choice'
    | 'jump'
    | 'exit'
    | 'exitAll'
    | 'abandon'
    | 'abandonAll'
    | 'suspendAll';
  /** Identifier of the activity that is chosen or jumped to. */
  readonly target?: string;
}

/** What a valid request sets going, or the exception that refuses it. */
export interface NavigationVerdict {
  readonly exception: string | null;
  readonly termination: TerminationRequest | null;
  readonly sequencing: SequencingRequest | null;
  readonly target: TreeNode | null;
}

const refuse = (exception: string): NavigationVerdict => ({
  exception,
  termination: null,
  sequencing: null,
  target: null,
});

const allow = (
  termination: TerminationRequest | null,
  sequencing: SequencingRequest,
  target: TreeNode | null = null,
): NavigationVerdict => ({ exception: null, termination, sequencing, target });

/** Navigation Request Process, NB.2.1. */
export function checkNavigation(work: Work, request: NavigationRequest): NavigationVerdict {
  const { current } = work;
  if (request.type === 'start') return current === null ? allow(null, 'start') : refuse('NB.2.1-1');
  if (request.type === 'resumeAll') {
    if (current !== null) return refuse('NB.2.1-1');
    return work.suspended === null ? refuse('NB.2.1-3') : allow(null, 'resumeAll');
  }
  const target = request.target === undefined ? undefined : work.tree.byId.get(request.target);
  const isActive = current !== null && look(work, current).isActive;
  const leave = isActive ? 'exit' : null;
  if (request.type === 'choice') {
    const exception = target === undefined ? 'NB.2.1-11' : checkChoice(work, target);
    return exception === null ? allow(leave, 'choice', target) : refuse(exception);
  }
  if (current === null) return refuse('NB.2.1-2');
  switch (request.type) {
    case 'continue':
      if (current.parent === null) return refuse('NB.2.1-4');
      return current.parent.activity.sequencing.flow ? allow(leave, 'continue') : refuse('NB.2.1-4');
    case 'previous': {
      if (current.parent === null) return refuse('NB.2.1-6');
      const { flow, forwardOnly } = current.parent.activity.sequencing;
      return flow && !forwardOnly ? allow(leave, 'previous') : refuse('NB.2.1-5');
    }
    case 'jump':
      return target !== undefined && canBeJumpedTo(work, target) ? allow(leave, 'jump', target) : refuse('NB.2.1-11');
    case 'exit':
    case 'abandon':
      return isActive ? allow(request.type, 'exit') : refuse('NB.2.1-12');
    default:
      return allow(request.type, 'exit');
  }
}

/** Step 7 of NB.2.1: may the target be chosen, and may what is active below the common ancestor be left? */
function checkChoice(work: Work, target: TreeNode): string | null {
  const { current } = work;
  if (target.parent !== null && !target.parent.activity.sequencing.choice) return 'NB.2.1-10';
  if (current === null) return null;
  const ancestor = commonAncestor(current, target);
  const left = current === target ? [current] : pathBelow(current, ancestor);
  const isKept = left.some((node) => look(work, node).isActive && !node.activity.sequencing.choiceExit);
  return isKept ? 'NB.2.1-8' : null;
}

/** Jump came with the 4th Edition. */
function canBeJumpedTo(work: Work, target: TreeNode): boolean {
  if (work.tree.structure.edition !== '2004-4th') return false;
  return placeOf(work, target) >= 0;
}
