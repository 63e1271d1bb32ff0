import type { CourseStructure } from '../course-structure.ts';
import type { CmiRecord } from '../runtime-record.ts';
import { treeOf } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { OBJECTIVE_FIELDS, closeState, edit, openState } from './engine-state.ts';
import type { EngineState, ObjectiveState, Truth, Work } from './engine-state.ts';
import { overallRollup } from './overall-rollup.ts';
import { PRIMARY, objectiveIndex, writeSaid } from './tracking.ts';

/** What the run-time data of a SCO says into the tracking model (RTE 4.2, SN 4.2): at Commit and Terminate, then RB.1.5. */
export function applyRuntime(
  structure: CourseStructure,
  state: EngineState,
  activityId: string,
  cmi: CmiRecord,
): EngineState {
  const tree = treeOf(structure);
  const node = tree.byId.get(activityId);
  if (node === undefined) return state;
  const work = openState(tree, state);
  trackRecord(work, node, cmi);
  overallRollup(work, node);
  return closeState(work);
}

/** The mapping without the rollup. */
export function trackRecord(work: Work, node: TreeNode, cmi: CmiRecord): void {
  const entry = edit(work, node);
  entry.isSuspended = cmi['cmi.exit'] === 'suspend';
  if (!node.activity.sequencing.tracked) return;
  const objectives = readObjectives(cmi);
  if (cmi['cmi.completion_status'] !== undefined) entry.isCompletionSet = true;
  if (cmi['cmi.success_status'] !== undefined) entry.isSuccessSet = true;
  const own = readStatus(cmi, 'cmi');
  for (const [id, prefix] of objectives) {
    const index = objectiveIndex(node, id);
    if (index > PRIMARY) trackObjective(work, node, index, readStatus(cmi, prefix));
    if (index === PRIMARY) mergePrimary(own, readStatus(cmi, prefix));
  }
  trackObjective(work, node, PRIMARY, own);
}

/** Ids of the SCO's objectives with the path under which their elements stand. */
function readObjectives(cmi: CmiRecord): [string, string][] {
  const found: [string, string][] = [];
  for (let n = 0; ; n += 1) {
    const id = cmi[`cmi.objectives.${n}.id`];
    if (id === undefined) return found;
    found.push([id, `cmi.objectives.${n}`]);
  }
}

/** A field that is absent was not told; null: the SCO said "unknown". */
type Said = Partial<ObjectiveState>;

function readStatus(cmi: CmiRecord, prefix: string): Said {
  return {
    satisfied: truth(cmi[`${prefix}.success_status`], 'passed', ['failed']),
    measure: decimal(cmi[`${prefix}.score.scaled`]),
    rawScore: cmi[`${prefix}.score.raw`],
    minScore: cmi[`${prefix}.score.min`],
    maxScore: cmi[`${prefix}.score.max`],
    completed: truth(cmi[`${prefix}.completion_status`], 'completed', ['incomplete', 'not attempted']),
    progress: decimal(cmi[`${prefix}.progress_measure`]),
  };
}

function truth(word: string | undefined, yes: string, no: readonly string[]): Truth | undefined {
  if (word === undefined) return undefined;
  if (word === yes) return true;
  return no.includes(word) ? false : null;
}

function decimal(text: string | undefined): number | undefined {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  // JSON knows no -0: the state must be the same before it was stored and after
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** The primary objective may be told by cmi.success_status and its kin or under cmi.objectives: the SCO's own status wins. */
function mergePrimary(own: Said, objective: Said): void {
  for (const field of OBJECTIVE_FIELDS) {
    const isOpen = own[field] === undefined || own[field] === null;
    if (isOpen && objective[field] !== undefined) Object.assign(own, { [field]: objective[field] });
  }
}

function trackObjective(work: Work, node: TreeNode, index: number, said: Said): void {
  for (const field of OBJECTIVE_FIELDS) {
    const value = said[field];
    if (value !== undefined) writeSaid(work, node, index, field, value);
  }
}
