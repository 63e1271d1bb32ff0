import type { CourseStructure } from '../course-structure.ts';
import type { EngineStateJson, GlobalObjectives } from '../launch-contract.ts';
import type { CmiRecord, CourseResult } from '../runtime-record.ts';
import { isLeaf, treeOf } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { completeForContent } from './attempt-end.ts';
import { courseResult } from './course-result.ts';
import { closeState, edit, look, openState, unattempted } from './engine-state.ts';
import type { EngineState, Work } from './engine-state.ts';
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
 * the browser's state, which tells only what was delivered and ended; then all is rolled up. Global objectives are written
 * where a record says something that the state does not.
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
  for (const node of tree.nodes) {
    const record = ofActivity.get(node.activity.identifier);
    if (isLeaf(node)) retrack(work, node, record ?? null, previous, state === null);
  }
  rollupEverything(work);
  const verdict = closeState(work);
  return { state: verdict, result: courseResult(structure, verdict) };
}

function retrack(
  work: Work,
  node: TreeNode,
  record: CmiRecord | null,
  previous: EngineState | null,
  isUntold: boolean,
): void {
  const before = look(work, node);
  const last = previous?.activities[node.index] ?? unattempted(node);
  if (record === null && before.attempts <= last.attempts) {
    edit(work, node).objectives = last.objectives.map((objective) => ({ ...objective }));
    return;
  }
  const told = before.objectives.map((objective) => ({ ...objective }));
  const entry = edit(work, node);
  entry.objectives = unattempted(node).objectives;
  entry.isCompletionSet = false;
  entry.isSuccessSet = false;
  if (isUntold) entry.attempts = Math.max(1, entry.attempts);
  const { isSuspended } = entry;
  // the same values as the state's have been carried to the global objectives already
  const globals = new Map(work.globals);
  if (record !== null) trackRecord(work, node, record);
  if (!isUntold) edit(work, node).isSuspended = isSuspended;
  if (!entry.isActive && !look(work, node).isSuspended && entry.attempts > 0 && !isUntold) completeForContent(work, node);
  const now = look(work, node).objectives.map((objective) => ({ ...objective }));
  work.globals.clear();
  for (const [id, value] of globals) work.globals.set(id, value);
  edit(work, node).objectives = told;
  for (const [index, objective] of now.entries()) {
    for (const field of Object.keys(objective) as (keyof typeof objective)[]) {
      if (told[index]?.[field] !== objective[field]) writeField(work, node, index, field, objective[field] as never);
    }
  }
}
