import type { CourseStructure } from '../course-structure.ts';
import type { EngineStateJson, GlobalObjectives } from '../launch-contract.ts';
import type { CmiRecord, CourseResult } from '../runtime-record.ts';
import { isLeaf, pathToRoot, treeOf } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { completeForContent } from './attempt-end.ts';
import { courseResult } from './course-result.ts';
import { OBJECTIVE_FIELDS, closeState, copyWork, edit, look, openState, unattempted } from './engine-state.ts';
import type { ActivityState, EngineState, ObjectiveState, Work } from './engine-state.ts';
import { rollupEverything } from './overall-rollup.ts';
import { trackRecord } from './runtime-tracking.ts';
import { readState, startState } from './start-state.ts';
import { writeField } from './tracking.ts';

/** What the server knows by itself. */
export interface ServerKnowledge {
  /** State of the attempt before this one, the only source for what was tracked before. */
  readonly previous?: EngineStateJson | null;
  /** Used when there is no state yet. */
  readonly globalObjectives?: GlobalObjectives;
}

/**
 * The server's word: the tracking of every leaf is taken from its validated record (or from the attempt before), never from
 * the browser's state, which tells what was delivered and ended; then all is rolled up. Where no rollup rule fires a cluster
 * keeps the status that the state has for it, as the book has it (RB.1.4: a course once completed stays so when one activity
 * is taken again); that history is the state's to tell. Global objectives are written where a record says something new.
 */
export function rollupFromRecords(
  structure: CourseStructure,
  state: EngineState | null,
  records: Readonly<Record<string, CmiRecord>>,
  known: ServerKnowledge = {},
): { state: EngineState; result: CourseResult } {
  const tree = treeOf(structure);
  const previous = readState(structure, known.previous ?? null);
  const base =
    state ??
    startState(structure, {
      globalObjectives: known.globalObjectives ?? {},
      previous: known.previous ?? null,
      seed: 0,
    });
  const work = openState(tree, base);
  const ofActivity = new Map(Object.entries(records));
  const lastOf = (node: TreeNode): ActivityState => previous?.activities[node.index] ?? unattempted(node);
  if (ofActivity.size === 0 && !tree.nodes.some((node) => isBegun(look(work, node), lastOf(node)))) {
    // nothing was delivered yet: all is as the attempt before left it
    for (const node of tree.nodes) edit(work, node).objectives = lastOf(node).objectives.map((one) => ({ ...one }));
  } else {
    for (const node of tree.nodes.filter(isLeaf)) {
      retrack(work, node, ofActivity.get(node.activity.identifier) ?? null, lastOf(node), state === null);
    }
  }
  rollupAgain(work, ofActivity);
  const verdict = closeState(work);
  return { state: verdict, result: courseResult(structure, verdict) };
}

/** Was an attempt begun since? One on an untracked activity is not counted, but is on. */
function isBegun({ attempts, isActive }: ActivityState, last: ActivityState): boolean {
  return isActive || attempts > last.attempts;
}

/** A session that was suspended was rolled up before its path was marked so (TB.2.3 5.1, 5.5). */
function rollupAgain(work: Work, records: ReadonlyMap<string, CmiRecord>): void {
  const path = work.suspended === null ? [] : pathToRoot(work.suspended);
  for (const node of path) {
    const record = isLeaf(node) ? records.get(node.activity.identifier) : undefined;
    edit(work, node).isSuspended = record?.['cmi.exit'] === 'suspend';
  }
  rollupEverything(work);
  for (const node of path) edit(work, node).isSuspended = true;
}

/** Puts the leaf's true tracking in place of the state's; where they say the same, nothing is touched. */
function retrack(work: Work, node: TreeNode, record: CmiRecord | null, last: ActivityState, isUntold: boolean): void {
  const told = look(work, node);
  const isUntouched = record === null && told.attempts <= last.attempts;
  const truth = isUntouched ? last.objectives : trackAlone(work, node, record, isUntold);
  for (const [index, objective] of truth.entries()) {
    for (const field of OBJECTIVE_FIELDS) {
      const before = look(work, node).objectives[index]?.[field] ?? null;
      if (objective[field] !== before) writeField(work, node, index, field, objective[field]);
    }
  }
  if (isUntold && record !== null) markAttempted(work, node);
}

/** What the record says of a leaf about which nothing else is known; what has ended is completed as UP.4 does. */
function trackAlone(
  work: Work,
  node: TreeNode,
  record: CmiRecord | null,
  isUntold: boolean,
): readonly ObjectiveState[] {
  const trial = copyWork(work);
  const { attempts, isEnded, isSuspended } = look(trial, node);
  Object.assign(edit(trial, node), { ...unattempted(node), attempts });
  if (record !== null) trackRecord(trial, node, record);
  if (!isUntold && isEnded && !isSuspended) completeForContent(trial, node);
  return look(trial, node).objectives;
}

/** A record without a state: it was delivered once, and is over. */
function markAttempted(work: Work, node: TreeNode): void {
  for (const one of pathToRoot(node)) {
    if (!one.activity.sequencing.tracked || look(work, one).attempts > 0) continue;
    Object.assign(edit(work, one), { attempts: 1, isEnded: true });
  }
}
