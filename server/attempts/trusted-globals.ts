import type { CourseStructure, GlobalObjective, GlobalObjectives, ObjectiveMap } from '../standards/index.ts';
import type { scorm2004 } from '../standards/index.ts';
import { activityList } from './run-time.ts';

type Field = keyof GlobalObjective;
type Local = keyof scorm2004.EngineState['activities'][number]['objectives'][number];

/** Field of a global objective > flag of the map that writes it (SN 3.10.1), and its name in an activity's own tracking. */
const WRITES: Record<Field, { flag: keyof ObjectiveMap; local: Local }> = {
  satisfied: { flag: 'writeSatisfiedStatus', local: 'satisfied' },
  measure: { flag: 'writeNormalizedMeasure', local: 'measure' },
  rawScore: { flag: 'writeRawScore', local: 'rawScore' },
  minScore: { flag: 'writeMinScore', local: 'minScore' },
  maxScore: { flag: 'writeMaxScore', local: 'maxScore' },
  completed: { flag: 'writeCompletionStatus', local: 'completed' },
  progressMeasure: { flag: 'writeProgressMeasure', local: 'progress' },
};
const FIELDS = Object.keys(WRITES) as Field[];
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
 * it already, when it clears one, or when an activity that writes the objective has it in the tracking that the server made
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
    const values = FIELDS.map((field): [Field, unknown] => {
      const isBelieved = told[field] === null || accounted.has(accountKey(id, field, told[field]));
      return [field, isBelieved ? told[field] : before[field]];
    });
    trusted[id] = Object.fromEntries(values) as unknown as GlobalObjective;
  }
  return trusted;
}

/** What the activities' own tracking says into each global objective. */
function accountedValues(structure: CourseStructure, verdict: scorm2004.EngineState): Set<string> {
  const found = new Set<string>();
  for (const [position, activity] of activityList(structure).entries()) {
    for (const [index, objective] of activity.sequencing.objectives.entries()) {
      const tracked = verdict.activities[position]?.objectives[index];
      if (tracked === undefined) continue;
      for (const map of objective.maps) {
        for (const field of FIELDS) {
          const { flag, local } = WRITES[field];
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
