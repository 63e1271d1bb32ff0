import type { CourseStructure, GlobalObjective, GlobalObjectives, ObjectiveMap } from '../standards/index.ts';
import type { scorm2004 } from '../standards/index.ts';
import { activityList } from './run-time.ts';

type Field = keyof GlobalObjective;
type Local = keyof scorm2004.EngineState['activities'][number]['objectives'][number];

/** Fields of a global objective, the flag of the map that writes each (SN 3.10.1), its name in an activity's tracking. */
const WRITES: readonly { field: Field; flag: keyof ObjectiveMap; local: Local }[] = [
  { field: 'satisfied', flag: 'writeSatisfiedStatus', local: 'satisfied' },
  { field: 'measure', flag: 'writeNormalizedMeasure', local: 'measure' },
  { field: 'rawScore', flag: 'writeRawScore', local: 'rawScore' },
  { field: 'minScore', flag: 'writeMinScore', local: 'minScore' },
  { field: 'maxScore', flag: 'writeMaxScore', local: 'maxScore' },
  { field: 'completed', flag: 'writeCompletionStatus', local: 'completed' },
  { field: 'progressMeasure', flag: 'writeProgressMeasure', local: 'progress' },
];
const NOTHING: GlobalObjective = {
  satisfied: null,
  measure: null,
  rawScore: null,
  minScore: null,
  maxScore: null,
  completed: null,
  progressMeasure: null,
};

/**
 * The global objectives that the server believes. A browser's state names them, but a value counts only when the server knew
 * it already, when it clears one, or when a leaf that writes the objective has it in the tracking that the server made
 * of the records itself. `verdict` is that state.
 */
export function trustedGlobals(
  structure: CourseStructure,
  verdict: scorm2004.EngineState,
  known: GlobalObjectives,
): GlobalObjectives {
  const accounted = accountedValues(structure, verdict);
  const trusted: Record<string, GlobalObjective> = { ...known };
  for (const [id, told] of Object.entries(verdict.globals)) {
    const before = known[id] ?? NOTHING;
    const unbelieved = WRITES.filter(
      ({ field }) => told[field] !== null && !accounted.has(accountKey(id, field, told[field])),
    );
    trusted[id] = { ...told, ...Object.fromEntries(unbelieved.map(({ field }) => [field, before[field]])) };
  }
  return trusted;
}

/** What the activities' own tracking says into each global objective. */
function accountedValues(structure: CourseStructure, verdict: scorm2004.EngineState): Set<string> {
  const found = new Set<string>();
  for (const [position, activity] of activityList(structure).entries()) {
    // Clusters write what is rolled up to them when that happens.
    if (activity.children.length > 0) continue;
    for (const [index, objective] of activity.sequencing.objectives.entries()) {
      const tracked = verdict.activities[position]?.objectives[index];
      if (tracked === undefined) continue;
      for (const map of objective.maps) {
        for (const { field, flag, local } of WRITES) {
          if (map[flag] !== true) continue;
          found.add(accountKey(map.targetObjectiveId, field, tracked[local]));
          if (field === 'satisfied' && objective.satisfiedByMeasure && tracked.measure !== null) {
            found.add(accountKey(map.targetObjectiveId, field, tracked.measure >= objective.minNormalizedMeasure));
          }
          const threshold = activity.completionThreshold;
          if (field === 'completed' && threshold?.completedByMeasure === true && tracked.progress !== null) {
            found.add(accountKey(map.targetObjectiveId, field, tracked.progress >= threshold.minProgressMeasure));
          }
        }
      }
    }
  }
  return found;
}

function accountKey(objective: string, field: Field, value: unknown): string {
  return JSON.stringify([objective, field, value]);
}
