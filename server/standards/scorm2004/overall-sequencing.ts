import type { CourseStructure } from '../course-structure.ts';
import { treeOf } from './activity-tree.ts';
import { checkDelivery, deliver } from './delivery.ts';
import { closeState, edit, openState } from './engine-state.ts';
import type { EngineState, Work } from './engine-state.ts';
import { checkNavigation } from './navigation-request.ts';
import type { NavigationRequest } from './navigation-request.ts';
import { processSequencing } from './sequencing-request.ts';
import { processTermination } from './termination-request.ts';

/** What a navigation request brought about. Exceptions are the SN book's ids. */
export type Outcome =
  | { readonly kind: 'deliver'; readonly activityId: string; readonly isResumed: boolean }
  | { readonly kind: 'ended' }
  | { readonly kind: 'suspended' }
  /** The content is gone and nothing came in its place: the person chooses. */
  | { readonly kind: 'choosing'; readonly exception: string | null }
  /** Nothing happened: the content, if any, stays. */
  | { readonly kind: 'refused'; readonly exception: string };

/** Overall Sequencing Process, OP.1, for one request; the given state stays as it was. */
export function navigate(
  structure: CourseStructure,
  state: EngineState,
  request: NavigationRequest,
): { state: EngineState; outcome: Outcome } {
  const work = openState(treeOf(structure), state);
  const outcome = processRequest(work, request);
  return { state: outcome.kind === 'refused' ? state : closeState(work), outcome };
}

/** OP.1 on a work: navigation, termination, sequencing and delivery request, one after the other. */
function processRequest(work: Work, request: NavigationRequest): Outcome {
  const verdict = checkNavigation(work, request);
  if (verdict.exception !== null || verdict.sequencing === null) {
    return { kind: 'refused', exception: verdict.exception ?? 'NB.2.1-13' };
  }
  let sequencing = verdict.sequencing;
  if (verdict.termination !== null) {
    const ended = processTermination(work, verdict.termination);
    // a root that exits its parent has ended all below it already: the content is gone
    if (ended.exception === 'TB.2.3-4') return { kind: 'choosing', exception: ended.exception };
    if (ended.exception !== null) return { kind: 'refused', exception: ended.exception };
    sequencing = ended.sequencing ?? sequencing;
  }
  const result = processSequencing(work, sequencing, verdict.target);
  if (result.endsSession) return endSession(work);
  if (result.node === null) return { kind: 'choosing', exception: result.exception };
  const exception = checkDelivery(work, result.node);
  if (exception !== null) return { kind: 'choosing', exception };
  const isResumed = deliver(work, result.node);
  return { kind: 'deliver', activityId: result.node.activity.identifier, isResumed };
}

function endSession(work: Work): Outcome {
  const isSuspended = work.suspended !== null;
  work.tree.nodes.forEach((node, index) => {
    if (work.activities[index]?.isActive !== true) return;
    // behind the last activity the root itself is still on (SB.2.1 3.1.1)
    Object.assign(edit(work, node), { isActive: false, isEnded: true });
  });
  work.current = null;
  return { kind: isSuspended ? 'suspended' : 'ended' };
}
