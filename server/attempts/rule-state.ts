import { sha256Hex } from '../platform/index.ts';
import type { AcceptedRule, CourseResult } from '../standards/index.ts';
import type { AttemptRow, LaunchRow } from './attempt-model.ts';
import type { AttemptPicture } from './attempt-picture.ts';
import type { TrackRow } from './record-model.ts';
import { NO_RESULT, resultOf } from './run-time.ts';

/** Bookmarks that are counted at most: no package has more pages that anybody turns. */
const MOST_PLACES = 1000;

/** A rule as a launch carries it. */
export function storedRule(rule: AcceptedRule | null): string | null {
  if (rule === null) return null;
  const { id, number, needs, conditions, gives } = rule;
  return JSON.stringify({ id, number, needs, conditions, gives });
}

/** The rule out of its column; only {@link storedRule} wrote it. */
export function readRule(text: string | null): AcceptedRule | null {
  if (text === null) return null;
  const rule: AcceptedRule = JSON.parse(text);
  return rule;
}

/** A rule has called this attempt done: nothing takes that back. */
export function isRuledDone({ ruled }: Pick<AttemptRow, 'ruled'>): boolean {
  return ruled === 'completed' || ruled === 'passed';
}

/**
 * An attempt goes by the rule of the launch that was opened last, until one has called it done. True where a rule was withdrawn:
 * the package's own word counts again. Where one begins to hold, the parts that counted by then are remembered.
 */
export function enterRule(picture: AttemptPicture, { rule }: Pick<LaunchRow, 'rule'>): boolean {
  const { attempt } = picture;
  if (attempt.state === 'finished' || isRuledDone(attempt)) return false;
  const before = attempt.ruled;
  attempt.ruled = rule === null ? null : 'open';
  if (before === null && attempt.ruled === 'open') rememberParts(picture);
  return before !== null && attempt.ruled === null;
}

function rememberParts({ tracks, touched }: AttemptPicture): void {
  for (const before of tracks.values()) {
    const { completion, success } = before;
    const track = { ...before, wasCompleted: completion === 'completed', wasPassed: success === 'passed' };
    tracks.set(track.scoId, track);
    touched.tracks.set(track.id, track);
  }
}

/** What the package says of a part, as the rule of the course lets it count. */
export function partUnderRule({ ruled }: Pick<AttemptRow, 'ruled'>, track: TrackRow): CourseResult {
  const { wasCompleted, wasPassed } = track;
  const completion = wasCompleted ? 'completed' : NO_RESULT.completion;
  const success = wasPassed ? 'passed' : NO_RESULT.success;
  return underRule({ ...NO_RESULT, completion, success, ruled }, resultOf(track));
}

/**
 * What the package says of the course, as its rule lets it count: not done before the rule is met, done from then on. What
 * counted before the rule held is not taken away.
 */
export function underRule({ ruled, ...before }: Pick<AttemptRow, 'ruled' | keyof CourseResult>, told: CourseResult) {
  const { completion, success } = told;
  switch (ruled) {
    case null:
      return told;
    case 'passed':
      return { ...told, completion: 'completed', success: 'passed' } as const;
    case 'completed':
      return { ...told, completion: 'completed' } as const;
    default:
      return {
        ...told,
        completion: completion === 'completed' && before.completion !== 'completed' ? 'incomplete' : completion,
        success: success === 'passed' && before.success !== 'passed' ? 'unknown' : success,
      } as const;
  }
}

/** Keeps the mark of a bookmark that was not told before, where the rule of the launch counts them. */
export function notePlace(attempt: AttemptRow, { rule }: Pick<LaunchRow, 'rule'>, scoId: string, place: string): void {
  if (rule === null || place === '' || attempt.ruled !== 'open') return;
  if (readRule(rule)?.conditions.some(({ kind }) => kind === 'pages') !== true) return;
  const known = readPlaces(attempt);
  const mark = placeMark(scoId, place);
  if (known.includes(mark) || known.length >= MOST_PLACES) return;
  attempt.places = JSON.stringify([...known, mark]);
}

/** Marks of the bookmarks that were told. */
export function readPlaces({ places }: Pick<AttemptRow, 'places'>): string[] {
  const known: string[] = JSON.parse(places ?? '[]');
  return known;
}

/** What stands for a bookmark: it may be long, and may name somebody. */
export function placeMark(scoId: string, place: string): string {
  return sha256Hex(`${scoId} ${place}`).slice(0, 10);
}
