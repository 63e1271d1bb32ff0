import type { Activity, CourseStructure } from '../../../server/standards/course-structure.ts';
import type { ContentsEntry, ControlName, PlayerView } from './frame-contract.ts';

/** An activity with its depth; 0 is the course itself. */
export interface ListedActivity {
  readonly activity: Activity;
  readonly depth: number;
}

/** All activities in document order. */
export function listActivities(structure: CourseStructure): ListedActivity[] {
  const list = (activity: Activity, depth: number): ListedActivity[] => [
    { activity, depth },
    ...activity.children.flatMap((child) => list(child, depth + 1)),
  ];
  return list(structure.root, 0);
}

/** Address of an activity's content: below the version's own base, its path percent-encoded, its parameters as they are. */
export function contentUrl(contentBase: string, { href, parameters }: Activity): string {
  const path = href ?? '';
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return path + parameters;
  return contentBase + path.split('/').map(encodeURIComponent).join('/') + parameters;
}

/** Nothing is offered. */
export const NO_CONTROLS: Readonly<Record<ControlName, boolean>> = {
  previous: false,
  continue: false,
  exit: false,
  exitAll: false,
  abandon: false,
  abandonAll: false,
  suspendAll: false,
};

/** Contents that count as parts, and which of them is on the stage. */
export function placeOf(list: readonly ListedActivity[], currentId: string | null): PlayerView['place'] {
  const contents = list.filter(({ activity }) => activity.href !== null);
  const at = contents.findIndex(({ activity }) => activity.identifier === currentId);
  return at < 0 ? null : { at: at + 1, of: contents.length };
}

/** The word for one line of the contents. */
export function entryStatus(completion: string, success: string, isLocked: boolean): ContentsEntry['status'] {
  if (success === 'failed') return 'failed';
  if (success === 'passed') return 'passed';
  if (completion === 'completed') return 'done';
  if (isLocked) return 'locked';
  return completion === 'incomplete' ? 'begun' : 'open';
}
