import type { Activity, CourseStructure } from '../course-structure.ts';
import type { CourseResult, ScoProjection } from '../runtime-record.ts';

const NOTHING: CourseResult = {
  completion: 'not attempted',
  success: 'unknown',
  scoreScaled: null,
  scoreRaw: null,
  scoreMin: null,
  scoreMax: null,
  progress: 0,
};

/** Every activity that has content, in document order. */
export function contentActivities(activity: Activity): Activity[] {
  return [...(activity.href === null ? [] : [activity]), ...activity.children.flatMap(contentActivities)];
}

/**
 * The course's result. SCORM 1.2 has no roll-up of its own, so this is ours:
 * - completed when every SCO and asset is completed, passed or failed; not attempted when none was begun;
 * - failed as soon as one SCO is failed; passed when the course is completed, one SCO is passed, and so is every other that
 *   can pass (has a mastery score);
 * - score: of one SCO with a score its own; of several the mean of their scaled scores, as 0-100;
 * - progress: the part of the activities that is completed.
 */
export function rollup12(
  structure: CourseStructure,
  projections: Readonly<Record<string, ScoProjection>>,
): CourseResult {
  const activities = contentActivities(structure.root);
  const tracks = activities.map(({ identifier }) =>
    Object.hasOwn(projections, identifier) ? projections[identifier] : undefined,
  );
  const done = tracks.filter((track) => track?.completion === 'completed').length;
  const isBegun = tracks.some((track) => track !== undefined && track.completion !== 'not attempted');
  if (!isBegun) return NOTHING;
  const isCompleted = done === activities.length;
  const canPass = tracks.filter((track, at) => activities[at]?.masteryScore !== null || track?.success === 'passed');
  const isPassed = isCompleted && canPass.length > 0 && canPass.every((track) => track?.success === 'passed');
  const isFailed = tracks.some((track) => track?.success === 'failed');
  return {
    completion: isCompleted ? 'completed' : 'incomplete',
    success: isFailed ? 'failed' : isPassed ? 'passed' : 'unknown',
    ...meanScore(tracks.filter((track) => track !== undefined)),
    progress: done / activities.length,
  };
}

function meanScore(tracks: readonly ScoProjection[]) {
  const scored = tracks.filter((track) => track.scoreScaled !== null);
  const [first] = scored;
  if (first === undefined) return { scoreScaled: null, scoreRaw: null, scoreMin: null, scoreMax: null };
  if (scored.length === 1) {
    const { scoreScaled, scoreRaw, scoreMin, scoreMax } = first;
    return { scoreScaled, scoreRaw, scoreMin, scoreMax };
  }
  const mean = scored.reduce((sum, track) => sum + (track.scoreScaled ?? 0), 0) / scored.length;
  const scoreScaled = Math.round(mean * 1e6) / 1e6;
  return { scoreScaled, scoreRaw: Math.round(mean * 1e4) / 100, scoreMin: 0, scoreMax: 100 };
}
