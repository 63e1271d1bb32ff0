import type { CourseStructure } from '../standards/index.ts';
import type { scorm2004 } from '../standards/index.ts';
import { activityList } from './run-time.ts';

type ActivityState = scorm2004.EngineState['activities'][number];
type Objective = ActivityState['objectives'][number];

/** Tracking of the clusters of a course, by their place in document order. */
export type ClusterTracking = Readonly<Record<number, readonly Objective[]>>;

const FIELDS: readonly (keyof Objective)[] = [
  'satisfied',
  'measure',
  'rawScore',
  'minScore',
  'maxScore',
  'completed',
  'progress',
];

/**
 * A browser's engine state with what the server believes of it. What was delivered, ended and suspended is the browser's to
 * tell; the tracking of leaves is replaced by their records in the roll-up. A cluster keeps its status where no rollup rule
 * fires (RB.1.4): there only what the server itself rolled up before counts, and the browser may but clear it,
 * with a state that is fresh: an older one knows nothing of what was rolled up since.
 */
export function believedState(
  structure: CourseStructure,
  told: scorm2004.EngineState,
  clusters: ClusterTracking,
  isFresh: boolean,
): scorm2004.EngineState {
  const activities = activityList(structure);
  return {
    ...told,
    activities: told.activities.map((state, index) => {
      const isLeaf = (activities[index]?.children.length ?? 0) === 0;
      if (isLeaf) return state;
      const known = clusters[index] ?? [];
      const objectives = state.objectives.map((objective, at) => {
        const server = known[at];
        return !isFresh && server !== undefined ? server : believed(objective, server);
      });
      return { ...state, objectives };
    }),
  };
}

function believed(told: Objective, known: Objective | undefined): Objective {
  const wrong = FIELDS.filter((field) => told[field] !== null && told[field] !== (known?.[field] ?? null));
  return { ...told, ...Object.fromEntries(wrong.map((field) => [field, known?.[field] ?? null])) };
}

/** What a state says of the clusters. */
export function clustersOf(structure: CourseStructure, state: scorm2004.EngineState): ClusterTracking {
  const found = activityList(structure).flatMap(({ children }, index): [number, readonly Objective[]][] =>
    children.length === 0 ? [] : [[index, state.activities[index]?.objectives ?? []]],
  );
  return Object.fromEntries(found);
}

/** What the server stored of the clusters; only {@link clustersOf} wrote it. */
export function readClusters(text: string | null): ClusterTracking | null {
  if (text === null) return null;
  const clusters: ClusterTracking = JSON.parse(text);
  return clusters;
}
