import { isLeaf } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { terminateDescendents } from './attempt-end.ts';
import { requestChoice } from './choice.ts';
import { look } from './engine-state.ts';
import type { Work } from './engine-state.ts';
import { flow } from './flow.ts';
import type { FlowResult } from './flow.ts';
import { forgetGlobals } from './global-objectives.ts';
import { rollupReaders } from './overall-rollup.ts';

export type SequencingRequest = 'start' | 'resumeAll' | 'continue' | 'previous' | 'choice' | 'jump' | 'retry' | 'exit';

const fail = (exception: string): FlowResult => ({ node: null, endsSession: false, exception });
const found = (node: TreeNode): FlowResult => ({ node, endsSession: false, exception: null });

/** Sequencing Request Process, SB.2.12, with the small processes that it calls. */
export function processSequencing(work: Work, request: SequencingRequest, target: TreeNode | null): FlowResult {
  const { current } = work;
  switch (request) {
    case 'start':
      return start(work);
    case 'resumeAll':
      if (current !== null) return fail('SB.2.6-1');
      return work.suspended === null ? fail('SB.2.6-2') : found(work.suspended);
    case 'continue':
      return move(work, 'forward', 'SB.2.7');
    case 'previous':
      return move(work, 'backward', 'SB.2.8');
    case 'choice':
      return target === null ? fail('SB.2.9-1') : requestChoice(work, target);
    case 'jump':
      return current === null || target === null ? fail('SB.2.13-1') : found(target);
    case 'retry':
      return retry(work);
    default:
      if (current === null) return fail('SB.2.11-1');
      if (look(work, current).isActive) return fail('SB.2.11-2');
      return { node: null, endsSession: current.parent === null, exception: null };
  }
}

/** Start Sequencing Request Process, SB.2.5. */
function start(work: Work): FlowResult {
  if (work.current !== null) return fail('SB.2.5-1');
  return isLeaf(work.tree.root) ? found(work.tree.root) : flow(work, work.tree.root, 'forward', true);
}

/** Continue and Previous Sequencing Request Process, SB.2.7 and SB.2.8; behind the last activity what is on ends (SB.2.1 3.1.1). */
function move(work: Work, direction: 'forward' | 'backward', process: 'SB.2.7' | 'SB.2.8'): FlowResult {
  const { current } = work;
  if (current === null) return fail(`${process}-1`);
  if (current.parent?.activity.sequencing.flow === false) return fail(`${process}-2`);
  const result = flow(work, current, direction, false);
  if (result.endsSession) terminateDescendents(work, work.tree.root);
  return result;
}

/** Retry Sequencing Request Process, SB.2.10; a retry of the whole course forgets objectives that are its own (SN 3.10.2). */
function retry(work: Work): FlowResult {
  const { current } = work;
  if (current === null) return fail('SB.2.10-1');
  const { isActive, isSuspended } = look(work, current);
  if (isActive || isSuspended) return fail('SB.2.10-2');
  if (current.parent === null && !work.tree.structure.objectivesGlobalToSystem) {
    forgetGlobals(work);
    rollupReaders(work);
  }
  if (isLeaf(current)) return found(current);
  const result = flow(work, current, 'forward', true);
  return result.node === null ? fail(result.exception ?? 'SB.2.10-3') : result;
}
