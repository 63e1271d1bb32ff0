import { pathFromRoot, pathToRoot } from './activity-tree.ts';
import { endAttempt, terminateDescendents } from './attempt-end.ts';
import { edit, look } from './engine-state.ts';
import type { Work } from './engine-state.ts';
import { overallRollup } from './overall-rollup.ts';
import { checkSequencingRules } from './rule-check.ts';
import type { SequencingRequest } from './sequencing-request.ts';

export type TerminationRequest = 'exit' | 'exitAll' | 'suspendAll' | 'abandon' | 'abandonAll';

/** What a termination brought about: a sequencing request that replaces the pending one, or the exception that stopped it. */
export interface TerminationResult {
  readonly sequencing: SequencingRequest | null;
  readonly exception: string | null;
}

interface PostResult {
  readonly termination: 'exitParent' | 'exitAll' | null;
  readonly sequencing: SequencingRequest | null;
}

const go = (sequencing: SequencingRequest | null): TerminationResult => ({ sequencing, exception: null });
const fail = (exception: string): TerminationResult => ({ sequencing: null, exception });

/** Termination Request Process, TB.2.3. */
export function processTermination(work: Work, request: TerminationRequest): TerminationResult {
  const { current } = work;
  if (current === null) return fail('TB.2.3-1');
  const needsActive = request === 'exit' || request === 'abandon';
  if (needsActive && !look(work, current).isActive) return fail('TB.2.3-2');
  switch (request) {
    case 'exit':
      return exit(work);
    case 'exitAll':
      return exitAll(work, null);
    case 'suspendAll':
      return suspendAll(work);
    case 'abandon':
      edit(work, current).isActive = false;
      return go(null);
    default:
      for (const node of pathToRoot(current)) edit(work, node).isActive = false;
      work.current = work.tree.root;
      return go('exit');
  }
}

/** Step 3: ends the attempt and follows exit and post condition rules upward as long as they say exitParent. */
function exit(work: Work): TerminationResult {
  if (work.current !== null) endAttempt(work, work.current);
  applyExitRules(work);
  for (;;) {
    const { current } = work;
    if (current === null) return fail('TB.2.3-1');
    const post = applyPostRules(work);
    if (post.termination === 'exitAll') return exitAll(work, post.sequencing);
    if (post.termination === null) {
      const isOver = current.parent === null && post.sequencing !== 'retry';
      return go(isOver ? 'exit' : post.sequencing);
    }
    if (current.parent === null) return fail('TB.2.3-4');
    work.current = current.parent;
    endAttempt(work, current.parent);
  }
}

function exitAll(work: Work, sequencing: SequencingRequest | null): TerminationResult {
  if (work.current !== null && look(work, work.current).isActive) endAttempt(work, work.current);
  terminateDescendents(work, work.tree.root);
  // an attempt on the course that was never begun, or has just ended, is not ended again
  if (look(work, work.tree.root).isActive) endAttempt(work, work.tree.root);
  work.current = work.tree.root;
  return go(sequencing ?? 'exit');
}

function suspendAll(work: Work): TerminationResult {
  const { current } = work;
  if (current === null) return fail('TB.2.3-1');
  const { isActive, isSuspended } = look(work, current);
  if (isActive || isSuspended) {
    overallRollup(work, current);
    work.suspended = current;
  } else if (current.parent !== null) {
    work.suspended = current.parent;
  } else {
    return fail('TB.2.3-3');
  }
  for (const node of pathToRoot(work.suspended)) {
    const state = edit(work, node);
    state.isActive = false;
    state.isSuspended = true;
  }
  work.current = work.tree.root;
  return go('exit');
}

/** Sequencing Exit Action Rules Subprocess, TB.2.1: the highest ancestor whose exit rule holds becomes current. */
function applyExitRules(work: Work): void {
  if (work.current === null) return;
  const target = pathFromRoot(work.current)
    .slice(0, -1)
    .find((node) => checkSequencingRules(work, node, node.activity.sequencing.exitConditionRules, ['exit']) !== null);
  if (target === undefined) return;
  terminateDescendents(work, target);
  endAttempt(work, target);
  work.current = target;
}

const POST_ACTIONS = ['exitParent', 'exitAll', 'retry', 'retryAll', 'continue', 'previous'];

/** Sequencing Post Condition Rules Subprocess, TB.2.2. */
function applyPostRules(work: Work): PostResult {
  const { current } = work;
  if (current === null || look(work, current).isSuspended) return { termination: null, sequencing: null };
  const action = checkSequencingRules(work, current, current.activity.sequencing.postConditionRules, POST_ACTIONS);
  switch (action) {
    case 'exitParent':
    case 'exitAll':
      return { termination: action, sequencing: null };
    case 'retryAll':
      return { termination: 'exitAll', sequencing: 'retry' };
    case 'retry':
    case 'continue':
    case 'previous':
      return { termination: null, sequencing: action };
    default:
      return { termination: null, sequencing: null };
  }
}
