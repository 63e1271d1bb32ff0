import type { Activity, CourseStructure } from '../course-structure.ts';
import type { CmiRecord, LaunchMode, Learner } from '../runtime-record.ts';
import { treeOf } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { isReal } from './data-types.ts';
import { openState } from './engine-state.ts';
import type { EngineState, Truth, Work } from './engine-state.ts';
import { readGlobal } from './global-objectives.ts';
import { PRIMARY, readCompleted } from './tracking.ts';

/** Who opens an activity, how, and with what was stored when its attempt goes on (null for a new attempt). */
export interface RecordOptions {
  readonly activityId: string;
  readonly learner: Learner;
  readonly stored: CmiRecord | null;
  readonly mode: LaunchMode;
}

/**
 * What the SCO sees at Initialize (RTE 4.2): what the LMS says, and either what was stored or the objectives as the tracking
 * model and the global objectives know them.
 */
export function initialRecord(structure: CourseStructure, state: EngineState, options: RecordOptions): CmiRecord {
  const tree = treeOf(structure);
  const node = tree.byId.get(options.activityId);
  if (node === undefined) return {};
  const { stored, mode, learner } = options;
  const record: CmiRecord = {
    'cmi.learner_id': learner.id,
    'cmi.learner_name': learner.name,
    'cmi.credit': mode === 'normal' ? 'credit' : 'no-credit',
    'cmi.mode': mode,
    'cmi.entry': entryOf(stored, mode),
    ...manifestRecord(node.activity),
    'cmi.total_time': 'PT0H0M0S',
    ...(stored !== null && keptRecord(stored)),
  };
  presetObjectives(openState(tree, state), node, record);
  return record;
}

function entryOf(stored: CmiRecord | null, mode: LaunchMode): string {
  if (mode === 'review') return '';
  return stored === null ? 'ab-initio' : 'resume';
}

/** The elements that the manifest fills. */
export function manifestRecord(activity: Activity): CmiRecord {
  const { completionThreshold, dataFromLms, maxTimeAllowed, timeLimitAction, sequencing } = activity;
  const primary = sequencing.objectives[PRIMARY];
  return {
    ...(dataFromLms !== null && { 'cmi.launch_data': dataFromLms }),
    ...(completionThreshold?.completedByMeasure === true && {
      'cmi.completion_threshold': String(completionThreshold.minProgressMeasure),
    }),
    ...(primary?.satisfiedByMeasure === true && { 'cmi.scaled_passing_score': String(primary.minNormalizedMeasure) }),
    ...(maxTimeAllowed !== null && { 'cmi.max_time_allowed': maxTimeAllowed }),
    ...(timeLimitAction !== null && { 'cmi.time_limit_action': timeLimitAction }),
  };
}

/** Elements that belong to a launch and not to what the SCO did; they are never stored. */
export const LAUNCH_ELEMENTS: ReadonlySet<string> = new Set([
  'cmi._version',
  'cmi.learner_id',
  'cmi.learner_name',
  'cmi.credit',
  'cmi.mode',
  'cmi.entry',
  'cmi.launch_data',
  'cmi.completion_threshold',
  'cmi.scaled_passing_score',
  'cmi.max_time_allowed',
  'cmi.time_limit_action',
  'adl.nav.request',
]);

function keptRecord(stored: CmiRecord): CmiRecord {
  return Object.fromEntries(Object.entries(stored).filter(([element]) => isKept(element)));
}

function isKept(element: string): boolean {
  return !LAUNCH_ELEMENTS.has(element) && element !== 'cmi.exit' && element !== 'cmi.session_time';
}

/**
 * Every objective of the manifest that has an id (RTE 4.2.17), with what the global objectives know of it now. This holds for
 * untracked activities and for resumed ones too, whose stored values give way.
 */
function presetObjectives(work: Work, node: TreeNode, record: CmiRecord): void {
  for (const [index, definition] of node.activity.sequencing.objectives.entries()) {
    if (definition.id === null) continue;
    const prefix = `cmi.objectives.${placeOf(record, definition.id)}`;
    record[`${prefix}.id`] = definition.id;
    const put = (name: string, value: string | null): void => {
      if (value !== null) record[`${prefix}.${name}`] = value;
    };
    const measure = readGlobal(work, definition, 'measure');
    const satisfied = definition.satisfiedByMeasure
      ? measure === null
        ? null
        : measure >= definition.minNormalizedMeasure
      : readGlobal(work, definition, 'satisfied');
    const completed = index === PRIMARY ? readCompleted(work, node) : null;
    put('success_status', word(satisfied, 'passed', 'failed'));
    put('completion_status', word(completed ?? readGlobal(work, definition, 'completed'), 'completed', 'incomplete'));
    put('score.scaled', measured(measure));
    put('score.raw', readGlobal(work, definition, 'rawScore'));
    put('score.min', readGlobal(work, definition, 'minScore'));
    put('score.max', readGlobal(work, definition, 'maxScore'));
    put('progress_measure', measured(readGlobal(work, definition, 'progress')));
  }
}

/** Index of the objective in the record, else the next one. */
function placeOf(record: CmiRecord, id: string): number {
  for (let n = 0; ; n += 1) {
    const found = record[`cmi.objectives.${n}.id`];
    if (found === undefined || found === id) return n;
  }
}

function measured(value: number | null): string | null {
  if (value === null) return null;
  return isReal(String(value)) ? String(value) : value.toFixed(7);
}

function word(value: Truth, yes: string, no: string): string | null {
  if (value === null) return null;
  return value ? yes : no;
}
