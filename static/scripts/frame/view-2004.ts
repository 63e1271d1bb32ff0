import type { CourseStructure } from '../../../server/standards/course-structure.ts';
import type { CmiRecord } from '../../../server/standards/runtime-record.ts';
import {
  activityStatuses,
  applyRuntime,
  courseResult,
  isSingleActivity,
  navigate,
  offers,
} from '../../../server/standards/scorm2004/index.ts';
import type { EngineState } from '../../../server/standards/scorm2004/index.ts';
import { entryStatus, NO_CONTROLS, placeOf } from './activity-list.ts';
import type { ListedActivity } from './activity-list.ts';
import type { ContentsEntry, PlayerView } from './frame-contract.ts';

/** What is on the stage of a course of SCORM 2004, and what the engine knows. */
export interface Now2004 {
  readonly word: PlayerView['word'];
  readonly endReason: PlayerView['endReason'];
  readonly activityId: string | null;
  /** What the running SCO has said so far; null when no session runs. */
  readonly running: CmiRecord | null;
  readonly isFinished: boolean;
  readonly hasContent: boolean;
  readonly state: EngineState;
}

/** What the page shows of a course of SCORM 2004: everything that is offered comes from the engine. */
export function view2004(structure: CourseStructure, list: readonly ListedActivity[], now: Now2004): PlayerView {
  const { word, state, activityId } = now;
  const isSingle = isSingleActivity(structure);
  const isOpen = word === 'playing' || word === 'choosing';
  const offered = offers(structure, state, { activityId, cmi: now.running });
  const statuses = activityStatuses(structure, state);
  const isRunning = activityId !== null && now.running !== null;
  const soFar = isRunning ? applyRuntime(structure, state, activityId, now.running) : state;
  const entryOf = ({ activity, depth }: ListedActivity): ContentsEntry => {
    const { identifier: id, title } = activity;
    const status = statuses[id];
    const isChoosable = isOpen && offered.choice[id] === true;
    const isLocked = isOpen && activity.href !== null && !isChoosable && id !== activityId;
    return {
      id,
      title,
      depth,
      isGroup: activity.href === null,
      isOpen: isChoosable,
      isCurrent: id === activityId,
      status: entryStatus(status?.completion ?? 'unknown', status?.success ?? 'unknown', isLocked),
      reason: null,
    };
  };
  const current = list.find(({ activity }) => activity.identifier === activityId);
  const { exit, exitAll, abandon, abandonAll, suspendAll } = offered;
  const controls = { previous: offered.previous, continue: offered.continue, exit, exitAll, abandon, abandonAll };
  return {
    word,
    currentId: activityId,
    currentTitle: current?.activity.title ?? null,
    place: placeOf(list, activityId),
    isFinished: now.isFinished,
    isSingle,
    controls: isOpen ? { ...controls, suspendAll } : NO_CONTROLS,
    hidden: offered.hidden,
    upNext: isOpen && offered.continue ? titleAfter(structure, list, state) : null,
    entries: list.filter(({ activity }) => offered.isVisible[activity.identifier] === true).map(entryOf),
    // Who embeds the course hears what the SCO has said at once, and not only once it commits.
    result: courseResult(structure, soFar),
    hasContent: now.hasContent,
    endReason: now.endReason,
  };
}

/** Where Next would lead as things stand. */
function titleAfter(structure: CourseStructure, list: readonly ListedActivity[], state: EngineState): string | null {
  const { outcome } = navigate(structure, state, { type: 'continue' });
  if (outcome.kind !== 'deliver') return null;
  return list.find(({ activity }) => activity.identifier === outcome.activityId)?.activity.title ?? null;
}
