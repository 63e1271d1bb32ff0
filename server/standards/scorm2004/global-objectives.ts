import type { ObjectiveDefinition, ObjectiveMap } from '../course-structure.ts';
import type { GlobalObjective } from '../launch-contract.ts';
import type { ObjectiveState, Work } from './engine-state.ts';

/** A global objective about which nothing is known. */
const UNKNOWN_GLOBAL: GlobalObjective = {
  satisfied: null,
  measure: null,
  rawScore: null,
  minScore: null,
  maxScore: null,
  completed: null,
  progressMeasure: null,
};

/** Field of a local objective > field of the global one and the map flags that read and write it (SN 3.10.1, CAM 5.1.8.2). */
const READS: Record<keyof ObjectiveState, keyof ObjectiveMap> = {
  satisfied: 'readSatisfiedStatus',
  measure: 'readNormalizedMeasure',
  rawScore: 'readRawScore',
  minScore: 'readMinScore',
  maxScore: 'readMaxScore',
  completed: 'readCompletionStatus',
  progress: 'readProgressMeasure',
};
const WRITES: Record<keyof ObjectiveState, keyof ObjectiveMap> = {
  satisfied: 'writeSatisfiedStatus',
  measure: 'writeNormalizedMeasure',
  rawScore: 'writeRawScore',
  minScore: 'writeMinScore',
  maxScore: 'writeMaxScore',
  completed: 'writeCompletionStatus',
  progress: 'writeProgressMeasure',
};

/** Does a map of the objective read this field? */
export function isReadFromGlobal(objective: ObjectiveDefinition, field: keyof ObjectiveState): boolean {
  return objective.maps.some((map) => map[READS[field]] === true);
}

/** What the global objectives that a local one reads say of a field; null where they know nothing. */
export function readGlobal<K extends keyof ObjectiveState>(
  work: Work,
  objective: ObjectiveDefinition,
  field: K,
): ObjectiveState[K] | null {
  for (const map of objective.maps) {
    if (map[READS[field]] !== true) continue;
    const global = work.globals.get(map.targetObjectiveId);
    const value = global === undefined ? null : asLocal(global)[field];
    if (value !== null) return value;
  }
  return null;
}

/** Writes a field to every global objective that the local one writes; only a change is news for those that read it. */
export function writeGlobal<K extends keyof ObjectiveState>(
  work: Work,
  objective: ObjectiveDefinition,
  field: K,
  value: ObjectiveState[K],
): void {
  for (const map of objective.maps) {
    if (map[WRITES[field]] !== true) continue;
    const before = work.globals.get(map.targetObjectiveId) ?? UNKNOWN_GLOBAL;
    if (asLocal(before)[field] === value) continue;
    work.version += 1;
    const { progress, ...rest } = { ...asLocal(before), [field]: value };
    work.globals.set(map.targetObjectiveId, { ...rest, progressMeasure: progress });
    work.touched.add(map.targetObjectiveId);
  }
}

/** Does a map read any field of a global objective? */
export function readsGlobal(map: ObjectiveMap): boolean {
  return Object.values(READS).some((flag) => map[flag] === true);
}

/** Forgets all of them, which is news for those that read them. */
export function forgetGlobals(work: Work): void {
  for (const id of work.globals.keys()) work.touched.add(id);
  work.globals.clear();
  work.version += 1;
}

function asLocal(global: GlobalObjective): ObjectiveState {
  const { progressMeasure, ...rest } = global;
  return { ...rest, progress: progressMeasure };
}
