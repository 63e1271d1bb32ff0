import type { Activity, CourseStructure } from '../../../server/standards/course-structure.ts';
import type { CmiRecord } from '../../../server/standards/runtime-record.ts';
import { lessonStatuses, offers12, rollup12, toProjection } from '../../../server/standards/scorm12/index.ts';
import { entryStatus, NO_CONTROLS, placeOf } from './activity-list.ts';
import type { ListedActivity } from './activity-list.ts';
import type { ContentsEntry, PlayerView } from './frame-contract.ts';

/** What of a course of SCORM 1.2 never changes. */
export interface Course12 {
  readonly structure: CourseStructure;
  readonly list: readonly ListedActivity[];
  readonly isSingle: boolean;
}

/** What is on the stage, and what all SCOs have said so far. */
export interface Now12 {
  readonly word: PlayerView['word'];
  readonly endReason: PlayerView['endReason'];
  readonly current: Activity | null;
  readonly isFinished: boolean;
  readonly records: Readonly<Record<string, CmiRecord>>;
}

/** What the page shows of a course of SCORM 1.2. */
export function view12(course: Course12, now: Now12): PlayerView {
  const { structure, list, isSingle } = course;
  const { word, current } = now;
  const statuses = lessonStatuses(structure, now.records);
  const offers = offers12(structure, statuses, current?.identifier ?? null);
  const isLeft = word === 'suspended';
  const titleOf = (id: string | null): string | null =>
    list.find(({ activity }) => activity.identifier === id)?.activity.title ?? null;
  const entryOf = ({ activity, depth }: ListedActivity): ContentsEntry => {
    const { identifier: id, title } = activity;
    const offer = offers.choice[id];
    const reason = offer?.reason ?? null;
    const { completion, success } = words12(statuses[id] ?? 'not attempted');
    return {
      id,
      title,
      depth,
      isGroup: activity.href === null,
      isOpen: !isLeft && offer?.isOpen === true,
      isCurrent: activity === current,
      status: entryStatus(completion, success, reason !== null),
      reason,
    };
  };
  return {
    word,
    currentId: current?.identifier ?? null,
    currentTitle: current?.title ?? null,
    place: placeOf(list, current?.identifier ?? null),
    isFinished: now.isFinished,
    isSingle,
    controls: {
      ...NO_CONTROLS,
      continue: !isLeft && !isSingle && offers.next !== null,
      previous: !isLeft && !isSingle && offers.previous !== null,
    },
    hidden: [],
    upNext: titleOf(offers.next),
    entries: isSingle ? [] : list.filter(({ activity }) => activity.isVisible).map(entryOf),
    result: rollup12(structure, projections(now.records)),
    hasContent: current !== null,
    endReason: now.endReason,
  };
}

/** Has everything in the course been completed, passed or failed? */
export function isDone12({ structure }: Course12, records: Readonly<Record<string, CmiRecord>>): boolean {
  return rollup12(structure, projections(records)).completion === 'completed';
}

/**
 * Where a launch goes on: the last SCO in the course that was begun and left open, else the first that is not done, else the
 * first. Prerequisites hold.
 */
export function resumeTarget(course: Course12, records: Readonly<Record<string, CmiRecord>>): Activity | null {
  const statuses = lessonStatuses(course.structure, records);
  const offers = offers12(course.structure, statuses, null);
  const begun = course.list.findLast(({ activity }) => {
    const isBegun = Object.hasOwn(records, activity.identifier) && offers.choice[activity.identifier]?.isOpen === true;
    return isBegun && statuses[activity.identifier] === 'incomplete';
  });
  return begun?.activity ?? course.list.find(({ activity }) => activity.identifier === offers.next)?.activity ?? null;
}

function projections(records: Readonly<Record<string, CmiRecord>>) {
  return Object.fromEntries(Object.entries(records).map(([id, record]) => [id, toProjection(record)]));
}

function words12(status: string): { completion: string; success: string } {
  if (status === 'passed' || status === 'failed') return { completion: 'completed', success: status };
  return { completion: status === 'browsed' ? 'incomplete' : status, success: 'unknown' };
}
